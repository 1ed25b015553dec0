"""Cohort tables as rows: what the command line prints and the file to take along holds."""

from typing import Any

import numpy as np

from lib.metrics.cohort_spread import CohortSpread, bounds
from lib.metrics.cohort_table import MEANS, MONEY, SUMS, CohortTable, Measure, Share, usual_share


def table_rows(
    table: CohortTable,
    measure: Measure,
    share: Share | None = None,
    spread: CohortSpread | None = None,
) -> list[dict[str, Any]]:
    """One row per cell that is shown: money as text, bounds where the value is an estimate."""
    share = share or usual_share(measure)
    values = table.values(measure, share)
    ends = bounds(table, measure, share, spread)
    return [
        {
            "cohort": table.cohorts[row].label,
            "size": table.cohorts[row].size,
            "age": int(age),
            "value": _printable(table, measure, share, int(row), int(age), values[row, age]),
            "complete": bool(table.is_complete[row, age]),
            "value_low": _bound(ends.low[row, age], measure),
            "value_high": _bound(ends.high[row, age], measure),
        }
        for row, age in np.argwhere(table.is_shown)
    ]


def _bound(end: float, measure: Measure) -> object:
    if np.isnan(end):
        return None
    return f"{end:.2f}" if measure in MONEY else round(float(end), 6)


def _printable(
    table: CohortTable, measure: Measure, share: Share, row: int, age: int, value: float
) -> object:
    if np.isnan(value):
        return None
    if share is Share.PREVIOUS:
        return round(float(value), 6)
    if measure in MEANS or (measure in SUMS and share is Share.TOTAL):
        return f"{table.money(measure, row, age):.2f}"
    if measure in SUMS:
        return f"{value:.2f}"
    return int(value) if share is Share.TOTAL else round(float(value), 6)
