"""The cells of the cohort picture in words: every tooltip says what its figure is of."""

import numpy as np

from lib import formats
from lib.charts.cohorts import GAP, HeatCell
from lib.i18n import _
from lib.metrics.cohort_table import SUMS, CohortTable, Measure, Share
from lib.ui.cohort_answers import Cohorts
from lib.ui.cohort_choices import CohortChoices
from lib.ui.cohort_words import age_name, count_text, mean_text, printed, row_labels, value_text

SMALL_BELOW = 30
WITH_UNIT_UP_TO = 16


def heat_cells(cohorts: Cohorts) -> tuple[list[HeatCell], list[str]]:
    """Every cell in view with its words, and the row labels from top to bottom."""
    table, choices = cohorts.table, cohorts.choices
    values, pooled = cohorts.values, cohorts.pooled
    decimals = _decimals(cohorts, values)
    labels = row_labels(
        [table.cohorts[row] for row in cohorts.rows],
        choices.question.grain,
        [row in cohorts.old_rows for row in cohorts.rows],
    )
    cells = [
        _cell(cohorts, label, row, int(age), values[row, age], decimals)
        for label, row in zip(labels, cohorts.rows, strict=True)
        for age in np.flatnonzero(table.is_shown[row, : cohorts.ages])
    ]
    if len(cohorts.rows) > 1:
        together = _("All together")
        labels += [GAP, together]
        cells += [
            _pooled_cell(cohorts, together, age, decimals)
            for age in range(min(cohorts.ages, len(pooled.values)))
            if pooled.cohorts[age]
        ]
    return cells, labels


def interval_text(low: float, high: float, choices: CohortChoices, currency: str) -> str:
    """The 95 % interval of a rate or a mean; a dash for a total, which is no estimate."""
    if np.isnan(low):
        return formats.DASH
    if choices.is_rate:
        return formats.interval(low, high)
    return f" {formats.DASH} ".join(mean_text(each, choices, currency) for each in (low, high))


def _cell(
    cohorts: Cohorts, label: str, row: int, age: int, value: float, decimals: int
) -> HeatCell:
    table, choices = cohorts.table, cohorts.choices
    is_complete = bool(table.is_complete[row, age])
    numerator = float(table.numerators(choices.measure)[row, age])
    base = int(denominators(table, choices.measure)[row, age])
    size = table.cohorts[row].size
    is_start = age == 0 and is_given(choices)
    kind = "running" if not is_complete else "start" if is_start or np.isnan(value) else "whole"
    if is_complete:
        state_text = _("finished")
        if table.base[row, age] < size:
            share = formats.rate(table.base[row, age] / size, 0)
            state_text = _("finished for {share} of the cohort").format(share=share)
    else:
        state_text = _("unfinished: can still change")
    return HeatCell(
        label,
        age,
        kind,
        float(value),
        printed(value, choices, decimals, with_unit=cohorts.ages <= WITH_UNIT_UP_TO),
        bool(table.base[row, age] < SMALL_BELOW),
        is_pooled=False,
        cohort_text=_("{name}, {number} customers").format(
            name=cohorts.name(row), number=formats.count(size)
        ),
        age_text=age_name(choices.question, age),
        value_text=value_text(value, choices, cohorts.currency),
        count_text=count_text(numerator, base, choices, cohorts.currency),
        interval_text=interval_text(
            *(float(cohorts.bounds.low[row, age]), float(cohorts.bounds.high[row, age])),
            *(choices, cohorts.currency),
        ),
        state_text=state_text,
    )


def _pooled_cell(cohorts: Cohorts, label: str, age: int, decimals: int) -> HeatCell:
    choices, pooled = cohorts.choices, cohorts.pooled
    value, count = float(pooled.values[age]), int(pooled.cohorts[age])
    numerator, base = float(pooled.numerators[age]), int(pooled.bases[age])
    is_plain = (age == 0 and is_given(choices)) or np.isnan(value)
    is_change = choices.share is Share.PREVIOUS
    return HeatCell(
        label,
        age,
        "start" if is_plain else "whole",
        value,
        printed(value, choices, decimals, with_unit=cohorts.ages <= WITH_UNIT_UP_TO),
        bool(pooled.customers[age] < SMALL_BELOW),
        is_pooled=True,
        cohort_text=label,
        age_text=age_name(choices.question, age),
        value_text=value_text(value, choices, cohorts.currency),
        count_text=formats.DASH
        if is_change
        else count_text(numerator, base, choices, cohorts.currency),
        interval_text=interval_text(
            *(float(cohorts.pooled_bounds.low[age]), float(cohorts.pooled_bounds.high[age])),
            *(choices, cohorts.currency),
        ),
        state_text=_("finished cells of {number} cohorts").format(number=count),
    )


def denominators(table: CohortTable, measure: Measure) -> np.ndarray:
    return table.orders if measure is Measure.AVERAGE_ORDER_VALUE else table.base


def is_given(choices: CohortChoices) -> bool:
    """Age 0 says nothing about coming back where everybody bought in it by definition."""
    return choices.measure in (
        Measure.RETENTION,
        Measure.UNBOUNDED_RETENTION,
        Measure.ORDERS,
        *SUMS,
    )


def _decimals(cohorts: Cohorts, values: np.ndarray) -> int:
    """One decimal where every rate is small."""
    later = values[list(cohorts.rows), 1 : cohorts.ages] if cohorts.rows else values
    known = later[~np.isnan(later)]
    return 1 if len(known) and known.max() < 0.1 else 0
