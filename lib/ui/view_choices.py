"""The days of the view: period, what it is compared with, and the last day that counts."""

from datetime import date, timedelta
from urllib.parse import urlencode

import streamlit as st

from lib import formats
from lib.i18n import _
from lib.metrics.activity_window import PeriodPreset, comparison_presets
from lib.metrics.source import ShopDays, shop_days
from lib.period import Grain, Pairing, Period, pair_periods
from lib.ui import state
from lib.view import CUSTOM, View, days_of, days_text
from lib.workspace import Workspace

FAR = timedelta(days=366)
GRAIN = "grain"
CHOSEN_GRAIN = "chosen_grain"
# Periods up to about a month are followed month by month, longer ones by quarter.
LONGEST_MONTHLY_DAYS = 45


def choose_period(presets: tuple[PeriodPreset, ...], days: ShopDays) -> Period:
    """A period by name, or by its first and last day."""
    by_name = {preset.name: preset for preset in presets}
    _read_url("period", [*by_name, CUSTOM], presets[0].name)
    st.selectbox(
        _("Period"),
        [*by_name, CUSTOM],
        key="period",
        format_func=lambda name: by_name[name].label if name in by_name else _("Choose days…"),
    )
    name = st.session_state["period"]
    write_url("period", name if name != presets[0].name else "")
    if name == CUSTOM:
        return _choose_days("days", presets[0].period, days)
    write_url("days", "")
    period = by_name[name].period
    st.caption(formats.period(period))
    return period


def choose_comparison(chosen: Period, days: ShopDays) -> Pairing:
    """What the period is compared with; unfinished periods are cut to what is over."""
    # The comparison is that of the whole period, of which it then keeps as many days.
    by_name = {preset.name: preset for preset in comparison_presets(chosen)}
    _read_url("vs", [*by_name, CUSTOM], "previous")
    st.selectbox(
        _("Compared with"),
        [*by_name, CUSTOM],
        key="vs",
        format_func=lambda name: by_name[name].label if name in by_name else _("Choose days…"),
    )
    name = st.session_state["vs"]
    write_url("vs", name if name != "previous" else "")
    if name == CUSTOM:
        before = _choose_days("vs_days", by_name["previous"].period, days)
    else:
        write_url("vs_days", "")
        before = by_name[name].period
    found = pair_periods(chosen, before, days.as_of or chosen.last_day)
    if name != CUSTOM:
        st.caption(formats.period(found.before))
    st.button(
        _("Swap the two"),
        icon=":material/swap_vert:",
        type="tertiary",
        on_click=_swap,
        args=(found.now, found.before),
    )
    if found.is_cut:
        st.caption(
            _("Not over yet: both sides have their first {days} only.").format(
                days=formats.days(max(found.now.days, found.before.days))
            )
        )
    return found


def _swap(now: Period, before: Period) -> None:
    """Each takes the other's days, written out."""
    for choice, days, period in (("period", "days", before), ("vs", "vs_days", now)):
        st.session_state[choice] = CUSTOM
        st.session_state[days] = (period.first_day, period.last_day)


def chosen_as_of(workspace: Workspace) -> date | None:
    """The day the data is asked for: chosen, from the link, or the shop's own."""
    if "as_of" not in st.session_state:
        asked = _day_of(st.query_params.get("as_of", ""))
        known = state.ask(shop_days, workspace)
        # A link from another shop may name a day that this one cannot offer.
        is_offered = asked and known.data_start and known.data_start <= asked <= _latest(known)
        st.session_state["as_of"] = asked if is_offered else None
    chosen: date | None = st.session_state["as_of"]
    write_url("as_of", chosen.isoformat() if chosen else "")
    return chosen or workspace.settings.as_of


