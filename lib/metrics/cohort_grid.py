"""What cohorts need to know: purchases by day of first purchase, small whatever the shop's size."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.groups import groups as groups_of
from lib.metrics.source import ShopData, ShopDays, shop_days
from lib.period import Grain
from lib.segment import EVERYONE, Condition, CustomerSet, Segment

MOST_GROUPS = 12
COUNTED_STEPS = (7, 30, 90)
OTHERS, UNKNOWN = 0, -1
MONDAY_OF_1970 = 4  # 5 January 1970 is day 4


class Attribute(StrEnum):
    """What can make cohorts beside time: what the first order brought along, or the persona."""

    FIRST_CHANNEL = "first_channel"
    FIRST_PRODUCT = "first_product"
    FIRST_CATEGORY = "first_category"
    FIRST_COUPON = "first_coupon"
    COUNTRY = "country"
    PERSONA = "persona"
    """Who belongs where follows from all orders up to the as-of day, not from the first."""


@dataclass(frozen=True)
class Group:
    """Customers with the same value of an attribute; ``place`` is their number in the grid."""

    place: int
    key: str
    name: str
    customers: int
    members: CustomerSet | None = None
    """Who belongs to a persona; no column of the tables says it."""


@dataclass(frozen=True)
class CohortGrid:
    """Numbers by group, day of first purchase and day of purchase; any grain and age is a sum."""

    columns: dict[str, np.ndarray]
    days: ShopDays
    groups: tuple[Group, ...]
    """The largest values of the attribute, each a cohort; () when time makes the cohorts."""
    attribute: Attribute | None
    week_start: int
    step_days: int
    is_margin: bool = False
    """True where the column revenue holds what is left of it after the goods."""

    def newcomers(self, grain: Grain, step_days: int) -> np.ndarray:
        """Customers counted once per calendar step, or once per bucket of ``step_days``."""
        if not step_days:
            return self.columns[f"first_in_{grain.value}"]
        if step_days in COUNTED_STEPS:
            return self.columns[f"first_in_{step_days}_days"]
        if step_days != self.step_days:
            raise ValueError(f"the grid was not read for buckets of {step_days} days")
        return self.columns["first_in_step"]


def read_cohort_grid(
    source: ShopData,
    segment: Segment = EVERYONE,
    as_of: date | None = None,
    week_start: int = 0,
    attribute: Attribute | None = None,
    step_days: int = 30,
) -> CohortGrid:
    """The grid as the import counted it; for a segment or an attribute one group-by counts anew."""
    days = shop_days(source, as_of)
    if attribute is Attribute.PERSONA:
        return _persona_grid(source, segment, days, week_start, step_days)
    groups = _largest_groups(source, segment, attribute) if attribute else ()
    is_counted = step_days in COUNTED_STEPS and week_start == 0
    if is_counted and attribute is None and not segment.conditions:
        columns = source.arrays("metrics/cohort_days")
    else:
        asked = {
            "attribute": attribute.value if attribute else "",
            "groups": [group.key for group in groups],
            "week_start": week_start,
            "step_days": step_days,
        }
        columns = source.arrays("metrics/cohort_days_of_segment", asked, segment)
    return CohortGrid(columns, days, groups, attribute, week_start, step_days)


def attributes_with_values(source: ShopData, segment: Segment = EVERYONE) -> dict[Attribute, int]:
    """The attributes that tell customers apart: more than one value is known. Value -> count."""
    found = {
        attribute: len(
            source.rows("metrics/cohort_groups", {"attribute": attribute.value}, segment)
        )
        for attribute in Attribute
        if attribute is not Attribute.PERSONA
    }
    return {attribute: count for attribute, count in found.items() if count > 1}


def step_index(grain: Grain, days: np.ndarray, week_start: int = 0) -> np.ndarray:
    """The number of the calendar step of each day (days since 1970); neighbours differ by one."""
    if grain is Grain.WEEK:
        return (days.astype(np.int64) - MONDAY_OF_1970 - week_start) // 7
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months // {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]


def first_day_of_step(grain: Grain, index: int, week_start: int = 0) -> date:
    """The first day of the calendar step with this number."""
    if grain is Grain.WEEK:
        day = np.datetime64(int(index) * 7 + MONDAY_OF_1970 + week_start, "D")
    else:
        months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
        day = np.datetime64(int(index) * months, "M").astype("datetime64[D]")
    found: date = day.astype(object)
    return found


def age_parameters(days: ShopDays, grain: Grain, week_start: int, step_days: int) -> dict[str, Any]:
    """How SQL counts ages: in buckets of days, or by the number of each day's calendar step."""
    if days.data_start is None or days.last_ordered_on is None:
        return {"step_days": step_days, "start_on": None, "steps": []}
    known = np.arange(day_number(days.data_start), day_number(days.last_ordered_on) + 1)
    steps = [] if step_days else step_index(grain, known, week_start).tolist()
    return {"step_days": step_days, "start_on": days.data_start, "steps": steps}


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days


