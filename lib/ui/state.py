"""What a session looks at, and the only caches of the app.

Every cache is keyed by shop, version, SQL fingerprint and parameters, and bounded. What must
survive a reload is in the URL or in the shop folder, never only here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from lib.engines.sql_files import sql_fingerprint
from lib.i18n import _, language
from lib.ingest.job import Job
from lib.ingest.repair import Opened, open_shop
from lib.metrics.activity_window import WindowSuggestion, suggest_window
from lib.metrics.cohort_grid import Attribute, CohortGrid, read_cohort_grid
from lib.metrics.groups import kept_state
from lib.metrics.identity import read_strict_retention_data
from lib.metrics.purchase_columns import PurchaseColumns, read_purchase_columns
from lib.metrics.retention import RetentionData, read_retention_data
from lib.metrics.source import shop_days
from lib.order_scope import within
from lib.segment import EVERY_ORDER, CustomerSet, Scope, Segment
from lib.shop_files import ShopFolder
from lib.ui.remembered import remembering
from lib.ui.screen_log import seen
from lib.view import View
from lib.watch import Answered, answered
from lib.workspace import Workspace, list_shops, shops_home

Answer = TypeVar("Answer")
# A set of a million customers is known by its digest.
HASHES: dict[str | type[Any], Callable[[Any], Any]] = {CustomerSet: lambda each: each.digest}

SHOP_KEY = "shop"
VIEW_KEY = "view"
# Keys of the session and of the URL alike.
VIEW_PARAMETERS = (
    *("period", "days", "vs", "vs_days", "swap"),
    *("window", "as_of", "where", "scope", "grain"),
)
OPENED_KEY = "opened"
SCOPE_IN_USE = "scope_in_use"
CHOICES_KEY = "choices_of_pages"


@dataclass(frozen=True)
class Running:
    """An import under way: it belongs to the shop, so a reloaded page finds it again."""

    job: Job
    label: str


def shops() -> list[ShopFolder]:
    """Every shop on this machine, by folder name."""
    return list_shops(shops_home())


def selected_shop() -> ShopFolder | None:
    """The shop named in the session or the URL, else the first one."""
    found = {folder.path.name: folder for folder in shops()}
    wanted = st.session_state.get(SHOP_KEY) or st.query_params.get(SHOP_KEY)
    return found.get(str(wanted)) or next(iter(found.values()), None)


def select_shop(folder: ShopFolder | None) -> None:
    """Look at another shop from the next run on, with a view of its own."""
    for key in (*VIEW_PARAMETERS, "expert", "chosen_grain", SCOPE_IN_USE, VIEW_KEY):
        st.session_state.pop(key, None)
        if key != VIEW_KEY:
            st.query_params.pop(key, None)
    st.session_state.pop(CHOICES_KEY, None)
    if folder is None:
        st.session_state.pop(SHOP_KEY, None)
        st.query_params.pop(SHOP_KEY, None)
    else:
        st.session_state[SHOP_KEY] = folder.path.name


def opened_shop() -> Opened | None:
    """The shop of the view: the selected one, as if only the orders of the scope were in it.

    None when there is none or it is still empty.
    """
    opened = whole_shop()
    scope: Scope = st.session_state.get(SCOPE_IN_USE, EVERY_ORDER)
    if opened is None or not scope.conditions:
        return opened
    path, version, _all = opened.workspace.key
    scoped = _open_within(path, version, sql_fingerprint(), scope)
    return Opened(scoped.with_settings(opened.workspace.settings), opened.note)


def whole_shop() -> Opened | None:
    """The selected shop with all its orders, at its current version."""
    folder = selected_shop()
    if folder is None:
        return None
    settings, version = folder.settings(), folder.current_version()
    if version is None:
        return None
    key = (str(folder.path), version)
    if st.session_state.get(OPENED_KEY) == key:
        opened = _open(*key)
    else:
        # After an update of the app the version may have to be built anew, as long as an import.
        with st.spinner(_("Opening the shop…")):
            opened = _open(*key)
        st.session_state[OPENED_KEY] = key
    return Opened(opened.workspace.with_settings(settings), opened.note)


def view() -> View | None:
    """The view of this run, set by the sidebar; None without data."""
    found: View | None = st.session_state.get(VIEW_KEY)
    return found


def retention_data(workspace: Workspace, segment: Segment, as_of: date | None) -> RetentionData:
    """The grid of a segment: one group-by the first time, from memory afterwards."""
    # Without a day the shop's own last one is meant: asked by its name there is one grid, not two.
    day = as_of or ask(shop_days, workspace).as_of
    return seen(_retention_data, *workspace.key, sql_fingerprint(), segment, day)


def strict_retention_data(
    workspace: Workspace, segment: Segment, as_of: date | None
) -> RetentionData:
    """The same as if no keys of customers were joined."""
    return seen(_strict_retention_data, *workspace.key, sql_fingerprint(), segment, as_of)


def cohort_grid(
    workspace: Workspace,
    segment: Segment,
    as_of: date | None,
    attribute: Attribute | None,
) -> CohortGrid:
    """The purchases by first purchase day: read once per segment and attribute."""
    week_start = workspace.settings.week_start
    return seen(
        *(_cohort_grid, *workspace.key, sql_fingerprint(), segment, as_of, week_start, attribute),
        groups_state(workspace, attribute),
    )


def groups_state(workspace: Workspace, attribute: Attribute | None) -> str:
    """What else decides cohorts: of personas those the shop keeps, and the language of names."""
    return kept_state(workspace) + language() if attribute is Attribute.PERSONA else ""


def window_suggestion(data: RetentionData) -> WindowSuggestion:
    """The activity window that the shop's rhythm suggests."""
    return ask(_suggest, data.source, data.days.as_of)


