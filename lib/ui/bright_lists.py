"""The lists of the Bright Spots page: everyone, who goes quiet, who is set apart, and the brief."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.export.brief import Part, brief
from lib.i18n import _, ngettext
from lib.metrics.bright_spots import past_their_rhythm
from lib.metrics.quarantine import doubtful_customers
from lib.segment.bright import rule_label
from lib.ui import state
from lib.ui.bright_view import BrightAnswers
from lib.ui.bright_words import (
    holds_words,
    learning,
    regression_sentence,
    rule_sentence,
    trait_words,
    verdict,
)
from lib.ui.masking import masked_text
from lib.ui.people_table import draw_people
from lib.ui.plain_text import plain
from lib.ui.set_apart import reason_in_words
from lib.workspace import Workspace

USUAL_TIMES = 1.25
MOST_APART = 10
MOST_IN_BRIEF = 8


def draw_early_warning(answers: BrightAnswers) -> None:
    """Bright spots silent for longer than is usual for them, biggest first."""
    times = st.slider(
        _("Silent for this many times their own usual gap"), 1.0, 4.0, USUAL_TIMES, step=0.25
    )
    late = past_their_rhythm(answers.people, times)
    if late.empty:
        st.info(_("No bright spot is that far past its own rhythm."))
        return
    st.markdown(
        ngettext(
            "**{count}** bright spot is past its own rhythm. A word now is cheaper than winning"
            " somebody back.",
            "**{count}** bright spots are past their own rhythm. A word now is cheaper than"
            " winning them back.",
            len(late),
        ).format(count=formats.count(len(late)))
    )
    _draw(answers, late, _("Bright spots past their own rhythm"), "bright_spots_quiet")


def draw_all(answers: BrightAnswers) -> None:
    """The bright spots, biggest first."""
    _draw(answers, answers.people, _("Bright spots, largest revenue first"), "bright_spots")


def draw_apart(workspace: Workspace) -> None:
    """Who is perhaps no person, and why; the switch to confirm them is on the Data page."""
    found = [each for each in state.ask(doubtful_customers, workspace) if each.is_quarantined]
    if not found:
        st.info(_("Nobody is set apart: every account buys like a person."))
        return
    st.markdown(
        _("**{count}** accounts are set apart as perhaps no person, with the reason.").format(
            count=formats.count(len(found))
        )
    )
    for each in found[:MOST_APART]:
        who = masked_text(each.customer_name or each.customer_key, each.customer_id)
        reasons = ", ".join(map(reason_in_words, each.reasons))
        st.markdown(f"**{plain(who)}**: {plain(reasons)}")
    if len(found) > MOST_APART:
        st.caption(
            _("And {more} more on the Data page.").format(
                more=formats.count(len(found) - MOST_APART)
            )
        )
    st.page_link("pages/data.py", label=_("Confirm who is real"), icon=":material/database:")


def draw_brief(answers: BrightAnswers) -> None:
    """One page of findings to print or send; it names no customer."""
    shop = answers.workspace.settings.name
    title = _("Bright spots of {shop}").format(shop=shop)
    st.download_button(
        _("Take the findings along (one page)"),
        data=lambda: brief(title, _sentences(answers), _parts(answers)),
        file_name=f"bright_spots_{answers.view.as_of}.html",
        mime="text/html",
        on_click="ignore",
        icon=":material/description:",
        key="download_brief",
    )


def _sentences(answers: BrightAnswers) -> list[str]:
    said = [
        f"{verdict(answers.spots)} {learning(answers.traits)}".replace("**", ""),
        f"{rule_label(answers.spots.rule.name)}: {rule_sentence(answers.spots, answers.currency)}",
        answers.view.describe(),
        regression_sentence(answers.after),
    ]
    return [sentence for sentence in said if sentence]


def _parts(answers: BrightAnswers) -> list[Part]:
    first_orders = [
        (
            trait_words(each, answers.currency),
            formats.rate(each.contrast.share),
            formats.rate(each.contrast.other_share),
            formats.count(each.contrast.hits),
            holds_words(each),
        )
        for each in answers.traits.found[:MOST_IN_BRIEF]
    ]
    bought = [
        (each.name, formats.rate(each.spend.share), formats.rate(each.spend.other_share))
        for each in answers.products[:MOST_IN_BRIEF]
    ]
    again = [
        (each.name, formats.count(round(each.median_days)), formats.count(each.gaps))
        for each in answers.rhythms[:MOST_IN_BRIEF]
        if each.median_days is not None
    ]
    return [
        Part(
            _("What made them? Their first order"),
            [_("A difference is no proof of a cause. Try it on new customers and compare.")],
            (_("First order"), _("Bright spots"), _("Others"), _("n"), _("Does it hold?")),
            first_orders,
        ),
        Part(
            _("What do they buy?"),
            (),
            (_("Product"), _("Share of spend"), _("Others")),
            bought,
        ),
        Part(
            _("How soon do they buy the same again?"),
            [_("Half have bought again by this day, with those who never came back counted.")],
            (_("Product"), _("Days"), _("n")),
            again,
        ),
    ]


def _draw(answers: BrightAnswers, people: pd.DataFrame, alt: str, name: str) -> None:
    draw_people(
        people,
        currency=answers.currency,
        alt=alt,
        file_name=f"{name}_{answers.view.as_of}.csv",
        key=f"download_{name}_page",
    )
