"""How much the definition moves the rate: every period end and every activity window at once."""

import numpy as np
import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.landscape import LandscapeMark, daily_chart, landscape_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.activity_window import WINDOW_MENU
from lib.metrics.intervals import wilson
from lib.metrics.retention import RetentionData
from lib.metrics.retention_flags import COUNTS_ONLY_BELOW
from lib.metrics.trend import Landscape, landscape_windows, retention_landscape
from lib.ui import state
from lib.ui.pictures import draw_chart, picture
from lib.ui.retention_view import Answers
from lib.view import View
from lib.workspace import Workspace

RATE, LENGTH = "rate", "length"
RATES = ("strict_crr", "crr")
LENGTHS = (7, 30, 91, 182, 365)
# More columns than this are narrower than a pixel on a phone; a chart takes 5,000 values at most.
MOST_COLUMNS, MOST_DAYS = 160, 1500


def draw_landscape(answers: Answers, workspace: Workspace) -> None:
    """The controls, the picture, one sentence on what it shows, and the line of the own window."""
    view = answers.view
    chosen = _choose_rate()
    length = _choose_length(view, answers.data.days.history_days)
    # A window that reaches back before the data has no answer on any day.
    longest = min(max(WINDOW_MENU[-1], 2 * length), answers.data.days.history_days - length)
    longest = max(longest, view.window_days)
    found = state.ask(landscape_of, workspace, view, length, landscape_windows(length, longest))
    own = state.ask(landscape_of, workspace, view, length, (max(length, view.window_days),))
    cells = _cells(found, chosen)
    if cells.empty:
        st.info(
            _(
                "The history is too short for periods of {days}: every window reaches back before"
                " the first order. Choose a shorter period length."
            ).format(days=formats.days(length)),
            icon=":material/info:",
        )
        return
    st.markdown(_sentence(found, chosen, length))
    label = term(chosen).label
    mark = LandscapeMark(view.period.last_day, own.windows[0], _("your question"))
    draw_chart(
        picture(
            landscape_chart,
            cells,
            mark,
            rate_label=label,
            words=(_("Last day of the period"), _("Active = ordered within … days"), "n"),
        ),
        width="stretch",
        key="landscape",
        alt=_sentence(found, chosen, length).replace("**", ""),
    )
    st.caption(
        _(
            "Every column is a period of {days} that ends on that day, every row another activity"
            " window. Blank: the window reaches back before the first order, or fewer than"
            " {fewest} customers were there at the start."
        ).format(days=formats.days(length), fewest=COUNTS_ONLY_BELOW)
    )
    st.subheader(_("Day by day under your window"))
    points = _day_points(own, chosen)
    draw_chart(
        picture(daily_chart, points, view.period.last_day, rate_label=label),
        width="stretch",
        key="landscape_days",
        alt=_("{rate} of every period of {days}, day by day").format(
            rate=label, days=formats.days(length)
        ),
    )
    st.caption(
        _(
            "The rate of the {days} up to each day, active = ordered within {window}. The dashed"
            " line is the last day of your period."
        ).format(days=formats.days(length), window=formats.days(own.windows[0]))
    )


def landscape_of(
    workspace: Workspace, view: View, length: int, windows: tuple[int, ...]
) -> Landscape:
    """The landscape of the view's segment; the place of the period in it does not matter."""
    data: RetentionData = state.retention_data(workspace, view.segment, view.as_of)
    return retention_landscape(data, length, windows)


def _choose_rate() -> str:
    if st.session_state.get(RATE) not in RATES:
        asked = st.query_params.get(RATE)
        st.session_state[RATE] = asked if asked in RATES else RATES[0]
    chosen = st.segmented_control(
        _("Rate"), RATES, key=RATE, format_func=lambda key: term(key).label, required=True
    )
    _write_url(RATE, str(chosen) if chosen != RATES[0] else "")
    return str(chosen)


