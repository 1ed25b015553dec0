"""Scores by the rank of a value among all, or by limits once drawn: equal values, equal scores."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

# With fewer customers of three or more purchases than this, their tertiles would be chance.
FEWEST_FOR_TERTILES = 30

Scores = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Limits = tuple[tuple[int, float], ...]
"""Best score first: a score, and the worst value that still gets it."""


def fifths(values: Values, parts: int = 5) -> Scores:
    """0 to parts - 1 by the share of smaller values, so ties share a place in any order of rows."""
    size = len(values)
    scores = np.zeros(size, dtype=np.int64)
    # A value is in a part, or a better one, when so many others are smaller: only the values at
    # the ends of the parts need their place, not all of them.
    ends = [-(-part * size // parts) - 1 for part in range(1, parts) if part * size > 0]
    if ends:
        ordered = np.partition(values, ends)
        for end in ends:
            scores += values > ordered[end]
    return scores


def frequency_scores(purchase_days: Values) -> Scores:
    """1 and 2 purchases score 1 and 2; three and more are parted into thirds."""
    scores = np.minimum(purchase_days, 2).astype(np.int64)
    many = purchase_days >= 3
    if many.sum() >= FEWEST_FOR_TERTILES:
        scores[many] = 3 + fifths(purchase_days[many], parts=3)
    else:
        scores[many] = 3 + (purchase_days[many] >= 4) + (purchase_days[many] >= 6)
    return scores


def limits_of(scores: Scores, values: Values, *, is_low_good: bool) -> Limits:
    """The limits that give every one of ``values`` the score it has now."""
    worst = np.max if is_low_good else np.min
    given = np.flatnonzero(np.bincount(scores))[::-1]
    return tuple((int(score), float(worst(values[scores == score]))) for score in given)


def score_by(values: Values, limits: Limits, *, is_low_good: bool) -> Scores:
    """The best score whose limit a value meets; the lowest score for one that meets none."""
    lowest = limits[-1][0] if limits else 1
    scores = np.full(len(values), lowest, dtype=np.int64)
    for score, limit in reversed(limits[:-1]):
        meets = values <= limit if is_low_good else values >= limit
        scores[meets] = score
    return scores


def limits_from(bounds: Sequence[float], parts: int) -> Limits:
    """Limits of the owner: one bound for each score but the lowest, best first."""
    scores = range(parts, 1, -1)
    return (*zip(scores, map(float, bounds), strict=True), (1, 0.0))
