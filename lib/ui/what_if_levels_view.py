"""What keeping more is worth: one period, the long run, one customer; and the famous claim."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.retention import Retention
from lib.metrics.what_if import MARGIN_SPREAD, programme, value_error
from lib.metrics.what_if_levels import (
    AgeCurve,
    Level,
    age_curve,
    cohort_value,
    growth_of_lifetime,
    raised,
    rate_needed,
    steady_state,
)
from lib.ui import levers, state
from lib.ui.what_if_view import Scenario
from lib.view import View
from lib.workspace import Workspace

CLAIM_POINTS = 0.05
CLAIM_RATES = (0.30, 0.60, 0.80, 0.90)
USUAL_POINTS = 0.05
DISCOUNT_A_YEAR = 0.10
YEAR_DAYS = 365.25


def draw_levels(scenario: Scenario, workspace: Workspace) -> None:
    """Three answers to the same lever, each with its formula, low, base and high."""
    points = scenario.change.kept_points or USUAL_POINTS
    if not scenario.change.kept_points:
        st.caption(_("The lever stands at zero, so these show 5 points more kept customers."))
    rate = scenario.now.retention.strict_crr
    if rate is None:
        st.info(
            _("Without a rate of kept customers in this period there is nothing to raise."),
            icon=":material/info:",
        )
        return
    rows = [
        _one_period(scenario, points),
        _steady(scenario, points),
        _cohort(scenario, points, state.ask(_curve, workspace, scenario.view)),
    ]
    st.dataframe(
        pd.DataFrame([row for row in rows if row]),
        hide_index=True,
        width="stretch",
        alt=_("What more kept customers are worth"),
        column_config={
            "name": st.column_config.TextColumn(
                _("{points} kept").format(points=formats.points(points)), pinned=True
            ),
            "before": st.column_config.TextColumn(_("Today"), alignment="right"),
            "after": st.column_config.TextColumn(_("Then"), alignment="right"),
            "growth": st.column_config.TextColumn(_("Growth"), alignment="right"),
            "range": st.column_config.TextColumn(_("Low to high"), alignment="right"),
        },
    )
    for key in ("level_one_period", "level_steady_state", "level_cohort"):
        entry = term(key)
        st.caption(f"**{entry.label}** = {entry.formula}. {entry.meaning}")
    _draw_break_even(scenario, points)


def _curve(source: Workspace, view: View) -> AgeCurve | None:
    return age_curve(state.retention_data(source, view.segment, view.as_of), view.period.days)


def _one_period(scenario: Scenario, points: float) -> dict[str, str]:
    now, currency = scenario.now, scenario.currency
    found = programme(
        now.retention.customers_start,
        points,
        now.value_per_kept or 0.0,
        scenario.margin,
        scenario.cost,
        value_error(now),
    )
    before = float(now.revenue) * scenario.margin
    return {
        "name": _("{level}: margin").format(level=term("level_one_period").label),
        "before": formats.money(before, currency),
        "after": formats.money(before + float(found.gain), currency),
        "growth": formats.rate(float(found.gain) / before) if before else formats.DASH,
        "range": _span(
            formats.money(before + float(found.gain_low), currency),
            formats.money(before + float(found.gain_high), currency),
        ),
    }


def _steady(scenario: Scenario, points: float) -> dict[str, str] | None:
    now, currency = scenario.now, scenario.currency
    answer = now.retention
    value = float(now.revenue) / answer.customers_end if answer.customers_end else 0.0
    levels = _three(
        [
            steady_state(answer.customers_new, rate, points, value, scenario.margin * size)
            for rate, size in _ends(answer)
        ]
    )
    if levels is None:
        return None
    name = _("{level}: margin per period").format(level=term("level_steady_state").label)
    return _level_row(name, levels, currency)


def _cohort(scenario: Scenario, points: float, curve: AgeCurve | None) -> dict[str, str] | None:
    if curve is None:
        return None
    discount = (1 + DISCOUNT_A_YEAR) ** (curve.step_days / YEAR_DAYS) - 1
    low, high = curve.bounds()
    spread = (1 - MARGIN_SPREAD, 1.0, 1 + MARGIN_SPREAD)
    levels = [
        Level(
            cohort_value(shares, curve.value, scenario.margin * size, discount),
            cohort_value(raised(shares, points), curve.value, scenario.margin * size, discount),
        )
        for shares, size in zip((low, curve.shares, high), spread, strict=True)
    ]
    name = _("{level}: margin in {days}").format(
        level=term("level_cohort").label,
        days=formats.days(curve.step_days * len(curve.shares)),
    )
    return _level_row(name, levels, scenario.currency)


def _ends(answer: Retention) -> list[tuple[float, float]]:
    """Kept rate and size of the margin: low, base, high."""
    return [
        (answer.strict_crr_low or 0.0, 1 - MARGIN_SPREAD),
        (answer.strict_crr or 0.0, 1.0),
        (answer.strict_crr_high or 0.0, 1 + MARGIN_SPREAD),
    ]


def _three(levels: list[Level | None]) -> list[Level] | None:
    found = [level for level in levels if level is not None]
    return found if len(found) == len(levels) else None


def _level_row(name: str, levels: list[Level], currency: str) -> dict[str, str]:
    low, base, high = levels
    return {
        "name": name,
        "before": formats.money(base.before, currency),
        "after": formats.money(base.after, currency),
        "growth": formats.rate(base.growth),
        "range": _span(formats.money(low.after, currency), formats.money(high.after, currency)),
    }


def _span(low: str, high: str) -> str:
    return _("{low} to {high}").format(low=low, high=high)


def _draw_break_even(scenario: Scenario, points: float) -> None:
    now, currency = scenario.now, scenario.currency
    start = now.retention.customers_start
    found = programme(start, points, now.value_per_kept or 0.0, scenario.margin, scenario.cost)
    most = found.per_customer(start)
    if most is None:
        return
    sentence = _(
        "In this period alone {points} more would have earned **{gain}**: the programme may cost at"
        " most **{most}** per customer you had at its start."
    ).format(
        points=formats.points(points).removeprefix("+"),
        gain=formats.money(found.gain, currency),
        most=formats.money(most, currency),
    )
    if scenario.cost and found.break_even_points is not None:
        sentence += " " + _(
            "At a cost of {cost} it breaks even with **{needed}** more kept customers."
        ).format(
            cost=formats.money(scenario.cost, currency),
            needed=formats.points(found.break_even_points).removeprefix("+"),
        )
    st.markdown(sentence.replace("$", r"\$"))


def draw_claim(scenario: Scenario) -> None:
    """ "+5 % retention brings 25 to 95 % more profit", held against this shop's own rate."""
    rate = scenario.now.retention.strict_crr
    currency = scenario.currency
    st.markdown(
        _(
            "Articles promise that 5 % more retention brings **25 to 95 %** more profit. The"
            " studies behind it (Reichheld and Sasser 1990; Reichheld and Schefter 2000) looked at"
            " a bank, an insurance broker, a credit card and a repair chain. It is cited here, not"
            " verified, and nothing on this page is computed with it."
        )
    )
    rows = [_claim_row(each, formats.rate(each, 0)) for each in CLAIM_RATES]
    if rate is not None:
        rows.insert(0, _claim_row(rate, _("{rate} (yours)").format(rate=formats.rate(rate))))
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("What five points more do at different rates"),
        column_config={
            "rate": st.column_config.TextColumn(_("Kept per period")),
            "longer": st.column_config.TextColumn(
                _("With 5 points more customers stay longer by"), alignment="right"
            ),
        },
    )
    st.caption(
        _(
            "Customers stay 1 ÷ (1 − r) periods. Five points more make that 25 % longer from"
            " r = {low} on and 95 % longer from r = {high} on."
        ).format(
            low=formats.rate(rate_needed(0.25, CLAIM_POINTS)),
            high=formats.rate(rate_needed(0.95, CLAIM_POINTS)),
        )
    )
    _draw_profit(scenario, rate, currency)


