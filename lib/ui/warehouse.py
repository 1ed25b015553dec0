"""A shop whose orders live in a warehouse: where they are, and that nothing is imported here."""

import streamlit as st

from lib.i18n import _
from lib.ui.plain_text import plain
from lib.warehouse import Connection


def draw_warehouse(connection: Connection) -> None:
    """In place of the drop zone."""
    tables = ", ".join(f"{name} = {place}" for name, place in connection.tables)
    st.info(
        "\n\n".join(
            (
                _("**The orders of this shop live in a warehouse; here they are only read.**"),
                _(
                    "Files cannot be imported into it, and which orders count is decided there."
                    " To import files, make a new shop."
                ),
                _("Spark: {master}. Tables: {places}.").format(
                    master=plain(connection.master),
                    places=plain(" · ".join(filter(None, (connection.parquet, tables)))),
                ),
            )
        ),
        icon=":material/warehouse:",
    )
