"""Did customers change, or did other customers come: a difference split by groups of customers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lib.metrics.compare import bridge_parameters
from lib.metrics.contrast import false_discovery_rates
from lib.metrics.retention import RetentionData, boundaries
from lib.period import Period

ATTRIBUTES = ("first_channel", "country", "region", "first_category")
NEW_OR_KNOWN = "new_or_known"
MOST_GROUPS = 8
OTHERS = "\0others"
# Differences of several groups with a false-discovery rate up to this are more than chance.
HIGHEST_Q = 0.05
# A group says something about itself from this many customers (or orders) in both periods on.
ENOUGH = 10


@dataclass(frozen=True)
class Group:
    """One value of the attribute; rates are ``sum ÷ base`` (kept ÷ customers, revenue ÷ orders)."""

    value: str
    """"" where the value is unknown, OTHERS for the small groups together."""
    base_before: int
    sum_before: float
    base_now: int
    sum_now: float
    products: tuple[float, ...] = ()
    """Summed over customers: base x base, base x sum and sum x sum of the comparison, of the
    period, and the four of one with the other."""

    @property
    def before(self) -> float | None:
        return self.sum_before / self.base_before if self.base_before else None

    @property
    def now(self) -> float | None:
        return self.sum_now / self.base_now if self.base_now else None

    @property
    def difference(self) -> float | None:
        if self.before is None or self.now is None:
            return None
        return self.now - self.before

    @property
    def is_telling(self) -> bool:
        return min(self.base_before, self.base_now) >= ENOUGH

    @property
    def p_value(self) -> float | None:
        """How often chance alone makes a difference this large; customers may be in both periods.

        Each moves a rate by (sum - rate x base) / all bases; None where there is no difference.
        """
        if not self.products or self.difference is None or self.before is None or self.now is None:
            return None
        bb1, bs1, ss1, bb2, bs2, ss2, b1b2, b1s2, s1b2, s1s2 = self.products
        p1, p2 = self.before, self.now
        variance = (
            (ss1 - 2 * p1 * bs1 + p1 * p1 * bb1) / self.base_before**2
            + (ss2 - 2 * p2 * bs2 + p2 * p2 * bb2) / self.base_now**2
            - 2
            * (s1s2 - p1 * b1s2 - p2 * s1b2 + p1 * p2 * b1b2)
            / (self.base_before * self.base_now)
        )
        if not self.difference:
            return 1.0
        # What is left of a variance of nothing is rounding.
        return math.erfc(abs(self.difference) / math.sqrt(2 * max(variance, 1e-15)))


@dataclass(frozen=True)
class Mix:
    """The difference of a rate as what groups did themselves, and how their weights moved."""

    groups: tuple[Group, ...]
    """Largest first."""
    before: float | None = field(init=False)
    now: float | None = field(init=False)
    behaviour: float | None = field(init=False)
    """What the rates inside the groups changed, at the average of both weights."""
    shift: float | None = field(init=False)
    """What came from other weights of the groups, at the average of both rates."""

    def __post_init__(self) -> None:
        base_before = sum(group.base_before for group in self.groups)
        base_now = sum(group.base_now for group in self.groups)
        parts: dict[str, float | None] = dict.fromkeys(("before", "now", "behaviour", "shift"))
        if base_before and base_now:
            parts["before"] = sum(group.sum_before for group in self.groups) / base_before
            parts["now"] = sum(group.sum_now for group in self.groups) / base_now
            behaviour = shift = 0.0
            for group in self.groups:
                weight_before = group.base_before / base_before
                weight_now = group.base_now / base_now
                # A group of one period alone has no change of its own: all of it is mix.
                before = group.now if group.before is None else group.before
                now = group.before if group.now is None else group.now
                if before is None or now is None:
                    continue
                behaviour += (weight_before + weight_now) / 2 * (now - before)
                shift += (before + now) / 2 * (weight_now - weight_before)
            parts["behaviour"], parts["shift"] = behaviour, shift
        for name, value in parts.items():
            object.__setattr__(self, name, value)

    @property
    def difference(self) -> float | None:
        return None if self.before is None or self.now is None else self.now - self.before

    @property
    def false_discovery_rates(self) -> dict[str, float]:
        """Of the groups that tell something, by value: Benjamini and Hochberg's q-values."""
        p_values = {group.value: group.p_value for group in self.groups if group.is_telling}
        tested = {value: found for value, found in p_values.items() if found is not None}
        return dict(zip(tested, false_discovery_rates(list(tested.values())), strict=True))

    @property
    def is_reversed(self) -> bool:
        """True when the whole moved one way and most of its groups the other (Simpson)."""
        telling = [group.difference for group in self.groups if group.is_telling]
        changes = [change for change in telling if change]
        if not self.difference or len(changes) < 2:
            return False
        against = sum(change * self.difference < 0 for change in changes)
        return 2 * against > len(changes)


def mix_of_kept(
    data: RetentionData, now: Period, before: Period, window_days: int, attribute: str
) -> Mix:
    """The difference in kept customers, by an attribute of customers (one of ATTRIBUTES)."""
    parameters = {
        f"{name}_{bound}": day
        for name, period in (("before", before), ("now", now))
        for bound, day in boundaries(period, window_days).items()
    }
    rows = data.source.rows(
        "metrics/mix_of_kept", {"attribute": attribute, **parameters}, data.segment
    )
    return Mix(_largest([_group(row) for row in rows]))


def mix_of_order_value(data: RetentionData, now: Period, before: Period, attribute: str) -> Mix:
    """The difference in revenue per order, by an attribute, or NEW_OR_KNOWN."""
    rows = data.source.rows(
        "metrics/mix_of_order_value",
        {"attribute": attribute, **bridge_parameters(now, before)},
        data.segment,
    )
    return Mix(_largest([_group(row) for row in rows]))


def _group(row: tuple[Any, ...]) -> Group:
    value, base_before, sum_before, base_now, sum_now, *products = row
    return Group(value, base_before, sum_before, base_now, sum_now, tuple(products))


def _largest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The largest groups by base in both periods; all the others as one."""
    ordered = sorted(groups, key=lambda group: -(group.base_before + group.base_now))
    if len(ordered) <= MOST_GROUPS:
        return tuple(ordered)
    shown, rest = ordered[: MOST_GROUPS - 1], ordered[MOST_GROUPS - 1 :]
    return (*shown, merged(OTHERS, rest))


def merged(value: str, groups: Sequence[Group]) -> Group:
    """Several groups as one."""
    return Group(
        value,
        sum(group.base_before for group in groups),
        sum(group.sum_before for group in groups),
        sum(group.base_now for group in groups),
        sum(group.sum_now for group in groups),
        tuple(map(sum, zip(*(group.products for group in groups), strict=True))),
    )
