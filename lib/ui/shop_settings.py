"""The settings behind every number: each choice is kept, and takes effect, at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import streamlit as st
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from lib import formats
from lib.errors import AppError
from lib.i18n import _, language
from lib.ingest.job import rebuild_request
from lib.ingest.rules import SWITCHES, switch_word
from lib.shop_files import Settings, ShopFolder
from lib.ui.progress import start_work
from lib.ui.uploads import write_problem
from lib.workspace import rename_shop


def draw_settings(folder: ShopFolder, *, is_busy: bool) -> None:
    """Every choice takes effect at once; those that change tables rebuild them from the uploads.

    A shop in a warehouse has only those that change no table.
    """
    settings = folder.settings()
    with st.expander(_("Settings of the shop"), icon=":material/settings:"):
        left, right = st.columns(2, gap="large")
        with left:
            _draw_name(folder, settings)
            if not folder.is_warehouse:
                _draw_zone_and_currency(folder, settings, is_busy=is_busy)
        with right:
            _draw_complete_to(folder, settings)
            _draw_margin(folder, settings)
            if not folder.is_warehouse:
                _draw_rules(folder, settings, is_busy=is_busy)


def _draw_name(folder: ShopFolder, settings: Settings) -> None:
    st.session_state["shop_name"] = settings.name
    st.text_input(
        _("Name"),
        key="shop_name",
        max_chars=80,
        on_change=lambda: _try(folder, lambda: rename_shop(folder, st.session_state["shop_name"])),
    )


def _draw_zone_and_currency(folder: ShopFolder, settings: Settings, *, is_busy: bool) -> None:
    zones = sorted({*available_timezones(), settings.time_zone})
    st.session_state["time_zone"] = settings.time_zone
    st.selectbox(
        _("Time zone"),
        zones,
        key="time_zone",
        disabled=is_busy,
        on_change=lambda: _change(folder, time_zone=st.session_state["time_zone"]),
        help=_("Decides on which day an order counts. The uploads are read again."),
    )
    st.session_state["currency"] = settings.currency
    st.selectbox(
        _("Currency"),
        list(dict.fromkeys([*currencies(), settings.currency])),
        key="currency",
        format_func=currency_in_words,
        disabled=is_busy,
        on_change=lambda: _change(folder, currency=st.session_state["currency"]),
        help=_("Orders in another currency are set aside: amounts cannot be added up."),
    )


def _draw_complete_to(folder: ShopFolder, settings: Settings) -> None:
    st.session_state["complete_to"] = settings.as_of
    st.date_input(
        _("The exports are complete up to"),
        value=None,
        key="complete_to",
        format="DD/MM/YYYY",
        min_value=date(1990, 1, 1),
        on_change=lambda: _write_complete_to(folder, st.session_state["complete_to"]),
        help=_(
            "The last day whose orders are all in the files. Left empty, it is the day before the"
            " last order, because the export may have been made in the middle of that day."
        ),
    )


def _draw_margin(folder: ShopFolder, settings: Settings) -> None:
    st.session_state["shop_margin"] = float(settings.margin) if settings.margin else None
    st.number_input(
        _("Margin: what is left of revenue after the goods (%)"),
        value=None,
        min_value=0.1,
        max_value=100.0,
        step=1.0,
        format="%0.1f",
        key="shop_margin",
        placeholder=_("not known"),
        on_change=lambda: _write_margin(folder, st.session_state["shop_margin"]),
        help=_(
            "Cohorts then show margin beside revenue. A month whose goods costs are in a list of"
            " costs takes the margin from there. Left empty, no margin is shown: none is assumed."
        ),
    )


def _write_margin(folder: ShopFolder, percent: float | None) -> None:
    settings = replace(folder.settings(), margin=f"{percent:g}" if percent else "")
    _try(folder, lambda: folder.write_settings(settings))


def _draw_rules(folder: ShopFolder, settings: Settings, *, is_busy: bool) -> None:
    st.markdown(_("**Which orders count, and for how much**"))
    for name in SWITCHES:
        st.session_state[name] = settings.rules.get(name, False)
        st.toggle(
            switch_word(name),
            key=name,
            disabled=is_busy,
            on_change=_change_rule,
            args=(folder, settings, name),
        )


def _change_rule(folder: ShopFolder, settings: Settings, name: str) -> None:
    _change(folder, rules=settings.rules | {name: st.session_state[name]})


def _change(folder: ShopFolder, **changes: Any) -> None:
    """Write a setting, by way of a rebuild where there is something to rebuild."""
    settings = replace(folder.settings(), **changes)
    if folder.current_version() is None:
        _try(folder, lambda: folder.write_settings(settings))
        return
    start_work(
        folder,
        rebuild_request(folder, settings),
        _("Applying the setting"),
        _("The setting is in effect."),
    )


def _write_complete_to(folder: ShopFolder, day: date | None) -> None:
    stated = day.isoformat() if day else ""
    manifest = folder.current_manifest()
    if manifest is not None and manifest.totals.get("future_orders"):
        _change(folder, complete_to=stated)
        return
    settings = replace(folder.settings(), complete_to=stated)
    _try(folder, lambda: folder.write_settings(settings))


def _try(folder: ShopFolder, change: Callable[[], None]) -> None:
    """Carry out a change in a callback, where a refusal can only be kept for the next run."""
    try:
        change()
    except AppError as error:
        write_problem(folder, error)


def browser_time_zone() -> str:
    """Where the browser says it is; UTC when it does not say."""
    zone = st.context.timezone or ""
    return zone if zone in available_timezones() else "UTC"


@cache
def currencies() -> list[str]:
    """Every currency in use today; "" stands for what the files name."""
    territories = get_global("territory_currencies")
    return ["", *sorted({code for each in territories for code in get_territory_currencies(each)})]


def currency_in_words(code: str) -> str:
    """THB – Thai Baht."""
    if not code:
        return _("as the files say")
    return f"{code} {formats.DASH} {get_currency_name(code, locale=formats.LOCALES[language()])}"
