"""What made bright spots: how their first orders differ from those of everybody else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lib.metrics.bright_rules import RuleName
from lib.metrics.bright_spots import BrightSpots, bright_bounds
from lib.metrics.contrast import Contrast, contrast, false_discovery_rates
from lib.metrics.item_rhythm import item_names
from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

HIGHEST_Q = 0.05
FEWEST_BRIGHT = 20
SMALLEST_DIFFERENCE = 0.02
# A half of a finding counts as found again from this difference on, in the same direction.
SMALLEST_IN_A_HALF = SMALLEST_DIFFERENCE / 2
FEWEST_IN_A_HALF = 10
# Values that say the trait is absent are the other side of the same contrast.
ABSENT = ("no", "")
OF_MONEY = ("basket_above", "basket_below")

Tables = dict[tuple[str, str | None], dict[tuple[str, bool], tuple[int, int]]]


@dataclass(frozen=True)
class Trait:
    """One finding on first orders, matched on the quarter in which customers were won."""

    trait: str
    value: str
    """A product's number, a weekday from 1 (Monday), an amount, or the words of the export."""
    label: str
    """The value as the shop knows it: the product's name instead of its number."""
    sku: str | None
    contrast: Contrast
    crude_other_share: float
    """Share of the others as they are, without matching."""
    q_value: float
    earlier: float | None
    """The difference among the customers won earlier; None when they are too few."""
    later: float | None

    @property
    def holds(self) -> bool | None:
        """Found again in both halves; None when a half is too small to say."""
        if self.earlier is None or self.later is None:
            return None
        sign = 1 if self.contrast.difference > 0 else -1
        return min(sign * self.earlier, sign * self.later) >= SMALLEST_IN_A_HALF

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints."""
        found = self.contrast
        return {
            "trait": self.trait,
            "value": self.label,
            "sku": self.sku,
            "bright": found.hits,
            "bright_customers": found.size,
            "others": found.other_hits,
            "other_customers": found.other_size,
            "share_bright": found.share,
            "share_others": found.other_share,
            "share_others_unmatched": self.crude_other_share,
            "difference": found.difference,
            "difference_low": found.low,
            "difference_high": found.high,
            "ratio": found.ratio,
            "ratio_low": found.ratio_low,
            "ratio_high": found.ratio_high,
            "p_value": found.p_value,
            "q_value": self.q_value,
            "difference_earlier_half": self.earlier,
            "difference_later_half": self.later,
            "holds": self.holds,
        }


@dataclass(frozen=True)
class Traits:
    """The findings, strongest first, and out of how many contrasts they were picked."""

    found: tuple[Trait, ...]
    tested: int
    bright: int
    others: int

    @property
    def is_large_enough(self) -> bool:
        """Below this no contrast can become a finding."""
        return min(self.bright, self.others) >= FEWEST_BRIGHT


def first_order_traits(source: ShopData, spots: BrightSpots, segment: Segment = EVERYONE) -> Traits:
    """Everything that sets first orders of bright spots apart and is not likely chance."""
    asked = bright_bounds(spots.as_of) | {
        "bright": spots.customer_ids.tolist(),
        "middle_on": _middle(source, spots, segment),
        "fewest": FEWEST_BRIGHT,
    }
    tables: Tables = {}
    for trait, value, stratum, is_late, bright, others in source.rows(
        "metrics/first_order_traits", asked, segment
    ):
        tables.setdefault((trait, value), {})[stratum, is_late] = (bright, others)
    skipped = OF_MONEY if spots.rule.name is RuleName.WHALES else ()
    contrasts: list[tuple[str, str, Contrast]] = []
    for (trait, value), _rows in tables.items():
        if value is None or value in ABSENT or trait in skipped:
            continue
        whole = _contrast(tables, trait, value)
        if whole is not None and 0 < whole.hits + whole.other_hits < whole.size + whole.other_size:
            contrasts.append((trait, value, whole))
    q_values = false_discovery_rates([each.p_value for _trait, _value, each in contrasts])
    names = item_names(source)
    found = [
        _trait(tables, trait, value, each, q_value, names)
        for (trait, value, each), q_value in zip(contrasts, q_values, strict=True)
        if is_finding(each, q_value)
    ]
    found.sort(key=lambda each: -abs(each.contrast.difference) * each.contrast.hits)
    return Traits(tuple(found), len(contrasts), spots.customers, spots.eligible - spots.customers)


def is_finding(found: Contrast, q_value: float) -> bool:
    """Not likely chance, of enough bright customers, and large enough to matter."""
    return (
        q_value <= HIGHEST_Q
        and found.hits >= FEWEST_BRIGHT
        and abs(found.difference) >= SMALLEST_DIFFERENCE
    )


def _middle(source: ShopData, spots: BrightSpots, segment: Segment) -> date:
    """The day that halves the bright spots by when they first bought."""
    found = source.row("metrics/middle_first_day", {"bright": spots.customer_ids.tolist()}, segment)
    middle: date = found["middle_on"] or spots.as_of
    return middle


def _contrast(
    tables: Tables, trait: str, value: str, is_late: bool | None = None
) -> Contrast | None:
    """One value against the rest, all customers or one half of them; halves share strata."""
    strata: dict[str, list[int]] = {}
    for (stratum, late), (bright, others) in tables[trait, None].items():
        if is_late is None or late == is_late:
            hits, other_hits = tables[trait, value].get((stratum, late), (0, 0))
            sums = strata.setdefault(stratum, [0, 0, 0, 0])
            for place, count in enumerate((hits, bright, other_hits, others)):
                sums[place] += count
    if not strata:
        return None
    table = np.array(list(strata.values()), dtype=np.int64)
    return contrast(*table.T)


def _trait(
    tables: Tables,
    trait: str,
    value: str,
    whole: Contrast,
    q_value: float,
    names: dict[str, tuple[str | None, str, str | None]],
) -> Trait:
    rows = tables[trait, value].values()
    everybody = tables[trait, None].values()
    sku, label, _category = names.get(value, (None, value, None)) if trait == "product" else (
        None, value, None,
    )  # fmt: skip
    halves = [_contrast(tables, trait, value, half) for half in (False, True)]
    earlier, later = (
        half.difference if half and min(half.size, half.other_size) >= FEWEST_IN_A_HALF else None
        for half in halves
    )
    return Trait(
        trait=trait,
        value=value,
        label=label,
        sku=sku,
        contrast=whole,
        crude_other_share=sum(row[1] for row in rows) / sum(row[1] for row in everybody),
        q_value=q_value,
        earlier=earlier,
        later=later,
    )
