"""What if more customers stayed? Levers, what they do to this period, and what they are worth."""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.retention import boundaries
from lib.metrics.what_if import Change, Outcome, Range, Today, today, what_if
from lib.shop_files import Settings
from lib.ui import levers, state
from lib.view import View
from lib.workspace import Workspace

LEVERS = ("kept_more", "orders_more", "value_more", "new_more")
USUAL_MARGIN = 40.0


@dataclass(frozen=True)
class Scenario:
    """Today, the change the levers ask for, and what comes of it."""

    view: View
    now: Today
    change: Change
    margin: float
    cost: Decimal
    outcome: Outcome
    currency: str


def ask_today(view: View, workspace: Workspace) -> Today:
    """The period of the view as it was."""
    found: Today = state.ask(_today, workspace, view)
    return found


def _today(source: Workspace, view: View) -> Today:
    data = state.retention_data(source, view.segment, view.as_of)
    return today(data, view.period, view.window_days)


def draw_levers(view: View, now: Today, settings: Settings) -> Scenario:
    """Four levers, the margin and the cost; the scenario they make."""
    currency = settings.currency
    usual_margin = float(settings.margin) if settings.margin else USUAL_MARGIN
    first, second = st.columns(2, gap="large")
    with first:
        kept = levers.lever(
            "kept_more", _("Kept customers"), -20.0, 20.0, step=0.5, unit=_("points")
        )
        new = levers.lever("new_more", _("New customers"), -50.0, 100.0, step=1.0, unit="%%")
        margin = levers.lever(
            "margin", _("Margin"), 0.0, 100.0, step=1.0, unit="%%", usual=usual_margin
        )
    with second:
        orders = levers.lever(
            "orders_more", _("Orders per buyer"), -50.0, 50.0, step=1.0, unit="%%"
        )
        value = levers.lever("value_more", _("Revenue per order"), -50.0, 50.0, step=1.0, unit="%%")
        cost = levers.amount(
            "cost",
            _("Cost of the programme ({currency})").format(currency=currency or _("amount")),
            step=100.0,
            help=_("What mails, discounts, gifts and work cost you in this period."),
        )
    st.button(
        _("Back to today"),
        on_click=levers.clear,
        args=(LEVERS,),
        icon=":material/restart_alt:",
        key="back_to_today",
    )
    change = Change(kept / 100, orders / 100, value / 100, new / 100)
    spent = Decimal(str(cost))
    outcome = what_if(now, change, margin / 100, spent)
    return Scenario(view, now, change, margin / 100, spent, outcome, currency)


def draw_answer(scenario: Scenario) -> None:
    """One sentence: what the change would have brought in this period."""
    outcome, currency = scenario.outcome, scenario.currency
    if scenario.change == Change():
        st.markdown(
            _(
                "This is the period as it was: **{orders}** orders and **{revenue}** of known"
                " customers. Move a lever to see what would have been."
            )
            .format(
                orders=formats.count(scenario.now.orders),
                revenue=formats.money(scenario.now.revenue, currency),
            )
            .replace("$", r"\$")
        )
        return
    difference = outcome.revenue.base - scenario.now.revenue
    sentence = (
        _("This period would have brought **{amount} more** revenue ({low} to {high} in all).")
        if difference >= 0
        else _("This period would have brought **{amount} less** revenue ({low} to {high} in all).")
    )
    st.markdown(
        sentence.format(
            amount=formats.money(abs(difference), currency),
            low=formats.money(outcome.revenue.low, currency),
            high=formats.money(outcome.revenue.high, currency),
        ).replace("$", r"\$")
    )
    if outcome.is_capped:
        st.info(
            _(
                "No more than all can stay and no fewer than none: the lever stops at {rate}."
            ).format(rate=formats.rate(outcome.kept_rate)),
            icon=":material/info:",
        )


def draw_outcome(scenario: Scenario) -> None:
    """Today beside the change: low, base, high."""
    now, outcome, currency = scenario.now, scenario.outcome, scenario.currency
    margin_today = now.revenue * Decimal(repr(scenario.margin))

    def money(amount: Decimal) -> str:
        return formats.money(amount, currency)

    def orders(number: Decimal) -> str:
        return formats.count(round(number))

    share = (
        now.retention.retained / now.retention.customers_start
        if (now.retention.customers_start)
        else None
    )
    rows = [
        {
            "name": term("strict_crr").label,
            "today": formats.rate(share),
            "low": formats.DASH,
            "base": formats.rate(outcome.kept_rate),
            "high": formats.DASH,
        },
        {
            "name": _("New customers"),
            "today": formats.count(now.new.buyers),
            "low": formats.DASH,
            "base": orders(outcome.new_customers),
            "high": formats.DASH,
        },
        _range_row(_("Orders"), orders(Decimal(now.orders)), outcome.orders, orders),
        _range_row(_("Revenue"), money(now.revenue), outcome.revenue, money),
        _range_row(_("Margin after cost"), money(margin_today), outcome.margin, money),
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("The period today and under the change"),
        column_config={
            "name": st.column_config.TextColumn(" ", pinned=True),
            "today": st.column_config.TextColumn(_("Today"), alignment="right"),
            "low": st.column_config.TextColumn(_("Low"), alignment="right"),
            "base": st.column_config.TextColumn(_("With the change"), alignment="right"),
            "high": st.column_config.TextColumn(_("High"), alignment="right"),
        },
    )
    st.caption(
        _(
            "Known customers only, in the period of the view. Low and high: the customers added"
            " spend like today's, within the 95 % interval of their average; the margin is right"
            " within a fifth. Nobody promises that your customers would do it."
        )
    )


def _range_row(name: str, now: str, found: Range, printed: object) -> dict[str, str]:
    if not callable(printed):
        raise TypeError(printed)
    return {
        "name": name,
        "today": now,
        "low": printed(found.low),
        "base": printed(found.base),
        "high": printed(found.high),
    }


def parameters(scenario: Scenario) -> dict[str, object]:
    """What the SQL and the formulas were asked with."""
    view = scenario.view
    return {
        **boundaries(view.period, view.window_days),
        "as_of": view.as_of,
        "kept_points": scenario.change.kept_points,
        "orders_per_buyer": scenario.change.frequency,
        "order_value": scenario.change.order_value,
        "new_customers": scenario.change.new_customers,
        "margin": scenario.margin,
        "cost": scenario.cost,
    }
