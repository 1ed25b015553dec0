"""How the rates developed: the same question for every calendar step of the history."""

import streamlit as st

from lib import formats
from lib.charts.trend import TrendPoint, trend_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.retention import Retention
from lib.metrics.retention_flags import COUNTS_ONLY, LEFT_TRUNCATED
from lib.metrics.trend import default_trend_window, retention_trend
from lib.period import Grain
from lib.ui import state
from lib.ui.retention_view import Answers

GRAIN = "grain"
FEWEST_STEPS = 3
# Periods up to about a month are followed month by month, longer ones by quarter.
LONGEST_MONTHLY_DAYS = 45


def draw_trend(answers: Answers) -> None:
    """A line per rate, one point per finished week, month, quarter or year."""
    labels = {
        Grain.WEEK: _("Weeks"),
        Grain.MONTH: _("Months"),
        Grain.QUARTER: _("Quarters"),
        Grain.YEAR: _("Years"),
    }
    usual = Grain.MONTH if answers.view.period.days <= LONGEST_MONTHLY_DAYS else Grain.QUARTER
    grain = _choose_grain(labels, usual)
    window_days = default_trend_window(grain, state.window_suggestion(answers.data))
    steps = retention_trend(answers.data, grain, window_days)
    points = [_point(step) for step in steps if step.crr is not None and _is_sound(step)]
    st.caption(
        _(
            "Every finished step under one activity window of {days}, so that they compare. The"
            " line begins where the window lies inside the data."
        ).format(days=formats.days(window_days))
    )
    if len(points) < FEWEST_STEPS:
        st.info(
            _("There are not enough finished steps for a line yet. Choose shorter steps."),
            icon=":material/info:",
        )
        return
    st.altair_chart(
        trend_chart(
            points,
            crr_label=term("crr").label,
            kept_label=term("strict_crr").label,
            is_dark=st.context.theme.type == "dark",
        ),
        width="stretch",
        key="trend",
        alt=_("Kept customers from {first} in {start} to {last} in {end}").format(
            first=points[0].kept_text,
            start=points[0].label,
            last=points[-1].kept_text,
            end=points[-1].label,
        ),
    )


def _choose_grain(labels: dict[Grain, str], usual: Grain) -> Grain:
    asked = st.query_params.get(GRAIN, "")
    if st.session_state.get(GRAIN) not in labels:
        st.session_state[GRAIN] = Grain(asked) if asked in list(Grain) else usual
    chosen: Grain = (
        st.segmented_control(
            _("Steps"),
            list(labels),
            key=GRAIN,
            format_func=lambda grain: labels[grain],
            required=True,
            label_visibility="collapsed",
        )
        or usual
    )
    if chosen is not usual:
        st.query_params[GRAIN] = chosen.value
    elif GRAIN in st.query_params:
        del st.query_params[GRAIN]
    return chosen


def _is_sound(step: Retention) -> bool:
    """A point needs ten customers at the start, and a window that lies inside the data."""
    return not {COUNTS_ONLY, LEFT_TRUNCATED}.intersection(step.flags)


def _point(step: Retention) -> TrendPoint:
    return TrendPoint(
        ended_on=step.period.last_day,
        label=formats.period(step.period),
        crr=step.crr or 0.0,
        kept=step.strict_crr or 0.0,
        kept_low=step.strict_crr_low or 0.0,
        kept_high=step.strict_crr_high or 0.0,
        crr_text=formats.rate(step.crr),
        kept_text=(
            f"{formats.rate(step.strict_crr)}"
            f" ({formats.interval(step.strict_crr_low, step.strict_crr_high)})"
        ),
        customers_text=formats.count(step.customers_start),
    )
