"""What was learnt from bright spots, as tables: first orders, purchases, rhythms."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.item_rhythm import FEWEST_CUSTOMERS, FEWEST_GAPS
from lib.ui.bright_view import BrightAnswers
from lib.ui.bright_words import holds_words, learning, rhythm_sentence, trait_words

MOST_PRODUCTS = 15
MOST_TRAITS = 25


def draw_traits(answers: BrightAnswers) -> None:
    """What made them: each finding with its n, interval, chance and second half."""
    traits = answers.traits
    st.markdown(learning(traits))
    if not traits.found:
        st.caption(
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
            "chance": formats.small_share(trait.q_value),
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
            "chance": _("False-discovery rate"),
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
            "chance": formats.small_share(each.q_value),
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
            "chance": _("False-discovery rate"),
            "interval": _("95 % interval"),
        },
    )


def draw_rhythms(answers: BrightAnswers) -> None:
    """How soon they buy the same again, with who never came back counted."""
    categories = answers.category_rhythms
    found = [*(categories if len(categories) > 1 else []), *answers.rhythms[:MOST_PRODUCTS]]
    if not found:
        st.info(
            _(
                "No product was bought again often enough: it needs about {gaps} repeat purchases"
                " by {customers} customers."
            ).format(gaps=FEWEST_GAPS, customers=FEWEST_CUSTOMERS)
        )
        return
    st.markdown(rhythm_sentence(answers.rhythms or categories))
    rows = [
        {
            "name": _name(each.name, each.sku),
            "year": formats.rate(each.within_year, 0),
            "quarter": _days(each.first_quarter_days),
            "median": _days(each.median_days),
            "bright": _days(each.bright_median_days),
            "interval": _span(each.median_low_days, each.median_high_days),
            "later": _days(each.third_quarter_days),
            "gaps": each.gaps,
            "customers": each.returning_customers,
        }
        for each in found
    ]
    headers = {
        "name": _("Product or category"),
        "year": _("Again within a year"),
        "median": _("Half again by day"),
        "bright": _("Half of bright spots"),
        "quarter": _("A quarter by day"),
        "later": _("Three quarters"),
        "interval": _("Half: 95 % interval"),
        "gaps": _("Repeats, n"),
        "customers": _("Customers, n"),
    }
    reached = {
        name: header
        for name, header in headers.items()
        if any(row[name] != formats.DASH for row in rows)
    }
    _table(rows, _("How soon products are bought again"), reached)
    st.caption(
        _("{dash}: so many have not bought it again yet.").format(dash=formats.DASH)
        + " "
        + term("replenishment_days").caveat
    )


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
        pd.DataFrame(rows)[list(headers)],
        hide_index=True,
        width="stretch",
        alt=alt,
        column_config=columns,
    )


def _name(name: str, sku: str | None) -> str:
    return f"{name} ({sku})" if sku and sku != name else name


def _days(number: float | None) -> str:
    return formats.DASH if number is None else formats.count(round(number))


def _span(low: float | None, high: float | None) -> str:
    if low is None:
        return formats.DASH
    if high is None:
        return _("{days} or later").format(days=formats.count(round(low)))
    return f"{formats.count(round(low))} {formats.DASH} {formats.count(round(high))}"


def _bounds(low: float, high: float) -> str:
    sign = "+" if low > 0 else ""
    return f"{sign}{formats.decimal(low * 100, 1)} {formats.DASH} {formats.points(high)}"
