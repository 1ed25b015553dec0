"""Amounts as they are printed: two decimals, and parts that still sum to their total."""

from collections.abc import Sequence
from decimal import Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """The amount with two decimals, and never a negative zero."""
    return amount.quantize(CENT) + 0


def parts_in_cents(parts: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """The parts with two decimals, so that they sum to ``total``, which has two decimals already.

    What rounding leaves over goes, a cent each, to the parts that rounding moved most; a part that
    is nothing stays nothing.
    """
    rounded = [cents(part) for part in parts]
    left = int((total - sum(rounded, Decimal(0))) / CENT)
    step = CENT if left > 0 else -CENT
    movable = [place for place, part in enumerate(parts) if part]
    movable.sort(key=lambda place: (parts[place] - rounded[place]) * step, reverse=True)
    for turn in range(abs(left) if movable else 0):
        rounded[movable[turn % len(movable)]] += step
    return rounded