def ask(metric: Callable[..., Answer], source: Any, *arguments: Any) -> Answer:
    """The answer of a metric function, from memory when it was asked before.

    ``metric`` must be a module-level function: its name is part of the key.
    """
    name = f"{metric.__module__}.{metric.__qualname__}"
    path, version, scope = source.key
    fingerprint = sql_fingerprint()
    asked = remembering(source, partial(_purchase_columns, path, version, scope, fingerprint))
    found: Answer = seen(_answer, name, path, version, scope, fingerprint, arguments, metric, asked)
    return found


def drawing(make: Callable[[], dict[str, Any]], digest: bytes) -> dict[str, Any]:
    """The grammar of a picture, from memory when the same facts (``digest``) were drawn before."""
    return _drawing(digest, language(), make)


def write_url(key: str, value: str) -> None:
    """After a widget: the URL says what is on screen; defaults, "" here, stay out of it."""
    if value and st.query_params.get(key) != value:
        st.query_params[key] = value
    elif not value and key in st.query_params:
        del st.query_params[key]


def running_jobs() -> dict[str, Running]:
    """Imports under way by shop path, shared by all sessions of this process."""
    return _running_jobs()


def _suggest(source: Workspace, as_of: date | None) -> WindowSuggestion:
    return suggest_window(source, shop_days(source, as_of))


def _close(opened: Opened) -> None:
    opened.workspace.close()


@st.cache_resource(max_entries=8, show_spinner=False, on_release=_close)
def _open(path: str, version: int) -> Opened:
    opened = open_shop(Path(path))
    if opened is None:
        raise AssertionError(f"{path} has version {version} but nothing to open")
    return opened


@st.cache_resource(max_entries=4, show_spinner=False, on_release=Workspace.close)
def _open_within(path: str, version: int, fingerprint: str, scope: Scope) -> Workspace:
    """The orders of a scope lie in memory, so only the scopes looked at last are kept."""
    return within(_open(path, version).workspace, scope)


def _workspace(path: str, version: int, scope: Scope, fingerprint: str) -> Workspace:
    if scope.conditions:
        return _open_within(path, version, fingerprint, scope)
    return _open(path, version).workspace


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=HASHES)
def _retention_data(
    path: str,
    version: int,
    scope: Scope,
    fingerprint: str,
    segment: Segment,
    as_of: date | None,
) -> Answered[RetentionData]:
    def read() -> RetentionData:
        workspace = _workspace(path, version, scope, fingerprint)
        # Columns of every purchase are for memory here; a warehouse counts where its rows are.
        is_from_memory = bool(segment.conditions) and not workspace.is_warehouse
        columns = _purchase_columns(path, version, scope, fingerprint) if is_from_memory else None
        return read_retention_data(workspace, segment, as_of, columns)

    return answered("lib.metrics.retention.read_retention_data", read)


@st.cache_resource(max_entries=2, show_spinner=False)
def _purchase_columns(path: str, version: int, scope: Scope, fingerprint: str) -> PurchaseColumns:
    """24 bytes per purchase day, so only the shops looked at last are kept."""
    return read_purchase_columns(_workspace(path, version, scope, fingerprint))


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=HASHES)
def _strict_retention_data(
    path: str,
    version: int,
    scope: Scope,
    fingerprint: str,
    segment: Segment,
    as_of: date | None,
) -> Answered[RetentionData]:
    workspace = _workspace(path, version, scope, fingerprint)
    name = "lib.metrics.identity.read_strict_retention_data"
    return answered(name, lambda: read_strict_retention_data(workspace, segment, as_of))


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=HASHES)
def _cohort_grid(
    path: str,
    version: int,
    scope: Scope,
    fingerprint: str,
    segment: Segment,
    as_of: date | None,
    week_start: int,
    attribute: Attribute | None,
    groups: str,
) -> Answered[CohortGrid]:
    workspace = _workspace(path, version, scope, fingerprint)
    name = "lib.metrics.cohort_grid.read_cohort_grid"
    read = partial(read_cohort_grid, workspace, segment, as_of, week_start, attribute)
    return answered(name, read)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=HASHES)
def _answer(
    name: str,
    path: str,
    version: int,
    scope: Scope,
    fingerprint: str,
    arguments: tuple[Any, ...],
    _metric: Callable[..., Any],
    _source: Any,
) -> Answered[Any]:
    return answered(name, lambda: _metric(_source, *arguments))


@st.cache_data(max_entries=64, show_spinner=False)
def _drawing(digest: bytes, language: str, _make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    return _make()


@st.cache_resource(max_entries=1, show_spinner=False)
def _running_jobs() -> dict[str, Running]:
    return {}