def _largest_groups(source: ShopData, segment: Segment, attribute: Attribute) -> tuple[Group, ...]:
    rows = source.rows("metrics/cohort_groups", {"attribute": attribute.value}, segment)
    if not rows:
        raise _no_groups(attribute)
    return tuple(
        Group(place, str(key), str(name), int(customers))
        for place, (key, name, customers) in enumerate(rows[:MOST_GROUPS], start=1)
    )


def among(segment: Segment, members: CustomerSet) -> Segment:
    """The customers of a segment who belong to a group as well."""
    return Segment((*segment.conditions, Condition("persona", ("",), customers=members)))


def customer_set(source: ShopData, customer_ids: np.ndarray) -> CustomerSet:
    """The set of some customers; everybody else of the shop has a bit too, so all can be asked."""
    is_member = np.zeros(int(source.row("metrics/highest_customer_id")["customer_id"]) + 1, bool)
    is_member[np.ma.getdata(customer_ids)] = True
    return CustomerSet(np.packbits(is_member).tobytes())


def _persona_grid(
    source: ShopData, segment: Segment, days: ShopDays, week_start: int, step_days: int
) -> CohortGrid:
    """One group-by per persona; whoever bought first after the as-of day has none."""
    if days.as_of is None:
        raise _no_groups(Attribute.PERSONA)
    named = groups_of(source, "persona", days.as_of)
    found: list[Group] = []
    parts: list[dict[str, np.ndarray]] = []
    for number, key in enumerate(named.names):
        members = customer_set(source, named.customer_ids[named.places == number])
        asked = {"attribute": "", "groups": [], "week_start": week_start, "step_days": step_days}
        columns = source.arrays("metrics/cohort_days_of_segment", asked, among(segment, members))
        is_first = columns["first_day"] == columns["bought_day"]
        customers = int(columns["first_in_month"][is_first].sum())
        if customers:
            found.append(Group(0, key, named.titles[number], customers, members))
            parts.append(columns)
    order = sorted(range(len(found)), key=lambda each: -found[each].customers)
    if not order:
        raise _no_groups(Attribute.PERSONA)
    placed = tuple(replace(found[each], place=place) for place, each in enumerate(order, start=1))
    merged = {
        name: np.concatenate([parts[each][name] for each in order]) for name in parts[order[0]]
    }
    lengths = [len(parts[each]["first_day"]) for each in order]
    merged["group_place"] = np.repeat([group.place for group in placed], lengths)
    return CohortGrid(merged, days, placed, Attribute.PERSONA, week_start, step_days)


def _no_groups(attribute: Attribute) -> QuestionRefused:
    return QuestionRefused(
        _("No customer has a value for {attribute}.").format(attribute=attribute.value),
        hint=_("Choose another way to group customers."),
        code="cohorts_without_groups",
    )
