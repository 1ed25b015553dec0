"""What bright spots buy, by share of lines and spend: buying more of everything is no finding."""

import math
from dataclasses import dataclass
from typing import Any

from lib.metrics.bright_spots import BrightSpots, bright_bounds
from lib.metrics.bright_traits import FEWEST_BRIGHT, HIGHEST_Q, SMALLEST_DIFFERENCE
from lib.metrics.contrast import false_discovery_rates
from lib.metrics.item_rhythm import item_names
from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

Row = dict[str, Any]


@dataclass(frozen=True)
class ShareGap:
    """A share of lines (or spend) of bright spots against that of the others."""

    share: float
    other_share: float
    low: float
    high: float
    p_value: float

    @property
    def difference(self) -> float:
        return self.share - self.other_share


@dataclass(frozen=True)
class BrightProduct:
    """One product or category as bright spots and the others buy it."""

    item: str
    sku: str | None
    name: str
    category: str | None
    buyers: int
    """Bright spots who bought it in the lookback."""
    lines: ShareGap
    spend: ShareGap
    q_value: float
    """Of the share of lines, among all products compared."""

    @property
    def is_finding(self) -> bool:
        return (
            self.q_value <= HIGHEST_Q
            and self.buyers >= FEWEST_BRIGHT
            and abs(self.lines.difference) >= SMALLEST_DIFFERENCE
        )

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints."""
        return {
            "product": self.name,
            "sku": self.sku,
            "category": self.category,
            "bright_buyers": self.buyers,
            "share_of_lines": self.lines.share,
            "others_share_of_lines": self.lines.other_share,
            "difference": self.lines.difference,
            "difference_low": self.lines.low,
            "difference_high": self.lines.high,
            "share_of_spend": self.spend.share,
            "others_share_of_spend": self.spend.other_share,
            "p_value": self.lines.p_value,
            "q_value": self.q_value,
            "is_finding": self.is_finding,
        }


def bright_products(
    source: ShopData,
    spots: BrightSpots,
    segment: Segment = EVERYONE,
    *,
    by_category: bool = False,
) -> list[BrightProduct]:
    """Products (or categories) that bright spots bought in the lookback, largest spend first."""
    asked = bright_bounds(spots.as_of) | {
        "bright": spots.customer_ids.tolist(),
        "by_category": by_category,
    }
    frame = source.frame("metrics/bright_purchases", asked, segment)
    sides: dict[str, dict[bool, Row]] = {}
    wholes: dict[bool, Row] = {}
    for record in frame.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        sides.setdefault(str(row["item"]), {})[bool(row["is_bright"])] = row
        wholes.setdefault(bool(row["is_bright"]), row)
    if True not in wholes or False not in wholes:
        return []
    names = {} if by_category else item_names(source)
    compared = [
        (item, pair, _gap(pair, wholes, "lines"), _gap(pair, wholes, "spend"))
        for item, pair in sides.items()
    ]
    testable = [
        place
        for place, (_item, pair, _lines, _spend) in enumerate(compared)
        if sum(side["buyers"] for side in pair.values()) >= FEWEST_BRIGHT
    ]
    rates = false_discovery_rates([compared[place][2].p_value for place in testable])
    q_values = dict(zip(testable, rates, strict=True))
    products = [
        BrightProduct(
            item,
            *names.get(item, (None, item, None)),
            buyers=int(pair[True]["buyers"]) if True in pair else 0,
            lines=lines,
            spend=spend,
            q_value=q_values.get(place, 1.0),
        )
        for place, (item, pair, lines, spend) in enumerate(compared)
    ]
    return sorted(products, key=lambda each: (-each.spend.share, each.item))


def _gap(pair: dict[bool, Row], wholes: dict[bool, Row], of: str) -> ShareGap:
    """Two ratios of sums over customers; the error is that of customers, not of lines.

    A customer who buys one thing two hundred times is one customer.
    """
    from scipy.special import stdtr, stdtrit  # a quarter of a second to import, only needed here

    (share, error), (other_share, other_error) = (
        _share(pair.get(side), wholes[side], of) for side in (True, False)
    )
    difference = share - other_share
    error_of_both = math.hypot(error, other_error)
    freedom = max(1.0, min(_worth(whole, of) for whole in wholes.values()) - 1)
    p_value = 2 * float(stdtr(freedom, -abs(difference) / error_of_both)) if error_of_both else 1.0
    spread = float(stdtrit(freedom, 0.975)) * error_of_both
    return ShareGap(share, other_share, difference - spread, difference + spread, p_value)


def _worth(whole: Row, of: str) -> float:
    """As many customers of equal size would say as much as these: few when one buys the most."""
    squared = float(whole[f"all_{of}_squared"])
    return float(whole[f"all_{of}"]) ** 2 / squared if squared else 0.0


def _share(row: Row | None, whole: Row, of: str) -> tuple[float, float]:
    """Share of the item in all lines (or spend) of a group, and its standard error."""
    total = float(whole[f"all_{of}"])
    if row is None or not total:
        return 0.0, 0.0
    share = float(row[f"weighted_{of}"]) / total
    variance = (
        float(row[f"{of}_squared"])
        - 2 * share * float(row[f"{of}_by_all"])
        + share**2 * float(whole[f"all_{of}_squared"])
    )
    return share, math.sqrt(max(0.0, variance)) / total
