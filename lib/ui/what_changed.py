"""What the last import, or its undoing, did to the shop, in words."""

import streamlit as st

from lib import formats
from lib.i18n import _, ngettext
from lib.ingest.rules import switch_word
from lib.metrics.changes import Days, ShopChange, last_change, last_rule_change
from lib.period import Period
from lib.ui.plain_text import plain
from lib.workspace import Workspace


def draw_what_changed(workspace: Workspace) -> None:
    """Says nothing for a shop whose first files are its only ones."""
    _draw_rule_change(workspace)
    change = last_change(workspace)
    if change is None:
        return
    st.subheader(_("What changed last"))
    st.markdown(plain(_occasion(change)))
    for sentence in change_in_words(change, workspace.settings.currency):
        st.markdown(f"- {plain(sentence)}")


def _draw_rule_change(workspace: Workspace) -> None:
    found = last_rule_change(workspace)
    if found is None:
        return
    names, change = found
    rules = workspace.manifest.settings.get("rules", {})
    st.subheader(_("What the changed rule did"))
    for name in names:
        state = _("on") if rules.get(name) else _("off")
        st.markdown(f"- {plain(switch_word(name))}: **{state}**")
    for sentence in change_in_words(change, workspace.settings.currency):
        st.markdown(f"- {plain(sentence)}")


def change_in_words(change: ShopChange, currency: str) -> list[str]:
    """One sentence per thing that changed, one in all when nothing did."""
    sentences = [_orders(change.orders), _replaced(change.replaced_orders)]
    sentences += [_customers(change.customers), _revenue(change, currency), _days(change)]
    found = [sentence for sentence in sentences if sentence]
    return found or [_("No order, customer or amount changed.")]


def _occasion(change: ShopChange) -> str:
    added, removed = ", ".join(change.added_files), ", ".join(change.removed_files)
    if added and not removed:
        return _("Since {files} came in:").format(files=added)
    if removed and not added:
        return _("Since {files} was taken back:").format(files=removed)
    return _("Since {added} came in and {removed} was taken out:").format(
        added=added, removed=removed
    )


def _orders(number: int) -> str:
    if number < 0:
        sentence = ngettext("{orders} order fewer", "{orders} orders fewer", -number)
    else:
        sentence = ngettext("{orders} new order", "{orders} new orders", number)
    return sentence.format(orders=formats.count(abs(number))) if number else ""


def _replaced(number: int) -> str:
    sentence = ngettext(
        "{orders} order replaced by what the newer file says of it",
        "{orders} orders replaced by what the newer file says of them",
        number,
    )
    return sentence.format(orders=formats.count(number)) if number else ""


def _customers(number: int) -> str:
    if number < 0:
        sentence = ngettext("{customers} customer fewer", "{customers} customers fewer", -number)
    else:
        sentence = ngettext("{customers} new customer", "{customers} new customers", number)
    return sentence.format(customers=formats.count(abs(number))) if number else ""


def _revenue(change: ShopChange, currency: str) -> str:
    if not change.revenue:
        return ""
    amount = formats.money(abs(change.revenue), currency)
    if change.revenue < 0:
        return _("{amount} less revenue").format(amount=amount)
    return _("{amount} more revenue").format(amount=amount)


def _days(change: ShopChange) -> str:
    if change.days_before == change.days_after:
        return ""
    return _("days covered: {before} → {after}").format(
        before=_stretch(change.days_before), after=_stretch(change.days_after)
    )


def _stretch(days: Days) -> str:
    return formats.period(Period(*days)) if days else _("none")
