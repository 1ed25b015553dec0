"""Whether new customers are new: what the file cannot know of the time before it begins."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from lib import formats
from lib.charts.new_customers import NewCustomers, new_customers_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.false_new import (
    Lookback,
    OldAmongNew,
    begins_too_early,
    lookback_of_shop,
    old_among_new,
)
from lib.metrics.retention import Retention
from lib.period import ONE_DAY, Period
from lib.segment import Segment
from lib.ui import state
from lib.ui.pictures import draw_chart, picture
from lib.ui.retention_view import Answers
from lib.workspace import Workspace

# One new customer in a hundred: with fewer, a late period says nothing of them.
FEWEST_WORTH_SAYING = 0.01


def draw_old_among_new(answers: Answers, workspace: Workspace) -> None:
    """How many of the period's new customers are probably old ones; nothing where hardly any is."""
    view = answers.view
    lookback = _lookback(workspace, view.segment, view.as_of)
    found = old_among_new(lookback, view.period)
    window_days = state.window_suggestion(answers.data).window_days
    is_early = begins_too_early(view.period.first_day, lookback.data_start, window_days)
    if not found.customers_new or (not is_early and not _is_worth_saying(found)):
        return
    sentence = _probably_old(found).format(
        new=formats.count(found.customers_new),
        old=formats.count(round(found.probably_old)),
        start=formats.day(lookback.data_start),
    )
    if not is_early:
        st.caption(sentence)
        return
    why = _(
        "The period begins within the first {window} of the file. Who last bought before the file"
        " begins looks new on the first order inside it."
    ).format(window=formats.days(window_days))
    st.info(f"{why} {sentence} {_counted_on(found)}", icon=":material/info:")


def draw_new_customers(steps: Sequence[Retention], answers: Answers, workspace: Workspace) -> None:
    """A bar per finished step; those too early in the file to know who is new are only outlined."""
    view = answers.view
    lookback = _lookback(workspace, view.segment, view.as_of)
    window_days = state.window_suggestion(answers.data).window_days
    facts = [_fact(step, lookback, window_days) for step in steps]
    if len(facts) < 2:
        return
    st.markdown(_("**New customers** of each finished step"))
    draw_chart(
        picture(
            new_customers_chart,
            facts,
            new_label=term("customers_new").label,
            old_label=term("false_new").label,
        ),
        width="stretch",
        key="new_customers",
        alt=_("New customers from {first} in {start} to {last} in {end}").format(
            first=facts[0].customers_text,
            start=facts[0].label,
            last=facts[-1].customers_text,
            end=facts[-1].label,
        ),
    )
    early = [step.period for step, fact in zip(steps, facts, strict=True) if fact.is_doubtful]
    if early:
        doubtful = Period(early[0].first_day, early[-1].last_day)
        st.caption(_why_pale(old_among_new(lookback, doubtful), lookback, window_days))


def _lookback(workspace: Workspace, segment: Segment, as_of: date | None) -> Lookback:
    return state.ask(lookback_of_shop, workspace, as_of, segment)


def _fact(step: Retention, lookback: Lookback, window_days: int) -> NewCustomers:
    old = old_among_new(lookback, step.period).probably_old
    return NewCustomers(
        first_day=step.period.first_day,
        next_day=step.period.last_day + ONE_DAY,
        customers=step.customers_new,
        is_doubtful=begins_too_early(step.period.first_day, lookback.data_start, window_days),
        label=formats.period(step.period),
        customers_text=formats.count(step.customers_new),
        old_text=_("at least {count}").format(count=formats.count(round(old))),
    )


def _why_pale(found: OldAmongNew, lookback: Lookback, window_days: int) -> str:
    """What the outlined bars mean, in numbers."""
    return _(
        "Pale with a dashed edge: steps that begin within the first {window} of the file, which"
        " starts on {start}. Customers from before it look new there: of these {new}, probably at"
        " least {old} had bought before, unless the shop opened that day."
    ).format(
        window=formats.days(window_days),
        start=formats.day(lookback.data_start),
        new=formats.count(found.customers_new),
        old=formats.count(round(found.probably_old)),
    )


def _is_worth_saying(found: OldAmongNew) -> bool:
    return round(found.probably_old) >= 1 and (found.share or 0.0) >= FEWEST_WORTH_SAYING


def _probably_old(found: OldAmongNew) -> str:
    if round(found.probably_old) < 1:
        return _(
            "As far as later orders tell, probably none of the {new} new customers had bought"
            " before."
        )
    return _(
        "Of the {new} new customers, probably at least {old} had bought before: their earlier"
        " orders lie before the file begins on {start}. If the shop opened that day, none had."
    )


def _counted_on(found: OldAmongNew) -> str:
    """The evidence: later purchases, looked at as if the file began as shortly before them."""
    return _(
        "Learned from later orders: looking back only {days} from each, {looking} seem to be first"
        " orders and {repeats} of these are repeats."
    ).format(
        days=formats.days(found.lookback_days),
        repeats=formats.count(found.repeats),
        looking=formats.count(found.looking_first),
    )
