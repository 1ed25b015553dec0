"""A refusal on screen: what, where, and how to mend it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.errors import AppError
from lib.ui.plain_text import plain


def show_error(error: AppError) -> None:
    """Title, detail and hint of an error; names and values in it are shown as plain text."""
    title, *rest = (plain(part) for part in (error.title, error.detail, error.hint) if part)
    st.error("\n\n".join([f"**{title}**", *rest]), icon=":material/error:")


@contextmanager
def refusals_shown() -> Iterator[None]:
    """A refusal that nobody inside has answered ends the page with its sentence."""
    try:
        yield
    except AppError as error:
        show_error(error)
