"""What did the last screen ask? For the curious: answers, queries, times, rows, engine."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.first_screen import draw_first_screen
from lib.ui.screen_log import last_screen
from lib.ui.watch_view import draw_watch

shell.ensure_app_shell()

opened = state.opened_shop()
if opened is None or state.view() is None:
    draw_first_screen()
    st.stop()

st.header(_("Where did the last screen's numbers come from?"))
log = last_screen()
if log is None or not log.answers:
    st.info(
        _("Look at another page first, then come back here: this page is about the screen before."),
        icon=":material/info:",
    )
    st.stop()
draw_watch(log)
