"""Bright spots: the customers with whom things go well, how many they are and what they bring."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.metrics.bright_rules import Rule, RuleName, judge
from lib.metrics.concentration import Concentration, concentration
from lib.metrics.purchase_columns import MONEY_PARTS
from lib.metrics.rfm_models import RfmModel
from lib.metrics.source import Parameters, ShopData
from lib.segment import EVERYONE, Segment

LOOKBACK_DAYS = 730
YEAR_DAYS = 365
ELIGIBLE_AFTER_DAYS = 90
USUAL_RULE = Rule(RuleName.CHAMPIONS)


@dataclass(frozen=True)
class BrightSpots:
    """Who is a bright spot on a day by a rule, among whom, and how the money is spread."""

    as_of: date
    rule: Rule
    bar: float | None
    """What had to be reached: purchase days, days, or money; None where groups decide."""
    customer_ids: npt.NDArray[np.int64]
    eligible: int
    """Customers known for 90 days, bright or not, without those set apart."""
    too_new: int
    """Passed the rule, but first bought less than 90 days ago."""
    set_apart: int
    """Passed the rule, but are perhaps no person."""
    buyers: int
    """Customers with a purchase in the lookback, without those set apart."""
    revenue: Decimal
    revenue_of_buyers: Decimal
    spread: Concentration

    @property
    def customers(self) -> int:
        return len(self.customer_ids)

    @property
    def share_of_revenue(self) -> float | None:
        """Revenue of bright spots / revenue of all identified buyers; None without revenue."""
        if not self.revenue_of_buyers:
            return None
        return float(self.revenue / self.revenue_of_buyers)

    @property
    def share_of_buyers(self) -> float | None:
        """Bright spots / customers with a purchase in the lookback; None without buyers."""
        return self.customers / self.buyers if self.buyers else None


def bright_spots(
    source: ShopData,
    as_of: date,
    segment: Segment = EVERYONE,
    rule: Rule = USUAL_RULE,
    model: RfmModel | None = None,
) -> BrightSpots:
    """The bright spots of a shop on a day; money is that of the 730 days to that day.

    ``model``: the limits between RFM scores; without it those the shop has kept.
    """
    bounds = bright_bounds(as_of)
    found = source.arrays("metrics/bright_buyers", bounds, segment)
    columns = {name: np.asarray(values, dtype=np.int64) for name, values in found.items()}
    verdicts = judge(source, rule, columns, bounds, segment, model)
    apart = columns["is_quarantined"].astype(bool)
    known = columns["tenure_days"] >= ELIGIBLE_AFTER_DAYS
    bright = verdicts.passes & known & ~apart
    money = columns["revenue_parts"]
    buyers = (columns["lookback_purchase_days_count"] > 0) & ~apart
    bar = verdicts.bar
    return BrightSpots(
        as_of=as_of,
        rule=rule,
        bar=bar / MONEY_PARTS if bar is not None and rule.name is RuleName.WHALES else bar,
        customer_ids=columns["customer_id"][bright],
        eligible=int((known & ~apart).sum()),
        too_new=int((verdicts.passes & ~known & ~apart).sum()),
        set_apart=int((verdicts.passes & apart).sum()),
        buyers=int(buyers.sum()),
        revenue=_money(int(money[bright].sum())),
        revenue_of_buyers=_money(int(money[buyers].sum())),
        spread=concentration(money[buyers]),
    )


def bright_spot_customers(
    source: ShopData, found: BrightSpots, segment: Segment = EVERYONE
) -> pd.DataFrame:
    """One row per bright spot, largest revenue of the lookback first.

    Columns: customer_id, customer_key, customer_name, first_ordered_on, last_bought_on,
    lookback_purchase_days_count, lookback_revenue, lifetime_revenue, usual_gap_days_count (the
    customer's own median; missing below two gaps), silent_days_count.
    """
    asked = bright_bounds(found.as_of) | {"bright": found.customer_ids.tolist()}
    return source.frame("metrics/bright_spot_customers", asked, segment)


def past_their_rhythm(people: pd.DataFrame, times: float = 1.25) -> pd.DataFrame:
    """Those of ``bright_spot_customers`` silent for ``times`` their own usual gap or longer."""
    is_late = people["silent_days_count"] >= times * people["usual_gap_days_count"]
    return people[is_late & (people["usual_gap_days_count"] > 0)].reset_index(drop=True)


def bright_bounds(as_of: date) -> Parameters:
    """The days the SQL files on bright spots are asked with."""
    return {
        "as_of": as_of,
        "year_after": as_of - timedelta(days=YEAR_DAYS),
        "lookback_after": as_of - timedelta(days=LOOKBACK_DAYS),
        "eligible_first_on": as_of - timedelta(days=ELIGIBLE_AFTER_DAYS),
    }


def _money(parts: int) -> Decimal:
    return Decimal(parts) / MONEY_PARTS
