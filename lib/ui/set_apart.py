"""Customers that are perhaps no person: each with its reasons, and a switch to confirm it."""

from dataclasses import replace

import streamlit as st

from lib import formats
from lib.i18n import _, ngettext
from lib.ingest.job import rebuild_request
from lib.metrics.quarantine import Doubtful, Reason, doubtful_customers
from lib.shop_files import ShopFolder
from lib.ui import state
from lib.ui.explain import explain
from lib.ui.masking import masked_text
from lib.ui.plain_text import plain
from lib.ui.progress import start_work
from lib.workspace import Workspace

MOST_SHOWN = 20


def draw_set_apart(workspace: Workspace, *, is_fixed: bool) -> None:
    """Says nothing for a shop in which nobody looks odd."""
    found = state.ask(doubtful_customers, workspace)
    if not found:
        return
    st.subheader(_("Perhaps not real customers"))
    st.markdown(
        _(
            "These are kept out of the bright spots, so that nobody learns from a collective"
            " account. Retention and revenue still count them."
        )
    )
    for each in found[:MOST_SHOWN]:
        _draw_one(workspace, each, is_fixed=is_fixed)
    more = len(found) - MOST_SHOWN
    if more > 0:
        st.caption(
            ngettext(
                "And {more} more with fewer orders.", "And {more} more with fewer orders.", more
            ).format(more=formats.count(more))
        )
    explain(
        ("quarantined_customers", "busy_days"),
        {"customers_with_a_reason": len(found)},
        shows_grid_note=False,
        is_of_view=False,
    )


def _draw_one(workspace: Workspace, each: Doubtful, *, is_fixed: bool) -> None:
    with st.container(border=True):
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.markdown(f"**{plain(masked_text(_who(each), each.customer_id))}**")
        orders = ngettext("{orders} order", "{orders} orders", each.order_count).format(
            orders=formats.count(each.order_count)
        )
        worth = formats.short_money(each.lifetime_revenue, workspace.settings.currency)
        left.caption(plain(" · ".join([orders, worth, *map(reason_in_words, each.reasons)])))
        key = f"real_{each.customer_id}"
        # The shop's settings decide, not the session: a rebuild may number customers anew.
        st.session_state[key] = not each.is_quarantined
        right.toggle(
            _("A real customer"),
            key=key,
            disabled=is_fixed,
            on_change=_confirm,
            args=(workspace.folder, each, not each.is_quarantined),
        )


def reason_in_words(reason: Reason) -> str:
    """Why somebody is perhaps no customer."""
    sentence = {
        "test_name": _("called a test"),
        "dummy_name": _("a till's or marketplace's word instead of a name"),
        "staff_name": _("called staff"),
        "staff_tag": _("tagged as staff in a customer list"),
        "reseller_tag": _("tagged as a reseller in a customer list"),
        "many_names": _("{count} different names"),
        "many_phones": _("{count} different phone numbers"),
        "busy_days": _("more than three orders a day on {count} days"),
        "many_orders": _("over three times the orders of 99 in 100 returning customers"),
    }[reason.code]
    return sentence.format(count=formats.count(reason.count))


def _who(each: Doubtful) -> str:
    if not each.customer_name or each.customer_name == each.customer_key:
        return each.customer_key
    return f"{each.customer_name} ({each.customer_key})"


def _confirm(folder: ShopFolder, each: Doubtful, was_confirmed: bool) -> None:
    """Write the owner's word into the shop's settings, by way of a rebuild."""
    settings = folder.settings()
    others = [key for key in settings.confirmed_customers if key != each.person_key]
    confirmed = others if was_confirmed else [*others, each.person_key]
    start_work(
        folder,
        rebuild_request(folder, replace(settings, confirmed_customers=confirmed)),
        _("Applying the setting"),
        _("The setting is in effect."),
    )
