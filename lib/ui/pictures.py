"""Charts on screen: drawn once for the same facts, and without checking their grammar once more."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

import streamlit as st

from lib.ui import state


@dataclass(frozen=True)
class Picture:
    """What Streamlit asks of an Altair chart: its grammar."""

    grammar: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The grammar, for Streamlit to complete."""
        return self.grammar


def picture(chart: Callable[..., Any], *facts: Any, **words: Any) -> Picture:
    """A chart of ``lib.charts`` in the theme of the session; ``facts`` and ``words`` as it takes.

    The tests of lib.charts check the grammar; checking it again at every click took longer than
    everything else on a page. Writing it took second longest, so the same facts are drawn once.
    """
    words["is_dark"] = st.context.theme.type == "dark"
    name = f"{chart.__module__}.{chart.__qualname__}"
    digest = sha256(pickle.dumps((name, facts, words))).digest()
    return Picture(state.drawing(lambda: _grammar(chart(*facts, **words)), digest))


def draw_chart(drawn: Picture, **options: Any) -> Any:
    """``st.altair_chart`` in a fraction of its time; takes the same options."""
    return st.altair_chart(cast(Any, drawn), **options)


def _grammar(chart: Any) -> dict[str, Any]:
    found: dict[str, Any] = chart.to_dict(validate=False)
    return found
