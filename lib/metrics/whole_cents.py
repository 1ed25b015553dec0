"""Amounts of groups of customers that add up to the whole, to the cent."""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from lib.metrics.cents import cents, parts_in_cents

# The shop keeps revenue with four decimals; whole numbers of them add up without rounding.
STEPS = 10_000


def cents_of_parts(
    amounts: npt.NDArray[np.float64], places: npt.NDArray[np.int64], parts: int
) -> list[Decimal]:
    """The sum of ``amounts`` at each of ``parts`` places; the sums add up to the rounded total."""
    steps = np.round(amounts * STEPS).astype(np.int64)
    sums = [Decimal(int(steps[places == place].sum())) / STEPS for place in range(parts)]
    return parts_in_cents(sums, cents(sum(sums, Decimal(0))))
