"""When a rate is withheld or marked, and why."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.metrics import retention_flags
from lib.metrics.retention import RetentionData, counts_by_scan, read_retention_data, retention
from lib.metrics.retention_customers import STATES, retention_customers
from lib.metrics.retention_flags import flag_sentence
from lib.metrics.trend import retention_landscape, retention_trend
from lib.period import Grain, Period
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, orders_of

Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))
Q4 = Period(date(2024, 10, 1), date(2024, 12, 31))
Q3_2023 = Period(date(2023, 7, 1), date(2023, 9, 30))
RATES = ("crr", "crr_low", "crr_high", "strict_crr", "strict_crr_low", "strict_crr_high")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("shop")))


def golden(shop: DiagramShop, as_of: date | None = date(2024, 12, 31)) -> RetentionData:
    return read_retention_data(shop.draw(golden_orders()), as_of=as_of)


def steady_orders(customers: int) -> list[Order]:
    """Everybody buys every 30 days, for two years."""
    first = date(2023, 1, 1)
    return [
        Order(customer, first + timedelta(days=30 * turn + customer % 30))
        for customer in range(customers)
        for turn in range(25)
    ]


def test_the_last_complete_day_is_the_day_before_the_last_order(shop: DiagramShop) -> None:
    days = golden(shop, as_of=None).days
    assert days.data_start == date(2024, 1, 5)
    assert days.last_ordered_on == date(2024, 12, 1)
    assert days.as_of == date(2024, 11, 30)


def test_a_period_that_is_not_over_has_counts_but_no_rates(shop: DiagramShop) -> None:
    answer = retention(golden(shop, as_of=date(2024, 12, 30)), Q4, 92)
    assert "partial_period" in answer.flags
    assert answer.customers_start == 7
    assert all(getattr(answer, rate) is None for rate in RATES)


def test_a_period_that_ends_on_the_as_of_day_is_over(shop: DiagramShop) -> None:
    answer = retention(golden(shop, as_of=date(2024, 12, 31)), Q4, 92)
    assert "partial_period" not in answer.flags
    assert answer.crr is not None


def test_the_first_trustworthy_start_is_one_window_into_the_data(shop: DiagramShop) -> None:
    # Data start on 5 January, so with 60 days the first such boundary is 4 March.
    data = golden(shop)
    just_right = retention(data, Period(date(2024, 3, 5), date(2024, 4, 3)), 60)
    too_early = retention(data, Period(date(2024, 3, 4), date(2024, 4, 2)), 60)
    assert "left_truncated" not in just_right.flags
    assert "left_truncated" in too_early.flags
    assert too_early.crr is not None


def test_a_period_and_window_longer_than_the_history_have_no_rates(shop: DiagramShop) -> None:
    # 5 January to 31 December 2024 are 362 days.
    data = golden(shop)
    fits = retention(data, Q4, 270)
    too_long = retention(data, Q4, 271)
    assert "period_longer_than_history" not in fits.flags
    assert fits.crr is not None
    assert "period_longer_than_history" in too_long.flags
    assert all(getattr(too_long, rate) is None for rate in RATES)


def test_without_customers_at_the_start_there_is_no_rate(shop: DiagramShop) -> None:
    answer = retention(golden(shop), Period(date(2024, 1, 5), date(2024, 3, 31)), 120)
    assert answer.flags[0] == "no_start_customers"
    assert (answer.customers_start, answer.customers_new, answer.crr) == (0, 7, None)


def test_a_short_window_is_marked_and_still_answered(shop: DiagramShop) -> None:
    answer = retention(golden(shop), Q3, 91)
    assert "w_lt_l" in answer.flags
    assert answer.crr is not None
    assert answer.crr_low is not None
    assert "w_lt_l" not in retention(golden(shop), Q3, 92).flags


@pytest.mark.parametrize(
    ("customers", "expected"),
    [(9, ("low_n", "counts_only")), (10, ("low_n",)), (29, ("low_n",)), (30, ())],
)
def test_few_customers_are_marked(
    shop: DiagramShop, customers: int, expected: tuple[str, ...]
) -> None:
    data = read_retention_data(shop.draw(steady_orders(customers)))
    answer = retention(data, Period(date(2023, 8, 1), date(2023, 9, 30)), 61)
    assert answer.customers_start == customers
    assert answer.flags == expected
    assert answer.strict_crr == 1


def test_many_orders_of_unknown_customers_are_marked(shop: DiagramShop) -> None:
    known = steady_orders(40)
    guests = [Order(None, date(2023, 8, 1))] * 111
    covered = read_retention_data(shop.draw([*known, *guests]))
    assert covered.days.identity_coverage == pytest.approx(1000 / 1111)
    assert retention(covered, Q3_2023, 92).flags == ()
    uncovered = read_retention_data(shop.draw([*known, *guests, *guests]))
    assert retention(uncovered, Q3_2023, 92).flags == ("low_identity_coverage",)


@pytest.mark.parametrize("window", [20, 120])
def test_an_empty_shop_gives_flagged_nulls(shop: DiagramShop, window: int) -> None:
    data = read_retention_data(shop.draw([]))
    answer = retention(data, Q3, window)
    assert "no_start_customers" in answer.flags
    assert answer.as_of is None
    assert answer.as_dict()["as_of"] is None
    assert (answer.customers_start, answer.customers_end, answer.crr) == (0, 0, None)
    assert retention_trend(data, Grain.MONTH, 31) == []
    assert retention_landscape(data, 30).crr.shape[0] == 0
    assert retention_customers(data, Q3, window, "end").empty


@pytest.mark.parametrize("window", [20, 120])
def test_a_shop_with_one_order_gives_flagged_nulls(shop: DiagramShop, window: int) -> None:
    data = read_retention_data(shop.draw(orders_of("1  2024-09-15")))
    answer = retention(data, Q3, window)
    assert "no_start_customers" in answer.flags
    assert (answer.customers_end, answer.customers_new, answer.crr) == (1, 1, None)
    assert retention_landscape(data, 30).crr.shape[0] == 0


def test_a_shop_with_one_customer_still_counts_her(shop: DiagramShop) -> None:
    data = read_retention_data(
        shop.draw(orders_of("1  2024-01-05  2024-06-20  2024-08-01  2024-12-20"))
    )
    answer = retention(data, Q3, 92)
    assert answer.strict_crr == 1
    assert answer.flags == ("low_n", "counts_only")


def test_periods_far_outside_the_data_count_nobody_or_everybody(shop: DiagramShop) -> None:
    data = golden(shop)
    ancient = retention(data, Period(date(2, 1, 1), date(2, 12, 31)), 36_500)
    future = retention(data, Period(date(2090, 1, 1), date(2090, 12, 31)), 36_500)
    assert (ancient.customers_start, ancient.customers_end) == (0, 0)
    assert (future.customers_start, future.customers_end, future.retained_quiet) == (13, 13, 13)
    for period in (ancient.period, future.period):
        assert vars(counts_by_scan(data, period, 36_500)) == vars(
            data.grid.counts(period.start_boundary, period.last_day, 36_500)
        )


def test_every_flag_has_a_sentence() -> None:
    codes = {
        value
        for name, value in vars(retention_flags).items()
        if name.isupper() and isinstance(value, str)
    }
    assert codes >= {"no_start_customers", "partial_period", "left_truncated", "w_lt_l", "low_n"}
    for code in codes:
        assert flag_sentence(code).endswith(".")


def test_the_lists_are_as_long_as_their_numbers(shop: DiagramShop) -> None:
    data = golden(shop)
    for window in (30, 120):
        answer = retention(data, Q3, window)
        fields = {"start": "customers_start", "end": "customers_end", "new": "customers_new"}
        fields["new_active"] = "customers_new_active"
        for state in STATES:
            expected = getattr(answer, fields.get(state, state))
            assert len(retention_customers(data, Q3, window, state)) == expected
