"""The shops themselves: make one, take back an import, delete one. Each asks before it acts."""

from zoneinfo import available_timezones

import streamlit as st

from lib.errors import AppError
from lib.i18n import _
from lib.ingest.job import undo_request
from lib.shop_files import Settings, ShopFolder
from lib.ui import state
from lib.ui.plain_text import plain
from lib.ui.progress import start_work
from lib.ui.shop_settings import browser_time_zone, currencies, currency_in_words
from lib.ui.uploads import write_problem
from lib.workspace import create_shop, delete_shop, shops_home

ASKED_KEY = "asked"


def draw_shop_actions(folder: ShopFolder, *, is_busy: bool) -> None:
    """The row of things one can do with a shop as a whole; each asks before it acts."""
    has_imports = folder.current_version() is not None and not folder.is_warehouse
    with st.container(horizontal=True):
        _action("new", _("New shop"), ":material/add:")
        _action(
            "take_back",
            _("Take back an import"),
            ":material/undo:",
            disabled=is_busy or not has_imports,
        )
        _action("delete", _("Delete shop"), ":material/delete:", disabled=is_busy)
    # Kept in the session, so that a redraw of the page does not close the question.
    asked = st.session_state.get(ASKED_KEY)
    if asked == "new":
        st.dialog(_("New shop"), on_dismiss=_close)(_new_shop)()
    elif asked == "take_back" and has_imports:
        st.dialog(_("Take back an import"), on_dismiss=_close)(_take_back)(folder)
    elif asked == "delete":
        st.dialog(_("Delete this shop?"), on_dismiss=_close)(_delete)(folder)


def _action(name: str, label: str, icon: str, *, disabled: bool = False) -> None:
    st.button(
        label,
        key=f"ask_{name}",
        icon=icon,
        type="tertiary",
        disabled=disabled,
        on_click=_ask,
        args=(name,),
    )


def _ask(name: str) -> None:
    st.session_state[ASKED_KEY] = name


def _close() -> None:
    st.session_state.pop(ASKED_KEY, None)


def _new_shop() -> None:
    name = st.text_input(_("Name"), key="new_shop_name", max_chars=80, live=True)
    zones = sorted(available_timezones())
    zone = st.selectbox(
        _("Time zone"), zones, key="new_shop_zone", index=zones.index(browser_time_zone())
    )
    currency = st.selectbox(
        _("Currency"), currencies(), key="new_shop_currency", format_func=currency_in_words
    )
    if st.button(
        _("Make the shop"),
        key="make_shop",
        type="primary",
        disabled=not name.strip(),
        on_click=_make_shop,
        args=(Settings(name.strip(), zone, currency),),
    ):
        st.rerun()


def _make_shop(settings: Settings) -> None:
    _close()
    state.select_shop(create_shop(shops_home(), settings))


def _take_back(folder: ShopFolder) -> None:
    """Any import, the last one first."""
    manifest = folder.current_manifest()
    recipes = sorted(manifest.imports if manifest else (), key=lambda each: -each.import_id)
    names = {recipe.import_id: recipe.file_name for recipe in recipes}
    chosen = st.selectbox(
        _("Import"),
        [recipe.import_id for recipe in recipes],
        format_func=lambda number: names[number],
        help=_("The latest import stands first."),
    )
    st.markdown(
        _(
            "All rows of this file leave the shop. The upload itself goes when the shop no longer"
            " keeps a version with it, after a few more imports; the file can be imported again."
        )
    )
    if chosen and st.button(
        _("Take it back"),
        key="take_back",
        type="primary",
        on_click=_start_taking_back,
        args=(folder, chosen, names[chosen]),
    ):
        st.rerun()


def _start_taking_back(folder: ShopFolder, import_id: int, name: str) -> None:
    _close()
    start_work(
        folder,
        undo_request(folder, import_id),
        _("Taking back {file}").format(file=name),
        _("Taken back: {file}.").format(file=name),
    )


def _delete(folder: ShopFolder) -> None:
    if not folder.exists:  # just deleted: the dialog closes with the page it belonged to
        st.rerun()
    name = folder.name
    if folder.is_warehouse:
        st.markdown(_("The shop leaves this machine; its orders stay in the warehouse."))
    else:
        st.markdown(
            _(
                "The shop, its uploads and every number computed from them are removed from this"
                " machine. This cannot be undone."
            )
        )
    st.markdown(_("To confirm, type the name of the shop:") + f" **{plain(name)}**")
    typed = st.text_input(_("Name of the shop"), key="typed_name", live=True)
    if st.button(
        _("Delete for good"),
        key="delete_shop",
        type="primary",
        icon=":material/delete:",
        disabled=typed.strip() != name.strip(),
        on_click=_delete_shop,
        args=(folder,),
    ):
        st.rerun()


def _delete_shop(folder: ShopFolder) -> None:
    _close()
    try:
        delete_shop(folder)
    except AppError as error:
        write_problem(folder, error)
        return
    state.select_shop(None)
