"""How long until something happens, with those to whom it has not happened yet (Kaplan-Meier)."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.metrics.intervals import Z95

Values = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

# Products of fractions miss a round 0.5 by a rounding error; the median must not.
_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Survival:
    """Share still waiting after each time at which something happened, smallest time first."""

    times: Values
    at_risk: Counts
    events: Counts
    survival: Values
    standard_error: Values
    """Greenwood's; 0 once nobody is left waiting."""
    size: int
    """All who were watched, those still waiting included."""

    def share_within(self, time: float) -> float:
        """Share to whom it has happened within ``time``; 0 before the first event."""
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        return 0.0 if place < 0 else 1.0 - float(self.survival[place])

    def time_until(self, share: float) -> float | None:
        """The first time by which ``share`` of all have done it; None while not yet reached."""
        return _first(self.times, self.survival <= 1 - share + _TOLERANCE)

    @property
    def median(self) -> float | None:
        """The time by which half have done it; None while not yet reached."""
        return self.time_until(0.5)

    def time_interval(
        self, share: float = 0.5, z: float = Z95
    ) -> tuple[float | None, float | None]:
        """Log-log bounds of ``time_until``; None where that end is not reached."""
        low, high = self.bounds(z)
        bar = 1 - share + _TOLERANCE
        return _first(self.times, low <= bar), _first(self.times, high <= bar)

    def bounds(self, z: float = Z95) -> tuple[Values, Values]:
        """Log-log bounds of the share still waiting at each time: never outside 0 to 1."""
        with np.errstate(divide="ignore", invalid="ignore"):
            logarithm = np.log(self.survival)
            spread = z * self.standard_error / (self.survival * np.abs(logarithm))
            low = self.survival ** np.exp(spread)
            high = self.survival ** np.exp(-spread)
        is_open = (self.survival > 0) & (self.survival < 1)
        return np.where(is_open, low, self.survival), np.where(is_open, high, self.survival)


def kaplan_meier(
    times: npt.ArrayLike, events: npt.ArrayLike, counts: npt.ArrayLike | None = None
) -> Survival:
    """The curve of ``times``; ``events`` says where it happened and where waiting was cut short.

    ``counts``: how many share a row, for rows that are already grouped. Someone cut short at a time
    was still waiting at that time.
    """
    moments, at_risk, died = _life_table(times, events, counts)
    kept = died > 0
    risk, dead = at_risk[kept], died[kept]
    survival: Values = np.cumprod(1 - dead / risk).astype(np.float64)
    with np.errstate(divide="ignore"):
        terms = np.where(risk > dead, dead / (risk * (risk - dead)), 0.0)
    return Survival(
        times=moments[kept],
        at_risk=risk,
        events=dead,
        survival=survival,
        standard_error=survival * np.sqrt(np.cumsum(terms)),
        size=int(at_risk[0]) if len(at_risk) else 0,
    )


def log_rank_p(
    times: npt.ArrayLike,
    events: npt.ArrayLike,
    in_first: npt.ArrayLike,
    counts: npt.ArrayLike | None = None,
) -> float | None:
    """How often chance alone would part two groups this far; None when nothing can be compared."""
    when, happened = np.asarray(times, dtype=float), np.asarray(events, dtype=bool)
    first = np.asarray(in_first, dtype=bool)
    weight = _weights(len(when), counts)
    _moments, risk, dead = _life_table(when, happened, weight)
    _moments, risk_1, dead_1 = _life_table(when, happened, weight * first)
    kept = (dead > 0) & (risk > 1)
    risk, dead, risk_1, dead_1 = risk[kept], dead[kept], risk_1[kept], dead_1[kept]
    share = risk_1 / risk
    variance = float((dead * share * (1 - share) * (risk - dead) / (risk - 1)).sum())
    if variance <= 0:
        return None
    surplus = float((dead_1 - dead * share).sum())
    return math.erfc(abs(surplus) / math.sqrt(2 * variance))


def _life_table(
    times: npt.ArrayLike, events: npt.ArrayLike, counts: npt.ArrayLike | None
) -> tuple[Values, Counts, Counts]:
    """Every time that occurs, who was still waiting just before it, and to how many it happened."""
    when, happened = np.asarray(times, dtype=float), np.asarray(events, dtype=bool)
    weight = _weights(len(when), counts)
    moments, place = np.unique(when, return_inverse=True)
    leaving = np.bincount(place, weights=weight, minlength=len(moments)).astype(np.int64)
    died = np.bincount(place, weights=weight * happened, minlength=len(moments)).astype(np.int64)
    return moments, leaving[::-1].cumsum()[::-1], died


def _weights(size: int, counts: npt.ArrayLike | None) -> Counts:
    return np.ones(size, dtype=np.int64) if counts is None else np.asarray(counts, dtype=np.int64)


def _first(times: Values, reached: npt.NDArray[np.bool_]) -> float | None:
    return float(times[int(reached.argmax())]) if reached.any() else None
