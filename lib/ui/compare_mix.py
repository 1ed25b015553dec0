"""Did customers change, or did other customers come? One attribute at a time."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.mix import (
    ATTRIBUTES,
    ENOUGH,
    HIGHEST_Q,
    NEW_OR_KNOWN,
    OTHERS,
    Mix,
    merged,
    mix_of_kept,
    mix_of_order_value,
)
from lib.metrics.segment_values import named_values
from lib.period import Period
from lib.ui import state
from lib.ui.compare_verdict import signed_money
from lib.ui.compare_view import Answers
from lib.view import View
from lib.workspace import Workspace

MEASURE, ATTRIBUTE = "mix", "by"
KEPT, ORDER_VALUE = "kept", "order_value"


def draw_mix(answers: Answers, workspace: Workspace) -> None:
    """The split of one difference, its groups, and a warning when the whole misleads."""
    left, right = st.columns(2)
    with left:
        measure = _choose(
            MEASURE,
            {KEPT: term("strict_crr").label, ORDER_VALUE: term("average_order_value").label},
            _("What"),
        )
    names = _attribute_names()
    # What the files never told, or tell alike of everybody, is no way to split anything.
    useful = {
        name: label
        for name, label in names.items()
        if (
            measure == ORDER_VALUE
            if name == NEW_OR_KNOWN
            else len(state.ask(named_values, workspace, name)) > 1
        )
    }
    if not useful:
        _draw_nothing_to_split()
        return
    with right:
        attribute = _choose(ATTRIBUTE, useful, _("By"))
    mix = _ask(answers, workspace, measure, attribute)
    if len(mix.groups) < 2:
        _draw_nothing_to_split()
        return
    is_kept = measure == KEPT
    if mix.difference is None or mix.behaviour is None or mix.shift is None:
        st.info(_("One of the two periods has no customers to compare."), icon=":material/info:")
        return
    printed = _printer(is_kept, answers.currency)
    sentence = _(
        "Of the difference of **{difference}**, **{behaviour}** is what the groups did differently"
        " and **{shift}** comes from having other customers."
    ).format(
        difference=printed(mix.difference),
        behaviour=printed(mix.behaviour),
        shift=printed(mix.shift),
    )
    st.markdown(sentence.replace("$", r"\$"))
    if mix.is_reversed:
        st.warning(
            _(
                "Careful: the whole moved one way, but most of its groups moved the other way. Only"
                " the mix of customers changed; judge the groups, not the total."
            ),
            icon=":material/warning:",
        )
    _draw_groups(mix, is_kept, answers)


def _draw_nothing_to_split() -> None:
    st.info(
        _(
            "The files say nothing that parts these customers into groups: no channel, country,"
            " region or category, or only one of each."
        ),
        icon=":material/info:",
    )


def _draw_groups(mix: Mix, is_kept: bool, answers: Answers) -> None:
    printed = _printer(is_kept, answers.currency)

    def level(value: float | None, base: int) -> str:
        if value is None or base < ENOUGH:
            return formats.DASH
        return formats.rate(value) if is_kept else formats.money(value, answers.currency)

    base = _("Customers at the start") if is_kept else _("Orders")
    total = merged(_("All"), mix.groups)
    chances = {**mix.false_discovery_rates, total.value: total.p_value}
    rows = [
        {
            "group": _group_name(group.value),
            "base_before": group.base_before,
            "base_now": group.base_now,
            "before": level(group.before, group.base_before),
            "now": level(group.now, group.base_now),
            "difference": printed(group.difference if group.is_telling else None),
            "chance": _chance_word(chances.get(group.value)),
        }
        for group in (*mix.groups, total)
    ]
    number: dict[str, Any] = {"format": "localized"}
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("The groups of customers in both periods"),
        column_config={
            "group": st.column_config.TextColumn(_("Group"), pinned=True),
            "base_before": st.column_config.NumberColumn(
                _("{base}, before").format(base=base), **number
            ),
            "base_now": st.column_config.NumberColumn(_("{base}, now").format(base=base), **number),
            "before": st.column_config.TextColumn(_("Before"), alignment="right"),
            "now": st.column_config.TextColumn(_("Now"), alignment="right"),
            "difference": st.column_config.TextColumn(_("Difference"), alignment="right"),
            "chance": st.column_config.TextColumn(
                _("Only chance?"), help=term("chance_of_groups").meaning
            ),
        },
    )
    if not all(group.is_telling for group in mix.groups):
        st.caption(
            _("A dash: fewer than {count} in that group, too few for a rate of its own.").format(
                count=formats.count(ENOUGH)
            )
        )


def _chance_word(rate: float | None) -> str:
    if rate is None:
        return formats.DASH
    return _("unlikely") if rate <= HIGHEST_Q else _("possible")


def _printer(is_kept: bool, currency: str) -> Any:
    def printed(value: float | None) -> str:
        if value is None:
            return formats.DASH
        return formats.points(value) if is_kept else signed_money(value, currency)

    return printed


def _ask(answers: Answers, workspace: Workspace, measure: str, attribute: str) -> Mix:
    paired = answers.paired
    found: Mix = state.ask(
        _mix, workspace, answers.view, paired.now, paired.before, measure, attribute
    )
    return found


def _mix(
    source: Workspace, view: View, now: Period, before: Period, measure: str, attribute: str
) -> Mix:
    data = state.retention_data(source, view.segment, view.as_of)
    if measure == KEPT:
        return mix_of_kept(data, now, before, view.window_days, attribute)
    return mix_of_order_value(data, now, before, attribute)


def _attribute_names() -> dict[str, str]:
    labels = (_("First channel"), _("Country"), _("Region"), _("First category"))
    return {**dict(zip(ATTRIBUTES, labels, strict=True)), NEW_OR_KNOWN: _("New or known")}


def _group_name(value: str) -> str:
    return {
        "": _("unknown"),
        OTHERS: _("all others"),
        "new": _("new customers"),
        "known": _("known customers"),
    }.get(value, value)


def _choose(key: str, options: dict[str, str], label: str) -> str:
    """One of a few, kept in the link unless it is the first."""
    first = next(iter(options))
    asked = st.query_params.get(key, "")
    if st.session_state.get(key) not in options:
        st.session_state[key] = asked if asked in options else first
    chosen = st.segmented_control(
        label, list(options), key=key, format_func=lambda name: options[name], required=True
    )
    if chosen and chosen != first:
        st.query_params[key] = chosen
    else:
        st.query_params.pop(key, None)
    return str(chosen or first)
