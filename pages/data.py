"""What is in this shop? Files in, columns understood, every row accounted for."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.first_screen import draw_first_screen
from lib.ui.importing import draw_import
from lib.ui.notices import draw_opening_note
from lib.ui.progress import draw_news, draw_work
from lib.ui.recognised import draw_recognised
from lib.ui.refund_timing_view import draw_refund_timing
from lib.ui.set_apart import draw_set_apart
from lib.ui.shop_manager import draw_shop_actions
from lib.ui.shop_settings import draw_settings
from lib.ui.warehouse import draw_warehouse
from lib.ui.what_came_in import draw_what_came_in
from lib.ui.what_changed import draw_what_changed

shell.ensure_app_shell()

folder = state.selected_shop()
if folder is None:
    draw_first_screen()
    st.stop()

st.header(_("What is in this shop?"))
draw_news()
is_busy = draw_work(folder)
connection = folder.connection()
if connection:
    draw_warehouse(connection)
elif not is_busy:
    draw_import(folder)

opened = state.whole_shop()
if opened is not None:
    draw_opening_note(opened)
    draw_what_changed(opened.workspace)
    st.subheader(_("What came in"))
    draw_what_came_in(opened.workspace)
    draw_recognised(opened.workspace, state.view())
    draw_refund_timing(opened.workspace)
    draw_set_apart(opened.workspace, is_fixed=is_busy or folder.is_warehouse)

draw_settings(folder, is_busy=is_busy)
draw_shop_actions(folder, is_busy=is_busy)
