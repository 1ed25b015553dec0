"""Numbers on screen. Each is named by its glossary key, so none is shown without an explanation."""

from collections.abc import Sequence

import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.retention import Retention
from lib.metrics.retention_flags import LOW_N_BELOW
from lib.term import Term


def rate_card(
    key: str,
    value: float | None,
    *,
    base: str,
    before: float | None = None,
    is_chance: bool = False,
    spark: Sequence[float | None] = (),
) -> None:
    """A rate in large figures with its change, its trend and what it is a share of.

    A change that chance alone can make (``is_chance``) is told in grey, not in teal or rust.
    """
    entry = term(key)
    change = None if value is None or before is None else value - before
    st.metric(
        _card_label(entry),
        formats.rate(value),
        delta=_delta(change, is_chance=is_chance),
        delta_arrow="auto" if change else "off",
        delta_color="normal" if change and not is_chance else "off",
        chart_data=[point for point in spark if point is not None] or None,
        chart_type="line",
        help=help_text(entry),
        border=True,
        height="stretch",
    )
    st.caption(base)


def count_card(key: str, printed: str, note: str = "") -> None:
    """A count, an amount or a coverage."""
    entry = term(key)
    st.metric(_card_label(entry), printed, help=help_text(entry), border=True)
    if note:
        st.caption(note)


def rate_base(answer: Retention, low: float | None, high: float | None) -> str:
    """What stands under a rate: its n, its interval, and how much more data it needs."""
    start = formats.count(answer.customers_start)
    if low is None or high is None:
        return _("n = {start} customers at the start").format(start=start)
    sentence = _("n = {start} customers at the start · 95 % interval {interval}").format(
        start=start, interval=formats.interval(low, high)
    )
    if answer.customers_start < LOW_N_BELOW:
        sentence += " · " + _("{more} more customers are needed for a steady rate").format(
            more=formats.count(LOW_N_BELOW - answer.customers_start)
        )
    return sentence


def help_text(entry: Term) -> str:
    """The glossary entry as the text behind the question mark."""
    parts = (f"{entry.label} = {entry.formula}", entry.meaning, entry.caveat)
    return "\n\n".join(part for part in parts if part)


def _card_label(entry: Term) -> str:
    return f"{entry.label}, {entry.formula}" if entry.key == "crr" else entry.label


def is_within_chance(low: float | None, high: float | None) -> bool:
    """No difference at all lies inside the bounds; without bounds nothing is claimed."""
    return low is None or high is None or low <= 0 <= high


def _delta(change: float | None, *, is_chance: bool) -> str | None:
    """A plain minus: Streamlit reads the direction of the arrow from it."""
    if change is None:
        return None
    if abs(change) < 0.0005:
        return _("no change")
    points = formats.points(change).replace(formats.MINUS, "-")
    return _("{points}, within chance").format(points=points) if is_chance else points
