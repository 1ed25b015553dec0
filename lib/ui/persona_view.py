"""The personas page: the answer in words, the customers behind each, their number, two compared."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.group_shares import GroupShare, group_shares_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.named_customers import customers_of_ids
from lib.metrics.persona_assign import assign
from lib.metrics.persona_fit import FEWEST_PERSONAS, MOST_PERSONAS, fit_personas
from lib.metrics.persona_model import KEPT_AS, PersonaModel, kept_personas
from lib.metrics.persona_words import fallback_sentence
from lib.metrics.personas import Persona, Personas, is_fallback, personas
from lib.period import Period
from lib.segment import Segment
from lib.ui import state
from lib.ui.people_table import draw_people
from lib.ui.persona_cards import colour_of, rule_words
from lib.ui.pictures import draw_chart, picture
from lib.ui.plain_text import plain
from lib.ui.use_as_segment import offer_as_segment
from lib.ui.whose import choose_whose
from lib.view import View
from lib.workspace import Workspace

Line = Callable[[Persona], str]
WHO = "persona"
EXPLAINED_FROM = 0.85


def current_personas(workspace: Workspace, view: View) -> PersonaModel:
    """The personas the shop has kept; the first visit finds them and keeps them."""
    found = kept_personas(workspace)
    if found is None:
        found = _find(workspace, view)
        workspace.keep(KEPT_AS, found.as_dict())
    return found


def _find(
    workspace: Workspace, view: View, count: int | None = None, before: PersonaModel | None = None
) -> PersonaModel:
    """Look for personas, with a bar that says how far it is."""
    text = _("Looking for groups that hold: this is done once…")
    bar = st.progress(0.0, text=text)
    found = fit_personas(workspace, view.as_of, count, before, report=bar.progress)
    bar.empty()
    return found


def ask_personas(workspace: Workspace, view: View, model: PersonaModel) -> Personas:
    """The customers in view by persona."""
    with st.spinner(_("Sorting the customers…")):
        return state.ask(
            personas_in_view, workspace, model, view.segment, view.as_of, view.period,
            view.window_days,
        )  # fmt: skip


def personas_in_view(
    workspace: Workspace,
    model: PersonaModel,
    segment: Segment,
    as_of: date,
    period: Period,
    window_days: int,
) -> Personas:
    """The personas of a view; who belongs where is asked once for the whole page."""
    found = state.ask(assign, workspace, model, segment, as_of)
    return personas(workspace, model, segment, as_of, period, window_days, found=found)


def draw_shares(found: Personas) -> None:
    """A bar per persona for the revenue it brings; a mark for the customers it has."""
    if not found.people:
        return
    is_dark = st.context.theme.type == "dark"
    draw_chart(
        picture(
            group_shares_chart,
            [
                GroupShare(
                    label=each.name,
                    colour=colour_of(each.card, is_dark=is_dark),
                    customers=each.share_of_customers,
                    revenue=each.share_of_revenue,
                    customers_text=formats.rate(each.share_of_customers),
                    revenue_text=formats.rate(each.share_of_revenue),
                )
                for each in found.personas
            ],
            revenue_label=term("share_of_revenue").label,
            customers_label=term("share_of_customers").label,
        ),
        width="stretch",
        key="persona_shares",
        alt=_("Share of revenue and of customers of each persona; the cards have the numbers"),
    )
    st.caption(_("Bar: share of revenue. Upright mark: share of customers."))


def headline(found: Personas) -> str:
    """The answer as a person would say it."""
    if not found.people:
        return _("Nobody in this view has bought yet.")
    best = max(found.people, key=lambda each: each.revenue)
    largest = max(found.people, key=lambda each: each.customers)
    return _(
        "Your {customers} customers are **{count}** kinds of people. **{best}** bring the most,"
        " **{share}** of the revenue; **{largest}** are the most, {size} of all customers."
    ).format(
        customers=formats.count(found.customers),
        count=len(found.people),
        best=plain(best.name),
        share=formats.rate(best.share_of_revenue, 0),
        largest=plain(largest.name),
        size=formats.rate(largest.share_of_customers, 0),
    )


def draw_trust(model: PersonaModel) -> None:
    """How far the groups can be relied on, and when they were found."""
    if is_fallback(model):
        st.info(fallback_sentence(model), icon=":material/info:")
        return
    chosen = model.chosen
    if chosen is not None:
        st.caption(
            _(
                "Found on {day} and kept since: an import adds customers to these personas and"
                " changes none. Drawn again 50 times, each group came back with {worst} or more"
                " of its customers, {mean} on average."
            ).format(
                day=formats.day(pd.Timestamp(model.as_of).date()),
                worst=formats.rate(chosen.worst_jaccard, 0),
                mean=formats.rate(chosen.mean_jaccard, 0),
            )
        )
        if not chosen.is_stable:
            st.warning(
                _(
                    "This number of personas is not stable: other customers of the same kind would"
                    " give other groups. Take them as a sketch, or let the app choose the number."
                ),
                icon=":material/warning:",
            )
    if model.explained is None:
        return
    if model.explained >= EXPLAINED_FROM:
        st.caption(
            _("The short rules on the cards place {share} of the repeat buyers right.").format(
                share=formats.rate(model.explained, 0)
            )
        )
    else:
        st.warning(
            _(
                "The short rules on the cards place only {share} of the customers right. Read them"
                " as a hint, not as a border."
            ).format(share=formats.rate(model.explained, 0)),
            icon=":material/warning:",
        )


def draw_customers(workspace: Workspace, found: Personas, view: View) -> None:
    """Every persona as a button; the chosen one opens its customers."""
    known = {each.card.persona_id: each for each in found.personas}
    chosen = choose_whose(
        WHO,
        {key: f"{plain(each.name)} {formats.count(each.customers)}" for key, each in known.items()},
    )
    if not chosen:
        return
    draw_people(
        state.ask(persona_people, workspace, found.model, view.segment, view.as_of, chosen),
        currency=workspace.settings.currency,
        alt=_("Customers of the persona {name}").format(name=known[chosen].name),
        file_name=f"persona_{chosen}_{view.as_of}.csv",
        key=f"download_persona_{chosen}",
    )
    offer_as_segment(view.segment, "persona", chosen)


def persona_people(workspace: Workspace, model: PersonaModel, *question: object) -> pd.DataFrame:
    """One row per customer of a persona in view: question is segment, as-of day, persona."""
    *view, chosen = question
    found = state.ask(assign, workspace, model, *view)
    place = [card.persona_id for card in model.cards].index(str(chosen))
    return customers_of_ids(workspace, found.customer_ids[found.places == place])


def draw_two(found: Personas, currency: str) -> None:
    """Two personas side by side, line by line."""
    names = {each.card.persona_id: each for each in found.personas}
    if len(names) < 2:
        return
    columns = st.columns(2)
    chosen: list[Persona] = []
    for place, column in enumerate(columns):
        key = column.selectbox(
            _("First persona") if place == 0 else _("Second persona"),
            list(names),
            index=place,
            format_func=lambda each: names[each].name,
            key=f"persona_side_{place}",
        )
        chosen.append(names[str(key)])
    if chosen[0] is chosen[1]:
        st.info(_("Choose two different personas."))
        return
    rows = _lines(found.model, currency)
    # Rules and products are sentences: a table wraps what a grid would cut off.
    st.table(
        pd.DataFrame(
            {plain(each.name): [plain(line(each)) for _label, line in rows] for each in chosen},
            index=[label for label, _line in rows],
        ),
        alt=_("Two personas compared line by line"),
    )


def draw_number(workspace: Workspace, view: View, found: Personas) -> None:
    """Another number of personas, or the same found again; names stay where customers stay."""
    model = found.model
    _draw_tried(model)
    number = st.select_slider(
        _("Personas in all"),
        ["", *range(FEWEST_PERSONAS, MOST_PERSONAS + 1)],
        format_func=lambda each: str(each) or _("as many as hold"),
        key="persona_count",
    )
    if st.button(_("Find the personas again"), key="persona_refit"):
        again = _find(workspace, view, int(number) if number else None, model)
        workspace.keep(KEPT_AS, again.as_dict())
        st.rerun()


def _draw_tried(model: PersonaModel) -> None:
    if not model.tried:
        return
    rows = [
        {
            "count": each.count,
            "mean": each.mean_jaccard,
            "worst": each.worst_jaccard,
            "smallest": each.smallest,
            "stable": _("yes") if each.is_stable else _("no"),
        }
        for each in model.tried
    ]
    number = st.column_config.NumberColumn
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={
            "count": number(_("Groups of repeat buyers")),
            "mean": number(_("Came back, mean"), format="percent"),
            "worst": number(_("Came back, worst group"), format="percent"),
            "smallest": number(_("Smallest group"), format="localized"),
            "stable": st.column_config.TextColumn(_("Stable")),
        },
        alt=_("Numbers of groups that were tried and how well each came back"),
    )
    st.caption(term("persona_stability").meaning)


def _lines(model: PersonaModel, currency: str) -> list[tuple[str, Line]]:
    return [
        (term("customers").label, lambda each: formats.count(each.customers)),
        (term("share_of_revenue").label, lambda each: formats.rate(each.share_of_revenue)),
        (
            term("strict_crr").label,
            lambda each: formats.rate(each.retention.strict_crr if each.retention else None),
        ),
        (_("Per order, median"), lambda each: _money(each.median_basket, currency)),
        (_("Days between purchases, median"), lambda each: _number(each.median_gap_days)),
        (_("Days since last purchase, median"), lambda each: _number(each.median_recency_days)),
        (_("Purchase days, median"), lambda each: _number(each.median_purchase_days)),
        (_("Begins with"), lambda each: each.entry_product or formats.DASH),
        (_("Buys most often"), lambda each: ", ".join(each.products) or formats.DASH),
        (_("How to recognise them"), lambda each: rule_words(each, model, currency)),
    ]


def _money(amount: float | None, currency: str) -> str:
    return formats.DASH if amount is None else formats.money(amount, currency)


def _number(value: float | None) -> str:
    return formats.DASH if value is None else formats.count(round(value))
