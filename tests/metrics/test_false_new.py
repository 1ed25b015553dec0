"""How many new customers are probably old ones: by hand, by counting slowly, and where unknown."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.metrics.false_new import (
    Lookback,
    begins_too_early,
    lookback_of_shop,
    old_among_new,
    read_lookback,
)
from lib.metrics.retention import read_retention_data, retention
from lib.metrics.source import shop_days
from lib.period import Period
from lib.segment import EVERYONE, parse_where
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, orders_of

AS_OF = date(2024, 12, 31)
Q1 = Period(date(2024, 1, 1), date(2024, 3, 31))
Q2 = Period(date(2024, 4, 1), date(2024, 6, 30))
Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))
Q4 = Period(date(2024, 10, 1), date(2024, 12, 31))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("shop")))


def lookback_of(shop: DiagramShop, orders: Sequence[Order], as_of: date = AS_OF) -> Lookback:
    return lookback_of_shop(shop.draw(orders), as_of, EVERYONE)


def test_without_looking_back_every_repeat_looks_like_a_first_order(shop: DiagramShop) -> None:
    # 29 purchase days of 13 customers: 16 are repeats.
    found = lookback_of(shop, golden_orders())
    assert found.looking_first(0) == (16, 29)
    assert found.false_new_share(0) == 16 / 29


@pytest.mark.parametrize(
    ("days", "repeats", "firsts"),
    [
        # Gaps: 33 35 42 44 44 51 78 87 88 96 97 114 134 159 219 236. First orders in days after
        # 5 January: 0 5 10 15 31 55 58 97 121 179 187 228 284.
        pytest.param(44, 11, 8, id="a gap of 44 days is not more than 44"),
        pytest.param(43, 13, 8, id="but more than 43"),
        pytest.param(96, 6, 6, id="a first order with 97 days before it has at least 96"),
        pytest.param(97, 5, 6, id="and at least 97"),
        pytest.param(98, 5, 5, id="but not 98"),
        pytest.param(235, 1, 1, id="the longest gap is longer than 235"),
        pytest.param(236, 0, 1, id="and not longer than itself"),
        pytest.param(284, 0, 1, id="the last first order"),
    ],
)
def test_only_orders_with_so_many_days_before_them_count(
    shop: DiagramShop, days: int, repeats: int, firsts: int
) -> None:
    found = lookback_of(shop, golden_orders())
    assert found.looking_first(days) == (repeats, repeats + firsts)


def test_nothing_looks_new_where_no_order_can_be_looked_back_on_so_far(shop: DiagramShop) -> None:
    found = lookback_of(shop, golden_orders())
    assert found.false_new_share(285) is None
    assert found.false_new_share(10_000) is None
    assert found.false_new_share(-1) is None


def test_each_new_customer_of_a_quarter_weighs_by_the_own_day(shop: DiagramShop) -> None:
    found = lookback_of(shop, golden_orders())
    second = old_among_new(found, Q2)
    # c07 with 97 days before it (5 of 11), c08 with 121 (4 of 9).
    assert second.customers_new == 2
    assert second.probably_old == pytest.approx(5 / 11 + 4 / 9)
    assert second.share == pytest.approx((5 / 11 + 4 / 9) / 2)
    # 1 April is 87 days after 5 January: 8 gaps are longer, 6 first orders are later.
    assert second.lookback_days == 87
    assert (second.repeats, second.looking_first) == (8, 14)
    third = old_among_new(found, Q3)
    # c10 with 179 days (2 of 6), c09 with 187 (2 of 5), c11 with 228 (1 of 3).
    assert third.probably_old == pytest.approx(2 / 6 + 2 / 5 + 1 / 3)
    assert old_among_new(found, Q4).probably_old == 0


def test_a_period_from_before_the_data_counts_from_their_first_day(shop: DiagramShop) -> None:
    found = lookback_of(shop, golden_orders())
    within = old_among_new(found, Period(date(2024, 1, 5), date(2024, 3, 31)))
    assert old_among_new(found, Q1) == within
    assert (within.customers_new, within.lookback_days) == (7, 0)
    before = old_among_new(found, Period(date(2023, 1, 1), date(2023, 3, 31)))
    assert (before.customers_new, before.probably_old, before.share) == (0, 0, None)
    after = old_among_new(found, Period(date(2030, 1, 1), date(2030, 3, 31)))
    assert (after.customers_new, after.probably_old, after.share) == (0, 0, None)


def test_orders_after_the_as_of_day_teach_nothing(shop: DiagramShop) -> None:
    until_june = lookback_of(shop, golden_orders(), date(2024, 6, 30))
    only = [order for order in golden_orders() if order.ordered_on <= date(2024, 6, 30)]
    cut = lookback_of(shop, only, date(2024, 6, 30))
    assert until_june.firsts_with.tolist() == cut.firsts_with.tolist()
    assert until_june.repeats_after.tolist() == cut.repeats_after.tolist()


def test_the_new_customers_are_those_of_the_retention_page(shop: DiagramShop) -> None:
    data = read_retention_data(shop.draw(golden_orders()), as_of=AS_OF)
    found = read_lookback(shop, data.days)
    for period in (Q1, Q2, Q3, Q4):
        assert old_among_new(found, period).customers_new == (
            retention(data, period, 120).customers_new
        )


def test_a_segment_learns_from_its_own_customers(shop: DiagramShop) -> None:
    shop.draw(golden_orders())
    regulars = lookback_of_shop(shop, AS_OF, parse_where(["order_count=3+"]))
    # c01 bought on 5 days, c04 on 4, c06 and c09 on 3; 8 of their 11 gaps are over 43 days, and
    # only c06 and c09 came first with so many days before them.
    assert regulars.looking_first(0) == (11, 15)
    assert regulars.looking_first(43) == (8, 10)
    assert regulars.data_start == date(2024, 1, 5)


@pytest.mark.parametrize("diagram", ["", "1  2024-05-05"])
def test_a_shop_with_hardly_an_order_has_nobody_who_is_old(shop: DiagramShop, diagram: str) -> None:
    found = lookback_of(shop, orders_of(diagram))
    answer = old_among_new(found, Period(date(2024, 1, 1), AS_OF))
    assert answer.customers_new == len(diagram.splitlines())
    assert answer.probably_old == 0


def test_a_shop_without_a_known_customer_has_nobody_who_is_old(shop: DiagramShop) -> None:
    found = lookback_of(shop, [Order(None, date(2024, 5, 5))])
    assert found.false_new_share(0) is None
    assert old_among_new(found, Q2).share is None


def test_a_period_is_too_early_within_one_window_of_the_first_day() -> None:
    start = date(2024, 1, 5)
    assert begins_too_early(date(2023, 12, 1), start, 30)
    assert begins_too_early(start + timedelta(days=29), start, 30)
    assert not begins_too_early(start + timedelta(days=30), start, 30)
    assert not begins_too_early(start, None, 30)


def by_counting(orders: Sequence[Order], as_of: date, days: int) -> tuple[int, int]:
    """The definition, order by order: who would look new if the data began so shortly before?"""
    start = min(order.ordered_on for order in orders)
    bought: dict[int, set[date]] = {}
    for order in orders:
        if order.is_valid and order.customer_id is not None and order.ordered_on <= as_of:
            bought.setdefault(order.customer_id, set()).add(order.ordered_on)
    repeats = looking = 0
    for mine in map(sorted, bought.values()):
        for place, day in enumerate(mine):
            if (day - start).days < days:
                continue
            if not place:
                looking += 1
            elif (day - mine[place - 1]).days > days:
                looking += 1
                repeats += 1
    return repeats, looking


def random_orders(seed: int, size: int) -> list[Order]:
    chance = random.Random(seed)
    return [
        Order(
            customer_id=chance.choice([None, *range(1, 8)]),
            ordered_on=date(2024, 1, 1) + timedelta(days=chance.randrange(60)),
            is_valid=chance.random() < 0.8,
        )
        for _turn in range(size)
    ]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.sampled_from([1, 5, 20, 60]), as_of=st.integers(-1, 61))
def test_any_shop_equals_counting_order_by_order(
    shop: DiagramShop, seed: int, size: int, as_of: int
) -> None:
    orders = random_orders(seed, size)
    last = date(2024, 1, 1) + timedelta(days=as_of)
    found = lookback_of(shop, orders, last)
    start = min(order.ordered_on for order in orders)
    for days in range(62):
        assert found.looking_first(days) == by_counting(orders, last, days)
    shares = {
        day: repeats / looking
        for day in range(62)
        for repeats, looking in [by_counting(orders, last, day)]
        if looking
    }
    firsts: dict[int, date] = {}
    for order in sorted(orders, key=lambda each: each.ordered_on):
        if order.is_valid and order.customer_id is not None and order.ordered_on <= last:
            firsts.setdefault(order.customer_id, order.ordered_on)
    for first, length in ((0, 60), (10, 20), (30, 1)):
        period = Period(
            date(2024, 1, 1) + timedelta(days=first),
            date(2024, 1, 1) + timedelta(days=first + length - 1),
        )
        new = [day for day in firsts.values() if period.first_day <= day <= period.last_day]
        answer = old_among_new(found, period)
        assert answer.customers_new == len(new)
        assert answer.probably_old == pytest.approx(sum(shares[(day - start).days] for day in new))


def grown_up_shop(seed: int) -> tuple[list[Order], list[Order]]:
    """A shop that wins the same number of customers every day for seven years, and the export of
    its last two: who is new there is known from the years before."""
    chance = random.Random(seed)
    opened, exported = date(2018, 1, 1), date(2023, 1, 1)
    orders = []
    for customer in range(4000):
        day = opened + timedelta(days=chance.randrange(7 * 365))
        rate = chance.gammavariate(0.8, 1 / 150)
        while day <= AS_OF:
            orders.append(Order(customer, day))
            if chance.random() < 0.15:
                break
            day += timedelta(days=1 + int(chance.expovariate(max(rate, 1e-4))))
    return orders, [order for order in orders if order.ordered_on >= exported]


def test_in_a_shop_older_than_its_file_the_estimate_stays_below_the_truth(
    shop: DiagramShop,
) -> None:
    life, file = grown_up_shop(1)
    old = {order.customer_id for order in life if order.ordered_on < date(2023, 1, 1)}
    firsts: dict[int | None, date] = {}
    for order in sorted(file, key=lambda each: each.ordered_on):
        firsts.setdefault(order.customer_id, order.ordered_on)
    found = lookback_of(shop, file)
    days = [date(year, month, 1) for year in (2023, 2024) for month in (1, 4, 7, 10)]
    for first, after in pairwise(days):
        period = Period(first, after - timedelta(days=1))
        new = {who for who, day in firsts.items() if period.first_day <= day <= period.last_day}
        estimate = old_among_new(found, period).probably_old
        assert estimate <= len(new & old)
        if first == days[0]:
            # Where it matters most it finds three of four: 240 of 323 among 486 new customers.
            assert estimate > 0.7 * len(new & old) > 0.4 * len(new)


def test_the_days_of_the_shop_are_read_where_they_are_not_known(shop: DiagramShop) -> None:
    shop.draw(golden_orders())
    read = read_lookback(shop, shop_days(shop, AS_OF))
    assert read.firsts_with.tolist() == lookback_of_shop(shop, AS_OF, EVERYONE).firsts_with.tolist()
