"""The frame around every page: guard against bare pages, navigation, language."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.i18n import LANGUAGES, SOURCE_LANGUAGE, _, find_language_with, language, set_language
from lib.ui.masking import draw_mask_switch

LANGUAGE_KEY = "lang"
_CHOICE_KEY = "language_choice"


def ensure_app_shell() -> None:
    """Line one of app.py and of every page.

    Streamlit takes ``pages/`` for its old automatic navigation until the first ``st.navigation``
    of the process; a deep link would then run a page bare, without the sidebar. Starting over runs
    app.py.
    """
    try:
        from streamlit.runtime.pages_manager import PagesManager
    except ImportError:  # private place; when it moves, so has the old navigation
        return
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def choose_language() -> None:
    """Speak the language of the link, else of this session, else of the browser.

    One that was chosen stays in the link on every page; the browser's own stays out of it.
    """
    asked = st.query_params.get(LANGUAGE_KEY) or st.session_state.get(LANGUAGE_KEY)
    if asked in LANGUAGES:
        _keep_language(asked)
    set_language(_session_language())


def draw_language_choice() -> None:
    """The language of the screen; the last thing in the sidebar."""
    st.session_state[_CHOICE_KEY] = language()
    with st.sidebar:
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            required=True,
            key=_CHOICE_KEY,
            format_func=lambda code: LANGUAGES[code],
            on_change=lambda: _keep_language(st.session_state[_CHOICE_KEY]),
        )
        draw_mask_switch()


def _keep_language(code: str) -> None:
    st.session_state[LANGUAGE_KEY] = code
    if st.query_params.get(LANGUAGE_KEY) != code:
        st.query_params[LANGUAGE_KEY] = code


def _session_language() -> str:
    """English outside of a session, for instance in the thread that makes a download."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return SOURCE_LANGUAGE
    chosen = st.session_state.get(LANGUAGE_KEY) or (st.context.locale or "")[:2]
    return chosen if chosen in LANGUAGES else SOURCE_LANGUAGE


find_language_with(_session_language)


def page_list() -> dict[str, list[st.Page]]:
    """The pages, each one question of a shop owner, under the headings of the menu."""
    return {
        "": [
            st.Page(
                "pages/answers.py",
                title=_("Answers"),
                url_path="home",
                icon=":material/lightbulb:",
                default=True,
            ),
            # The default page lives at the bare address; a link that names it must open it too.
            st.Page(
                "pages/answers.py",
                title=_("Answers"),
                url_path="answers",
                visibility="hidden",
            ),
            # Among the first: the menu folds away what comes after the tenth page.
            _page("data", _("Data"), ":material/database:"),
        ],
        _("How many stay"): [
            _page("retention", _("Retention"), ":material/autorenew:"),
            _page("cohorts", _("Cohorts"), ":material/grid_on:"),
            _page("compare", _("Compare"), ":material/compare_arrows:"),
            _page("what_if", _("What if"), ":material/tune:"),
            _page("next_purchase", _("Next purchase"), ":material/schedule:"),
            _page("lifecycle", _("Lifecycle"), ":material/sync_alt:"),
        ],
        _("Who they are"): [
            _page("personas", _("Personas"), ":material/groups:"),
            _page("bright_spots", _("Bright spots"), ":material/star:"),
            _page("rfm", _("RFM groups"), ":material/grid_view:"),
        ],
        _("How it is counted"): [
            _page("definitions", _("Definitions"), ":material/balance:"),
            _page("landscape", _("Landscape"), ":material/landscape:"),
            _page("watch", _("Behind the screen"), ":material/timer:"),
        ],
    }


def _page(name: str, title: str, icon: str) -> st.Page:
    return st.Page(f"pages/{name}.py", title=title, url_path=name, icon=icon)
