"""The customers of one cohort by group: a segment that any file with purchases can be asked for."""

from dataclasses import dataclass

import numpy as np

from lib.metrics.cohort_grid import OTHERS, Attribute, CohortGrid, among, customer_set
from lib.metrics.cohort_table import Cohort
from lib.metrics.cohorts import CohortQuestion
from lib.metrics.source import ShopData
from lib.segment import CustomerSet, Segment


@dataclass(frozen=True)
class CohortGroup:
    """Which customers make a cohort beside the days of their first purchase."""

    attribute: Attribute
    groups: tuple[str, ...]
    place: int
    members: CustomerSet | None
    """Of personas: who belongs to it; of the other attributes a column of the tables says it."""


def group_of(grid: CohortGrid, question: CohortQuestion, cohort: Cohort) -> CohortGroup | None:
    """The group behind a cohort of ``cohort_table``; None for cohorts by time."""
    if grid.attribute is None or cohort.place is None:
        return None
    small = {group.place for group in grid.groups if group.customers < question.merge_below}
    # Groups that were merged into all others lose their name, and with it their own place.
    groups = tuple("" if group.place in small else group.key for group in grid.groups)
    sets = [
        np.frombuffer(group.members.bits, np.uint8)
        for group in grid.groups
        if group.members and (OTHERS if group.place in small else group.place) == cohort.place
    ]
    members = CustomerSet(np.bitwise_or.reduce(sets).tobytes()) if sets else None
    return CohortGroup(grid.attribute, groups, cohort.place, members)


def within(source: ShopData, segment: Segment, group: CohortGroup | None) -> Segment:
    """The customers of a segment who belong to the group."""
    if group is None:
        return segment
    if group.members is not None:
        return among(segment, group.members)
    asked = {
        "attribute": group.attribute.value,
        "groups": list(group.groups),
        "place": group.place,
    }
    found = source.arrays("metrics/cohort_members", asked)
    return among(segment, customer_set(source, found["customer_id"]))