def _choose_length(view: View, history_days: int) -> int:
    """How long each period is: the usual lengths that fit the history twice, and the own one."""
    usual = [each for each in LENGTHS if 2 * each <= history_days]
    offered = sorted({*usual, view.period.days})
    if st.session_state.get(LENGTH) not in offered:
        asked = st.query_params.get(LENGTH, "")
        is_offered = asked.isdigit() and int(asked) in offered
        st.session_state[LENGTH] = int(asked) if is_offered else view.period.days
    chosen = st.segmented_control(
        _("Length of every period"),
        offered,
        key=LENGTH,
        format_func=lambda days: (
            _("{days} (yours)").format(days=formats.days(days))
            if days == view.period.days
            else formats.days(days)
        ),
        required=True,
    )
    length = int(chosen or view.period.days)
    _write_url(LENGTH, str(length) if length != view.period.days else "")
    return length


def _write_url(key: str, value: str) -> None:
    if value:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def _shown_rates(found: Landscape, key: str) -> np.ndarray:
    """The rates with those of fewer than ten customers blanked."""
    return np.where(found.customers_start >= COUNTS_ONLY_BELOW, getattr(found, key), np.nan)


def _cells(found: Landscape, key: str) -> pd.DataFrame:
    """Evenly chosen days, the last one among them, so that a cell is one true answer."""
    rates = _shown_rates(found, key)
    days = np.array(found.last_days, dtype="datetime64[ns]")
    step = max(1, -(-len(days) // MOST_COLUMNS))
    rows = np.arange(len(days) - 1, -1, -step)
    edges = np.array(_edges(found.windows))
    row, place = np.meshgrid(rows, np.arange(len(found.windows)), indexing="ij")
    table = pd.DataFrame(
        {
            "ended_on": days[row.ravel()],
            "ended_before": days[row.ravel()] + np.timedelta64(step, "D"),
            "window_days": edges[place.ravel()],
            "window_below": edges[place.ravel() + 1],
            "rate": rates[row, place].ravel(),
            "customers": found.customers_start[row, place].ravel(),
        }
    )
    return table.dropna(subset=["rate"])


def _edges(windows: tuple[int, ...]) -> list[int]:
    """Every window's cell reaches up to the next one; the last is as high as the one before."""
    last = windows[-1] - windows[-2] if len(windows) > 1 else 1
    return [*windows, windows[-1] + last]


def _sentence(found: Landscape, key: str, length: int) -> str:
    """What the choice of the window does to the last period, and time under one window."""
    rates = _shown_rates(found, key)
    latest = [rate for rate in rates[-1] if not np.isnan(rate)]
    if not latest:
        return _("No window of the picture lies inside the history on the last day.")
    return _(
        "For the {days} up to {day}, the activity window alone moves the rate from **{low}** to"
        " **{high}**: the same customers, another definition."
    ).format(
        days=formats.days(length),
        day=formats.day(found.last_days[-1]),
        low=formats.rate(float(min(latest))),
        high=formats.rate(float(max(latest))),
    )


def _day_points(own: Landscape, key: str) -> pd.DataFrame:
    """One row per day from the first with an answer, every few days in a very long history."""
    rates = _shown_rates(own, key)[:, 0]
    step = max(1, -(-len(rates) // MOST_DAYS))
    known = np.flatnonzero(~np.isnan(rates))
    rows = np.arange(len(rates) - 1, known[0] - 1 if len(known) else len(rates), -step)[::-1]
    table = pd.DataFrame(
        {"ended_on": np.array(own.last_days, dtype="datetime64[ns]")[rows], "rate": rates[rows]}
    )
    table["low"], table["high"] = np.nan, np.nan
    if key == "strict_crr":
        pairs = zip(own.retained[rows, 0], own.customers_start[rows, 0], strict=True)
        ends = [wilson(int(kept), int(start)) or (np.nan, np.nan) for kept, start in pairs]
        table[["low", "high"]] = np.array(ends).reshape(-1, 2)
        table.loc[table["rate"].isna(), ["low", "high"]] = np.nan
    return table
