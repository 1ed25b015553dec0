"""Two groups of customers side by side, and the limits of chance of a trend, by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lib.metrics.intervals import newcombe_difference
from lib.metrics.retention import read_retention_data, retention
from lib.metrics.side_by_side import SideBySide, side_by_side
from lib.metrics.trend import control_limits
from lib.period import Period
from lib.segment import Segment, parse_where
from tests.metrics.shop_diagrams import DiagramShop, golden_orders

YEAR_END = date(2024, 12, 31)
Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("golden"))).draw(golden_orders())


def beside(shop: DiagramShop, one: str, other: str) -> SideBySide:
    first, second = parse_where([one]), parse_where([other])
    both = Segment(first.conditions + second.conditions)
    data = [read_retention_data(shop, each, YEAR_END) for each in (first, second, both)]
    return side_by_side(data[0], data[1], data[2], Q3, 120)


def test_groups_that_share_nobody_get_the_interval_of_newcombe(shop: DiagramShop) -> None:
    # On 30 June: 1 4 6 7 bought at least twice over the year and all stay; 2 did and 8 did not.
    found = beside(shop, "order_count=3+", "order_count=1-2")
    assert (found.one.retained, found.one.customers_start) == (3, 3)
    assert (found.other.retained, found.other.customers_start) == (1, 3)
    assert found.shared_customers == 0
    assert found.difference == pytest.approx(2 / 3)
    assert (found.low, found.high) == newcombe_difference((3, 3), (1, 3))


def test_groups_that_share_customers_get_no_interval(shop: DiagramShop) -> None:
    found = beside(shop, "order_count=2+", "order_count=3+")
    assert found.shared_customers == 4
    assert (found.low, found.high) == (None, None)
    assert found.difference == pytest.approx(4 / 5 - 1)


def test_a_group_without_customers_has_no_difference(shop: DiagramShop) -> None:
    assert beside(shop, "order_count=99+", "order_count=1+").difference is None


def test_limits_of_chance_are_three_deviations_around_the_common_share(shop: DiagramShop) -> None:
    step = retention(read_retention_data(shop, as_of=YEAR_END), Q3, 120)
    steps = [
        replace(step, customers_start=100, retained=30),
        replace(step, customers_start=400, retained=220),
    ]
    limits = control_limits(steps)
    # p = 250 / 500; 3 √(.25 / 100) = .15, 3 √(.25 / 400) = .075.
    assert limits is not None
    assert limits.mean == 0.5
    assert limits.low == pytest.approx((0.35, 0.425))
    assert limits.high == pytest.approx((0.65, 0.575))
    assert control_limits([]) is None
    assert control_limits([replace(step, customers_start=0, retained=0)]) is None
