"""The RFM page: the answer in words, the groups, the customers in each."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.group_shares import GroupShare, group_shares_chart
from lib.charts.theme import palette
from lib.glossary import term
from lib.i18n import _
from lib.metrics.named_customers import customers_of_ids
from lib.metrics.rfm import Rfm, RfmSegment, fit_rfm, rfm
from lib.metrics.rfm_models import KEPT_AS, RfmModel, kept_model
from lib.metrics.rfm_presets import BRIGHT_SPOTS
from lib.ui import state
from lib.ui.people_table import draw_people
from lib.ui.pictures import draw_chart, picture
from lib.ui.rfm_words import (
    BEST,
    DRIFTING,
    GONE,
    group_label,
    group_rule,
    in_reading_order,
    preset_label,
)
from lib.ui.use_as_segment import offer_as_segment
from lib.ui.whose import choose_whose
from lib.view import View
from lib.workspace import Workspace

GROUP = "rfm_group"


def current_model(workspace: Workspace, view: View) -> RfmModel:
    """The limits the shop has kept; the first visit measures them and keeps them."""
    found = kept_model(workspace)
    if found is None:
        found = state.ask(fit_rfm, workspace, view.as_of, BRIGHT_SPOTS)
        workspace.keep(KEPT_AS, found.as_dict())
    return found


def ask_rfm(workspace: Workspace, view: View, model: RfmModel) -> Rfm:
    """Scores and groups of the customers in view."""
    return state.ask(rfm, workspace, view.segment, view.as_of, model)


def headline(found: Rfm) -> str:
    """The answer as a person would say it."""
    customers = int(sum(each.customers for each in found.segments))
    if not customers:
        return _("Nobody in this view bought in the days looked at.")
    best = [each for each in found.segments if each.segment in BEST]
    drifting = [each for each in found.segments if each.segment in DRIFTING]
    sentence = _(
        "Of {all} customers, **{best}** are champions or loyal and bring **{share}** of the"
        " revenue; **{drifting}** who were good customers have gone quiet."
    )
    return sentence.format(
        all=formats.count(customers),
        best=formats.count(sum(each.customers for each in best)),
        share=formats.rate(sum(each.share_of_revenue for each in best), 0),
        drifting=formats.count(sum(each.customers for each in drifting)),
    )


def limits_sentence(model: RfmModel) -> str:
    """Where the limits come from, so that nobody compares two rulers unawares."""
    if model.is_own:
        return _("{preset} groups, with limits you set.").format(preset=preset_label(model.preset))
    day = formats.day(pd.Timestamp(model.as_of).date()) if model.as_of else formats.DASH
    return _(
        "{preset} groups, with limits measured on {day} and kept since: a new import moves only"
        " customers who changed."
    ).format(preset=preset_label(model.preset), day=day)


def draw_shares(found: Rfm) -> None:
    """A bar per group for the revenue it brings; a mark for the customers it has."""
    draw_chart(
        picture(
            group_shares_chart,
            [_share(each) for each in in_reading_order(found.segments) if each.customers],
            revenue_label=term("share_of_revenue").label,
            customers_label=term("share_of_customers").label,
        ),
        width="stretch",
        key="rfm_shares",
        alt=_("Share of revenue and of customers of each RFM group; the table has the numbers"),
    )
    st.caption(_("Bar: share of revenue. Upright mark: share of customers."))


def draw_groups(found: Rfm, currency: str) -> None:
    """Every group with its rule and the medians of its raw values."""
    money = f" ({currency})" if currency else ""
    counted = _("Orders") if found.model.counts_orders else _("Purchase days")
    rows = [
        {
            "group": group_label(each.segment),
            "customers": each.customers,
            "revenue": float(each.revenue),
            "share": formats.rate(each.share_of_revenue),
            "recency": each.median_recency_days,
            "frequency": each.median_frequency,
            "money": each.median_revenue,
            "rule": group_rule(found.model.preset, each.segment),
        }
        for each in in_reading_order(found.segments)
    ]
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={
            "group": text(_("Group")),
            "customers": number(_("Customers"), format="localized"),
            "revenue": number(_("Revenue") + money, format="localized", step=0.01),
            "share": text(term("share_of_revenue").label, alignment="right"),
            "recency": number(_("Days ago"), format="localized"),
            "frequency": number(counted, format="localized"),
            "money": number(_("Revenue each") + money, format="localized", step=0.01),
            "rule": text(_("Scores")),
        },
        alt=_("RFM groups: customers, revenue, medians and the scores that make them"),
        placeholder=formats.DASH,
    )
    st.caption(
        _(
            "Days since the last purchase, purchases and revenue are medians of the group's own"
            " values: half of its customers lie below, half above."
        )
    )


def draw_customers(workspace: Workspace, found: Rfm, view: View) -> None:
    """Every group as a button; the chosen one opens its customers."""
    chosen = choose_whose(
        GROUP,
        {
            each.segment: f"{group_label(each.segment)} {formats.count(each.customers)}"
            for each in in_reading_order(found.segments)
            if each.customers
        },
    )
    if not chosen:
        return
    st.caption(
        _("Scores {rule}. R = how recent, F = how often, M = how much; FM = their mean.").format(
            rule=group_rule(found.model.preset, chosen)
        )
    )
    draw_people(
        state.ask(group_people, workspace, view.segment, view.as_of, found.model, chosen),
        currency=workspace.settings.currency,
        alt=_("Customers of the group {label}").format(label=group_label(chosen)),
        file_name=f"rfm_{chosen}_{view.as_of}.csv",
        key=f"download_rfm_{chosen}",
    )
    offer_as_segment(view.segment, "rfm_segment", chosen)


def group_people(workspace: Workspace, *question: object) -> pd.DataFrame:
    """One row per customer of a group: question is segment, as-of day, model, group."""
    *view, chosen = question
    found = state.ask(rfm, workspace, *view)
    return customers_of_ids(workspace, found.customers_of({str(chosen)}))


def _share(each: RfmSegment) -> GroupShare:
    colours = palette(is_dark=st.context.theme.type == "dark")
    colour = colours.bright_spot if each.segment in BEST else colours.rate
    return GroupShare(
        label=group_label(each.segment),
        colour=colours.loss if each.segment in GONE else colour,
        customers=each.share_of_customers,
        revenue=each.share_of_revenue,
        customers_text=formats.rate(each.share_of_customers),
        revenue_text=formats.rate(each.share_of_revenue),
    )
