"""The one place where the view is chosen: shop, period, window. The URL holds all of it."""

from datetime import date, timedelta

import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _
from lib.metrics.activity_window import (
    PeriodPreset,
    WindowSuggestion,
    default_window,
    period_presets,
)
from lib.metrics.retention import RetentionData
from lib.period import Period
from lib.segment import EVERYONE
from lib.shop_files import ShopFolder
from lib.ui import state
from lib.ui.errors import show_error
from lib.ui.shell import draw_language_choice
from lib.ui.shop_manager import draw_shop_actions
from lib.view import View

CUSTOM = "custom"
LONGEST_WINDOW_DAYS = 1095


def draw_sidebar() -> None:
    """Shop, period and window; leaves the view of this run in the state."""
    try:
        _draw_choices()
    except AppError as error:
        _draw_unopened(error)
    draw_language_choice()


def _draw_unopened(error: AppError) -> None:
    """The shop cannot be opened: say why, and leave what can still be done with it."""
    st.session_state[state.VIEW_KEY] = None
    show_error(error)
    folder = state.selected_shop()
    if folder is not None:
        draw_shop_actions(folder, is_busy=False)
    draw_language_choice()
    st.stop()


def _draw_choices() -> None:
    with st.sidebar:
        _choose_shop()
        opened = state.opened_shop()
        if opened is None:
            st.session_state[state.VIEW_KEY] = None
            return
        workspace = opened.workspace
        data = state.retention_data(workspace, EVERYONE, workspace.settings.as_of)
        presets = period_presets(data.days)
        if not presets or data.days.as_of is None:
            st.session_state[state.VIEW_KEY] = None
            return
        period = _choose_period(presets, data)
        suggestion = state.window_suggestion(data)
        window_days = _choose_window(period, suggestion)
        st.caption(_("Data to {day}.").format(day=formats.day(data.days.as_of)))
    st.session_state[state.VIEW_KEY] = View(period, window_days, data.days.as_of, period.previous())


def _choose_shop() -> None:
    folders = state.shops()
    selected = state.selected_shop()
    if selected is None:
        return
    names = {folder.path.name: _name_of(folder) for folder in folders}
    st.session_state[state.SHOP_KEY] = selected.path.name
    st.selectbox(
        _("Shop"),
        list(names),
        key=state.SHOP_KEY,
        format_func=lambda slug: names[slug],
        on_change=_other_shop,
    )
    _write_url(state.SHOP_KEY, selected.path.name)


def _name_of(folder: ShopFolder) -> str:
    """The shop's name; its folder's while its settings cannot be read."""
    try:
        return folder.settings().name
    except AppError:
        return folder.path.name


def _other_shop() -> None:
    """Periods and windows belong to the shop they were chosen for."""
    for folder in state.shops():
        if folder.path.name == st.session_state[state.SHOP_KEY]:
            state.select_shop(folder)


def _choose_period(presets: tuple[PeriodPreset, ...], data: RetentionData) -> Period:
    by_name = {preset.name: preset for preset in presets}
    _read_url("period", [*by_name, CUSTOM], presets[0].name)
    st.selectbox(
        _("Period"),
        [*by_name, CUSTOM],
        key="period",
        format_func=lambda name: by_name[name].label if name in by_name else _("Choose days…"),
    )
    name = st.session_state["period"]
    _write_url("period", name if name != presets[0].name else "")
    if name in by_name:
        period = by_name[name].period
        st.caption(formats.period(period))
        _write_url("days", "")
        return period
    return _choose_days(presets[0].period, data)


def _choose_days(start: Period, data: RetentionData) -> Period:
    """Free dates. While only one end is chosen the last whole choice stands."""
    if "days" not in st.session_state:
        st.session_state["days"] = _days_of_url() or (start.first_day, start.last_day)
    earliest = (data.days.data_start or start.first_day) - timedelta(days=366)
    chosen = st.date_input(
        _("First and last day"),
        key="days",
        format="DD/MM/YYYY",
        min_value=earliest,
        max_value=(data.days.last_ordered_on or start.last_day) + timedelta(days=366),
    )
    if isinstance(chosen, tuple) and len(chosen) == 2:
        period = Period(chosen[0], chosen[1])
        st.session_state["last_days"] = period
        _write_url("days", f"{period.first_day.isoformat()}_{period.last_day.isoformat()}")
        return period
    st.caption(_("Choose the last day too."))
    kept: Period = st.session_state.get("last_days", start)
    return kept


def _days_of_url() -> tuple[date, date] | None:
    first, separator, last = st.query_params.get("days", "").partition("_")
    if not separator:
        return None
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None


def _choose_window(period: Period, suggestion: WindowSuggestion) -> int:
    """The slider runs from the period's length, or from one day for those who know why."""
    suggested = default_window(period.days, suggestion)
    asked = st.query_params.get("window", "")
    if "expert" not in st.session_state:
        st.session_state["expert"] = asked.isdigit() and 0 < int(asked) < period.days
    is_expert = st.session_state["expert"]
    shortest = 1 if is_expert else period.days
    longest = max(LONGEST_WINDOW_DAYS, suggested, period.days + 1)
    wanted = st.session_state.get("window", int(asked) if asked.isdigit() else suggested)
    follows = st.session_state.get("window_follows", not asked)
    if follows or not shortest <= wanted <= longest:
        wanted = suggested
    st.session_state["window"] = wanted
    window_days = st.slider(
        _("Counts as a customer for … days after a purchase"),
        shortest,
        longest,
        key="window",
        help=_(
            "The activity window. It decides who is a customer on a given day, so it decides every"
            " rate. Retention compares best when it is at least as long as the period."
        ),
    )
    st.session_state["window_follows"] = window_days == suggested
    st.caption(_suggestion_sentence(period, suggestion))
    st.toggle(
        _("Allow less than the period (expert)"),
        key="expert",
        help=_(
            "New customers may then have lapsed before the period ends, and CRR can be negative."
        ),
    )
    _write_url("window", "" if window_days == suggested else str(window_days))
    return window_days


def _suggestion_sentence(period: Period, suggestion: WindowSuggestion) -> str:
    if suggestion.flags:
        return _(
            "Too few repeat purchases to measure the rhythm yet; {days} is a usual window."
        ).format(days=formats.days(suggestion.window_days))
    sentence = _("Nine of ten returning customers are back within {rhythm}.").format(
        rhythm=formats.days(suggestion.window_days)
    )
    if period.days > suggestion.window_days:
        return sentence + " " + _("The period is longer, so its own length is suggested.")
    return sentence


def _read_url(key: str, allowed: list[str], default: str) -> None:
    """Before a widget: take its first value from the URL, and drop one that is not offered now."""
    if st.session_state.get(key) not in allowed:
        asked = st.query_params.get(key)
        st.session_state[key] = asked if asked in allowed else default


def _write_url(key: str, value: str) -> None:
    """After a widget: the URL says what is on screen; defaults stay out of it."""
    if value and st.query_params.get(key) != value:
        st.query_params[key] = value
    elif not value and key in st.query_params:
        del st.query_params[key]
