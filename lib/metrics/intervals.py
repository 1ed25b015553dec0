"""How far a rate may be off by chance: 95 % intervals."""

import math
from collections.abc import Sequence

import numpy as np

Z95 = 1.959963984540054
DRAWS = 1000
SEED = 20_240_229


def wilson(successes: int, trials: int, z: float = Z95) -> tuple[float, float] | None:
    """Bounds of a proportion, inside [0, 1] at any size; None without trials."""
    if trials == 0:
        return None
    share = successes / trials
    scale = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / scale
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / scale
    # At 0 and at 1 the exact bound is the share itself; rounding must not push past it.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == trials else centre + half
    return low, high


def newcombe_difference(
    first: tuple[int, int], second: tuple[int, int], z: float = Z95
) -> tuple[float, float] | None:
    """Bounds of first minus second share, each (successes, trials) of separate customers.

    None when one of them has no trials.
    """
    first_bounds, second_bounds = wilson(*first, z), wilson(*second, z)
    if first_bounds is None or second_bounds is None:
        return None
    return difference_bounds(
        (first[0] / first[1], *first_bounds), (second[0] / second[1], *second_bounds)
    )


def difference_bounds(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> tuple[float, float]:
    """Bounds of first minus second, each a rate with its own bounds, counted apart.

    Where the two count some of the same customers the true bounds are a little narrower.
    """
    (p1, low1, high1), (p2, low2, high2) = first, second
    difference = p1 - p2
    return (
        difference - math.hypot(p1 - low1, high2 - p2),
        difference + math.hypot(high1 - p1, p2 - low2),
    )


def crr_interval(
    customers_start: int, retained: int, reactivated: int, z: float = 1.96
) -> tuple[float, float] | None:
    """Bounds of the article's CRR when the window is at least as long as the period.

    CRR is then (retained + reactivated) / S: a binomial share plus a Poisson count over S, and
    never below 0. None without customers at the start.
    """
    if customers_start == 0:
        return None
    share = retained / customers_start
    variance = share * (1 - share) / customers_start + reactivated / customers_start**2
    crr = (retained + reactivated) / customers_start
    half = z * math.sqrt(variance)
    return max(0.0, crr - half), crr + half


def crr_bootstrap(
    states: Sequence[tuple[int, bool, bool, bool]], draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float] | None:
    """Bounds of the article's CRR at any window, by drawing the customers again.

    ``states``: (customers, active at start, active at end, new) for each combination; drawing
    combinations by their counts is the same as drawing customers. None when no draw has
    customers at the start.
    """
    table = np.array(states, dtype=np.int64).reshape(-1, 4)
    counts = table[:, 0]
    total = int(counts.sum())
    if total == 0:
        return None
    drawn = np.random.default_rng(seed).multinomial(total, counts / total, size=draws)
    start, end, new = (drawn @ table[:, 1:]).T
    has_start = start > 0
    if not has_start.any():
        return None
    rates = (end[has_start] - new[has_start]) / start[has_start]
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)