def _claim_row(rate: float, label: str) -> dict[str, str]:
    return {"rate": label, "longer": formats.rate(growth_of_lifetime(rate, CLAIM_POINTS))}


def _draw_profit(scenario: Scenario, rate: float | None, currency: str) -> None:
    fixed = levers.amount(
        "fixed",
        _("Other costs of the shop in this period ({currency})").format(
            currency=currency or _("amount")
        ),
        step=1000.0,
        help=_("Rent, wages, advertising: what does not grow with sales."),
    )
    if not fixed or rate is None:
        return
    now = scenario.now
    margin = float(now.revenue) * scenario.margin
    gain = programme(
        now.retention.customers_start, CLAIM_POINTS, now.value_per_kept or 0.0, scenario.margin
    ).gain
    profit = margin - fixed
    if profit <= 0:
        st.markdown(_("With these costs the period made no profit to compare with."))
        return
    st.markdown(
        _(
            "Five points more would have added **{gain}** to a profit of {profit}: **{growth}**"
            " more, before paying for the programme. Where profit is thin, any percentage looks"
            " large."
        )
        .format(
            gain=formats.money(gain, currency),
            profit=formats.money(profit, currency),
            growth=formats.rate(float(gain) / profit),
        )
        .replace("$", r"\$")
    )
