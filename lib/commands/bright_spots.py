"""Who the bright spots are, what they buy, what made them and how soon they come back."""

import argparse
from typing import Any

from lib.commands.shared import Subparsers, add_question, money, question
from lib.i18n import _
from lib.metrics.bright_products import bright_products
from lib.metrics.bright_rules import Rule, RuleName
from lib.metrics.bright_spots import (
    bright_spot_customers,
    bright_spots,
    past_their_rhythm,
)
from lib.metrics.bright_traits import first_order_traits
from lib.metrics.item_rhythm import item_rhythms
from lib.metrics.source import shop_days
from lib.segment.bright import rule_of, written_rule

MOST_LISTED = 50


def add_to(subparsers: Subparsers) -> None:
    """The command bright-spots."""
    bright = subparsers.add_parser("bright-spots", help=_("the best customers and what made them"))
    add_question(bright)
    bright.add_argument(
        "--rule", choices=[name.value for name in RuleName], default=RuleName.CHAMPIONS.value
    )
    bright.add_argument("--threshold", type=float, metavar="NUMBER")
    bright.set_defaults(command=describe_bright_spots)


def describe_bright_spots(chosen: argparse.Namespace) -> dict[str, Any]:
    """Size, share of revenue, traits of first orders, products and rhythms of bright spots."""
    asked = question(chosen)
    workspace, segment = asked.workspace, asked.segment
    rule = rule_of(written_rule(Rule(RuleName(chosen.rule), chosen.threshold)))
    as_of = shop_days(workspace, asked.as_of).as_of
    if as_of is None:
        return {"customers": 0, "share_of_revenue": None, "traits": [], "products": [],
                "replenishment": []}  # fmt: skip
    spots = bright_spots(workspace, as_of, segment, rule)
    traits = first_order_traits(workspace, spots, segment)
    products = bright_products(workspace, spots, segment)
    categories = bright_products(workspace, spots, segment, by_category=True)
    people = bright_spot_customers(workspace, spots, segment)
    ids = spots.customer_ids
    return {
        "as_of": as_of.isoformat(),
        "rule": rule.name.value,
        "threshold": spots.bar,
        "customers": spots.customers,
        "buyers": spots.buyers,
        "eligible": spots.eligible,
        "too_new": spots.too_new,
        "set_apart": spots.set_apart,
        "revenue": money(spots.revenue),
        "share_of_revenue": spots.share_of_revenue,
        "concentration": spots.spread.as_dict(),
        "past_their_rhythm": len(past_their_rhythm(people)),
        "traits_tested": traits.tested,
        "traits": [trait.as_dict() for trait in traits.found],
        "products": [each.as_dict() for each in products[:MOST_LISTED] if each.buyers],
        "categories": [each.as_dict() for each in categories[:MOST_LISTED] if each.buyers],
        "replenishment": [
            each.as_dict() for each in item_rhythms(workspace, as_of, segment, ids)[:MOST_LISTED]
        ],
        "replenishment_by_category": [
            each.as_dict()
            for each in item_rhythms(workspace, as_of, segment, ids, by_category=True)[:MOST_LISTED]
        ],
    }
