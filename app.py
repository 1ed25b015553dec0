"""Bright Spots: the frame. Every question has its page in ``pages``."""

import streamlit as st

from lib.ui import shell
from lib.ui.errors import refusals_shown
from lib.ui.page_memory import remembered
from lib.ui.screen_log import logged
from lib.ui.sidebar import draw_sidebar

shell.ensure_app_shell()
shell.choose_language()
st.set_page_config(page_title="Bright Spots", page_icon="docs/logo.svg", layout="wide")
st.logo("docs/logo.svg", size="large")
page = st.navigation(shell.page_list(), expanded=True)
with remembered(page.url_path), logged(page.url_path, page.title), refusals_shown():
    draw_sidebar()
    page.run()
