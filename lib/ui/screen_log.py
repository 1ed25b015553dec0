"""What the last screen asked, for readers who want to see where its numbers come from."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from lib.watch import Answered, Query, watching

Found = TypeVar("Found")

LOG_KEY = "screen_log"
# The page that shows the log is none of the screens it is about.
LOG_PAGE = "watch"
MOST_ANSWERS = 300


@dataclass(frozen=True)
class Asked:
    """One answer of a screen: what it cost when it was counted, and whether that was now."""

    name: str
    seconds: float
    queries: tuple[Query, ...]
    is_new: bool


@dataclass
class ScreenLog:
    """The answers of one run of a page; filled while it is drawn."""

    title: str
    answers: list[Asked] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    """Asked by the page itself, outside of any answer that is kept."""
    seconds: float = 0
    is_open: bool = True


def last_screen() -> ScreenLog | None:
    """The screen that was looked at before this one; None in a fresh session."""
    found: ScreenLog | None = st.session_state.get(LOG_KEY)
    return found


@contextmanager
def logged(page: str, title: str) -> Iterator[None]:
    """Around the run of a page: a list of names and times, nothing else is kept."""
    if page == LOG_PAGE:
        yield
        return
    log = st.session_state[LOG_KEY] = ScreenLog(title)
    began = time.perf_counter()
    try:
        with watching() as log.queries:
            yield
    finally:
        log.seconds = time.perf_counter() - began
        log.is_open = False


def seen(ask: Callable[..., Answered[Found]], *arguments: Any) -> Found:
    """The answer of a cache, written into the log of the screen."""
    began = time.perf_counter()
    found = ask(*arguments)
    log = last_screen()
    if log is not None and log.is_open and len(log.answers) < MOST_ANSWERS:
        is_new = found.counted_at >= began
        log.answers.append(Asked(found.name, found.seconds, found.queries, is_new))
    return found.value
