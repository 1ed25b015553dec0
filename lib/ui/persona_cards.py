"""Each persona as a card: who, how many, what they bring, how they buy, what to do for them."""

import streamlit as st

from lib import formats
from lib.charts.theme import palette, persona_colour
from lib.glossary import term
from lib.i18n import _, ngettext
from lib.metrics.crosstab import Crosstab
from lib.metrics.persona_model import KEPT_AS, SET_APART, PersonaCard, PersonaModel
from lib.metrics.persona_words import automatic_name, rule_sentence
from lib.metrics.personas import Persona, Personas
from lib.ui import state
from lib.ui.persona_table import draw_strong, tables_of
from lib.ui.plain_text import plain
from lib.view import View
from lib.workspace import Workspace

CARDS_IN_A_ROW = 3
# One under the other within a paragraph.
BREAK = "  \n"
NAME = "persona_name_"
PLAN = "persona_plan_"


def draw_cards(workspace: Workspace, found: Personas, view: View) -> None:
    """Three cards in a row, one below the other on a phone."""
    tables = state.ask(tables_of, workspace, found.model, view.segment, view.as_of)
    rows = [
        found.personas[start : start + CARDS_IN_A_ROW]
        for start in range(0, len(found.personas), CARDS_IN_A_ROW)
    ]
    for row in rows:
        for column, persona in zip(st.columns(CARDS_IN_A_ROW), row, strict=False):
            with column.container(border=True, height="stretch", gap="small"):
                draw_card(workspace, found.model, persona, tables)
    st.caption(term("persona").caveat)


def draw_card(
    workspace: Workspace, model: PersonaModel, persona: Persona, tables: dict[str, Crosstab]
) -> None:
    """One persona as one person."""
    currency = workspace.settings.currency
    st.image(_strip(colour_of(persona.card, is_dark=_is_dark())), width="stretch")
    st.markdown(f"#### {plain(persona.name)}")
    lines = (
        _size_line(persona),
        _retention_line(persona),
        _habits_line(persona, currency),
        _entry_line(persona),
    )
    st.markdown(BREAK.join(line for line in lines if line))
    draw_strong(tables, persona.card.persona_id)
    if persona.rule:
        st.caption(plain(rule_words(persona, model, currency)))
    if persona.card.action:
        st.markdown(_("**For them:** {action}").format(action=plain(persona.card.action)))
    with st.expander(_("More, name and plan"), icon=":material/edit:"):
        st.markdown(_products_line(persona))
        _draw_form(workspace, model, persona)


def colour_of(card: PersonaCard, *, is_dark: bool) -> str:
    """The persona's own colour; grey for those who are perhaps no persons."""
    if card.persona_id == SET_APART:
        return palette(is_dark=is_dark).neutral
    return persona_colour(card.colour, is_dark=is_dark)


def rule_words(persona: Persona, model: PersonaModel, currency: str) -> str:
    """The rule, its amounts written as on the rest of the page."""

    def money(amount: float) -> str:
        write = formats.whole_money if amount >= 100 else formats.money
        return write(amount, currency)

    return rule_sentence(persona.card, model, money)


def _strip(colour: str) -> str:
    """The persona's colour above its card, as a picture of our own."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="5" viewBox="0 0 300 5">'
        f'<rect width="300" height="5" rx="2.5" fill="{colour}"/></svg>'
    )


def _is_dark() -> bool:
    return bool(st.context.theme.type == "dark")


def _size_line(persona: Persona) -> str:
    return ngettext(
        "**{count}** customer, {share} of all · **{revenue}** of the revenue",
        "**{count}** customers, {share} of all · **{revenue}** of the revenue",
        persona.customers,
    ).format(
        count=formats.count(persona.customers),
        share=formats.rate(persona.share_of_customers, 0),
        revenue=formats.rate(persona.share_of_revenue, 0),
    )


def _retention_line(persona: Persona) -> str:
    answer = persona.retention
    if answer is None or answer.strict_crr is None:
        return _("{kept}: –, nobody of them was a customer before the period").format(
            kept=term("strict_crr").label
        )
    return _("{kept}: **{rate}** ({low_high}), {crr}: {crr_rate}").format(
        kept=term("strict_crr").label,
        rate=formats.rate(answer.strict_crr, 0),
        low_high=formats.interval(answer.strict_crr_low, answer.strict_crr_high),
        crr=term("crr").label,
        crr_rate=formats.rate(answer.crr, 0),
    )


def _habits_line(persona: Persona, currency: str) -> str:
    basket = formats.money(persona.median_basket or 0, currency)
    if persona.median_gap_days is None:
        return _("Usually {basket} per order, last bought {days} ago").format(
            basket=plain(basket), days=formats.days(round(persona.median_recency_days or 0))
        )
    return _("Usually {basket} per order, again after {days}").format(
        basket=plain(basket), days=formats.days(round(persona.median_gap_days))
    )


def _entry_line(persona: Persona) -> str:
    if not persona.entry_product:
        return ""
    return _("Often begins with {product} ({share})").format(
        product=plain(persona.entry_product), share=formats.rate(persona.entry_share, 0)
    )


def _products_line(persona: Persona) -> str:
    if not persona.products:
        return ""
    return _("Buys most often: {products}").format(
        products=" · ".join(plain(product) for product in persona.products)
    )


def _draw_form(workspace: Workspace, model: PersonaModel, persona: Persona) -> None:
    card = persona.card
    with st.form(f"persona_{card.persona_id}", border=False):
        st.text_input(
            _("Name"),
            value=card.name,
            placeholder=automatic_name(card, model),
            max_chars=60,
            key=f"{NAME}{card.persona_id}",
        )
        st.text_area(
            _("What we do for them"),
            value=card.action,
            max_chars=500,
            key=f"{PLAN}{card.persona_id}",
        )
        st.form_submit_button(
            _("Keep"),
            key=f"persona_keep_{card.persona_id}",
            on_click=_keep,
            args=(workspace, model, card.persona_id),
        )


def _keep(workspace: Workspace, model: PersonaModel, persona_id: str) -> None:
    name = str(st.session_state[NAME + persona_id])
    action = str(st.session_state[PLAN + persona_id])
    workspace.keep(KEPT_AS, model.with_card(persona_id, name, action).as_dict())
