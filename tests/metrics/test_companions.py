"""What stands beside the two rates: churn, quiet ones, returning buyers, revenue kept, by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lib.metrics.companions import companions
from lib.metrics.intervals import wilson
from lib.metrics.retention import RetentionData, read_retention_data
from lib.period import Period
from tests.metrics.shop_diagrams import DiagramShop, golden_orders

Q2 = Period(date(2024, 4, 1), date(2024, 6, 30))
Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> RetentionData:
    shop = DiagramShop.open(tmp_path_factory.mktemp("companions"))
    return read_retention_data(shop.draw(golden_orders()), as_of=date(2024, 12, 31))


def test_the_third_quarter_of_the_golden_set(golden: RetentionData) -> None:
    found = companions(golden, Q3, 120)
    assert found.before == Q2
    kept = found["revenue_kept"]
    assert (kept.numerator, kept.denominator) == (Decimal(170), Decimal(265))
    assert kept.value == pytest.approx(0.6415, abs=5e-5)
    churn = found["churn"]
    assert (churn.numerator, churn.denominator) == (2, 6)  # c02 and c08
    assert (churn.low, churn.high) == wilson(2, 6)
    quiet = found["quiet_share"]
    assert (quiet.numerator, quiet.denominator) == (1, 4)  # c06 of c01 c04 c06 c07
    assert (quiet.value, quiet.low, quiet.high) == (1 / 4, *(wilson(1, 4) or ()))
    back = found["returning_buyer_share"]
    assert (back.numerator, back.denominator) == (4, 7)  # all but c09 c10 c11
    assert (back.value, back.low, back.high) == (4 / 7, *(wilson(4, 7) or ()))


def test_churn_is_the_rest_of_kept_customers_and_not_of_crr(golden: RetentionData) -> None:
    # CRR is 83.3 %, kept 66.7 %: churn is 33.3 %.
    assert companions(golden, Q3, 120)["churn"].value == pytest.approx(1 - 4 / 6)


def test_a_window_as_long_as_the_period_keeps_nobody_who_is_quiet(golden: RetentionData) -> None:
    quiet = companions(golden, Q3, 92)["quiet_share"]
    assert (quiet.numerator, quiet.denominator, quiet.value) == (0, 3, 0)


def test_a_period_without_rates_has_no_companions(golden: RetentionData, tmp_path: Path) -> None:
    unfinished = Period(date(2024, 10, 1), date(2025, 3, 31))
    assert [row.value for row in companions(golden, unfinished, 200).rows] == [None] * 4
    empty = read_retention_data(DiagramShop.open(tmp_path).draw([]), as_of=date(2024, 12, 31))
    assert [row.value for row in companions(empty, Q3, 120).rows] == [None] * 4
