"""Nine meanings of "retention rate" on one page: value, what was divided, why it differs."""

from decimal import Decimal

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.definitions import IN_MONEY, Definition, Definitions, retention_definitions
from lib.metrics.retention import Retention
from lib.ui import state
from lib.view import View
from lib.workspace import Workspace


def ask_definitions(view: View, workspace: Workspace) -> Definitions:
    """All nine for the period, window and segment of the view."""
    found: Definitions = state.ask(_definitions, workspace, view)
    return found


def _definitions(source: Workspace, view: View) -> Definitions:
    data = state.retention_data(source, view.segment, view.as_of)
    return retention_definitions(data, view.period, view.window_days)


def draw_span(found: Definitions) -> None:
    """How far the nine lie apart, as one sentence."""
    known = [(row.value, row) for row in found.rows if row.value is not None]
    if not known:
        st.markdown(_("There are no customers in this period to divide by."))
        return
    low_value, lowest = min(known, key=lambda pair: pair[0])
    high_value, highest = max(known, key=lambda pair: pair[0])
    st.markdown(
        _(
            "The same orders, the same days: a “retention rate” of **{low}** ({low_name}) or of"
            " **{high}** ({high_name}), depending on who counts."
        ).format(
            low=formats.rate(low_value),
            high=formats.rate(high_value),
            low_name=term(lowest.key).label,
            high_name=term(highest.key).label,
        )
    )


def draw_table(found: Definitions, currency: str) -> None:
    """One row per definition."""
    rows = [
        {
            "number": row.number,
            "name": term(row.key).label,
            "value": formats.rate(row.value),
            "divided": _divided(row, currency),
            "who": _who(row.key),
        }
        for row in found.rows
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("Nine meanings of retention rate"),
        column_config={
            "number": st.column_config.NumberColumn("#", width=36),
            "name": st.column_config.TextColumn(_("What is called retention"), width=250),
            "value": st.column_config.TextColumn(_("Here"), alignment="right", width=70),
            "divided": st.column_config.TextColumn(_("Of"), alignment="right", width=170),
            "who": st.column_config.TextColumn(_("Who prints it"), width="medium"),
        },
    )
    st.caption(
        _(
            "5 to 7 follow the customers who first bought in {cohort}. 8 looks at {rolling} and the"
            " 30 days before."
        ).format(cohort=formats.period(found.cohort), rolling=formats.period(found.rolling))
    )


def _divided(row: Definition, currency: str) -> str:
    def printed(amount: int | Decimal) -> str:
        if row.key in IN_MONEY:
            return formats.short_money(amount, currency)
        return formats.count(int(amount))

    return f"{printed(row.numerator)} ÷ {printed(row.denominator)}"


def _who(key: str) -> str:
    """Tools that print it, in as few words as fit beside a number; the glossary says more."""
    return {
        "article_rate": _("articles; no shop tool read"),
        "repeat_ever": "Metrilo, Omniconvert, Lebesgue",
        "repeat_in_period": "Repeat Customer Insights",
        "returning_buyers": "Shopify",
        "cohort_bounded": "Shopline, Lifetimely, Mixpanel",
        "cohort_unbounded": "Peel, Mixpanel, PostHog",
        "cohort_returned": "Polar, Peel",
        "rolling_month": "Peel",
        "revenue_kept": "Metorik",
    }[key]


def draw_differences(found: Definitions) -> None:
    """Why they differ in this shop: the customers that one counts and the other does not."""
    for sentence in _differences(found):
        st.markdown(f"- {sentence}".replace("$", r"\$"))


def _differences(found: Definitions) -> list[str]:
    answer = found.retention
    count = formats.count
    bounded, unbounded = found["cohort_bounded"], found["cohort_unbounded"]
    returned, twice = found["cohort_returned"], found["repeat_in_period"]
    several, ever = found["returning_buyers"], found["repeat_ever"]
    sentences = [_why_article(answer)]
    sentences += [
        _(
            "**2** divides by all {all} customers who ever bought, however long ago: every old"
            " customer who never returns pulls it down, every year more of life pulls it up."
        ).format(all=count(int(ever.denominator))),
        _(
            "**3 and 4** divide by the {buyers} buyers of the period, not by the customers you had:"
            " nobody who stayed away is in them. {more} of these buyers ordered once in the period"
            " and at another time too: 4 counts them, 3 does not."
        ).format(
            buyers=count(int(twice.denominator)),
            more=count(int(several.numerator - twice.numerator)),
        ),
    ]
    if bounded.denominator:
        sentences.append(
            _(
                "**5, 6 and 7** follow {cohort} new customers of the time before. Of them {later}"
                " did not buy in the period but after it: 6 counts those, 5 does not."
            ).format(
                cohort=count(int(bounded.denominator)),
                later=count(int(unbounded.numerator - bounded.numerator)),
            )
        )
    else:
        sentences.append(
            _("**5, 6 and 7** have nobody to follow: no customer was won in the time before.")
        )
    early = int(returned.numerator) - int(bounded.numerator)
    if early:
        sentences.append(
            _(
                "{early} of them had come back already before the period began and did not buy in"
                " it: 7 counts them, 5 does not."
            ).format(early=count(early))
        )
    sentences.append(
        _(
            "**8** gives every customer only 30 days to buy again; the activity window here gives"
            " {days}."
        ).format(days=formats.days(answer.window_days))
    )
    sentences.append(
        _(
            "**9** counts money, not people: one large customer can hold it up while many small"
            " ones leave."
        )
    )
    if found.identity_coverage is not None and found.identity_coverage < 1:
        sentences.append(
            _(
                "{share} of all valid orders name no known customer and are in none of the nine. A"
                " tool that takes each for a new customer divides by more and prints less, above"
                " all in 3 and 4."
            ).format(share=formats.small_share(1 - found.identity_coverage))
        )
    return sentences


def _why_article(answer: Retention) -> str:
    if answer.crr is None:
        return _("**1** has no value here; why is said above.")
    return _(
        "**1** divides by the {start} customers active at the start. {back} who came back count as"
        " kept in it; without them it is {strict}, the kept customers of this app."
    ).format(
        start=formats.count(answer.customers_start),
        back=formats.count(answer.reactivated),
        strict=formats.rate(answer.strict_crr),
    )
