"""What it cost to win the customers of a cohort, and from which age on they have paid it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import numpy as np

from lib.metrics.cohort_table import Cohort, CohortTable
from lib.metrics.margin import MonthOfCosts


@dataclass(frozen=True)
class Payback:
    """One cohort: the cost of winning a customer beside what a customer has left so far."""

    cohort: Cohort
    spent: Decimal
    age: int | None
    """The last finished age; None while the first is not over."""
    left_each: float | None
    """Margin per customer won up to that age."""
    paid_back_age: int | None
    """The first finished age at which that was at least the cost of winning; None: not yet."""

    @property
    def cost_each(self) -> Decimal:
        """Spent in the cohort's months per customer won in them."""
        return self.spent / self.cohort.size


def paybacks(table: CohortTable, months: Sequence[MonthOfCosts]) -> list[Payback]:
    """Cohorts by month or longer in whose months something was spent on winning customers.

    ``table`` must hold margins. Weeks and groups have no costs of their own: they answer nothing.
    """
    if not table.is_margin:
        raise ValueError("what pays back is margin, not revenue")
    found = []
    for row, cohort in enumerate(table.cohorts):
        period = cohort.period
        is_whole_months = period.first_day.day == 1 and (
            (period.last_day + timedelta(days=1)).day == 1
        )
        if cohort.place is not None or not is_whole_months:
            continue
        spent = sum(
            (each.winning for each in months if period.first_day <= each.month <= period.last_day),
            Decimal(0),
        )
        if spent > 0:
            found.append(_payback(table, row, cohort, spent))
    return found


def _payback(table: CohortTable, row: int, cohort: Cohort, spent: Decimal) -> Payback:
    finished = np.flatnonzero(table.is_complete[row])
    if not len(finished):
        return Payback(cohort, spent, None, None, None)
    left = table.chain[row]
    paid = [int(age) for age in finished if left[age] >= float(spent / cohort.size)]
    last = int(finished[-1])
    return Payback(cohort, spent, last, float(left[last]), paid[0] if paid else None)
