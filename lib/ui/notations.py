"""The one formula as three shop articles print it, with the numbers of this period put in."""

import streamlit as st

from lib import formats
from lib.i18n import _
from lib.metrics.retention import Retention


def draw_notations(answer: Retention) -> None:
    """Three notations, one number: the letters differ, and B means new in one, start in another."""
    if answer.crr is None:
        return
    start, new, end = (
        formats.count(each)
        for each in (answer.customers_start, answer.customers_new, answer.customers_end)
    )
    rate = formats.rate(answer.crr)
    with st.expander(_("The formula as the articles write it"), icon=":material/menu_book:"):
        st.code(
            "\n".join(
                (
                    f"CRR = ((E − N) ÷ S) × 100   = (({end} − {new}) ÷ {start}) × 100 = {rate}",
                    f"CRR = (A − B) ÷ C × 100 %   = ({end} − {new}) ÷ {start} × 100 % = {rate}",
                    f"CRR = [(E − N) ÷ B] × 100   = [({end} − {new}) ÷ {start}] × 100 = {rate}",
                )
            ),
            language=None,
            wrap_lines=True,
        )
        st.caption(
            _(
                "S, C and the last B: customers at the start. N and the first B: new customers."
                " E and A: customers at the end. Lost customers are counted from kept customers,"
                " never as 100 % minus CRR."
            )
        )
