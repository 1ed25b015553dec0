"""The frame around every page: guard against bare pages, navigation, language."""

from collections.abc import Sequence

import streamlit as st

from lib.i18n import LANGUAGES, _, set_language

LANGUAGE_KEY = "lang"


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
    """The language of the link, else of this session, else of the browser."""
    wanted = st.query_params.get(LANGUAGE_KEY) or st.session_state.get(LANGUAGE_KEY)
    browser = (st.context.locale or "en")[:2]
    chosen = wanted if wanted in LANGUAGES else browser
    st.session_state[LANGUAGE_KEY] = chosen if chosen in LANGUAGES else "en"
    set_language(st.session_state[LANGUAGE_KEY])


def page_list() -> Sequence[st.Page]:
    """The pages, each one question of a shop owner."""
    return [
        st.Page(
            "pages/answers.py",
            title=_("Answers"),
            url_path="answers",
            icon=":material/lightbulb:",
            default=True,
        ),
        st.Page(
            "pages/retention.py",
            title=_("Retention"),
            url_path="retention",
            icon=":material/autorenew:",
        ),
        st.Page("pages/data.py", title=_("Data"), url_path="data", icon=":material/database:"),
    ]
