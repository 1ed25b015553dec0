"""Personas by an attribute: in which country, region, channel a persona is more than by chance."""

from datetime import date

import streamlit as st

from lib import formats
from lib.attributes import attribute_word
from lib.charts.crosstab import Cell, crosstab_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.crosstab import OTHER, UNKNOWN, Crosstab
from lib.metrics.persona_assign import assign
from lib.metrics.persona_attributes import persona_attributes, strongest
from lib.metrics.persona_model import PersonaModel
from lib.metrics.personas import Personas
from lib.segment import Segment
from lib.ui import state
from lib.ui.pictures import draw_chart, picture
from lib.ui.plain_text import plain
from lib.view import View
from lib.workspace import Workspace

ATTRIBUTE = "persona_attribute"


def draw_attributes(workspace: Workspace, found: Personas, view: View) -> None:
    """A heatmap of personas by the attribute the owner chooses, and its findings in words."""
    tables = state.ask(tables_of, workspace, found.model, view.segment, view.as_of)
    if not tables:
        st.info(_("Neither the orders nor a list of customers tell anything to compare them by."))
        return
    chosen = st.segmented_control(
        _("Attribute"),
        list(tables),
        default=next(iter(tables)),
        required=True,
        key=ATTRIBUTE,
        format_func=attribute_label,
        label_visibility="collapsed",
    )
    table = tables[str(chosen)] if chosen in tables else next(iter(tables.values()))
    st.markdown(_finding(table, found))
    draw_chart(
        picture(crosstab_chart, _cells(table, found)),
        width="stretch",
        key="persona_crosstab",
        alt=_("Personas by {attribute}: share of each persona's customers per level").format(
            attribute=attribute_label(str(chosen))
        ),
    )
    st.caption(
        _(
            "Share of each persona's customers. Coloured where the share is more (teal) or less"
            " (rust) than chance explains; cells of fewer than ten customers stay empty."
            " Known for {coverage} of the customers."
        ).format(coverage=formats.rate(table.coverage, 0))
    )


def tables_of(
    workspace: Workspace, model: PersonaModel, segment: Segment, as_of: date
) -> dict[str, Crosstab]:
    """One table per attribute the shop knows."""
    found = state.ask(assign, workspace, model, segment, as_of)
    return persona_attributes(workspace, found, tuple(card.persona_id for card in model.cards))


def _cells(table: Crosstab, found: Personas) -> list[Cell]:
    names = {each.card.persona_id: each.name for each in found.personas}
    cells = []
    for row, persona_id in enumerate(table.rows):
        size = int(table.counts[row].sum())
        if persona_id not in names or not size:
            continue
        for column, level in enumerate(table.levels):
            count, is_hidden = int(table.counts[row, column]), bool(table.is_hidden[row, column])
            share = formats.rate(count / size, 0)
            cells.append(
                Cell(
                    row=names[persona_id],
                    level=_level_label(level),
                    distance=float(table.residual[row, column])
                    if table.is_notable[row, column]
                    else 0.0,
                    printed="" if is_hidden else share,
                    tooltip=_("fewer than ten customers")
                    if is_hidden
                    else _(
                        "{count} customers, {share}; {lift} times as often as everywhere"
                    ).format(
                        count=formats.count(count),
                        share=share,
                        lift=f"{table.lift[row, column]:.2f}",
                    ),
                )
            )
    return cells


def _finding(table: Crosstab, found: Personas) -> str:
    names = {each.card.persona_id for each in found.personas}
    notable = sum(
        int(table.is_notable[row].sum()) for row, each in enumerate(table.rows) if each in names
    )
    if not notable:
        return _("No difference here is larger than chance explains.")
    return _("**{count}** cells differ by more than chance explains ({test}).").format(
        count=notable, test=term("adjusted_residual").symbol
    )


def attribute_label(name: str) -> str:
    """What an attribute is called on screen; a list's own attributes by their own words."""
    labels = {
        "country": _("Country"),
        "region": _("Region"),
        "first_channel": _("First channel"),
        "first_category": _("First category"),
        "first_product": _("First product"),
        "coupon": _("Coupon on the first order"),
        "birth_date": _("Age"),
    }
    word = plain(attribute_word(name))
    return labels.get(name) or word[:1].upper() + word[1:]


def draw_strong(tables: dict[str, Crosstab], persona_id: str) -> None:
    """On a card: who its customers are more often than others."""
    for cell in strongest(tables, persona_id):
        st.caption(
            _("{attribute} {level}: {lift} times as often as among all of whom it is known").format(
                attribute=attribute_label(cell.attribute),
                level=plain(cell.level),
                lift=f"{cell.lift:.1f}",
            )
        )


def _level_label(level: str) -> str:
    words = {UNKNOWN: _("unknown"), OTHER: _("all others"), "yes": _("yes"), "no": _("no")}
    return words.get(level, level)
