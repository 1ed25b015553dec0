"""The customers of one cell: chosen by a click or from two menus, with what they bought."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.cohorts import SELECTION
from lib.export.safe_csv import safe_csv_of_frame
from lib.i18n import _
from lib.metrics.cohort_people import (
    ABSENT,
    BOUGHT,
    LATER,
    REPEATED,
    CellAsked,
    cell_asked,
    cell_customers,
    cell_products,
)
from lib.metrics.cohort_table import Measure
from lib.segment import Segment
from lib.ui import state
from lib.ui.cohort_answers import Cohorts
from lib.ui.cohort_words import age_name
from lib.ui.people_table import draw_people
from lib.ui.plain_text import plain
from lib.workspace import Workspace

ROW, AGE, WHO, CELL = "cell_cohort", "cell_age", "cell_who", "cell"
PRODUCTS_SHOWN = 10


def open_cell(cohorts: Cohorts, labels: list[str], key: str) -> None:
    """After a click on the picture: the cell's customers open, or close when it was unselected."""
    picked = st.session_state[key].selection.get(SELECTION) or [{}]
    label, age = picked[0].get("row"), picked[0].get("age")
    is_cohort = label in labels[: len(cohorts.rows)]
    row = cohorts.rows[labels.index(label)] if is_cohort else None
    st.session_state[ROW] = None if row is None else cohorts.table.cohorts[row].label
    st.session_state[AGE] = None if row is None else int(age)


def draw_cell(cohorts: Cohorts) -> None:
    """Two menus that name the open cell, its customers and what they bought."""
    st.subheader(_("Who is behind a cell?"))
    found = _choose_cell(cohorts)
    if found is None:
        st.caption(_("Click a cell above, or choose a cohort and an age."))
        return
    row, age = found
    who = _choose_who(cohorts, row, age)
    asked = cell_asked(cohorts.grid, cohorts.choices.question, cohorts.table.cohorts[row], age)
    people = state.ask(_people, cohorts.workspace, asked, who, cohorts.view.segment)
    st.markdown(_summary(cohorts, row, age, who, people))
    draw_people(
        people,
        currency=cohorts.currency,
        alt=_("Customers of the cell"),
        file_name=f"cohort_{cohorts.table.cohorts[row].first_day}_{age}_{who}.csv",
        key="download_cell",
    )
    if who != ABSENT and len(people):
        ids = tuple(int(each) for each in people["customer_id"])
        _draw_products(cohorts, state.ask(_products, cohorts.workspace, asked, ids))


def _people(source: Workspace, asked: CellAsked, who: str, segment: Segment) -> pd.DataFrame:
    return cell_customers(source, asked, who, segment)


def _products(source: Workspace, asked: CellAsked, ids: tuple[int, ...]) -> pd.DataFrame:
    return cell_products(source, asked, list(ids))


def _choose_cell(cohorts: Cohorts) -> tuple[int, int] | None:
    table = cohorts.table
    by_label = {table.cohorts[row].label: row for row in cohorts.rows}
    if ROW not in st.session_state and CELL in st.query_params:
        asked, _tilde, number = st.query_params[CELL].rpartition("~")
        if asked in by_label and number.isdigit():
            st.session_state[ROW], st.session_state[AGE] = asked, int(number)
    if st.session_state.get(ROW) not in by_label:
        st.session_state[ROW] = None
    left, right = st.columns(2)
    with left:
        label = st.selectbox(
            _("Cohort"),
            list(by_label),
            key=ROW,
            index=None,
            placeholder=_("Choose a cohort"),
            format_func=lambda each: cohorts.name(by_label[each]),
        )
    row = by_label.get(label or "")
    shown = [] if row is None else [age for age in range(cohorts.ages) if table.is_shown[row, age]]
    if st.session_state.get(AGE) not in shown:
        st.session_state[AGE] = shown[min(1, len(shown) - 1)] if shown else None
    with right:
        age = st.selectbox(
            _("Age"),
            shown,
            key=AGE,
            disabled=row is None,
            placeholder=_("Choose an age"),
            format_func=lambda each: age_name(cohorts.choices.question, each),
        )
    state.write_url(CELL, "" if row is None or age is None else f"{label}~{age}")
    return None if row is None or age is None else (row, age)


def _choose_who(cohorts: Cohorts, row: int, age: int) -> str:
    """The customers of the numerator first, then those who did not buy at that age."""
    table = cohorts.table
    base, bought = int(table.base[row, age]), int(table.customers[row, age])
    groups = {
        BOUGHT: (_("Bought at this age"), bought),
        REPEATED: (_("Came back by this age"), int(table.repeaters[row, age])),
        LATER: (_("Bought then or later"), int(table.later[row, age])),
        ABSENT: (_("Did not buy at this age"), base - bought),
    }
    first = {Measure.REPEAT_RATE: REPEATED, Measure.UNBOUNDED_RETENTION: LATER}
    usual = first.get(cohorts.choices.measure, BOUGHT)
    if st.session_state.get(WHO) not in groups:
        asked = st.query_params.get(WHO)
        st.session_state[WHO] = asked if asked in groups else usual
    chosen = st.segmented_control(
        _("Whose names do you want to see?"),
        list(groups),
        key=WHO,
        required=True,
        label_visibility="collapsed",
        format_func=lambda each: f"{groups[each][0]} {formats.count(groups[each][1])}",
    )
    state.write_url(WHO, str(chosen) if chosen != usual else "")
    return str(chosen or usual)


def _summary(cohorts: Cohorts, row: int, age: int, who: str, people: pd.DataFrame) -> str:
    sentence = {
        BOUGHT: _("**{number}** customers of **{cohort}** bought at this age ({age})."),
        REPEATED: _("**{number}** customers of **{cohort}** had bought again by then ({age})."),
        LATER: _("**{number}** customers of **{cohort}** bought then or later ({age})."),
        ABSENT: _("**{number}** customers of **{cohort}** did not buy at this age ({age})."),
    }[who]
    return sentence.format(
        number=formats.count(len(people)),
        cohort=plain(cohorts.name(row)),
        age=age_name(cohorts.choices.question, age),
    )


def _draw_products(cohorts: Cohorts, products: pd.DataFrame) -> None:
    if products.empty:
        return
    headers = {
        "product_name": _("Product"),
        "buyer_count": _("Customers"),
        "order_count": _("Orders"),
        "revenue": _("Revenue ({currency})").format(currency=cohorts.currency)
        if cohorts.currency
        else _("Revenue"),
    }
    # Files with totals of orders only do not know what a product brought.
    if products["revenue"].isna().all():
        del headers["revenue"]
    shown = products[list(headers)]
    st.markdown(_("**What they bought at this age**"))
    st.dataframe(
        shown.head(PRODUCTS_SHOWN),
        hide_index=True,
        width="stretch",
        alt=_("Products bought by the customers of the cell"),
        column_config={
            "product_name": st.column_config.TextColumn(headers["product_name"]),
            "buyer_count": st.column_config.NumberColumn(
                headers["buyer_count"], format="localized"
            ),
            "order_count": st.column_config.NumberColumn(
                headers["order_count"], format="localized"
            ),
            "revenue": st.column_config.NumberColumn(
                headers.get("revenue"), format="localized", step=0.01
            ),
        },
    )
    st.download_button(
        _("Download these products (CSV)"),
        data=lambda: safe_csv_of_frame(shown, list(headers.values())),
        file_name="cohort_products.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="download_cell_products",
    )
