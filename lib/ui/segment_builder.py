"""Which customers: a segment put together in the sidebar, kept in the URL, saved by name."""

from datetime import date
from typing import Any

import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _
from lib.metrics.groups import kept_state, resolved_while
from lib.metrics.known_values import unknown_in_segment
from lib.metrics.segment_values import keys_of_shop, segment_values
from lib.segment import EVERYONE, Condition, Segment, parse_where
from lib.segment.bright import Rule, RuleName, rule_label, written_rule
from lib.segment.keys import BRIGHT_KEY, RANGE_KEYS, key_label
from lib.ui import state
from lib.ui.bright_bar import choose_bar
from lib.ui.condition_list import (
    choose_values,
    draw_adding,
    draw_conditions,
    note_unusable,
)
from lib.ui.plain_text import plain
from lib.workspace import Workspace

WHERE = "where"
KEPT_AS = "segments"
# Values chosen from a list: they need no question whether they are known.
LISTED = "listed_values"


def choose_segment(workspace: Workspace, as_of: date) -> Segment:
    """The segment of this run with its customers; everybody while it cannot be read."""
    if WHERE not in st.session_state:
        st.session_state[WHERE] = tuple(st.query_params.get_all(WHERE))
    arguments: tuple[str, ...] = st.session_state[WHERE]
    segment = EVERYONE
    try:
        found = parse_where(arguments)
        check_known(found)
        segment = state.ask(resolved_while, workspace, found, as_of, kept_state(workspace))
        arguments = tuple(found.as_arguments())
    except AppError as error:
        note_unusable(error, _("The numbers below count all customers."))
    if list(arguments) != st.query_params.get_all(WHERE):
        st.query_params[WHERE] = list(arguments)
    label = _("All customers")
    if segment.conditions:
        label = _("Some customers ({count})").format(count=formats.count(len(segment.conditions)))
    with st.popover(label, icon=":material/group:", width="stretch"):
        draw_conditions(segment.conditions, _use, kind="customers", everything=_("All customers"))
        _draw_new_condition(workspace, segment, as_of)
        _draw_saved(workspace, segment)
    if segment.conditions:
        st.caption(plain(segment.describe()))
    if segment.looks_ahead:
        st.caption(
            _(
                "Chosen by what they did later, too: that they stayed is in part why they are in"
                " here. Compare such groups with care."
            )
        )
    return segment


def check_known(segment: Segment) -> None:
    """Raises AppError for a value nobody in the whole shop has; those of the list are known."""
    whole = state.whole_shop()
    listed = st.session_state.get(LISTED, frozenset())
    typed = tuple(each for each in segment.conditions if not listed.issuperset(_values(each)))
    if typed and whole is not None:
        refusal = state.ask(unknown_in_segment, whole.workspace, Segment(typed))
        if refusal:
            raise refusal


def _values(condition: Condition) -> set[tuple[Any, ...]]:
    """What is known once it was chosen from a list: values of a key in a version of a shop."""
    whole = state.whole_shop()
    version = whole.workspace.key if whole else ()
    return {(version, condition.key, value) for value in condition.values}


def _draw_new_condition(workspace: Workspace, segment: Segment, as_of: date) -> None:
    key = st.selectbox(
        _("Customers by"),
        state.ask(keys_of_shop, workspace),
        key="segment_key",
        format_func=key_label,
    )
    if key in RANGE_KEYS:
        text = st.text_input(
            _("From and to"),
            key="segment_range",
            placeholder="2-4",
            max_chars=40,
            help=_("One number, two with a dash, or a number and a plus: 1, 2-4, 5+."),
        )
        values = [part.strip() for part in text.split(",") if part.strip()]
    elif key == BRIGHT_KEY:
        values = [written_rule(_choose_rule())]
    else:
        choices = state.ask(segment_values, workspace, key, as_of)
        values = choose_values(choices, key=f"segment_values_{key}")
    draw_adding(values, _add, (segment, key), kind="customers")


def _choose_rule() -> Rule:
    name = RuleName(
        st.selectbox(
            _("Who is a bright spot?"),
            [name.value for name in RuleName],
            key="segment_rule",
            format_func=lambda name: rule_label(RuleName(name)),
        )
    )
    return Rule(name, choose_bar(name, key=f"segment_bar_{name.value}"))


def _draw_saved(workspace: Workspace, segment: Segment) -> None:
    saved = saved_segments(workspace)
    if saved:
        st.selectbox(
            _("Saved"),
            list(saved),
            index=None,
            key="saved_segment",
            placeholder=_("Choose a saved group"),
            on_change=_load,
            args=(workspace,),
        )
    if segment.conditions:
        st.text_input(
            _("Save under a name"),
            key="segment_name",
            max_chars=60,
            on_change=_save,
            args=(workspace, segment),
        )
    elif saved:
        st.button(
            _("Forget all saved groups"),
            key="forget_segments",
            type="tertiary",
            on_click=workspace.keep,
            args=(KEPT_AS, None),
        )


def saved_segments(workspace: Workspace) -> dict[str, list[str]]:
    """Name -> arguments of every segment saved in the shop's folder."""
    found = workspace.kept(KEPT_AS) or {}
    return {
        name: [str(each) for each in arguments]
        for name, arguments in found.items()
        if isinstance(arguments, list)
    }


def _save(workspace: Workspace, segment: Segment) -> None:
    name = st.session_state["segment_name"].strip()
    if name:
        workspace.keep(KEPT_AS, {**saved_segments(workspace), name: segment.as_arguments()})


def _load(workspace: Workspace) -> None:
    name = st.session_state.get("saved_segment")
    if name:
        st.session_state[WHERE] = tuple(saved_segments(workspace).get(name, ()))
        st.session_state["saved_segment"] = None


def _add(segment: Segment, key: str, values: tuple[str, ...], is_excluded: bool) -> None:
    """A condition on a key that has one already joins it."""
    try:
        added = Condition(key, values, is_excluded)
        st.session_state[LISTED] = st.session_state.get(LISTED, frozenset()) | _values(added)
        joined = (*segment.conditions, added)
        st.session_state[WHERE] = tuple(
            parse_where([each.as_argument() for each in joined]).as_arguments()
        )
    except AppError as error:
        note_unusable(error)


def _use(conditions: tuple[Condition, ...]) -> None:
    st.session_state[WHERE] = tuple(Segment(conditions).as_arguments())
