"""Five ways to say who a bright spot is, each as one test over the customers of a shop."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.metrics.item_rhythm import item_rhythms, own_item_gaps
from lib.metrics.purchase_columns import MONEY_PARTS
from lib.metrics.quantiles import weighted_quantile
from lib.metrics.rfm import is_in_groups, model_in_use, rfm
from lib.metrics.rfm_models import RfmModel
from lib.metrics.source import Parameters, ShopData
from lib.metrics.survival import kaplan_meier
from lib.segment import Segment
from lib.segment.bright import Rule, RuleName

__all__ = ["Rule", "RuleName", "Verdicts", "judge"]

FEWEST_PURCHASE_DAYS = 3
FREQUENT_QUANTILE = 0.9
FEWEST_REPEAT_BUYERS = 30
BRIGHT_SEGMENTS = ("champions", "loyal")

Mask = npt.NDArray[np.bool_]
Columns = dict[str, npt.NDArray[np.int64]]


@dataclass(frozen=True)
class Verdicts:
    """Who passes a rule, before anybody is found too new or perhaps no person."""

    passes: Mask
    bar: float | None
    """What had to be reached, in the rule's own measure: days, purchase days or revenue parts."""


def judge(
    source: ShopData,
    rule: Rule,
    columns: Columns,
    bounds: Parameters,
    segment: Segment,
    model: RfmModel | None,
) -> Verdicts:
    """The rule's answer for every customer of ``columns`` (rows of metrics/bright_buyers)."""
    if rule.name is RuleName.CHAMPIONS:
        return _champions(source, columns, bounds, segment, model)
    if rule.name is RuleName.FREQUENT:
        return _frequent(columns, rule.asked)
    if rule.name is RuleName.WHALES:
        return _whales(columns, rule.asked or 0.0)
    if rule.name is RuleName.EARLY:
        return _early(columns, rule.asked or 0.0)
    return _fast(source, columns, bounds, rule.asked or 0.0, segment)


def _champions(
    source: ShopData,
    columns: Columns,
    bounds: Parameters,
    segment: Segment,
    model: RfmModel | None,
) -> Verdicts:
    """The Champions and Loyal groups of the RFM page."""
    as_of = bounds["as_of"]
    model = model or model_in_use(source, as_of)
    groups = set(BRIGHT_SEGMENTS)
    if model.lookback_days != (as_of - bounds["lookback_after"]).days:
        chosen = rfm(source, segment, as_of, model).customers_of(groups)
        return Verdicts(np.isin(columns["customer_id"], chosen), None)
    # The same lookback: what was counted for the money of bright spots scores them, too.
    is_scored = columns["lookback_purchase_days_count"] > 0
    counted = "lookback_order_count" if model.counts_orders else "lookback_purchase_days_count"
    measures = (
        columns["recency_days"][is_scored].astype(float),
        columns[counted][is_scored].astype(float),
        columns["revenue_parts"][is_scored] / MONEY_PARTS,
    )
    passes = np.zeros(len(is_scored), dtype=bool)
    passes[is_scored] = is_in_groups(model, measures, groups)
    return Verdicts(passes, None)


def _frequent(columns: Columns, asked: float | None) -> Verdicts:
    """At least the 90 % quantile of purchase days in a year, and three; ties are in."""
    days = columns["year_purchase_days_count"]
    bar = asked
    if bar is None:
        buyers = days[(days > 0) & ~columns["is_quarantined"].astype(bool)]
        values, counts = np.unique(buyers, return_counts=True)
        pairs = [(int(value), int(count)) for value, count in zip(values, counts, strict=True)]
        usual = weighted_quantile(pairs, FREQUENT_QUANTILE) or 0
        bar = max(FEWEST_PURCHASE_DAYS, math.ceil(usual))
    return Verdicts(days >= bar, bar)


def _whales(columns: Columns, share: float) -> Verdicts:
    """The fewest biggest customers that together make ``share`` of the revenue; ties are in."""
    revenue = np.where(columns["is_quarantined"].astype(bool), 0, columns["revenue_parts"])
    largest = np.sort(revenue[revenue > 0])[::-1]
    if not len(largest):
        return Verdicts(np.zeros(len(revenue), dtype=bool), None)
    reached = np.cumsum(largest) >= share * largest.sum()
    bar = int(largest[int(reached.argmax())])
    return Verdicts(revenue >= bar, bar)


def _early(columns: Columns, quantile: float) -> Verdicts:
    """Second purchase as soon as the fastest quarter of all first-time buyers.

    Where fewer than a quarter ever came back, all who did are among the fastest quarter.
    """
    to_second = columns["days_to_second"]
    came_back = to_second >= 0
    apart = columns["is_quarantined"].astype(bool)
    waits = np.where(came_back, to_second, columns["tenure_days"])
    curve = kaplan_meier(waits[~apart], came_back[~apart])
    bar = curve.time_until(quantile)
    passes = came_back if bar is None else came_back & (to_second <= bar)
    return Verdicts(passes, bar)


def _fast(
    source: ShopData, columns: Columns, bounds: Parameters, factor: float, segment: Segment
) -> Verdicts:
    """Own median gap on one product at most ``factor`` of what is usual for that product."""
    usual = {
        int(rhythm.item): rhythm.median_days
        for rhythm in item_rhythms(source, bounds["as_of"], segment)
        if rhythm.median_days is not None and rhythm.returning_customers >= FEWEST_REPEAT_BUYERS
    }
    customers, products, gaps = own_item_gaps(source, bounds["as_of"], segment)
    bars = np.array([factor * usual.get(int(product), -1.0) for product in products])
    quick = customers[gaps <= bars] if len(bars) else customers
    return Verdicts(np.isin(columns["customer_id"], quick), factor)
