"""No change returns today exactly; worked examples of the three levels; the famous claim."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.metrics.retention import Retention, RetentionData, read_retention_data
from lib.metrics.what_if import Change, Standing, Today, programme, today, value_error, what_if
from lib.metrics.what_if_levels import (
    age_curve,
    cohort_value,
    growth_of_lifetime,
    raised,
    rate_needed,
    steady_state,
)
from lib.period import Period
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))
AS_OF = date(2024, 12, 31)
CURVE = (1, 0.30, 0.22, 0.18, 0.155)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> RetentionData:
    shop = DiagramShop.open(tmp_path_factory.mktemp("what_if"))
    return read_retention_data(shop.draw(golden_orders()), as_of=AS_OF)


def test_the_golden_quarter_by_standing(golden: RetentionData) -> None:
    now = today(golden, Q3, 120)
    assert (now.kept.buyers, now.kept.orders) == (3, 4)  # c01, c04 twice, c07
    assert now.kept.revenue == 170
    assert [now.returned.buyers, now.returned.revenue] == [1, 30]  # c13
    assert [now.new.buyers, now.new.orders, now.new.revenue] == [3, 5, 260]
    assert [now.orders, now.revenue] == [10, 460]
    assert now.value_per_kept == 42.5  # c06 was kept without buying


def test_who_bought_and_lapsed_again_under_a_short_window_was_not_kept(tmp_path: Path) -> None:
    orders = [
        Order(1, date(2024, 6, 25), 10), Order(1, date(2024, 7, 2), 30),
        Order(2, date(2024, 6, 25), 10), Order(2, date(2024, 9, 20), 50),
    ]  # fmt: skip
    data = read_retention_data(DiagramShop.open(tmp_path).draw(orders), as_of=AS_OF)
    now = today(data, Q3, 30)
    assert (now.retention.customers_start, now.retention.retained) == (2, 1)
    assert [now.kept.buyers, now.kept.revenue, now.value_per_kept] == [1, 50, 50.0]
    assert [now.returned.buyers, now.revenue] == [1, 80]
    # With a window as long as the period nobody lapses inside it.
    assert today(data, Q3, 92).kept.revenue == 80


@pytest.mark.parametrize("margin", [0.0, 0.37, 1.0])
def test_no_change_returns_today_exactly(golden: RetentionData, margin: float) -> None:
    now = today(golden, Q3, 120)
    found = what_if(now, Change(), margin)
    assert found.orders.low == found.orders.base == found.orders.high == now.orders
    assert found.revenue.low == found.revenue.base == found.revenue.high == now.revenue
    expected = now.revenue * Decimal(str(margin))
    assert found.margin.low == found.margin.base == found.margin.high == expected
    assert found.kept_rate == 4 / 6
    assert found.new_customers == 3
    assert not found.is_capped


@given(st.integers(0, 10_000), st.floats(0, 1))
@settings(max_examples=20)
def test_no_change_of_random_shops_returns_today_exactly(seed: int, margin: float) -> None:
    draw = random.Random(seed)
    now = _today_of(draw)
    found = what_if(now, Change(0.0, 0.0, 0.0, 0.0), margin)
    assert found.revenue.base == now.revenue
    assert found.orders.base == now.orders


def _today_of(draw: random.Random) -> Today:
    retained = draw.randint(0, 50)
    start = retained + draw.randint(0, 50)
    base = Retention(
        Q3, 92, AS_OF, start, 0, 0, 0, retained, retained, 0, 0, start - retained,
        None, None, None, None, None, None, (),
    )  # fmt: skip
    parts = [
        Standing(draw.randint(0, 9), draw.randint(0, 30), Decimal(draw.randint(0, 10**7)) / 10_000)
        for _part in range(3)
    ]
    return Today(base, *parts)


def test_each_lever_moves_what_it_names(golden: RetentionData) -> None:
    now = today(golden, Q3, 120)
    more = what_if(now, Change(frequency=0.1), 0.5)
    assert [more.orders.base, more.revenue.base] == [11, 506]
    dearer = what_if(now, Change(order_value=0.1), 0.5)
    assert [dearer.orders.base, dearer.revenue.base] == [10, 506]
    grown = what_if(now, Change(new_customers=0.5), 0.5)
    assert [grown.orders.base, grown.revenue.base] == [Decimal("12.5"), 590]
    kept = what_if(now, Change(kept_points=1 / 6), 0.5)  # one more of six
    assert float(kept.revenue.base) == pytest.approx(460 + 42.5)
    assert kept.revenue.low < kept.revenue.base < kept.revenue.high
    assert kept.margin.low < kept.margin.base < kept.margin.high


def test_no_more_can_be_kept_than_all(golden: RetentionData) -> None:
    found = what_if(today(golden, Q3, 120), Change(kept_points=0.9), 0.5)
    assert found.is_capped
    assert found.kept_rate == pytest.approx(1)


def test_the_cost_of_the_programme_comes_off_the_margin(golden: RetentionData) -> None:
    now = today(golden, Q3, 120)
    assert what_if(now, Change(), 0.5, Decimal(30)).margin.base == 200


def test_one_period_of_a_thousand_customers() -> None:
    found = programme(1000, 0.05, 1200, 0.4)
    assert found.gain == 24_000
    assert found.per_customer(1000) == 24
    assert found.gain_low == 19_200
    assert found.gain_high == 28_800
    assert programme(1000, 0.05, 1200, 0.4, Decimal(12_000)).break_even_points == 0.025


def test_the_steady_state_of_four_hundred_new_customers() -> None:
    found = steady_state(400, 0.30, 0.05, 1000, 0.4)
    assert found is not None
    assert found.before == pytest.approx(228_571, abs=1)
    assert found.after == pytest.approx(246_154, abs=1)
    assert found.growth == pytest.approx(0.077, abs=5e-4)
    relative = steady_state(400, 0.30, 0.015, 1000, 0.4)
    assert relative is not None
    assert relative.growth == pytest.approx(0.022, abs=5e-4)
    assert steady_state(400, 0.97, 0.05, 1000, 0.4) is None


def test_a_cohort_is_worth_more_than_a_constant_rate_says() -> None:
    before = cohort_value(CURVE, 1000, 0.4, 0.1)
    after = cohort_value(raised(CURVE, 0.05), 1000, 0.4, 0.1)
    assert before == pytest.approx(678, abs=0.5)
    assert after == pytest.approx(749, abs=0.5)
    assert cohort_value([0.3**k for k in range(5)], 1000, 0.4, 0.1) == pytest.approx(549, abs=0.5)
    assert raised(CURVE, 0) == CURVE


def test_five_points_double_a_lifetime_only_where_nearly_all_stay() -> None:
    found = [growth_of_lifetime(rate, 0.05) for rate in (0.30, 0.60, 0.80, 0.90)]
    assert found == pytest.approx([0.077, 0.143, 0.333, 1.0], abs=5e-4)
    assert rate_needed(0.25, 0.05) == pytest.approx(0.75)
    assert growth_of_lifetime(0.96, 0.05) is None


def test_the_curve_counts_only_who_lived_through_a_step(tmp_path: Path) -> None:
    draw = random.Random(5)
    orders = [
        Order(customer, date(2024, 1, 1) + timedelta(days=draw.randint(0, 330)), 10)
        for customer in range(1, 121)
        for _order in range(draw.randint(1, 4))
    ]
    data = read_retention_data(DiagramShop.open(tmp_path).draw(orders), as_of=date(2024, 12, 1))
    found = age_curve(data, 60)
    assert found is not None
    days: dict[int | None, list[date]] = {}
    for order in orders:
        days.setdefault(order.customer_id, []).append(order.ordered_on)
    for step, (share, eligible) in enumerate(zip(found.shares, found.customers, strict=True)):
        length = found.step_days
        lived = [
            bought
            for bought in days.values()
            if min(bought) + timedelta(days=(step + 1) * length - 1) <= date(2024, 12, 1)
        ]
        active = sum(
            any((day - min(bought)).days // length == step for day in bought) for bought in lived
        )
        assert eligible == len(lived)
        assert share == active / len(lived)
    assert found.shares[0] == 1
    low, high = found.bounds()
    assert all(a <= b <= c for a, b, c in zip(low, found.shares, high, strict=True))


def test_a_small_shop_has_no_curve(golden: RetentionData) -> None:
    assert age_curve(golden, 92) is None


def test_an_empty_shop_stays_empty(tmp_path: Path) -> None:
    data = read_retention_data(DiagramShop.open(tmp_path).draw([]), as_of=AS_OF)
    now = today(data, Q3, 120)
    assert what_if(now, Change(0.1, 0.1, 0.1, 0.1), 0.4).revenue.base == 0
    assert value_error(now) == 0
    assert now.value_per_kept is None
