"""Cohorts, ages and cells in words: names of rows, figures in cells, the sentence above."""

import math
from collections import Counter
from collections.abc import Sequence
from textwrap import wrap

from lib import formats
from lib.i18n import _
from lib.metrics.cohort_change import CohortChange
from lib.metrics.cohort_grid import OTHERS, UNKNOWN
from lib.metrics.cohort_table import MONEY, Cohort, Measure, Share
from lib.metrics.cohorts import CohortQuestion, cohort_label
from lib.period import Grain, start_of
from lib.ui.cohort_choices import CohortChoices
from lib.ui.plain_text import plain

LONGEST_LINE, MOST_LINES = 18, 2  # of a name in front of its row


def cohort_name(cohort: Cohort, grain: Grain) -> str:
    """Dec 2010, 2011-Q3, 2011-W23, 2011; joined neighbours with both ends; a group by its value."""
    if cohort.place == OTHERS:
        return _("All others")
    if cohort.place == UNKNOWN:
        return _("Unknown")
    if cohort.place is not None:
        return cohort.label
    first = cohort.first_day
    last = start_of(grain, cohort.period.last_day) if grain is not Grain.WEEK else None
    if grain is Grain.MONTH and last is not None:
        names = [formats.month(first), formats.month(last)]
    else:
        names = cohort.label.split("..") if ".." in cohort.label else [cohort_label(grain, first)]
    return f" {formats.DASH} ".join(dict.fromkeys(names))


def _row_label(cohort: Cohort, grain: Grain, *, has_old: bool) -> str:
    """The name, a star for cohorts that may contain old customers, and the size."""
    name = cohort_name(cohort, grain)
    if cohort.place is not None:
        name = "\n".join(wrap(name, LONGEST_LINE, max_lines=MOST_LINES, placeholder="…"))
    return f"{name}{'*' if has_old else ''} · {formats.count(cohort.size)}"


def row_labels(cohorts: Sequence[Cohort], grain: Grain, old: Sequence[bool]) -> list[str]:
    """One label per row; names that were cut to the same letters are told apart by a number."""
    seen: Counter[str] = Counter()
    labels = []
    for cohort, has_old in zip(cohorts, old, strict=True):
        label = _row_label(cohort, grain, has_old=has_old)
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return labels


def ages_title(question: CohortQuestion) -> str:
    """What the columns count."""
    if question.step_days:
        return _("Days since the own first purchase, in steps of {number}").format(
            number=question.step_days
        )
    return {
        Grain.WEEK: _("Weeks since the first purchase"),
        Grain.MONTH: _("Months since the first purchase"),
        Grain.QUARTER: _("Quarters since the first purchase"),
        Grain.YEAR: _("Years since the first purchase"),
    }[question.grain]


def age_name(question: CohortQuestion, age: int) -> str:
    """One column in words: "month 1", "days 31–60", and what age 0 is."""
    if question.step_days:
        if age == 0:
            return _("first day")
        last = question.step_days * age
        return _("days {first}–{last}").format(first=last - question.step_days + 1, last=last)
    if age == 0:
        return {
            Grain.WEEK: _("week of the first purchase"),
            Grain.MONTH: _("month of the first purchase"),
            Grain.QUARTER: _("quarter of the first purchase"),
            Grain.YEAR: _("year of the first purchase"),
        }[question.grain]
    return {
        Grain.WEEK: _("week {number}"),
        Grain.MONTH: _("month {number}"),
        Grain.QUARTER: _("quarter {number}"),
        Grain.YEAR: _("year {number}"),
    }[question.grain].format(number=age)


def value_text(value: float, choices: CohortChoices, currency: str) -> str:
    """A number in full, as the tooltip says it."""
    if math.isnan(value):
        return formats.DASH
    if choices.is_rate or choices.share is Share.PREVIOUS:
        return formats.rate(value)
    if choices.measure in MONEY:
        return formats.money(value, currency)
    return formats.count(int(value)) if value == int(value) else formats.decimal(value, 2)


def mean_text(value: float, choices: CohortChoices, currency: str) -> str:
    """A mean of amounts, or of orders with decimals."""
    return formats.money(value, currency) if choices.measure in MONEY else formats.decimal(value, 2)


def printed(value: float, choices: CohortChoices, decimals: int, *, with_unit: bool) -> str:
    """The same in as few letters as a cell has room for."""
    if math.isnan(value):
        return formats.DASH
    if choices.is_rate or choices.share is Share.PREVIOUS:
        figures = formats.rate(value, decimals).replace("\u00a0", "")
        return figures if with_unit else figures.removesuffix("%")
    return formats.short_amount(value)


def count_text(numerator: float, base: int, choices: CohortChoices, currency: str) -> str:
    """Numerator and denominator: "324 of 885 customers"."""
    if choices.measure in MONEY:
        if choices.measure is Measure.AVERAGE_ORDER_VALUE:
            return _("{amount} in {number} orders").format(
                amount=formats.money(numerator, currency), number=formats.count(base)
            )
        return _("{amount} from {number} customers").format(
            amount=formats.money(numerator, currency), number=formats.count(base)
        )
    if choices.measure is Measure.ORDERS:
        return _("{orders} orders of {number} customers").format(
            orders=formats.count(int(numerator)), number=formats.count(base)
        )
    return _("{part} of {number} customers").format(
        part=formats.count(int(numerator)), number=formats.count(base)
    )


def change_sentence(change: CohortChange | None, grain: Grain) -> str:
    """What changed, said only as far as the interval of the difference supports it."""
    if change is None:
        return _(
            "Too early to compare: no two cohorts of at least 30 customers have been followed for"
            " 30 days yet."
        )
    numbers = {
        "newer": plain(cohort_name(change.newer.cohort, grain)),
        "older": plain(cohort_name(change.older.cohort, grain)),
        "days": change.age_days,
        "rate": formats.rate(change.newer.rate),
        "before": formats.rate(change.older.rate),
        "n": formats.count(change.newer.customers),
        "n_before": formats.count(change.older.customers),
        "low": formats.points(change.low),
        "high": formats.points(change.high),
    }
    if change.newer.cohort.place is not None:
        return _groups_sentence(change).format(**numbers)
    if change.low > 0:
        sentence = _(
            "Customers won in **{newer}** came back **more often** by day {days} than those of"
            " **{older}**: **{rate}** against **{before}**, n {n} / {n_before}."
        )
    elif change.high < 0:
        sentence = _(
            "Customers won in **{newer}** came back **less often** by day {days} than those of"
            " **{older}**: **{rate}** against **{before}**, n {n} / {n_before}."
        )
    else:
        sentence = _(
            "**No clear change**: of the customers won in **{newer}**, **{rate}** came back by day"
            " {days}, of those of **{older}** **{before}** (n {n} / {n_before}). The difference may"
            " be chance: it lies between {low} and {high}."
        )
    return sentence.format(**numbers)


def _groups_sentence(change: CohortChange) -> str:
    if change.is_clear:
        return _(
            "By day {days}, **{rate}** of the customers of **{newer}** came back, of those of"
            " **{older}** **{before}**, n {n} / {n_before}; the difference is more than chance."
        )
    return _(
        "**No clear difference** between the two largest: by day {days}, **{rate}** of the"
        " customers of **{newer}** came back, of those of **{older}** **{before}**, n {n} /"
        " {n_before}. It may be chance: between {low} and {high}."
    )
