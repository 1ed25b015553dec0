"""Where customers stand on a day, in which phase, and who moved since another day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.movement import SELECTION, MovementCell, movement_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.lifecycle import STAGES
from lib.metrics.lifecycle_movement import (
    FROM,
    PHASES,
    Movement,
    lifecycle_movement,
    lifecycle_phases,
)
from lib.metrics.named_customers import customers_of_ids
from lib.segment import EVERYONE
from lib.ui import state
from lib.ui.people_table import draw_people
from lib.ui.pictures import draw_chart, picture
from lib.ui.plain_text import plain
from lib.view import View
from lib.workspace import Workspace

SINCE, UNTIL, WAS, IS_NOW = "since", "until", "was", "is_now"
SILENT = ("lapsing", "lapsed")


@dataclass(frozen=True)
class Standing:
    """Both days, and every customer on each."""

    view: View
    workspace: Workspace
    moved: Movement
    phases: dict[str, int]


def ask_standing(view: View, workspace: Workspace) -> Standing:
    """Two days chosen by hand, else the first and last of the period."""
    last = min(view.period.last_day, view.as_of)
    first, second = st.columns(2)
    with first:
        since = _day(SINCE, _("From the end of"), min(view.period.start_boundary, last), view.as_of)
    with second:
        until = _day(UNTIL, _("To the end of"), last, view.as_of)
    data = state.retention_data(workspace, EVERYONE, view.as_of)
    window_days = state.window_suggestion(data).window_days
    since, until = sorted((since, until))
    moved = state.ask(lifecycle_movement, workspace, since, until, window_days, view.segment)
    phases = state.ask(lifecycle_phases, workspace, until, window_days, view.segment)
    return Standing(view, workspace, moved, phases)


def _day(key: str, label: str, usual: date, latest: date) -> date:
    """A day that follows the period until another is chosen; the link keeps the choice."""
    try:
        asked = date.fromisoformat(st.query_params.get(key, ""))
    except ValueError:
        asked = usual
    chosen = st.date_input(
        label,
        min(asked, latest),
        key=f"{key}_{usual}",
        format="DD/MM/YYYY",
        max_value=latest,
        min_value=date(1970, 1, 1),
    )
    found = chosen if isinstance(chosen, date) else usual
    if found == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = found.isoformat()
    return found


def draw_sentence(standing: Standing) -> None:
    """How many stand where on the later day, as a person would say it."""
    counts = dict(zip(STAGES, standing.moved.counts.sum(axis=0).tolist(), strict=True))
    everybody = sum(counts.values())
    if not everybody:
        st.markdown(_("Nobody had bought by that day."))
        return
    active = everybody - sum(counts[stage] for stage in SILENT)
    st.markdown(
        _(
            "On {day}, **{active}** of {all} customers were inside the usual rhythm, **{lapsing}**"
            " were drifting away and **{lapsed}** had been silent for more than {days}."
        ).format(
            day=formats.day(standing.moved.after),
            active=formats.count(active),
            all=formats.count(everybody),
            lapsing=formats.count(counts["lapsing"]),
            lapsed=formats.count(counts["lapsed"]),
            days=formats.days(2 * standing.moved.window_days),
        )
    )
    st.caption(
        _("{segment} · W* = {days}, the window this shop's own rhythm suggests").format(
            segment=standing.view.segment.describe(),
            days=formats.days(standing.moved.window_days),
        )
    )


def draw_movement(standing: Standing) -> None:
    """Rows: where they stood; columns: where they stand; the shade is the share of the row."""
    counts = standing.moved.counts
    names = {stage: term(f"stage_{stage}").label for stage in FROM}
    cells = []
    for row, was in enumerate(FROM):
        whole = int(counts[row].sum())
        for column, is_now in enumerate(STAGES):
            moved = int(counts[row, column])
            share = moved / whole if whole else 0.0
            cells.append(
                MovementCell(
                    names[was],
                    names[is_now],
                    share,
                    formats.count(moved) if moved else "",
                    formats.rate(share),
                )
            )
    draw_chart(
        picture(
            movement_chart,
            cells,
            rows=[names[stage] for stage in FROM],
            columns=[names[stage] for stage in STAGES],
            share_label=_("of the row"),
        ),
        width="stretch",
        key="movement",
        on_select=_open_clicked,
        selection_mode=SELECTION,
        alt=_("Where customers stood on {before} and where they stand on {after}").format(
            before=formats.day(standing.moved.before), after=formats.day(standing.moved.after)
        ),
    )
    st.caption(
        _(
            "Rows: the end of {before}. Columns: the end of {after}. Stronger colour: more of the"
            " row."
        ).format(before=formats.day(standing.moved.before), after=formats.day(standing.moved.after))
    )


def _open_clicked() -> None:
    """A click on a cell chooses its row and column below; a second click lets them go."""
    picked = st.session_state["movement"].selection.get(SELECTION) or [{}]
    stages = {term(f"stage_{stage}").label: stage for stage in FROM}
    st.session_state[WAS] = stages.get(picked[0].get("was"))
    st.session_state[IS_NOW] = stages.get(picked[0].get("is_now"))


def draw_cell(standing: Standing) -> None:
    """The customers of one cell, chosen by its row and column."""
    counts = standing.moved.counts
    first, second = st.columns(2)
    rows = [was for row, was in enumerate(FROM) if counts[row].any()]
    with first:
        was = _stage(WAS, _("Who was"), rows)
    columns = [
        is_now for column, is_now in enumerate(STAGES) if was and counts[FROM.index(was), column]
    ]
    with second:
        is_now = _stage(IS_NOW, _("and is now"), columns)
    if not was or not is_now:
        st.caption(_("Choose a row and a column to see the customers of that cell."))
        return
    ids = standing.moved.customers(was, is_now)
    people = customers_of_ids(standing.workspace, ids)
    draw_people(
        people,
        currency=standing.workspace.settings.currency,
        alt=_("Customers of the cell"),
        file_name=f"{was}_{is_now}_{standing.moved.before}_{standing.moved.after}.csv",
        key="download_movement",
    )


def _stage(key: str, label: str, options: list[str]) -> str | None:
    asked = st.query_params.get(key)
    if key not in st.session_state and asked in options:
        st.session_state[key] = asked
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    chosen = st.selectbox(
        label,
        options,
        index=None,
        key=key,
        format_func=lambda stage: term(f"stage_{stage}").label,
        placeholder=_("Choose…"),
    )
    if chosen:
        st.query_params[key] = chosen
    else:
        st.query_params.pop(key, None)
    return chosen


def draw_stages(standing: Standing) -> None:
    """Both days side by side, one row per stage; and the phases of the articles."""
    before, after = standing.moved.counts.sum(axis=1)[1:], standing.moved.counts.sum(axis=0)
    stages: list[dict[str, object]] = [
        {
            "name": term(f"stage_{stage}").label,
            "rule": term(f"stage_{stage}").formula,
            "before": int(was),
            "now": int(now),
        }
        for stage, was, now in zip(STAGES, before, after, strict=True)
    ]
    _table(stages, standing, _("Customers by stage"))
    _rules(stages)
    st.subheader(_("Which phase are they in?"))
    phases: list[dict[str, object]] = [
        {
            "name": term("phase_short").label,
            "rule": term("phase_short").formula,
            "now": formats.DASH,
            "next": term("phase_short").caveat,
        },
    ]
    for phase in PHASES:
        entry = term(f"phase_{phase}")
        phases.append(
            {
                "name": entry.label,
                "rule": entry.formula,
                "now": formats.count(standing.phases[phase]),
                "next": entry.meaning,
            }
        )
    _table(phases, standing, _("Customers by phase"))
    _rules(phases)


def _table(rows: list[dict[str, object]], standing: Standing, alt: str) -> None:
    is_text = isinstance(rows[0]["now"], str)
    column: Any = st.column_config.TextColumn if is_text else st.column_config.NumberColumn
    how = {"alignment": "right"} if is_text else {"format": "localized"}
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=alt,
        column_order=("name", "before", "now"),
        column_config={
            "name": st.column_config.TextColumn(_("Customers")),
            "before": st.column_config.NumberColumn(
                formats.day(standing.moved.before), format="localized"
            ),
            "now": column(formats.day(standing.moved.after), **how),
        },
    )


def _rules(rows: list[dict[str, object]]) -> None:
    """Under the table: a cell would cut sentences off."""
    st.caption(
        "\n".join(
            f"- **{row['name']}**: "
            + " · ".join(plain(str(row[part])) for part in ("rule", "next") if part in row)
            for row in rows
        )
    )


def parameters(standing: Standing) -> dict[str, object]:
    """What the SQL was asked with."""
    return {
        "before": standing.moved.before,
        "after": standing.moved.after,
        "window_days": standing.moved.window_days,
    }
