"""Averages of two periods, their chance, mix against behaviour, and the customers who moved."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from math import nan
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import QuestionRefused
from lib.metrics.cents import parts_in_cents
from lib.metrics.compare import BRIDGE_PARTS, compare, revenue_bridge, revenue_drivers
from lib.metrics.mix import OTHERS, Group, Mix, mix_of_kept, mix_of_order_value
from lib.metrics.movers import bridge_customers
from lib.metrics.retention import RetentionData, read_retention_data
from lib.metrics.spend_draws import averages, differences_drawn
from lib.metrics.spending import Spending, spending
from lib.period import Period, pair_periods
from lib.segment import parse_where
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

Q1 = Period(date(2024, 1, 1), date(2024, 3, 31))
Q2 = Period(date(2024, 4, 1), date(2024, 6, 30))
Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))
Q4 = Period(date(2024, 10, 1), date(2024, 12, 31))
AS_OF = date(2024, 12, 31)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> RetentionData:
    shop = DiagramShop.open(tmp_path_factory.mktemp("spending"))
    return read_retention_data(shop.draw(golden_orders()), as_of=AS_OF)


def random_orders(seed: int) -> list[Order]:
    draw = random.Random(seed)
    return [
        Order(
            draw.randint(1, 40),
            date(2024, 1, 1) + timedelta(days=draw.randint(0, 365)),
            draw.randint(1, 9_000) / 100,
            country=draw.choice(["France", "Germany", None]),
        )
        for _order in range(draw.randint(40, 250))
    ]


def random_data(tmp_path: Path, seed: int) -> tuple[list[Order], RetentionData]:
    orders = random_orders(seed)
    return orders, read_retention_data(DiagramShop.open(tmp_path).draw(orders), as_of=AS_OF)


def test_order_value_of_the_golden_set_has_the_error_of_clustered_customers(
    golden: RetentionData,
) -> None:
    found = spending(golden, Q3, Q2)
    value = found.measures["average_order_value"]
    assert value.now == 46
    assert value.before == pytest.approx(265 / 6)
    assert found.average_order_value_error == pytest.approx(6.9, abs=0.05)
    assert value.is_within_chance


def test_totals_of_the_golden_set(golden: RetentionData) -> None:
    found = spending(golden, Q3, Q2)
    assert found.revenue_before == 265
    assert found.revenue_now == 460
    pairs = {name: (each.before, each.now) for name, each in found.measures.items()}
    assert pairs["customers"] == (6, 7)
    assert pairs["orders"] == (6, 10)
    assert pairs["frequency"] == (1, 10 / 7)
    assert pairs["spend"] == (265 / 6, 460 / 7)
    assert pairs["median_spend"] == (42.5, 55)
    assert not found.is_per_day


def test_periods_of_unequal_length_are_compared_per_day(golden: RetentionData) -> None:
    found = spending(golden, Q3, Period(date(2024, 6, 1), date(2024, 6, 30)))
    assert found.is_per_day
    assert found.measures["orders"].now == pytest.approx(10 / 92)
    assert found.measures["orders"].before == pytest.approx(2 / 30)
    assert found.measures["revenue"].difference == pytest.approx(460 / 92 - 75 / 30)
    assert found.measures["average_order_value"].before == 37.5


@pytest.mark.parametrize("seed", range(4))
def test_every_error_equals_the_formula_over_every_customer(tmp_path: Path, seed: int) -> None:
    orders, data = random_data(tmp_path, seed)
    found = spending(data, Q4, Q1)
    sums = {}
    for when, period in (("before", Q1), ("now", Q4)):
        spent: dict[int, list[float]] = defaultdict(lambda: [0, 0.0])
        for order in orders:
            if order.customer_id and period.first_day <= order.ordered_on <= period.last_day:
                spent[order.customer_id][0] += 1
                spent[order.customer_id][1] += order.revenue
        sums[when] = np.array([spent[customer] for customer in range(1, 41)])
    influence = {}
    for when, table in sums.items():
        bought, count, money = table[:, 0] > 0, table[:, 0], table[:, 1]
        value, frequency = money.sum() / count.sum(), count.sum() / bought.sum()
        influence[when] = {
            "average_order_value": (money - value * count) / count.sum(),
            "frequency": (count - frequency * bought) / bought.sum(),
            "revenue": money,
            "orders": count,
            "customers": bought.astype(float),
        }
    for name, now in influence["now"].items():
        measured = found.measures[name]
        error = np.sqrt(((now - influence["before"][name]) ** 2).sum())
        assert measured.difference is not None
        assert measured.difference_high == pytest.approx(measured.difference + 1.959964 * error)


@pytest.mark.parametrize("name", ["spend", "capped_spend", "median_spend"])
def test_spending_per_buyer_has_the_interval_of_customers_drawn_again(
    golden: RetentionData, name: str
) -> None:
    # c01, c02, c04, c06, c07, c08, c09, c10, c11, c13: who bought in either quarter.
    then = np.array([60, 35, 25, 50, 60, 35, nan, nan, nan, nan])
    today = np.array([55, nan, 50, nan, 65, nan, 180, 25, 55, 30])

    def average(spent: Any) -> Any:
        if name == "spend":
            return np.mean(spent)
        if name == "median_spend":
            return np.median(spent)
        return np.minimum(spent, np.quantile(spent, 0.99)).mean()

    def difference(chosen: Any) -> float:
        return float(
            average(today[chosen][~np.isnan(today[chosen])])
            - average(then[chosen][~np.isnan(then[chosen])])
        )

    draw = np.random.default_rng(7)
    # One draw in a thousand has nobody of one quarter and says nothing.
    choices = [draw.integers(0, 10, 10) for _draw in range(1_500)]
    drawn = [difference(each) for each in choices if not np.isnan(then[each]).all()]
    found = spending(golden, Q3, Q2).measures[name]
    assert found.difference == pytest.approx(difference(np.arange(10)))
    assert found.difference_low is not None
    assert found.difference_high is not None
    # Thirteen customers differ by few amounts: the bounds lie where other draws say they may.
    lowest, low, high, highest = np.quantile(drawn, [0.012, 0.038, 0.962, 0.988])
    assert lowest <= found.difference_low <= low
    assert high <= found.difference_high <= highest


def test_a_part_of_many_customers_tells_the_spread_of_all() -> None:
    draw = np.random.default_rng(1)
    then, today = draw.exponential(50, 3_000), draw.exponential(60, 3_000)
    part = differences_drawn(then[::5], today[::5], 3_000)
    whole = differences_drawn(then, today, 3_000)
    for one, other in zip(part, whole, strict=True):
        assert one is not None
        assert other is not None
        assert one[1] - one[0] == pytest.approx(other[1] - other[0], rel=0.2)


def averages_slowly(spent: list[float], times: list[int]) -> list[float]:
    """Everybody drawn written out as often as drawn, and looked at one by one."""
    drawn = [each for each, count in zip(spent, times, strict=True) for _time in range(count)]
    bought = np.array([each for each in drawn if not np.isnan(each)])
    if not len(bought):
        return [np.nan] * 3
    middle, cap = np.quantile(bought, [0.5, 0.99])
    return [bought.mean(), np.minimum(bought, cap).mean(), middle]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.just(np.nan) | st.integers(0, 9).map(float), st.integers(0, 3)), min_size=1
    )
)
def test_averages_of_a_draw_are_those_of_everybody_drawn(drawn: list[tuple[float, int]]) -> None:
    spent, times = [each for each, _count in drawn], [count for _each, count in drawn]
    of_draw = averages(np.array(spent))
    for each in (times, [1] * len(times), times[::-1]):
        found = of_draw(np.array(each))
        np.testing.assert_allclose(found, averages_slowly(spent, each), rtol=1e-12)


def test_nobody_who_buys_makes_no_average(tmp_path: Path) -> None:
    data = read_retention_data(DiagramShop.open(tmp_path).draw([]), as_of=AS_OF)
    found = spending(data, Q3, Q2)
    assert found.measures["average_order_value"].now is None
    assert found.measures["orders"].difference == 0
    assert found.average_order_value_error is None


def test_one_order_is_no_evidence_of_a_difference(tmp_path: Path) -> None:
    data = read_retention_data(
        DiagramShop.open(tmp_path).draw([Order(1, date(2024, 7, 1), 5)]), as_of=AS_OF
    )
    found: Spending = spending(data, Q3, Q2)
    assert found.measures["average_order_value"].is_within_chance
    assert found.measures["revenue"].is_within_chance


def test_a_period_that_is_not_over_cuts_both_to_the_days_that_are() -> None:
    found = pair_periods(Q4, Q3, date(2024, 10, 10))
    assert found.is_cut
    assert found.now == Period(date(2024, 10, 1), date(2024, 10, 10))
    assert found.before == Period(date(2024, 7, 1), date(2024, 7, 10))


def test_a_comparison_that_is_not_over_cuts_both_too() -> None:
    found = pair_periods(Q3, Q4, date(2024, 10, 10))
    assert (found.now.days, found.before.days) == (10, 10)


def test_periods_that_are_over_or_have_not_begun_stay_whole() -> None:
    assert pair_periods(Q4, Q3, AS_OF) == pair_periods(Q4, Q3, date(2025, 5, 1))
    assert not pair_periods(Q4, Q3, date(2024, 9, 30)).is_cut
    assert pair_periods(Q4, Q3, date(2024, 9, 30)).now == Q4


def test_printed_parts_sum_to_the_printed_total_when_amounts_have_fractions_of_cents() -> None:
    parts = [Decimal("0.3333"), Decimal("0.3333"), Decimal("0.3334"), Decimal(0)]
    assert parts_in_cents(parts, Decimal("1.00")) == [
        Decimal("0.33"),
        Decimal("0.33"),
        Decimal("0.34"),
        Decimal("0.00"),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_customers_of_every_part_sum_to_the_bridge(tmp_path: Path, seed: int) -> None:
    _orders, data = random_data(tmp_path, seed)
    bridge = revenue_bridge(data, Q4, Q2)
    for part in BRIDGE_PARTS:
        people = bridge_customers(data, Q4, Q2, part)
        moved = sum((Decimal(str(each)) for each in people["difference_revenue"]), Decimal(0))
        assert abs(moved - getattr(bridge, part)) < Decimal("0.01")


def test_absent_customers_of_the_golden_set(golden: RetentionData) -> None:
    people = bridge_customers(golden, Q3, Q2, "absent")
    assert sorted(people["customer_key"]) == ["key2", "key6", "key8"]
    assert float(people["difference_revenue"].sum()) == -120


def test_a_part_that_is_none_is_refused(golden: RetentionData) -> None:
    with pytest.raises(QuestionRefused):
        bridge_customers(golden, Q3, Q2, "sideways")


def test_renamed_customers_change_nothing(tmp_path: Path) -> None:
    orders, data = random_data(tmp_path, 3)
    other = [
        Order(**{**vars(order), "customer_id": 41 - order.customer_id})
        for order in orders
        if order.customer_id
    ]
    (tmp_path / "b").mkdir()
    renamed = read_retention_data(DiagramShop.open(tmp_path / "b").draw(other), as_of=AS_OF)
    one, two = compare(data, Q4, Q2, 95), compare(renamed, Q4, Q2, 95)
    assert one.as_dict() == two.as_dict()
    assert spending(data, Q4, Q2).measures["spend"].now == pytest.approx(
        spending(renamed, Q4, Q2).measures["spend"].now
    )


@pytest.mark.parametrize("seed", range(4))
def test_behaviour_and_shift_sum_to_the_difference(tmp_path: Path, seed: int) -> None:
    _orders, data = random_data(tmp_path, seed)
    kept = mix_of_kept(data, Q4, Q3, 92, "country")
    assert kept.behaviour is not None
    assert kept.shift is not None
    assert kept.behaviour + kept.shift == pytest.approx(kept.difference)
    assert kept.difference == pytest.approx(compare(data, Q4, Q3, 92).strict_crr_difference)
    for attribute in ("country", "new_or_known"):
        value = mix_of_order_value(data, Q4, Q3, attribute)
        assert value.behaviour is not None
        assert value.shift is not None
        assert value.behaviour + value.shift == pytest.approx(value.difference)


@pytest.mark.parametrize("seed", range(2))
def test_the_chance_of_a_group_counts_that_customers_are_in_both_periods(
    tmp_path: Path, seed: int
) -> None:
    orders, data = random_data(tmp_path, seed)
    found = mix_of_order_value(data, Q4, Q1, "country")
    group = next(each for each in found.groups if each.value == "")
    country_of: dict[int, str | None] = {}
    table = np.zeros((41, 4))
    for order in sorted(orders, key=lambda order: order.ordered_on):
        assert order.customer_id
        country_of.setdefault(order.customer_id, order.country)
    for order in orders:
        if country_of[order.customer_id or 0] is None:
            for column, period in ((0, Q1), (2, Q4)):
                if period.first_day <= order.ordered_on <= period.last_day:
                    table[order.customer_id or 0, column : column + 2] += (1, order.revenue)
    counted, money, counted_now, money_now = table.T
    assert group.before is not None
    assert group.now is not None
    influence = (money_now - counted_now * group.now) / counted_now.sum()
    influence -= (money - counted * group.before) / counted.sum()
    assert group.difference is not None
    distance = abs(group.difference) / np.sqrt((influence**2).sum())
    assert group.p_value == pytest.approx(2 * NormalDist().cdf(-distance), rel=1e-6)


def test_many_groups_are_judged_together() -> None:
    groups = [
        Group(str(number), 50, 25, 50, 26, (50, 25, 25, 50, 26, 26, 0, 0, 0, 0))
        for number in range(3)
    ]
    groups.append(Group("moved", 200, 60, 200, 92, (200, 60, 60, 200, 92, 92, 0, 0, 0, 0)))
    rates = Mix(tuple(groups)).false_discovery_rates
    assert rates["moved"] == pytest.approx(4 * (groups[-1].p_value or 0))
    assert rates["moved"] < 0.05 < rates["0"]
    assert "few" not in Mix((Group("few", 9, 1, 50, 9, (1,) * 10),)).false_discovery_rates


def test_groups_of_one_segment_hold_only_its_customers(tmp_path: Path) -> None:
    orders = random_orders(1)
    shop = DiagramShop.open(tmp_path).draw(orders)
    data = read_retention_data(shop, parse_where(["country=France"]), AS_OF)
    found = mix_of_order_value(data, Q4, Q3, "country")
    assert {group.value for group in found.groups} <= {"France"}


def test_a_whole_that_falls_while_every_group_rises_is_noticed() -> None:
    mix = Mix((Group("A", 80, 64, 20, 17), Group("B", 20, 4, 80, 20)))
    assert mix.difference is not None
    assert mix.difference < 0
    assert mix.behaviour is not None
    assert mix.behaviour > 0
    assert mix.is_reversed


def test_groups_that_move_with_the_whole_are_no_reversal() -> None:
    assert not Mix((Group("A", 50, 20, 50, 30), Group("B", 50, 10, 50, 15))).is_reversed


def test_a_group_of_one_period_alone_is_all_mix() -> None:
    mix = Mix((Group("A", 50, 25, 50, 25), Group("B", 0, 0, 50, 10)))
    assert mix.behaviour == 0
    assert mix.shift == pytest.approx(-0.15)


def test_small_groups_are_told_as_one(tmp_path: Path) -> None:
    orders = [
        Order(number, date(2024, 8, 1), 10, country=f"Land {number % 12}")
        for number in range(1, 60)
    ]
    data = read_retention_data(DiagramShop.open(tmp_path).draw(orders), as_of=AS_OF)
    found = mix_of_order_value(data, Q3, Q2, "country")
    assert len(found.groups) == 8
    assert found.groups[-1].value == OTHERS
    assert sum(group.base_now for group in found.groups) == 59


def test_drivers_and_bridge_of_fractions_sum_to_the_same_cents(tmp_path: Path) -> None:
    _orders, data = random_data(tmp_path, 2)
    drivers = revenue_drivers(data, Q4, Q2)
    total = drivers.customers + drivers.frequency + drivers.average_order_value
    assert total == revenue_bridge(data, Q4, Q2).total