def choose_grain(period: Period) -> Grain:
    """The step of trends: chosen here, on the page that draws one, or by the period's length."""
    usual = Grain.MONTH if period.days <= LONGEST_MONTHLY_DAYS else Grain.QUARTER
    if CHOSEN_GRAIN not in st.session_state:
        asked = st.query_params.get(GRAIN, "")
        st.session_state[CHOSEN_GRAIN] = Grain(asked) if asked in list(Grain) else None
    grain: Grain = st.session_state[CHOSEN_GRAIN] or usual
    st.session_state[GRAIN] = grain
    draw_grain(_("Trends in steps of"), GRAIN)
    write_url(GRAIN, grain.value if grain is not usual else "")
    return grain


def draw_grain(label: str, key: str, *, is_labelled: bool = True) -> None:
    """A row of steps; a click on it is the choice of the whole view."""
    labels = {
        Grain.WEEK: _("Weeks"),
        Grain.MONTH: _("Months"),
        Grain.QUARTER: _("Quarters"),
        Grain.YEAR: _("Years"),
    }
    st.segmented_control(
        label,
        list(labels),
        key=key,
        format_func=lambda grain: labels[grain],
        required=True,
        on_change=_keep_grain,
        args=(key,),
        label_visibility="visible" if is_labelled else "collapsed",
    )


def _keep_grain(key: str) -> None:
    st.session_state[CHOSEN_GRAIN] = st.session_state[key]


def choose_as_of(days: ShopDays) -> None:
    """Look at the shop as it was known on an earlier day."""
    st.date_input(
        _("Last day that counts"),
        key="as_of",
        format="DD/MM/YYYY",
        min_value=days.data_start,
        max_value=_latest(days),
        help=_("Left empty, it is the last complete day of the data."),
    )


def _latest(days: ShopDays) -> date:
    """The last day that can be chosen: a year after the last order."""
    return (days.last_ordered_on or date.max - FAR) + FAR


def draw_link(view: View) -> None:
    """The whole view with its days written out: newer orders do not move it."""
    kept = [(name, st.query_params[name]) for name in ("shop",) if name in st.query_params]
    pairs = [*kept, *((name, each) for name, values in view.to_query().items() for each in values)]
    st.caption(_("Add this to the address to come back to exactly these days"))
    st.code(plain_query(pairs), language=None, wrap_lines=True)


def plain_query(pairs: list[tuple[str, str]]) -> str:
    """The parameters as they stand in an address, after the question mark."""
    return f"?{urlencode(pairs)}"


def write_url(key: str, value: str) -> None:
    """After a widget: the URL says what is on screen; defaults stay out of it."""
    if value and st.query_params.get(key) != value:
        st.query_params[key] = value
    elif not value and key in st.query_params:
        del st.query_params[key]


def _read_url(key: str, allowed: list[str], default: str) -> None:
    """Before a widget: take its first value from the URL, and drop one that is not offered now."""
    if st.session_state.get(key) not in allowed:
        asked = st.query_params.get(key)
        st.session_state[key] = asked if asked in allowed else default


def _choose_days(key: str, start: Period, days: ShopDays) -> Period:
    """Free dates. While only one end is chosen the last whole choice stands."""
    earliest = min((days.data_start or start.first_day) - FAR, start.first_day)
    latest = max((days.last_ordered_on or start.last_day) + FAR, start.last_day)
    if key not in st.session_state:
        asked = days_of(st.query_params.get(key, ""))
        # A link from another shop may name days that this one cannot offer.
        if asked is None or asked.first_day < earliest or asked.last_day > latest:
            asked = start
        st.session_state[key] = (asked.first_day, asked.last_day)
    chosen = st.date_input(
        _("First and last day"),
        key=key,
        format="DD/MM/YYYY",
        label_visibility="collapsed",
        min_value=earliest,
        max_value=latest,
    )
    kept_as = f"last_{key}"
    if isinstance(chosen, tuple) and len(chosen) == 2:
        period = Period(chosen[0], chosen[1])
        st.session_state[kept_as] = period
        write_url(key, days_text(period))
        return period
    st.caption(_("Choose the last day too."))
    kept: Period = st.session_state.get(kept_as, start)
    return kept


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
