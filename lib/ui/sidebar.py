"""The one place where the view is chosen: shop, period, window. The URL holds all of it."""

import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _
from lib.metrics.activity_window import WindowSuggestion, default_window, period_presets
from lib.period import Period
from lib.segment import EVERYONE
from lib.ui import state
from lib.ui.condition_list import draw_unusable
from lib.ui.errors import show_error
from lib.ui.scope_builder import chosen_scope, draw_scope
from lib.ui.segment_builder import choose_segment
from lib.ui.shell import draw_language_choice
from lib.ui.shop_manager import draw_shop_actions
from lib.ui.view_choices import (
    choose_as_of,
    choose_comparison,
    choose_grain,
    choose_period,
    chosen_as_of,
    draw_link,
    write_url,
)
from lib.view import View

LONGEST_WINDOW_DAYS = 1095


def draw_sidebar() -> None:
    """Shop, period and window; leaves the view of this run in the state."""
    try:
        _draw_choices()
    except AppError as error:
        _draw_unopened(error)
    draw_language_choice()
    draw_unusable()


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
        whole = state.whole_shop()
        st.session_state[state.VIEW_KEY] = None
        if whole is None:
            return
        as_of = chosen_as_of(whole.workspace)
        scope = st.session_state[state.SCOPE_IN_USE] = chosen_scope(whole.workspace)
        opened = state.opened_shop() or whole
        workspace = opened.workspace
        data = state.retention_data(workspace, EVERYONE, as_of)
        presets = period_presets(data.days, workspace.settings.week_start)
        if not presets or data.days.as_of is None:
            return
        chosen = choose_period(presets, data.days)
        compared = choose_comparison(chosen, data.days)
        segment = choose_segment(workspace, data.days.as_of)
        draw_scope(whole.workspace, scope)
        with st.expander(_("Activity window, steps, last day, link"), icon=":material/tune:"):
            suggestion = state.window_suggestion(data)
            window_days = _choose_window(compared.now, suggestion)
            grain = choose_grain(compared.now)
            choose_as_of(data.days)
            view = View(
                compared.now,
                window_days,
                data.days.as_of,
                compared.before,
                segment,
                grain,
                scope,
                is_cut=compared.is_cut,
            )
            draw_link(view)
        st.caption(
            _("Active = ordered within {days}. Data to {day}.").format(
                days=formats.days(window_days), day=formats.day(data.days.as_of)
            )
        )
    st.session_state[state.VIEW_KEY] = view


def _choose_shop() -> None:
    folders = state.shops()
    selected = state.selected_shop()
    if selected is None:
        return
    names = {folder.path.name: folder.name for folder in folders}
    st.session_state[state.SHOP_KEY] = selected.path.name
    st.selectbox(
        _("Shop"),
        list(names),
        key=state.SHOP_KEY,
        format_func=lambda slug: names[slug],
        on_change=_other_shop,
    )
    write_url(state.SHOP_KEY, selected.path.name)


def _other_shop() -> None:
    """Periods and windows belong to the shop they were chosen for."""
    for folder in state.shops():
        if folder.path.name == st.session_state[state.SHOP_KEY]:
            state.select_shop(folder)


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
    write_url("window", "" if window_days == suggested else str(window_days))
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
