"""Two periods side by side: what the Compare page shows of one answer."""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.waterfall import Bar, drivers_chart, waterfall_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.compare import BRIDGE_PARTS, DRIVERS, Comparison, bridge_parameters, compare
from lib.metrics.retention import RetentionData, boundaries
from lib.metrics.retention_flags import LOW_N_BELOW
from lib.metrics.spend_draws import AVERAGES
from lib.metrics.spending import Measured, Spending, spending
from lib.period import Pairing
from lib.ui import state
from lib.ui.cards import count_card, is_within_chance, rate_base, rate_card
from lib.ui.compare_verdict import (
    MEASURE_OF_DRIVER,
    kept_sentence,
    pairing_notes,
    rate_notes,
    revenue_sentence,
    signed_money,
)
from lib.ui.pictures import draw_chart, picture
from lib.ui.plain_text import plain
from lib.view import View
from lib.workspace import Workspace

TERM_OF = {"customers": "buyers", "orders": "period_orders", "revenue": "period_revenue"}
IN_MONEY = ("revenue", "average_order_value", *AVERAGES)


@dataclass(frozen=True)
class Answers:
    """One comparison, and where it comes from."""

    view: View
    data: RetentionData
    paired: Pairing
    rates: Comparison
    spent: Spending
    currency: str


def ask_comparison(view: View, workspace: Workspace) -> Answers:
    """The answer that every piece of the page shows a part of."""
    data = state.retention_data(workspace, view.segment, view.as_of)
    rates, spent = state.ask(_comparison, workspace, view)
    # Periods that are not over were cut where they were chosen.
    paired = Pairing(view.period, view.comparison, view.is_cut)
    return Answers(view, data, paired, rates, spent, workspace.settings.currency)


def _comparison(source: Workspace, view: View) -> tuple[Comparison, Spending]:
    data = state.retention_data(source, view.segment, view.as_of)
    return (
        compare(data, view.period, view.comparison, view.window_days),
        spending(data, view.period, view.comparison),
    )


def draw_verdict(answers: Answers) -> None:
    """Two sentences, and what was done to make the periods comparable."""
    st.markdown(kept_sentence(answers.rates))
    st.markdown(_plain(revenue_sentence(answers.rates, answers.spent, answers.currency)))
    st.caption(plain(answers.view.describe()))
    for note in (*pairing_notes(answers.paired, answers.spent), *rate_notes(answers.rates)):
        st.info(note, icon=":material/info:")


def _plain(sentence: str) -> str:
    """Two dollar signs in one sentence would be read as a formula."""
    return sentence.replace("$", r"\$")


def draw_cards(answers: Answers) -> None:
    """Both rates and revenue, each with its difference."""
    now, before = answers.rates.now, answers.rates.before
    is_steady = min(now.customers_start, before.customers_start) >= LOW_N_BELOW
    first, second, third = st.columns(3)
    with first:
        rate_card(
            "strict_crr",
            now.strict_crr,
            base=rate_base(now, now.strict_crr_low, now.strict_crr_high),
            before=before.strict_crr if is_steady else None,
            is_chance=is_within_chance(
                answers.rates.strict_crr_difference_low, answers.rates.strict_crr_difference_high
            ),
        )
    with second:
        rate_card(
            "crr",
            now.crr,
            base=rate_base(now, now.crr_low, now.crr_high),
            before=before.crr if is_steady else None,
            is_chance=is_within_chance(
                answers.rates.crr_difference_low, answers.rates.crr_difference_high
            ),
        )
    with third:
        count_card(
            "period_revenue",
            formats.short_money(answers.spent.revenue_now, answers.currency),
            _("{before} before, a difference of {difference}")
            .format(
                before=formats.money(answers.spent.revenue_before, answers.currency),
                difference=signed_money(answers.rates.revenue_bridge.total, answers.currency),
            )
            .replace("$", r"\$"),
        )


