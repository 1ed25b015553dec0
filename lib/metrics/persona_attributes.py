"""Personas by country, region, first channel, coupon and first product: where they differ."""

import numpy as np
import numpy.typing as npt

from lib.metrics.crosstab import UNKNOWN, Crosstab, crosstab
from lib.metrics.persona_assign import Assigned
from lib.metrics.source import ShopData

ATTRIBUTES = ("country", "region", "first_channel", "first_category", "first_product", "coupon")


def persona_attributes(
    source: ShopData, found: Assigned, persona_ids: tuple[str, ...]
) -> dict[str, Crosstab]:
    """One table per attribute of which the shop knows at least two levels."""
    columns = source.arrays("metrics/customer_attributes")
    ids = np.asarray(columns["customer_id"], dtype=np.int64)
    at = np.searchsorted(ids, found.customer_ids)
    tables = {}
    for name in ATTRIBUTES:
        values = _values(columns, name)[at]
        known = {value for value in values if value is not None and value != UNKNOWN}
        if len(known) >= 2:
            tables[name] = crosstab(found.places, persona_ids, values)
    return tables


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
