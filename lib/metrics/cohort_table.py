"""Cohorts by ages: every measure of a cell with what it is of, and the pooled row."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

import numpy as np

from lib.period import Grain, Period

UNITS = 10_000  # of money: the grid counts ten-thousandths, so that sums are exact


class Measure(StrEnum):
    """What a cell of the cohort table says."""

    CUSTOMERS = "customers"
    RETENTION = "retention"
    """Bought at this age: the bounded rate."""
    REPEAT_RATE = "repeat_rate"
    """Bought a second time by this age: the cumulative rate."""
    UNBOUNDED_RETENTION = "unbounded_retention"
    """Bought at this age or later: rises when somebody returns after long."""
    ORDERS = "orders"
    REVENUE = "revenue"
    AVERAGE_ORDER_VALUE = "average_order_value"
    CUMULATIVE_REVENUE = "cumulative_revenue"
    """Revenue up to this age per customer won, whether or not the customer came back."""
    MARGIN = "margin"
    """Revenue less goods, where that is known."""
    CUMULATIVE_MARGIN = "cumulative_margin"


class Share(StrEnum):
    """A cell as a total, per customer of the cohort, or relative to the age before."""

    TOTAL = "total"
    COHORT = "cohort"
    PREVIOUS = "previous"


RATES = (Measure.RETENTION, Measure.REPEAT_RATE, Measure.UNBOUNDED_RETENTION)
MARGINS = (Measure.MARGIN, Measure.CUMULATIVE_MARGIN)
SUMS = (Measure.REVENUE, Measure.MARGIN)
CHAINS = (Measure.CUMULATIVE_REVENUE, Measure.CUMULATIVE_MARGIN)
MEANS = (Measure.AVERAGE_ORDER_VALUE, *CHAINS)
MONEY = (*SUMS, *MEANS)


def usual_share(measure: Measure) -> Share:
    """A rate is a share of the cohort, everything else stands for itself."""
    return Share.COHORT if measure in RATES else Share.TOTAL


@dataclass(frozen=True)
class Cohort:
    """Customers who first bought in a stretch of days; with a ``place``, those of one group."""

    label: str
    period: Period
    size: int
    place: int | None = None
    key: str = ""

    @property
    def first_day(self) -> date:
        return self.period.first_day


@dataclass(frozen=True)
class Pooled:
    """One number per age over complete cells only, the same cohorts above and below the line."""

    values: np.ndarray
    numerators: np.ndarray
    bases: np.ndarray
    cohorts: np.ndarray
    customers: np.ndarray
    """Who stands behind it, whatever it is divided by."""


@dataclass(frozen=True)
class CohortTable:
    """Counts by cohort (rows) and age (columns); ``base`` is the customers they are of."""

    grain: Grain
    step_days: int
    cohorts: tuple[Cohort, ...]
    base: np.ndarray = field(repr=False)
    customers: np.ndarray = field(repr=False)
    orders: np.ndarray = field(repr=False)
    revenue: np.ndarray = field(repr=False)
    """In ten-thousandths."""
    repeaters: np.ndarray = field(repr=False)
    later: np.ndarray = field(repr=False)
    is_shown: np.ndarray = field(repr=False)
    is_complete: np.ndarray = field(repr=False)
    is_margin: bool = False
    """True where the amounts are what is left after the goods."""

    @classmethod
    def empty(cls, grain: Grain, step_days: int) -> "CohortTable":
        """A shop without customers."""
        none = np.zeros((0, 0), dtype=np.int64)
        no = none.astype(bool)
        return cls(grain, step_days, (), none, none, none, none, none, none, no, no)

    @property
    def ages(self) -> int:
        """How many ages the oldest cohort has."""
        return int(self.base.shape[1])

    @property
    def chain(self) -> np.ndarray:
        """Revenue per customer won up to each age: increments of those who lived through each."""
        return np.cumsum(_ratio(self.revenue / UNITS, self.base, empty=0.0), axis=1)

    def numerators(self, measure: Measure) -> np.ndarray:
        """The events of each cell: customers, orders or money."""
        if measure is Measure.REPEAT_RATE:
            return self.repeaters
        if measure is Measure.UNBOUNDED_RETENTION:
            return self.later
        if measure is Measure.ORDERS:
            return self.orders
        return self.revenue / UNITS if measure in MONEY else self.customers

    def values(self, measure: Measure, share: Share | None = None) -> np.ndarray:
        """The measure in every cell that is shown; NaN elsewhere and where nothing divides."""
        share = share or usual_share(measure)
        self._check(measure)
        if measure is Measure.AVERAGE_ORDER_VALUE:
            found = _ratio(self.revenue / UNITS, self.orders)
        elif measure in CHAINS:
            found = self.chain
        elif share is Share.TOTAL:
            found = self.numerators(measure).astype(float)
        else:
            found = _ratio(self.numerators(measure), self.base)
        if share is Share.PREVIOUS:
            before = np.full_like(found, np.nan)
            before[:, 1:] = found[:, :-1]
            found = _ratio(found, before)
        return np.where(self.is_shown, found, np.nan)

    def money(self, measure: Measure, row: int, age: int) -> Decimal | None:
        """An amount to the last digit; None where nothing was ordered."""
        if measure in CHAINS:
            return Decimal(float(self.chain[row, age]))
        amount = Decimal(int(self.revenue[row, age])) / UNITS
        if measure in SUMS:
            return amount
        orders = int(self.orders[row, age])
        return amount / orders if orders else None

    def pooled(self, measure: Measure, share: Share | None = None) -> Pooled:
        """All cohorts together by age, over complete cells only.

        Shares are sums over sums; totals are means per cohort; revenue per customer won is the
        chain of pooled increments.
        """
        share = share or usual_share(measure)
        self._check(measure)
        whole = self.is_complete
        if share is Share.PREVIOUS:
            return self._pooled_change(measure)
        numerators = np.where(whole, self.numerators(measure), 0).sum(axis=0)
        customers = bases = np.where(whole, self.base, 0).sum(axis=0)
        cohorts = whole.sum(axis=0)
        if measure is Measure.AVERAGE_ORDER_VALUE:
            bases = np.where(whole, self.orders, 0).sum(axis=0)
            values = _ratio(numerators, bases)
        elif measure in CHAINS:
            values = np.cumsum(_ratio(numerators, bases))
        elif share is Share.TOTAL:
            values = _ratio(numerators, cohorts)
        else:
            values = _ratio(numerators, bases)
        return Pooled(values, numerators, bases, cohorts, customers)

    def _check(self, measure: Measure) -> None:
        """Amounts of the other kind would look right and be wrong."""
        if measure in MONEY and self.is_margin is not (measure in MARGINS):
            raise ValueError(f"this table has no {measure.value}")

    def _pooled_change(self, measure: Measure) -> Pooled:
        """Each age relative to the one before, over cohorts complete at both."""
        both = self.is_complete.copy()
        both[:, 1:] &= self.is_complete[:, :-1]
        both[:, :1] = False
        per = self.orders if measure is Measure.AVERAGE_ORDER_VALUE else self.base
        events = self.numerators(measure)
        if measure in CHAINS:
            events = self.chain * self.base
        now = _ratio(np.where(both, events, 0).sum(axis=0), np.where(both, per, 0).sum(axis=0))
        earlier = np.roll(events, 1, axis=1), np.roll(per, 1, axis=1)
        sums = [np.where(both, each, 0).sum(axis=0) for each in earlier]
        customers = np.where(both, self.base, 0).sum(axis=0)
        return Pooled(_ratio(now, _ratio(*sums)), now, _ratio(*sums), both.sum(axis=0), customers)


def _ratio(above: np.ndarray, below: np.ndarray, empty: float = np.nan) -> np.ndarray:
    """Above over below; ``empty`` where there is nothing to divide by."""
    result: np.ndarray = np.full(np.broadcast(above, below).shape, empty, dtype=float)
    np.divide(above, below, out=result, where=np.asarray(below) != 0)
    return result
