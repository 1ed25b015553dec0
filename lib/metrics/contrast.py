"""Do two groups of customers really differ? Shares, intervals, exact tests, false discoveries."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.metrics.intervals import Z95

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Contrast:
    """Share of one group against the share of another, at the first group's mix of strata."""

    hits: int
    size: int
    other_hits: int
    other_size: int
    share: float
    other_share: float
    """Of the others, weighted to the first group's strata; plain with one stratum."""
    low: float
    high: float
    """Newcombe's 95 % interval of ``difference``."""
    ratio_low: float
    ratio_high: float
    p_value: float

    @property
    def difference(self) -> float:
        return self.share - self.other_share

    @property
    def ratio(self) -> float | None:
        """None where none of the others has it."""
        return self.share / self.other_share if self.other_share else None


def contrast(
    hits: Sequence[int] | Counts,
    sizes: Sequence[int] | Counts,
    other_hits: Sequence[int] | Counts,
    other_sizes: Sequence[int] | Counts,
) -> Contrast | None:
    """The contrast over strata, one entry each; None where no stratum holds both groups.

    One stratum is Newcombe's interval, the plain ratio and Fisher's exact test. Over several the
    others' share is weighted to the first group's strata, their size counts as what it is worth
    after weighting, and the test is Cochran, Mantel and Haenszel's.
    """
    a, n1, b, n0 = (
        np.asarray(values, dtype=np.int64) for values in (hits, sizes, other_hits, other_sizes)
    )
    shared = (n1 > 0) & (n0 > 0)
    if not shared.any():
        return None
    a, n1, b, n0 = a[shared], n1[shared], b[shared], n0[shared]
    weights = n1 / n1.sum()
    share, other_share = float(a.sum() / n1.sum()), float((weights * b / n0).sum())
    worth = float(1 / (weights**2 / n0).sum())
    low, high = _newcombe((share, float(n1.sum())), (other_share, worth))
    ratio_low, ratio_high = _ratio_interval((share, float(n1.sum())), (other_share, worth))
    return Contrast(
        hits=int(a.sum()),
        size=int(n1.sum()),
        other_hits=int(b.sum()),
        other_size=int(n0.sum()),
        share=share,
        other_share=other_share,
        low=low,
        high=high,
        ratio_low=ratio_low,
        ratio_high=ratio_high,
        p_value=_p_value(a, n1, b, n0),
    )


def false_discovery_rates(p_values: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg q-values, in the order of ``p_values``."""
    size = len(p_values)
    order = np.argsort(p_values)
    scaled = np.asarray(p_values, dtype=float)[order] * size / np.arange(1, size + 1)
    lowered = np.minimum.accumulate(scaled[::-1])[::-1]
    q_values = np.empty(size)
    q_values[order] = np.minimum(lowered, 1.0)
    return [float(value) for value in q_values]


def _p_value(a: Counts, n1: Counts, b: Counts, n0: Counts) -> float:
    total, held = n1 + n0, a + b
    if len(a) == 1:
        return _fisher(int(a[0]), int(n1[0]), int(b[0]), int(n0[0]))
    expected = n1 * held / total
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(
            total > 1, n1 * n0 * held * (total - held) / (total**2 * (total - 1.0)), 0.0
        ).sum()
    if variance <= 0:
        return 1.0
    # Half a customer less than seen: the normal curve stands in for whole customers.
    surplus = max(0.0, abs(float((a - expected).sum())) - 0.5)
    return math.erfc(surplus / math.sqrt(2 * variance))


def _fisher(a: int, n1: int, b: int, n0: int) -> float:
    from scipy.stats import fisher_exact  # half a second to import, only needed here

    return float(fisher_exact([[a, n1 - a], [b, n0 - b]]).pvalue)


def _newcombe(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Newcombe's interval for shares of sizes that need not be whole."""
    (p1, _n1), (p2, _n2) = first, second
    (low1, high1), (low2, high2) = _wilson(*first), _wilson(*second)
    difference = p1 - p2
    return (
        difference - math.hypot(p1 - low1, high2 - p2),
        difference + math.hypot(high1 - p1, p2 - low2),
    )


def _wilson(share: float, size: float) -> tuple[float, float]:
    scale = 1 + Z95 * Z95 / size
    centre = (share + Z95 * Z95 / (2 * size)) / scale
    half = Z95 * math.sqrt(share * (1 - share) / size + Z95 * Z95 / (4 * size * size)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def _ratio_interval(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """95 % bounds of the ratio of two shares; a half is added where a cell is empty."""
    (p1, n1), (p2, n2) = first, second
    a, b = p1 * n1, p2 * n2
    if not a or not b:
        a, b, n1, n2 = a + 0.5, b + 0.5, n1 + 0.5, n2 + 0.5
    spread = Z95 * math.sqrt(max(0.0, 1 / a - 1 / n1 + 1 / b - 1 / n2))
    logarithm = math.log((a / n1) / (b / n2))
    return math.exp(logarithm - spread), math.exp(logarithm + spread)
