"""The Bright spots page: the rule, the answer in one picture, the cards."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.part_of_whole import PartOfWhole, part_of_whole_chart
from lib.i18n import _
from lib.metrics.bright_products import BrightProduct, bright_products
from lib.metrics.bright_rules import Rule, RuleName
from lib.metrics.bright_spots import USUAL_RULE, BrightSpots, bright_spot_customers
from lib.metrics.bright_traits import Traits, first_order_traits
from lib.metrics.bright_year_after import YearAfter, year_after
from lib.metrics.item_rhythm import ItemRhythm, item_rhythms
from lib.segment import Segment
from lib.segment.bright import rule_label, written_rule
from lib.segment.keys import BRIGHT_KEY
from lib.ui import state
from lib.ui.bright_bar import choose_bar
from lib.ui.bright_card import ask_bright_spots
from lib.ui.bright_words import (
    regression_sentence,
    rule_sentence,
    verdict,
    who_is_out,
)
from lib.ui.cards import count_card, rate_card
from lib.ui.pictures import draw_chart, picture
from lib.ui.plain_text import plain
from lib.ui.use_as_segment import offer_as_segment
from lib.view import View
from lib.workspace import Workspace

RULE = "rule"


@dataclass(frozen=True)
class BrightAnswers:
    """What the page asks about one rule; each part is asked when it is opened."""

    workspace: Workspace
    view: View
    spots: BrightSpots

    @property
    def currency(self) -> str:
        return self.workspace.settings.currency

    @property
    def traits(self) -> Traits:
        return state.ask(first_order_traits, self.workspace, self.spots, self.view.segment)

    @property
    def products(self) -> list[BrightProduct]:
        return state.ask(bright_products, self.workspace, self.spots, self.view.segment)

    @property
    def categories(self) -> list[BrightProduct]:
        return state.ask(products_of_categories, self.workspace, self.spots, self.view.segment)

    @property
    def rhythms(self) -> list[ItemRhythm]:
        return state.ask(
            item_rhythms, self.workspace, self.view.as_of, self.view.segment,
            self.spots.customer_ids,
        )  # fmt: skip

    @property
    def category_rhythms(self) -> list[ItemRhythm]:
        return state.ask(
            rhythms_of_categories, self.workspace, self.view.as_of, self.view.segment,
            self.spots.customer_ids,
        )  # fmt: skip

    @property
    def people(self) -> pd.DataFrame:
        return state.ask(bright_spot_customers, self.workspace, self.spots, self.view.segment)

    @property
    def after(self) -> YearAfter | None:
        return state.ask(year_after, self.workspace, self.spots, self.view.segment)


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
    return Rule(name, choose_bar(name, key=f"bar_{name.value}"))


def ask_bright_answers(workspace: Workspace, view: View, rule: Rule) -> BrightAnswers:
    """Who they are by this rule; what sets them apart is asked with the parts of the page."""
    with st.spinner(_("Comparing the bright spots with the others…")):
        return BrightAnswers(workspace, view, ask_bright_spots(workspace, view, rule))


def products_of_categories(
    source: Workspace, spots: BrightSpots, segment: Segment
) -> list[BrightProduct]:
    """The categories bright spots buy."""
    return bright_products(source, spots, segment, by_category=True)


def rhythms_of_categories(
    source: Workspace, as_of: date, segment: Segment, bright: npt.NDArray[np.int64]
) -> list[ItemRhythm]:
    """How soon categories are bought again."""
    return item_rhythms(source, as_of, segment, bright, by_category=True)


def draw_answer(answers: BrightAnswers) -> None:
    """The verdict, the picture of it, who is in and who is left out."""
    spots = answers.spots
    st.markdown(verdict(spots))
    if spots.customers:
        draw_chart(
            picture(part_of_whole_chart, _bars(answers)),
            width="stretch",
            key="bright_share",
            alt=_("Bright spots: {customers} of the buyers bring {revenue} of the revenue").format(
                customers=formats.rate(spots.share_of_buyers),
                revenue=formats.rate(spots.share_of_revenue),
            ),
        )
    sentences = (rule_sentence(spots, answers.currency), who_is_out(spots))
    st.caption(plain(" ".join(part for part in sentences if part)))
    st.caption(plain(answers.view.describe()))


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


def draw_regression(answers: BrightAnswers) -> None:
    """That chosen customers fall back, said before anything is learnt from them."""
    st.caption(regression_sentence(answers.after))
    offer_as_segment(answers.view.segment, BRIGHT_KEY, written_rule(answers.spots.rule))


def _bars(answers: BrightAnswers) -> list[PartOfWhole]:
    spots = answers.spots
    return [
        PartOfWhole(
            _("Buyers"),
            spots.share_of_buyers or 0.0,
            formats.rate(spots.share_of_buyers),
            formats.count(spots.buyers),
        ),
        PartOfWhole(
            _("Revenue"),
            min(1.0, max(0.0, spots.share_of_revenue or 0.0)),
            formats.rate(spots.share_of_revenue),
            formats.short_money(spots.revenue_of_buyers, answers.currency),
        ),
    ]
