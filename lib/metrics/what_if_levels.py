"""What keeping more customers is worth in the long run: steady state, cohort value, the claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lib.metrics.intervals import wilson
from lib.metrics.retention import RetentionData

FEWEST_ELIGIBLE = 30
MOST_STEPS = 6
SHORTEST_STEP_DAYS = 30


@dataclass(frozen=True)
class Level:
    """A worth today and under the change; ``growth`` is the relative difference."""

    before: float
    after: float

    @property
    def growth(self) -> float | None:
        return self.after / self.before - 1 if self.before else None


def steady_state(
    new_customers: float, rate: float, points: float, value: float, margin: float
) -> Level | None:
    """Level 2: margin per period of N ÷ (1 − r) customers, when N come in every period.

    None when everybody would stay for ever.
    """
    if not 0 <= rate < 1 or not 0 <= rate + points < 1:
        return None
    worth = new_customers * value * margin
    return Level(worth / (1 - rate), worth / (1 - rate - points))


@dataclass(frozen=True)
class AgeCurve:
    """Share of customers who buy in each step of their age, and what a buyer spends in one."""

    step_days: int
    shares: tuple[float, ...]
    """By step, 1 first: everybody buys in the step that begins with the first purchase."""
    customers: tuple[int, ...]
    """Who has lived through each step."""
    value: float
    """Revenue per buyer and step, all steps together."""

    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The curve at the low and at the high end of each share's 95 % interval."""
        low, high = [1.0], [1.0]
        for share, eligible in zip(self.shares[1:], self.customers[1:], strict=True):
            ends = wilson(round(share * eligible), eligible) or (share, share)
            low.append(ends[0])
            high.append(ends[1])
        return tuple(low), tuple(high)


def age_curve(data: RetentionData, period_days: int) -> AgeCurve | None:
    """The shop's own curve in steps of the period, shorter where the history holds too few.

    None when fewer than FEWEST_ELIGIBLE customers have lived through a second step.
    """
    days = data.days
    if days.as_of is None:
        return None
    step_days = max(1, min(period_days, max(SHORTEST_STEP_DAYS, days.history_days // MOST_STEPS)))
    rows = data.source.rows(
        "metrics/age_steps",
        {"step_days": step_days, "steps": MOST_STEPS, "as_of": days.as_of},
        data.segment,
    )
    kept = [row for row in rows if row[1] >= FEWEST_ELIGIBLE]
    buyers = sum(row[2] for row in kept)
    if len(kept) < 2 or not buyers:
        return None
    return AgeCurve(
        step_days,
        tuple(row[2] / row[1] for row in kept),
        tuple(int(row[1]) for row in kept),
        sum(row[3] for row in kept) / buyers,
    )


def cohort_value(shares: Sequence[float], value: float, margin: float, discount: float) -> float:
    """Level 3: Σ S(k) x value x margin ÷ (1 + discount)^k over the steps k of a customer's age."""
    return sum(share * value * margin / (1 + discount) ** step for step, share in enumerate(shares))


def raised(shares: Sequence[float], points: float) -> tuple[float, ...]:
    """The curve with ``points`` added to the rate from each step to the next, never past 100 %."""
    if not points:
        return tuple(shares)
    found = [shares[0]]
    for before, share in pairwise(shares):
        rate = share / before if before else 0.0
        found.append(found[-1] * min(max(rate + points, 0.0), max(1.0, rate)))
    return tuple(found)


def growth_of_lifetime(rate: float, points: float) -> float | None:
    """How much longer customers stay, 1 ÷ (1 − r), with ``points`` more; None from 100 % on."""
    if not 0 <= rate < 1 or not 0 <= rate + points < 1:
        return None
    return (1 - rate) / (1 - rate - points) - 1


def rate_needed(growth: float, points: float) -> float:
    """The rate from which ``points`` more make customers stay longer by ``growth``."""
    return 1 - points * (1 + growth) / growth
