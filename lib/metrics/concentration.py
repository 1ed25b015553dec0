"""How unevenly revenue is spread over customers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Concentration:
    """Shares are None in a shop without revenue."""

    customers: int
    top_fifth_share: float | None
    """Revenue of the biggest 20 % of customers (rounded up) / all revenue."""
    gini: float | None
    """0: everyone spends the same; near 1: one customer spends everything."""
    customers_for_80: int | None
    """The fewest customers that together bring 80 % of the revenue."""

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints."""
        return {
            "customers": self.customers,
            "top_20_percent_share": self.top_fifth_share,
            "gini": self.gini,
            "customers_for_80_percent": self.customers_for_80,
        }


def concentration(revenue: npt.NDArray[np.int64]) -> Concentration:
    """The spread of whole amounts, one per customer; nobody's revenue may be missing."""
    size, total = len(revenue), int(revenue.sum())
    if not size or total <= 0:
        return Concentration(size, None, None, None)
    largest = np.sort(revenue)[::-1]
    running = np.cumsum(largest)
    places = np.arange(size, 0, -1)
    weighted = float(((2.0 * places - size - 1) * largest).sum())
    return Concentration(
        customers=size,
        top_fifth_share=float(running[-(-size // 5) - 1] / total),
        gini=weighted / (size * total),
        customers_for_80=int((running >= 0.8 * total).argmax()) + 1,
    )
