"""Did customers change, or did other customers come: a difference split by groups of customers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.metrics.compare import bridge_parameters
from lib.metrics.retention import RetentionData, boundaries
from lib.period import Period

ATTRIBUTES = ("first_channel", "country", "region", "first_category")
NEW_OR_KNOWN = "new_or_known"
MOST_GROUPS = 8
OTHERS = "\0others"
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
    return Mix(_largest([Group(*row) for row in rows]))


def mix_of_order_value(data: RetentionData, now: Period, before: Period, attribute: str) -> Mix:
    """The difference in revenue per order, by an attribute, or NEW_OR_KNOWN."""
    rows = data.source.rows(
        "metrics/mix_of_order_value",
        {"attribute": attribute, **bridge_parameters(now, before)},
        data.segment,
    )
    return Mix(_largest([Group(*row) for row in rows]))


def _largest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The largest groups by base in both periods; all the others as one."""
    ordered = sorted(groups, key=lambda group: -(group.base_before + group.base_now))
    if len(ordered) <= MOST_GROUPS:
        return tuple(ordered)
    shown, rest = ordered[: MOST_GROUPS - 1], ordered[MOST_GROUPS - 1 :]
    others = Group(
        OTHERS,
        sum(group.base_before for group in rest),
        sum(group.sum_before for group in rest),
        sum(group.base_now for group in rest),
        sum(group.sum_now for group in rest),
    )
    return (*shown, others)
