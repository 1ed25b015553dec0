"""Quantiles of values that come as (value, how many), so that nobody unrolls a million rows."""

from collections.abc import Sequence


def weighted_quantile(counts: Sequence[tuple[int, int]], share: float) -> float | None:
    """The ``share`` quantile, interpolated; ``counts`` smallest value first. None if empty."""
    size = sum(count for _value, count in counts)
    if not size:
        return None
    position = share * (size - 1)
    lower = int(position)
    below = _value_at(counts, lower)
    above = _value_at(counts, lower + 1) if position > lower else below
    return below + (above - below) * (position - lower)


def _value_at(counts: Sequence[tuple[int, int]], place: int) -> int:
    passed = 0
    for value, count in counts:
        passed += count
        if place < passed:
            return value
    raise IndexError(place)
