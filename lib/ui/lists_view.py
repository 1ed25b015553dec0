"""What the lists beside the orders added, one sentence each."""

import streamlit as st

from lib import formats
from lib.i18n import ngettext
from lib.metrics.lists import Lists, lists_of
from lib.ui import state
from lib.ui.plain_text import plain
from lib.workspace import Workspace


def draw_lists(workspace: Workspace) -> None:
    """Says nothing in a shop that has orders only."""
    for sentence in lists_in_words(state.ask(lists_of, workspace), workspace.settings.currency):
        st.markdown(f"- {plain(sentence)}")


def lists_in_words(found: Lists, currency: str) -> list[str]:
    """One sentence per kind of list that is there."""
    said = []
    if found.described_customers or found.contacts:
        sentence = ngettext(
            "Lists of customers say more of {customers} customer; the sidebar can filter by it.",
            "Lists of customers say more of {customers} customers; the sidebar can filter by it.",
            found.described_customers,
        )
        said.append(sentence.format(customers=formats.count(found.described_customers)))
    if found.contacts:
        sentence = ngettext(
            "{contacts} person in them has no order that counts and is kept as a contact.",
            "{contacts} persons in them have no order that counts and are kept as contacts.",
            found.contacts,
        )
        said.append(sentence.format(contacts=formats.count(found.contacts)))
    if found.costs:
        sentence = ngettext(
            "{rows} cost, {amount} in all.", "{rows} costs, {amount} in all.", found.costs
        )
        amount = formats.money(found.spent, currency)
        said.append(sentence.format(rows=formats.count(found.costs), amount=amount))
    if found.answers:
        sentence = ngettext(
            "{answers} answer, {known} of them from customers with orders.",
            "{answers} answers, {known} of them from customers with orders.",
            found.answers,
        )
        known = formats.count(found.answers_of_customers)
        said.append(sentence.format(answers=formats.count(found.answers), known=known))
    return said
