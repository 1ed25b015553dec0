"""What belongs beside the retention rates: churn, who is quiet, returning buyers, revenue kept."""

from dataclasses import dataclass
from decimal import Decimal

from lib.metrics.definitions import preceding, retention_definitions
from lib.metrics.intervals import wilson
from lib.metrics.retention import RetentionData
from lib.metrics.retention_flags import WITHOUT_RATES
from lib.period import Period


@dataclass(frozen=True)
class Companion:
    """A share with what it was counted from; customers, or money of the customers at the start."""

    key: str
    numerator: int | Decimal
    denominator: int | Decimal
    value: float | None
    """None where there is nothing to divide by, or the period has no rates."""
    low: float | None = None
    high: float | None = None
    """95 % interval; None for money, which is no share of customers."""


@dataclass(frozen=True)
class Companions:
    """All of them, and the days before that the revenue is set against."""

    before: Period
    rows: tuple[Companion, ...]

    def __getitem__(self, key: str) -> Companion:
        return next(row for row in self.rows if row.key == key)


def companions(data: RetentionData, period: Period, window_days: int) -> Companions:
    """Churn = lost ÷ S; quiet = kept without a purchase ÷ kept; returning buyers ÷ buyers; revenue.

    Revenue kept is that of the customers at the start, in the period ÷ in the days before it.
    """
    found = retention_definitions(data, period, window_days)
    answer = found.retention
    has_rates = not WITHOUT_RATES.intersection(answer.flags)
    buyers = int(found["repeat_in_period"].denominator)
    kept = found["revenue_kept"]
    rows = (
        _share("churn", answer.lost, answer.customers_start, has_rates),
        _share("quiet_share", answer.retained_quiet, answer.retained, has_rates),
        _share("returning_buyer_share", buyers - answer.customers_new, buyers, has_rates),
        Companion(
            "revenue_kept",
            kept.numerator,
            kept.denominator,
            kept.value if has_rates else None,
        ),
    )
    return Companions(preceding(period), rows)


def _share(key: str, part: int, whole: int, has_rates: bool) -> Companion:
    if not has_rates or not whole:
        return Companion(key, part, whole, None)
    low, high = wilson(part, whole) or (None, None)
    return Companion(key, part, whole, part / whole, low, high)
