"""Nine things that shop tools call "retention rate", for the same orders and the same period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from lib.metrics.cents import cents
from lib.metrics.retention import Retention, RetentionData, boundaries, retention
from lib.metrics.retention_flags import WITHOUT_RATES
from lib.period import Grain, Period, calendar_period

ROLLING_DAYS = 30
IN_MONEY = frozenset({"revenue_kept"})


@dataclass(frozen=True)
class Definition:
    """One meaning: ``numerator ÷ denominator``; customers, or money where ``key`` is IN_MONEY."""

    number: int
    key: str
    numerator: int | Decimal
    denominator: int | Decimal
    is_withheld: bool = False
    """The period allows no such rate; the flags of the retention say why."""

    @property
    def value(self) -> float | None:
        """None when there is nobody to divide by, or the rate is withheld."""
        if self.is_withheld or not self.denominator:
            return None
        return float(self.numerator / self.denominator)


@dataclass(frozen=True)
class Definitions:
    """All nine, and what they were counted over."""

    period: Period
    cohort: Period
    """Customers who first bought in these days are the cohort of definitions 5 to 7."""
    rolling: Period
    """The last 30 days of the period, set against the 30 before them (definition 8)."""
    retention: Retention
    identity_coverage: float | None
    """Valid orders of the whole shop with a known customer; the others are in none of the nine."""
    rows: tuple[Definition, ...]

    def __getitem__(self, key: str) -> Definition:
        return next(row for row in self.rows if row.key == key)


def retention_definitions(data: RetentionData, period: Period, window_days: int) -> Definitions:
    """Every definition, in the order of the list the app prints them in."""
    cohort = preceding(period)
    bounds = boundaries(period, window_days)
    rolling = Period(period.last_day - timedelta(days=ROLLING_DAYS - 1), period.last_day)
    found = data.source.row(
        "metrics/retention_definitions",
        {
            "start_boundary": bounds["start_boundary"],
            "end_boundary": bounds["end_boundary"],
            "start_active_after": bounds["start_active_after"],
            "cohort_after": cohort.start_boundary,
            "as_of": data.days.as_of or period.last_day,
        },
        data.segment,
    )
    article = retention(data, period, window_days)
    month = retention(data, rolling, ROLLING_DAYS)
    pairs: Sequence[tuple[str, int | Decimal, int | Decimal]] = (
        ("article_rate", article.customers_end - article.customers_new, article.customers_start),
        ("repeat_ever", found["repeaters_by_end"], found["customers_by_end"]),
        ("repeat_in_period", found["repeaters_in_period"], found["buyers"]),
        ("returning_buyers", found["buyers_with_several_ever"], found["buyers"]),
        ("cohort_bounded", found["cohort_bought"], found["cohort"]),
        ("cohort_unbounded", found["cohort_bought_or_later"], found["cohort"]),
        ("cohort_returned", found["cohort_returned"], found["cohort"]),
        ("rolling_month", month.retained, month.customers_start),
        (
            "revenue_kept",
            cents(Decimal(found["start_revenue_in_period"])),
            cents(Decimal(found["start_revenue_before"])),
        ),
    )
    withheld = {"article_rate"} if WITHOUT_RATES.intersection(article.flags) else set()
    rows = tuple(
        Definition(number, key, numerator, denominator, key in withheld)
        for number, (key, numerator, denominator) in enumerate(pairs, start=1)
    )
    coverage = data.days.identity_coverage
    return Definitions(period, cohort, rolling, article, coverage, rows)


def preceding(period: Period) -> Period:
    """The calendar step before a whole month, quarter or year; else as many days before."""
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        if calendar_period(grain, period.first_day) == period:
            return calendar_period(grain, period.start_boundary)
    return period.previous()
