"""Random draws and calendars that give the same values on every machine.

Only ``Random.random`` is used: it is the one generator the language promises never to change.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

# Shares of orders placed in each hour from 8:00 to 23:00, evenings busiest.
HOUR_SHARES = (2, 3, 5, 6, 7, 7, 6, 5, 5, 6, 7, 9, 12, 12, 8, 4)
FIRST_HOUR = 8

STANDARD_NORMAL = NormalDist()


@dataclass(frozen=True)
class Calendar:
    """Days and the running total of how busy each of them is."""

    days: tuple[date, ...]
    running_totals: tuple[float, ...]


def chance(rng: Random, probability: float) -> bool:
    """True with the given probability."""
    return rng.random() < probability


def whole(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(rng.random() * (high - low + 1))


def pick(rng: Random, choices: Sequence[T]) -> T:
    """One of the choices, all equally likely."""
    return choices[int(rng.random() * len(choices))]


def pick_weighted(rng: Random, choices: Sequence[T], weights: Sequence[float]) -> T:
    """One of the choices, in proportion to its weight."""
    totals = list(accumulate(weights))
    return choices[bisect_right(totals, rng.random() * totals[-1])]


def lognormal(rng: Random, median: float, spread: float) -> float:
    """A positive number around the median; spread is the standard deviation of its logarithm."""
    inner = min(max(rng.random(), 1e-12), 1 - 1e-12)
    return median * math.exp(spread * STANDARD_NORMAL.inv_cdf(inner))


def make_calendar(first: date, last: date, busyness: Callable[[date], float]) -> Calendar:
    """All days from first to last, each with its busyness."""
    days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    return Calendar(days, tuple(accumulate(busyness(day) for day in days)))


def pick_day(rng: Random, calendar: Calendar) -> date:
    """A day, busy ones more often."""
    place = bisect_right(calendar.running_totals, rng.random() * calendar.running_totals[-1])
    return calendar.days[place]


def moment_on(rng: Random, day: date) -> datetime:
    """A waking-hours moment of the day, in the shop's own time."""
    hour = FIRST_HOUR + pick_weighted(rng, range(len(HOUR_SHARES)), HOUR_SHARES)
    return datetime(day.year, day.month, day.day, hour, whole(rng, 0, 59), whole(rng, 0, 59))


def growth(day: date, first: date, yearly_rate: float) -> float:
    """How much bigger the shop is than on its first day."""
    return math.pow(1 + yearly_rate, (day - first).days / 365.25)


def rhythm(
    rng: Random, first: date, last: date, *, median: float, spread: float, again: float
) -> list[date]:
    """Purchase days of one customer: after each, another follows with probability ``again``.

    Each gap is lognormal around ``median`` days; days after ``last`` are not seen yet.
    """
    days = [first]
    while chance(rng, again):
        gap = max(1, round(lognormal(rng, median, spread)))
        days.append(days[-1] + timedelta(days=gap))
        if days[-1] > last:
            return days[:-1]
    return days
