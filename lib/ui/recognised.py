"""How customers were told apart: by which keys, which keys were refused, and what hangs on it."""

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.identity import Identity, IdentityRange, identity_of, identity_range
from lib.metrics.totals import totals
from lib.ui import state
from lib.ui.explain import explain
from lib.ui.masking import masked_cell
from lib.ui.plain_text import plain
from lib.view import View
from lib.workspace import Workspace

KIND_COUNTS = ("known_customers", "holding_customers", "customers_of_several", "joined_customers")


def draw_recognised(workspace: Workspace, view: View | None) -> None:
    """Kinds of keys, joining, refused keys, and the range of CRR that follows."""
    found = state.ask(identity_of, workspace)
    st.subheader(_("How customers were recognised"))
    st.markdown(_in_one_sentence(found))
    if view is not None:
        st.markdown(_range_sentence(found, view, _range(workspace, view)))
    coverage = state.ask(totals, workspace).identity_coverage
    st.caption(
        _(
            "{share} of valid orders have a known customer; the others count as revenue only."
        ).format(share=formats.rate(coverage))
    )
    if found.kinds:
        _draw_kinds(found)
    if found.refused:
        _draw_refused(found)
    explain(
        ("joined_customers", "strict_customers", "identity_range", "refused_keys"),
        {"customers": found.customers, "strict_customers": found.strict_customers},
        shows_grid_note=False,
        is_of_view=False,
    )


def _range(workspace: Workspace, view: View) -> IdentityRange | None:
    asked = (workspace, view.segment, view.as_of)
    joined, strict = state.retention_data(*asked), state.strict_retention_data(*asked)
    return identity_range(joined, strict, view.period, view.window_days)


def _in_one_sentence(found: Identity) -> str:
    if not found.joined_customers:
        return _("{customers} customers, each known by one key or by keys that agree.").format(
            customers=formats.count(found.customers)
        )
    return _(
        "{customers} customers. {joined} of them ordered under several keys that belong together;"
        " without joining those there would be {strict}."
    ).format(
        customers=formats.count(found.customers),
        joined=formats.count(found.joined_customers),
        strict=formats.count(found.strict_customers),
    )


def _range_sentence(found: Identity, view: View, answer: IdentityRange | None) -> str:
    """What recognising people is worth to the rates of the view."""
    period = formats.period(view.period)
    if answer is None:
        return _("How far this moves CRR needs an activity window at least as long as the period.")
    if answer.crr is None or answer.strict_crr is None:
        return _("For {period} there is no CRR, so joining keys cannot move it.").format(
            period=period
        )
    if found.strict_customers == found.customers:
        return _("So CRR does not depend on how keys are joined.")
    return _(
        "Between joining no keys and joining all as here, CRR for {period} {crr} and the share of"
        " kept customers {kept}."
    ).format(period=period, crr=_reach(answer.crr), kept=_reach(answer.strict_crr))


def _reach(ends: tuple[float, float]) -> str:
    """Two rates as the end of a sentence; ends that print alike are one."""
    low, high = (formats.rate(end) for end in ends)
    if low == high:
        return _("stays at {rate}").format(rate=low)
    return _("goes from {low} to {high}").format(low=low, high=high)


def _draw_kinds(found: Identity) -> None:
    rows = pd.DataFrame(
        {"kind": kind_word(each.kind)} | {name: getattr(each, name) for name in KIND_COUNTS}
        for each in found.kinds
    )
    st.dataframe(
        rows,
        hide_index=True,
        column_config={"kind": st.column_config.TextColumn(_("Key"))}
        | {name: _count_column(name) for name in KIND_COUNTS},
        alt=_("Per kind of key: customers known by it, having it, and joined by it"),
    )


def _draw_refused(found: Identity) -> None:
    st.markdown(_("**Keys that stand for nobody**"))
    rows = pd.DataFrame(
        {
            "kind": kind_word(each.kind),
            "reason": refusal_in_words(each.reason),
            "refused_rows": each.rows,
            "refused_keys": each.keys,
            "examples": ", ".join(masked_cell(key, None) for key in each.examples),
        }
        for each in found.refused
    )
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "kind": column.TextColumn(_("Key")),
            "reason": column.TextColumn(_("Why")),
            "refused_rows": _count_column("refused_rows"),
            "refused_keys": _count_column("refused_keys"),
            "examples": column.TextColumn(_("Most often")),
        },
        alt=_("Refused keys by kind and reason, with partly hidden examples"),
    )


def _count_column(key: str) -> ColumnConfig:
    entry = term(key)
    return st.column_config.NumberColumn(entry.label, help=entry.meaning, format="localized")


def kind_word(kind: str) -> str:
    """A kind of key in the words of a shop owner."""
    return {
        "id": _("Customer number"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "user": _("User name"),
        "name": _("Customer name"),
    }.get(kind, plain(kind))


def refusal_in_words(reason: str) -> str:
    """Why a cell is no key."""
    return {
        "masked": _("hidden by stars"),
        "placeholder": _("a placeholder, or no such key"),
        "shared": _("beside more than five names"),
    }.get(reason, plain(reason))
