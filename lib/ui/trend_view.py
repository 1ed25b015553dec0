"""How the rates developed: the same question for every calendar step of the history."""

from collections.abc import Sequence

import streamlit as st

from lib import formats
from lib.charts.trend import TrendPoint, trend_chart
from lib.glossary import term
from lib.i18n import _, ngettext
from lib.metrics.retention import Retention
from lib.metrics.retention_flags import COUNTS_ONLY, LEFT_TRUNCATED, PARTIAL_PERIOD
from lib.metrics.trend import ControlLimits, control_limits, default_trend_window, retention_trend
from lib.ui import state
from lib.ui.campaigns import campaigns, draw_campaigns
from lib.ui.new_customers_view import draw_new_customers
from lib.ui.pictures import draw_chart, picture
from lib.ui.retention_view import Answers
from lib.ui.view_choices import draw_grain
from lib.workspace import Workspace

GRAIN_HERE = "grain_of_trend"
FEWEST_STEPS = 3


def draw_trend(answers: Answers, workspace: Workspace) -> None:
    """A line per rate and the new customers, for each finished week, month, quarter or year."""
    grain = answers.view.grain
    st.session_state[GRAIN_HERE] = grain
    draw_grain(_("Steps"), GRAIN_HERE, is_labelled=False)
    window_days = default_trend_window(grain, state.window_suggestion(answers.data))
    week_start = workspace.settings.week_start
    steps = retention_trend(answers.data, grain, window_days, week_start)
    sound = [step for step in steps if step.crr is not None and _is_sound(step)]
    _draw_lines(sound, window_days, workspace)
    finished = [step for step in steps if PARTIAL_PERIOD not in step.flags]
    draw_new_customers(finished, answers, workspace)


def _draw_lines(sound: Sequence[Retention], window_days: int, workspace: Workspace) -> None:
    """Both rates, the limits of chance, and the campaigns the owner has noted."""
    limits = control_limits(sound)
    points = [_point(step, limits, place) for place, step in enumerate(sound)]
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
    draw_chart(
        picture(
            trend_chart,
            points,
            crr_label=term("crr").label,
            kept_label=term("strict_crr").label,
            marks=campaigns(workspace),
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
    if limits:
        outside = sum(
            not low <= (step.strict_crr or 0) <= high
            for step, low, high in zip(sound, limits.low, limits.high, strict=True)
        )
        sentence = ngettext(
            "Dashes: how far chance alone moves the kept customers. {count} step lies outside.",
            "Dashes: how far chance alone moves the kept customers. {count} steps lie outside.",
            outside,
        )
        st.caption(sentence.format(count=formats.count(outside)))
    draw_campaigns(workspace)


def _is_sound(step: Retention) -> bool:
    """A point needs ten customers at the start, and a window that lies inside the data."""
    return not {COUNTS_ONLY, LEFT_TRUNCATED}.intersection(step.flags)


def _point(step: Retention, limits: ControlLimits | None, place: int) -> TrendPoint:
    return TrendPoint(
        limit_low=limits.low[place] if limits else None,
        limit_high=limits.high[place] if limits else None,
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
