"""The limits between scores in the owner's hand, and what a change of them would move."""

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _
from lib.metrics.rfm import fit_rfm
from lib.metrics.rfm_models import KEPT_AS, RfmModel, own_model
from lib.metrics.rfm_movement import migration, movement_between
from lib.metrics.rfm_presets import PRESETS
from lib.ui import state
from lib.ui.errors import show_error
from lib.ui.rfm_words import group_label, preset_label, preset_note
from lib.view import View
from lib.workspace import Workspace

PRESET_KEY = "rfm_preset"
LIMITS_KEY = "rfm_own_limits"
EARLIER_KEY = "rfm_earlier"


def draw_limits(workspace: Workspace, view: View, model: RfmModel) -> None:
    """Whose groups, the limits as they are, measured anew, or typed."""
    with st.expander(_("Limits between scores: see and change them"), icon=":material/straighten:"):
        st.session_state.setdefault(PRESET_KEY, model.preset)
        preset = st.segmented_control(
            _("Whose groups?"),
            list(PRESETS),
            key=PRESET_KEY,
            format_func=preset_label,
            required=True,
        )
        st.caption(preset_note(str(preset)))
        measured = state.ask(fit_rfm, workspace, view.as_of, str(preset))
        shown = model if model.preset == preset else measured
        typed = st.data_editor(
            _limits_table(shown),
            key=f"{LIMITS_KEY}_{preset}_{shown.as_of}_{shown.is_own}",
            disabled=["score"],
            hide_index=True,
            width="stretch",
            column_config=_limit_columns(shown, workspace.settings.currency),
        )
        st.caption(
            _(
                "The worst value that still gets each score; whoever meets none has score 1."
                " Type other days, purchases or amounts to use your own."
            )
        )
        try:
            wanted = _typed_model(shown, typed)
        except AppError as error:
            show_error(error)
            return
        _draw_choice(workspace, view, model, wanted, measured)


def _draw_choice(
    workspace: Workspace, view: View, model: RfmModel, wanted: RfmModel, measured: RfmModel
) -> None:
    """Keep what is typed, or measure anew; both show first who would move."""
    if wanted == model and (measured == model or model.preset != measured.preset):
        st.caption(_("These are the limits in use, and measuring them again gives the same."))
        return
    new = wanted if wanted != model else measured
    moved = state.ask(migration, workspace, view.as_of, model, new, view.segment)
    if model.preset == new.preset:
        others = moved[moved["was"] != moved["is_now"]]
        st.markdown(
            _("With the new limits **{count}** customers would be in another group.").format(
                count=formats.count(int(others["customers"].sum()))
            )
        )
        _draw_moves(others)
    st.button(
        _("Use these limits from now on")
        if wanted != model
        else _("Measure the limits again from today's customers"),
        on_click=_keep,
        args=(workspace, new),
        key="rfm_keep",
    )


def draw_movement(workspace: Workspace, view: View, model: RfmModel) -> None:
    """From which group to which the customers moved since an earlier day."""
    earlier = st.date_input(
        _("Compare with the groups on"),
        value=view.as_of - timedelta(days=view.period.days),
        max_value=view.as_of,
        format="DD/MM/YYYY",
        key=EARLIER_KEY,
    )
    moved = state.ask(movement_between, workspace, earlier, view.as_of, model, view.segment)
    others = moved[moved["was"] != moved["is_now"]]
    st.markdown(
        _("From {earlier} to {later} **{count}** customers changed their group.").format(
            earlier=formats.day(earlier),
            later=formats.day(view.as_of),
            count=formats.count(int(others["customers"].sum())),
        )
    )
    _draw_moves(others)


def _draw_moves(moves: pd.DataFrame) -> None:
    if moves.empty:
        return
    shown = moves.assign(was=moves["was"].map(group_label), is_now=moves["is_now"].map(group_label))
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        height=min(320, 40 + 35 * len(shown)),
        column_config={
            "was": st.column_config.TextColumn(_("Was")),
            "is_now": st.column_config.TextColumn(_("Is now")),
            "customers": st.column_config.NumberColumn(_("Customers"), format="localized"),
        },
        alt=_("Customers by the group they left and the group they are in now"),
    )


def _keep(workspace: Workspace, model: RfmModel) -> None:
    workspace.keep(KEPT_AS, model.as_dict())


def _limits_table(model: RfmModel) -> pd.DataFrame:
    """One row per score but the lowest, best first."""
    parts = PRESETS[model.preset].parts
    measures = {"recency": model.recency, "frequency": model.frequency, "revenue": model.revenue}
    rows = []
    for score in range(parts, 1, -1):
        row: dict[str, float | None] = {"score": score}
        for name, limits in measures.items():
            row[name] = dict(limits[:-1]).get(score)
        rows.append(row)
    return pd.DataFrame(rows, dtype=float).astype({"score": int})


def _typed_model(shown: RfmModel, typed: pd.DataFrame) -> RfmModel:
    """The model as shown when nothing was typed, else one with limits of the owner's."""
    if typed.equals(_limits_table(shown)):
        return shown
    columns = (typed[name].dropna().tolist() for name in ("recency", "frequency", "revenue"))
    return own_model(shown, *columns)


def _limit_columns(model: RfmModel, currency: str) -> dict[str, Any]:
    number = st.column_config.NumberColumn
    counted = _("Orders, at least") if model.counts_orders else _("Purchase days, at least")
    money = _("Revenue, at least") + (f" ({currency})" if currency else "")
    return {
        "score": number(_("Score")),
        "recency": number(_("Days since last purchase, at most"), min_value=0, step=1),
        "frequency": number(counted, min_value=0, step=1),
        "revenue": number(money, min_value=0.0, step=0.01),
    }
