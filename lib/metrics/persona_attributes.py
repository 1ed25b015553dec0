"""Personas by country, region, first channel, coupon and first product: where they differ."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from lib.metrics.crosstab import OTHER, UNKNOWN, Crosstab, crosstab
from lib.metrics.persona_assign import Assigned
from lib.metrics.source import ShopData

ATTRIBUTES = ("country", "region", "first_channel", "first_category", "first_product", "coupon")

# Facts about the person rather than about the first order; told by lists of customers.
DEMOGRAPHICS = (
    *("gender", "birth_date", "age", "family_status", "household", "household_size", "children"),
    *("home", "income", "occupation", "interest", "customer_group", "city", "language"),
    *("country", "region"),
)


@dataclass(frozen=True)
class Strong:
    """A level that is more frequent in a persona than chance explains."""

    attribute: str
    level: str
    lift: float
    residual: float


def persona_attributes(
    source: ShopData, found: Assigned, persona_ids: tuple[str, ...]
) -> dict[str, Crosstab]:
    """One table per attribute of which the shop knows at least two levels."""
    columns = source.arrays("metrics/first_order_attributes")
    ids = np.asarray(columns["customer_id"], dtype=np.int64)
    at = np.searchsorted(ids, found.customer_ids)
    columns_by_name = {name: _values(columns, name) for name in ATTRIBUTES}
    columns_by_name |= _listed(source, found, ids)
    tables = {}
    for name, column in columns_by_name.items():
        values = column[at]
        known = {value for value in values if value is not None and value != UNKNOWN}
        if len(known) >= 2:
            tables[name] = crosstab(found.places, persona_ids, values)
    return tables


def strongest(tables: dict[str, Crosstab], persona_id: str, most: int = 2) -> list[Strong]:
    """What is clearly more frequent among the customers of a persona than among all.

    Of those alone of whom it is known: good customers are often known better, and that says
    nothing about who they are.
    """
    known = {name: tables[name].of_known for name in DEMOGRAPHICS if name in tables}
    cells = [
        Strong(name, level, float(table.lift[row, column]), float(table.residual[row, column]))
        for name, table in known.items()
        for row, each in enumerate(table.rows)
        for column, level in enumerate(table.levels)
        if each == persona_id
        and table.is_notable[row, column]
        and table.residual[row, column] > 0
        and level != OTHER
    ]
    return sorted(cells, key=lambda cell: (-cell.residual, cell.attribute, cell.level))[:most]


def _listed(
    source: ShopData, found: Assigned, ids: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.object_]]:
    """What lists of customers tell, one column per attribute; who is in no list is unknown."""
    told: dict[str, npt.NDArray[np.object_]] = {}
    rows = source.rows("metrics/listed_attributes", {"as_of": found.as_of or date.min})
    place_of = {int(customer): place for place, customer in enumerate(ids.tolist())}
    for attribute, customer, value in rows:
        column = told.setdefault(attribute, np.full(len(ids), None, dtype=object))
        if customer in place_of:
            column[place_of[customer]] = value
    return told


def _values(columns: dict[str, np.ndarray], name: str) -> npt.NDArray[np.object_]:
    """Text or None; whether the first order had a coupon as yes and no, where any had one."""
    column = columns["first_coupon" if name == "coupon" else name]
    values = np.asarray(np.ma.getdata(column), dtype=object).copy()
    values[np.ma.getmaskarray(column)] = None
    if name != "coupon":
        return values
    has = [value not in (None, "") for value in values]
    words = ["yes" if each else "no" for each in has] if any(has) else [None] * len(has)
    return np.array(words, dtype=object)