def draw_side_by_side(answers: Answers) -> None:
    """Every measure of both periods, the difference, its interval and a word on chance."""
    rates = answers.rates
    rows = [
        _row(
            f"{term('customers_start').label} ({term('customers_start').symbol})",
            formats.count(rates.before.customers_start),
            formats.count(rates.now.customers_start),
            formats.signed_count(rates.now.customers_start - rates.before.customers_start),
            formats.DASH,
            formats.DASH,
        ),
        _row(
            term("strict_crr").label,
            formats.rate(rates.before.strict_crr),
            formats.rate(rates.now.strict_crr),
            formats.points(rates.strict_crr_difference),
            _ends(
                rates.strict_crr_difference_low,
                rates.strict_crr_difference_high,
                formats.points,
            ),
            _chance_word(rates.strict_crr_difference_low, rates.strict_crr_difference_high),
        ),
        _row(
            term("crr").label,
            formats.rate(rates.before.crr),
            formats.rate(rates.now.crr),
            formats.points(rates.crr_difference),
            _ends(rates.crr_difference_low, rates.crr_difference_high, formats.points),
            _chance_word(rates.crr_difference_low, rates.crr_difference_high),
        ),
    ]
    rows += [_measure_row(each, answers) for each in answers.spent.measures.values()]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("Both periods side by side"),
        column_config={
            "name": st.column_config.TextColumn(_("Measure"), pinned=True, width="medium"),
            "before": st.column_config.TextColumn(_("Before"), alignment="right"),
            "now": st.column_config.TextColumn(_("Now"), alignment="right"),
            "difference": st.column_config.TextColumn(_("Difference"), alignment="right"),
            "interval": st.column_config.TextColumn(
                term("interval").label,
                alignment="right",
                help=term("difference_interval").meaning,
            ),
            "chance": st.column_config.TextColumn(_("Only chance?")),
        },
    )
    st.caption(term("difference_interval").caveat)


def _measure_row(measured: Measured, answers: Answers) -> dict[str, str]:
    label = term(TERM_OF.get(measured.name, measured.name)).label
    if answers.spent.is_per_day and measured.name in TERM_OF:
        label = _("{measure}, per day").format(measure=label)

    def printed(value: float | None) -> str:
        if value is None:
            return formats.DASH
        if measured.name in IN_MONEY:
            return formats.money(value, answers.currency)
        if measured.name == "frequency" or answers.spent.is_per_day:
            return formats.decimal(value, 2)
        return formats.count(round(value))

    def signed(value: float | None) -> str:
        return ("+" if value and value > 0 else "") + printed(value)

    low, high = measured.difference_low, measured.difference_high
    return _row(
        label,
        printed(measured.before),
        printed(measured.now),
        signed(measured.difference),
        _ends(low, high, signed),
        _chance_word(low, high),
    )


def _row(
    name: str, before: str, now: str, difference: str, interval: str, chance: str
) -> dict[str, str]:
    return {
        "name": name,
        "before": before,
        "now": now,
        "difference": difference,
        "interval": interval,
        "chance": chance,
    }


def _ends(low: float | None, high: float | None, printed: object) -> str:
    if low is None or high is None or not callable(printed):
        return formats.DASH
    return _("{low} to {high}").format(low=printed(low), high=printed(high))


def _chance_word(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return formats.DASH
    return _("possible") if low <= 0 <= high else _("unlikely")


def draw_revenue_bridge(answers: Answers) -> None:
    """From the revenue of the comparison to that of the period, exact to the cent."""
    spent, currency = answers.spent, answers.currency
    level = spent.revenue_before
    bars = [_total_bar(_("Before"), level, currency)]
    for part in BRIDGE_PARTS:
        change: Decimal = getattr(answers.rates.revenue_bridge, part)
        bars.append(
            Bar(
                term(f"bridge_{part}").label,
                "gain" if change >= 0 else "loss",
                float(level),
                float(level + change),
                signed_money(change, currency),
            )
        )
        level += change
    bars.append(_total_bar(_("This period"), spent.revenue_now, currency))
    draw_chart(
        picture(waterfall_chart, bars),
        width="stretch",
        key="revenue_bridge",
        alt=", ".join(f"{bar.label} {bar.printed}" for bar in bars),
    )


def _total_bar(label: str, amount: Decimal, currency: str) -> Bar:
    return Bar(label, "total", 0.0, float(amount), formats.money(amount, currency))


def draw_drivers(answers: Answers) -> None:
    """Buyers, orders per buyer, revenue per order: what each did to the difference."""
    bars = []
    for name in DRIVERS:
        amount: Decimal = getattr(answers.rates.revenue_drivers, name)
        bars.append(
            Bar(
                term(MEASURE_OF_DRIVER[name]).label,
                "gain" if amount >= 0 else "loss",
                0.0,
                float(amount),
                signed_money(amount, answers.currency),
            )
        )
    draw_chart(
        picture(drivers_chart, bars),
        width="stretch",
        key="revenue_drivers",
        alt=", ".join(f"{bar.label} {bar.printed}" for bar in bars),
    )
    st.caption(term("revenue_drivers").meaning)


def parameters(answers: Answers) -> dict[str, object]:
    """The values the SQL files were asked with."""
    now, before = answers.paired.now, answers.paired.before
    window_days = answers.view.window_days
    return {
        **bridge_parameters(now, before),
        "window_days": window_days,
        "as_of": answers.view.as_of,
        **{f"now_{name}": day for name, day in boundaries(now, window_days).items()},
        **{f"before_{name}": day for name, day in boundaries(before, window_days).items()},
    }
