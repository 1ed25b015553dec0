"""Which orders: a scope put together in the sidebar and kept in the URL."""

import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _, ngettext
from lib.metrics.known_values import unknown_in_scope
from lib.metrics.scope_values import scope_keys_of_shop, scope_values
from lib.metrics.totals import totals
from lib.order_scope import check_scope
from lib.segment import EVERY_ORDER, OrderCondition, Scope, parse_scope
from lib.segment.scope import scope_key_label
from lib.ui import state
from lib.ui.condition_list import (
    choose_values,
    draw_adding,
    draw_conditions,
    note_unusable,
)
from lib.ui.plain_text import plain
from lib.workspace import Workspace

SCOPE = "scope"


def chosen_scope(shop: Workspace) -> Scope:
    """The scope of this run, from the session or the link; every order while it cannot be used."""
    if SCOPE not in st.session_state:
        st.session_state[SCOPE] = tuple(st.query_params.get_all(SCOPE))
    arguments: tuple[str, ...] = st.session_state[SCOPE]
    try:
        scope = parse_scope(arguments)
        check_scope(shop, scope)
        refusal = state.ask(unknown_in_scope, shop, scope) if scope.conditions else None
        if refusal:
            raise refusal
    except AppError as error:
        note_unusable(error, _("The numbers below count all orders."))
        scope = EVERY_ORDER
    written = scope.as_arguments() or list(arguments)
    if written != st.query_params.get_all(SCOPE):
        st.query_params[SCOPE] = written
    return scope


def draw_scope(shop: Workspace, scope: Scope) -> None:
    """What is chosen, and how to choose; ``shop`` has all its orders."""
    if shop.is_warehouse:  # nothing to choose: orders are not copied from there
        return
    label = _("All orders")
    if scope.conditions:
        label = _("Some orders ({count})").format(count=formats.count(len(scope.conditions)))
    with st.popover(label, icon=":material/receipt_long:", width="stretch"):
        st.caption(
            _(
                "Everything then counts as if only these orders had been placed: first orders,"
                " times between orders, who stayed. To choose customers, use the button above."
            )
        )
        draw_conditions(scope.conditions, _use, kind="orders", everything=_("All orders"))
        _draw_new_condition(shop, scope)
    if scope.conditions:
        st.caption(plain(_said(scope)))


def _said(scope: Scope) -> str:
    opened = state.opened_shop()
    orders = state.ask(totals, opened.workspace).valid_orders if opened else 0
    sentence = ngettext("{scope}: {count} order", "{scope}: {count} orders", orders)
    return sentence.format(scope=scope.describe(), count=formats.count(orders))


def _draw_new_condition(shop: Workspace, scope: Scope) -> None:
    keys = state.ask(scope_keys_of_shop, shop)
    if not keys:
        st.caption(
            _("The files tell no channel, country, coupon or product by which orders differ.")
        )
        return
    key = st.selectbox(_("Orders by"), keys, key="scope_key", format_func=scope_key_label)
    values = choose_values(state.ask(scope_values, shop, key), key=f"scope_values_{key}")
    draw_adding(values, _add, (scope, key), kind="orders")


def _add(scope: Scope, key: str, values: tuple[str, ...], is_excluded: bool) -> None:
    """A condition on a key that has one already joins it."""
    joined = (*scope.conditions, OrderCondition(key, values, is_excluded))
    arguments = [each.as_argument() for each in joined]
    st.session_state[SCOPE] = tuple(parse_scope(arguments).as_arguments())
    st.session_state[f"scope_values_{key}"] = []


def _use(conditions: tuple[OrderCondition, ...]) -> None:
    st.session_state[SCOPE] = tuple(Scope(conditions).as_arguments())
