"""A refusal on screen: what, where, and how to mend it."""

import streamlit as st

from lib.errors import AppError
from lib.ui.plain_text import plain


def show_error(error: AppError) -> None:
    """Title, detail and hint of an error; names and values in it are shown as plain text."""
    title, *rest = (plain(part) for part in (error.title, error.detail, error.hint) if part)
    st.error("\n\n".join([f"**{title}**", *rest]), icon=":material/error:")
