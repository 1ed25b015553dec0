"""Amounts of parts that add up to the whole, to the cent."""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

# The shop keeps revenue with four decimals; whole numbers of them add up without rounding.
STEPS = 10_000
STEPS_IN_A_CENT = 100


def cents_of_parts(
    amounts: npt.NDArray[np.float64], places: npt.NDArray[np.int64], parts: int
) -> list[Decimal]:
    """The sum of ``amounts`` at each of ``parts`` places; the sums add up to the rounded total.

    Fractions of a cent are handed on from part to part, so that none is lost or counted twice.
    """
    steps = np.round(amounts * STEPS).astype(np.int64)
    sums = [int(steps[places == place].sum()) for place in range(parts)]
    cents, passed, given = [], 0, 0
    for steps_of_part in sums:
        passed += steps_of_part
        reached = _rounded(passed)
        cents.append(Decimal(reached - given) / 100)
        given = reached
    return cents


def _rounded(steps: int) -> int:
    """Half a cent goes away from zero, as money is rounded everywhere else."""
    cents = (abs(steps) + STEPS_IN_A_CENT // 2) // STEPS_IN_A_CENT
    return cents if steps >= 0 else -cents
