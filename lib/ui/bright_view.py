"""The Bright spots page: the rule, the cards, the tables of what was learnt."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.bright_products import BrightProduct, bright_products
from lib.metrics.bright_rules import Rule, RuleName
from lib.metrics.bright_spots import USUAL_RULE, BrightSpots, bright_spot_customers
from lib.metrics.bright_traits import Traits, first_order_traits
from lib.metrics.bright_year_after import YearAfter, year_after
from lib.metrics.item_rhythm import FEWEST_CUSTOMERS, FEWEST_GAPS, ItemRhythm, item_rhythms
from lib.segment import Segment
from lib.ui import state
from lib.ui.bright_card import ask_bright_spots
from lib.ui.bright_words import holds_words, rule_label, trait_words
from lib.ui.cards import count_card, rate_card
from lib.view import View
from lib.workspace import Workspace

RULE = "rule"
MOST_PRODUCTS = 15
MOST_TRAITS = 25


@dataclass(frozen=True)
class BrightAnswers:
    """Everything the page shows of one rule."""

    workspace: Workspace
    view: View
    spots: BrightSpots
    traits: Traits
    products: list[BrightProduct]
    categories: list[BrightProduct]
    rhythms: list[ItemRhythm]
    people: pd.DataFrame
    after: YearAfter | None

    @property
    def currency(self) -> str:
        return self.workspace.settings.currency


def choose_rule() -> Rule:
    """The rule of the link or of the click, and the bar that goes with it."""
    asked = st.query_params.get(RULE)
    if st.session_state.get(RULE) is None:
        known = asked in {name.value for name in RuleName}
        st.session_state[RULE] = asked if known else USUAL_RULE.name.value
    chosen = st.segmented_control(
        _("Who is a bright spot?"),
        [name.value for name in RuleName],
        key=RULE,
        required=True,
        format_func=lambda name: rule_label(RuleName(name)),
    )
    st.query_params[RULE] = str(chosen)
    name = RuleName(str(chosen))
    return Rule(name, _choose_bar(name))


def ask_bright_answers(workspace: Workspace, view: View, rule: Rule) -> BrightAnswers:
    """One question to each metric, from memory when it was asked before."""
    with st.spinner(_("Comparing the bright spots with the others…")):
        return _ask_all(workspace, view, rule)


def _ask_all(workspace: Workspace, view: View, rule: Rule) -> BrightAnswers:
    spots = ask_bright_spots(workspace, view, rule)
    segment, day = view.segment, view.as_of
    return BrightAnswers(
        workspace,
        view,
        spots,
        traits=state.ask(first_order_traits, workspace, spots, segment),
        products=state.ask(bright_products, workspace, spots, segment),
        categories=state.ask(bright_categories, workspace, spots, segment),
        rhythms=state.ask(item_rhythms, workspace, day, segment, spots.customer_ids),
        people=state.ask(bright_spot_customers, workspace, spots, segment),
        after=state.ask(year_after, workspace, spots, segment),
    )


def bright_categories(
    source: Workspace, spots: BrightSpots, segment: Segment
) -> list[BrightProduct]:
    """The categories bright spots buy."""
    return bright_products(source, spots, segment, by_category=True)


def draw_bright_cards(answers: BrightAnswers) -> None:
    """How many, what they bring, how the money is spread."""
    spots = answers.spots
    first, second, third = st.columns(3)
    with first:
        count_card(
            "bright_spots",
            formats.count(spots.customers),
            _("{share} of the {all} buyers of two years").format(
                share=formats.rate(spots.share_of_buyers), all=formats.count(spots.buyers)
            ),
        )
    with second:
        rate_card(
            "bright_spot_share",
            spots.share_of_revenue,
            base=_("{part} of {whole} in two years").format(
                part=formats.short_money(spots.revenue, answers.currency),
                whole=formats.short_money(spots.revenue_of_buyers, answers.currency),
            ),
        )
    with third:
        spread = spots.spread
        count = spread.customers_for_80
        rate_card(
            "top_fifth_share",
            spread.top_fifth_share,
            base=_("80 % comes from {count} customers · Gini {gini}").format(
                count=formats.DASH if count is None else formats.count(count),
                gini=formats.DASH if spread.gini is None else formats.decimal(spread.gini, 2),
            ),
        )


def draw_traits(answers: BrightAnswers) -> None:
    """What made them: each finding with its n, interval, chance and second half."""
    traits = answers.traits
    if not traits.found:
        st.info(
            _("{count} traits of first orders were compared; none differs beyond chance.").format(
                count=formats.count(traits.tested)
            )
        )
        return
    rows = [
        {
            "trait": trait_words(trait, answers.currency),
            "bright": formats.rate(trait.contrast.share),
            "others": formats.rate(trait.contrast.other_share),
            "difference": formats.points(trait.contrast.difference),
            "interval": _bounds(trait.contrast.low, trait.contrast.high),
            "ratio": formats.DASH
            if trait.contrast.ratio is None
            else f"× {formats.decimal(trait.contrast.ratio, 1)}",
            "n": trait.contrast.hits,
            "holds": holds_words(trait),
        }
        for trait in traits.found[:MOST_TRAITS]
    ]
    _table(
        rows,
        _("What set their first orders apart"),
        {
            "trait": _("First order"),
            "bright": _("Bright spots"),
            "others": _("Others, same quarter"),
            "difference": _("Difference"),
            "holds": _("Does it hold?"),
            "n": _("Bright spots, n"),
            "interval": _("95 % interval"),
            "ratio": _("Ratio"),
        },
    )
    st.caption(
        _(
            "{found} of {tested} compared; shown are those with a false-discovery rate of at most"
            " 5 %, 20 bright spots and 2 points. Both groups were won in the same quarters."
        ).format(found=formats.count(len(traits.found)), tested=formats.count(traits.tested))
    )


def draw_purchases(answers: BrightAnswers) -> None:
    """What they buy most, by share of spend; a star marks what the others buy clearly less."""
    items = answers.categories if len(answers.categories) > 1 else []
    shown = [each for each in [*items, *answers.products[:MOST_PRODUCTS]] if each.buyers]
    if not shown:
        st.info(_("The orders name no products, so nothing can be said about what they buy."))
        return
    rows = [
        {
            "name": _name(each.name, each.sku),
            "spend": formats.rate(each.spend.share),
            "lines": formats.rate(each.lines.share),
            "others": formats.rate(each.lines.other_share),
            "difference": formats.points(each.lines.difference),
            "interval": _bounds(each.lines.low, each.lines.high),
            "buyers": each.buyers,
            "finding": _("clear") if each.is_finding else formats.DASH,
        }
        for each in shown
    ]
    _table(
        rows,
        _("What bright spots buy"),
        {
            "name": _("Product or category"),
            "spend": _("Share of spend"),
            "lines": _("Share of lines"),
            "others": _("Others, lines"),
            "difference": _("Difference"),
            "finding": _("Is it clear?"),
            "buyers": _("Bright buyers, n"),
            "interval": _("95 % interval"),
        },
    )


def draw_rhythms(answers: BrightAnswers) -> None:
    """How soon they buy the same again, with who never came back counted."""
    if not answers.rhythms:
        st.info(
            _(
                "No product was bought again often enough: it needs about {gaps} repeat purchases"
                " by {customers} customers."
            ).format(gaps=FEWEST_GAPS, customers=FEWEST_CUSTOMERS)
        )
        return
    rows = [
        {
            "name": _name(each.name, each.sku),
            "median": _days(each.median_days),
            "interval": _span(each.median_low_days, each.median_high_days),
            "quarters": _span(each.first_quarter_days, each.third_quarter_days),
            "bright": _days(each.bright_median_days),
            "year": formats.rate(each.within_year, 0),
            "gaps": each.gaps,
            "customers": each.returning_customers,
        }
        for each in answers.rhythms[:MOST_PRODUCTS]
    ]
    _table(
        rows,
        _("How soon products are bought again"),
        {
            "name": _("Product"),
            "median": _("Half again by day"),
            "bright": _("Bright spots"),
            "year": _("Within a year"),
            "quarters": _("Quarter – three quarters"),
            "interval": _("95 % interval"),
            "gaps": _("Repeats, n"),
            "customers": _("Customers, n"),
        },
    )
    st.caption(term("replenishment_days").caveat)


def _choose_bar(name: RuleName) -> float | None:
    if name is RuleName.FREQUENT:
        chosen = st.slider(
            _("Purchase days in a year, at least (0: as many as nine in ten others)"), 0, 30, 0
        )
        return float(chosen) or None
    percent = {RuleName.FAST: 80, RuleName.WHALES: 50, RuleName.EARLY: 25}.get(name)
    if percent is None:
        return None
    label = {
        RuleName.FAST: _("Own time between purchases, at most this percentage of the usual"),
        RuleName.WHALES: _("Percentage of the revenue they bring together"),
        RuleName.EARLY: _("Second order as fast as the fastest percentage"),
    }[name]
    chosen = st.slider(label, 5, 95, percent, step=5, key=f"bar_{name.value}")
    return None if chosen == percent else chosen * 0.01


def _table(rows: list[dict[str, object]], alt: str, headers: dict[str, str]) -> None:
    columns: dict[str, Any] = {}
    for place, (name, header) in enumerate(headers.items()):
        if any(isinstance(row[name], int) for row in rows):
            columns[name] = st.column_config.NumberColumn(header, format="localized")
        else:
            columns[name] = st.column_config.TextColumn(
                header, alignment="right" if place else "left"
            )
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, width="stretch", alt=alt, column_config=columns
    )


def _name(name: str, sku: str | None) -> str:
    return f"{name} ({sku})" if sku and sku != name else name


def _days(number: float | None) -> str:
    return _("not reached") if number is None else formats.count(round(number))


def _span(low: float | None, high: float | None) -> str:
    return _days(low) if low is None else f"{_days(low)} {formats.DASH} {_days(high)}"


def _bounds(low: float, high: float) -> str:
    sign = "+" if low > 0 else ""
    return f"{sign}{formats.decimal(low * 100, 1)} {formats.DASH} {formats.points(high)}"
