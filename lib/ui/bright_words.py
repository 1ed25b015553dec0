"""Bright spots in words: the rules, the verdict, the traits of a first order."""

from collections.abc import Sequence

from lib import formats
from lib.i18n import _
from lib.metrics.bright_rules import RuleName
from lib.metrics.bright_spots import BrightSpots
from lib.metrics.bright_traits import FEWEST_BRIGHT, Trait, Traits
from lib.metrics.bright_year_after import YearAfter
from lib.metrics.item_rhythm import ItemRhythm
from lib.ui.plain_text import plain

# A group this small shows only differences that are huge.
NEEDED_FOR_A_FINDING = 5 * FEWEST_BRIGHT


def rule_sentence(found: BrightSpots, currency: str) -> str:
    """Who is in, with the bar that had to be reached."""
    bar = found.bar
    if found.rule.name is RuleName.CHAMPIONS:
        return _("In the groups Champions or Loyal by recency, frequency and money.")
    if found.rule.name is RuleName.FREQUENT:
        return _("At least {bar} purchase days in the last 365 days.").format(
            bar=formats.count(int(bar or 0))
        )
    if found.rule.name is RuleName.FAST:
        return _(
            "Buy a product again after at most {share} of the time others take, at least twice."
        ).format(share=formats.rate(bar, 0))
    if found.rule.name is RuleName.WHALES:
        return _("Spent at least {bar} in two years: together {share} of the revenue.").format(
            bar=formats.money(bar or 0, currency), share=formats.rate(found.rule.asked, 0)
        )
    if bar is None:
        return _("Bought a second time. Fewer than {share} of first-time buyers ever did.").format(
            share=formats.rate(found.rule.asked, 0)
        )
    return _(
        "Bought a second time within {days}, as fast as the fastest {share} of all customers."
    ).format(days=formats.days(int(bar)), share=formats.rate(found.rule.asked, 0))


def verdict(found: BrightSpots) -> str:
    """The answer as a person would say it."""
    if not found.customers:
        return _("By this rule nobody is a bright spot yet. Try another rule or another bar.")
    return _(
        "**{bright}** of {buyers} buyers (**{part}**) bring **{share}** of the revenue of two"
        " years."
    ).format(
        bright=formats.count(found.customers),
        buyers=formats.count(found.buyers),
        part=formats.rate(found.share_of_buyers, 0),
        share=formats.rate(found.share_of_revenue, 0),
    )


def learning(traits: Traits) -> str:
    """How much their first orders teach."""
    if not traits.is_large_enough:
        return _("They are too few for a finding: it needs about {needed}.").format(
            needed=formats.count(NEEDED_FOR_A_FINDING)
        )
    if not traits.found:
        return _("Nothing in their first orders sets them apart beyond chance.")
    return _("Their first orders differ in {count} ways that are not chance.").format(
        count=formats.count(len(traits.found))
    )


def who_is_out(found: BrightSpots) -> str:
    """Who passed the rule and is left out all the same; "" when nobody is."""
    parts = []
    if found.too_new:
        parts.append(
            _("{count} more pass the rule but first bought less than 90 days ago.").format(
                count=formats.count(found.too_new)
            )
        )
    if found.set_apart:
        parts.append(
            _("{count} more are set apart as perhaps no person.").format(
                count=formats.count(found.set_apart)
            )
        )
    return " ".join(parts)


def trait_words(trait: Trait, currency: str) -> str:
    """What the first order had, as the start of a row."""
    value = trait.label
    if trait.trait == "weekday":
        value = formats.weekday(int(value))
    if trait.trait in ("basket_above", "basket_below"):
        value = formats.money(float(value), currency)
    sku = f" ({trait.sku})" if trait.sku and trait.sku != value else ""
    return {
        "product": _("First order held {value}"),
        "category": _("First order held something of {value}"),
        "channel": _("First order through {value}"),
        "country": _("First order from {value}"),
        "region": _("First order from the region {value}"),
        "weekday": _("First order on a {value}"),
        "discount": _("First order with a discount"),
        "coupon": _("First order with a coupon"),
        "coupon_code": _("First order with the coupon {value}"),
        "part_returned": _("Part of the first order came back"),
        "basket_above": _("First basket above {value}"),
        "basket_below": _("First basket below {value}"),
        "several_products": _("Two or more products in the first order"),
    }[trait.trait].format(value=value + sku)


def holds_words(trait: Trait) -> str:
    """Whether the two halves of the bright spots agree."""
    if trait.holds is None:
        return _("too few to check")
    if trait.holds:
        return _("yes, in both halves")
    return _("no, only in one half")


def rhythm_sentence(rhythms: Sequence[ItemRhythm]) -> str:
    """What is bought again soonest; where half never come back, what comes back most often."""
    soonest = min(
        (each for each in rhythms if each.median_days is not None),
        key=lambda each: each.median_days or 0.0,
        default=None,
    )
    if soonest is not None:
        return _(
            "**{product}** is bought again soonest: half of its buyers are back by day **{day}**."
        ).format(product=plain(soonest.name), day=formats.count(round(soonest.median_days or 0)))
    often = max(rhythms, key=lambda each: each.within_year)
    return _(
        "Nothing is bought again by half of its buyers. Most often again within a year:"
        " **{product}**, **{share}**."
    ).format(product=plain(often.name), share=formats.rate(often.within_year, 0))


def regression_sentence(after: YearAfter | None) -> str:
    """That chosen customers fall back, with the shop's own figures where it has two years."""
    if after is None:
        return _(
            "They were chosen at their best, so many will buy less from now on: learn from them, do"
            " not count on them."
        )
    return _(
        "They were chosen at their best: of the {all} bright spots of a year ago, {still} still"
        " are, and their purchases per customer went from {before} to {after} a year. Learn from"
        " them, do not count on them."
    ).format(
        all=formats.count(after.customers),
        still=formats.count(after.still_bright),
        before=formats.decimal(after.purchase_days_before, 1),
        after=formats.decimal(after.purchase_days_after, 1),
    )
