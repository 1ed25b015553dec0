"""Two periods side by side: every part sums, and the interval knows that customers overlap."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from lib.metrics.compare import compare, revenue_bridge, revenue_drivers, shapley
from lib.metrics.retention import RetentionData, read_retention_data
from lib.period import Period
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

Q2 = Period(date(2024, 4, 1), date(2024, 6, 30))
Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))
Q4 = Period(date(2024, 10, 1), date(2024, 12, 31))
AS_OF = date(2024, 12, 31)
ORIGIN = date(2024, 1, 1)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> RetentionData:
    shop = DiagramShop.open(tmp_path_factory.mktemp("compare"))
    return read_retention_data(shop.draw(golden_orders()), as_of=AS_OF)


def random_shop(shop: DiagramShop, seed: int) -> tuple[list[Order], RetentionData]:
    draw = random.Random(seed)
    orders = [
        Order(
            draw.randint(1, 40),
            ORIGIN + timedelta(days=draw.randint(0, 365)),
            draw.randint(1, 9_000) / 100,
        )
        for _order in range(draw.randint(1, 250))
    ]
    return orders, read_retention_data(shop.draw(orders), as_of=AS_OF)


def spent(orders: list[Order], period: Period) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for order in orders:
        if period.first_day <= order.ordered_on <= period.last_day and order.customer_id:
            amount = Decimal(str(order.revenue))
            found[order.customer_id] = found.get(order.customer_id, Decimal(0)) + amount
    return found


def test_the_revenue_bridge_of_the_golden_set(golden: RetentionData) -> None:
    found = revenue_bridge(golden, Q3, Q2)
    assert [found.new, found.returning, found.up, found.down, found.absent] == [
        260, 30, 30, -5, -120,
    ]  # fmt: skip
    assert found.total == 195


def test_the_revenue_drivers_of_the_golden_set(golden: RetentionData) -> None:
    found = revenue_drivers(golden, Q3, Q2)
    parts = (found.customers, found.frequency, found.average_order_value)
    assert [float(part) for part in parts] == pytest.approx([54.8, 125.7, 14.5], abs=0.055)
    assert sum(parts) == 195


def test_the_difference_of_the_golden_set_has_a_wide_interval(golden: RetentionData) -> None:
    found = compare(golden, Q4, Q3, 120)
    assert found.strict_crr_difference == pytest.approx(-0.0417, abs=5e-5)
    assert found.strict_crr_difference_high is not None
    assert found.strict_crr_difference is not None
    reach = found.strict_crr_difference_high - found.strict_crr_difference
    assert reach / 1.96 == pytest.approx(0.244, abs=5e-4)
    assert found.crr_difference == pytest.approx(0.75 - 5 / 6)


def test_a_period_beside_itself_differs_by_nothing(golden: RetentionData) -> None:
    found = compare(golden, Q3, Q3, 120)
    assert found.crr_difference == 0
    assert found.strict_crr_difference_low == found.strict_crr_difference_high == 0
    assert not found.revenue_bridge.up
    assert not found.revenue_bridge.down
    assert found.revenue_drivers.customers == 0


def test_a_missing_rate_makes_no_difference(golden: RetentionData) -> None:
    found = compare(golden, Q3, Period(date(2023, 1, 1), date(2023, 3, 31)), 120)
    assert found.strict_crr_difference is None
    assert found.strict_crr_difference_low is None
    assert "no_start_customers" in found.as_dict()["flags"]


@pytest.mark.parametrize("seed", range(8))
def test_every_split_of_random_shops_sums_to_the_cent(tmp_path: Path, seed: int) -> None:
    orders, data = random_shop(DiagramShop.open(tmp_path), seed)
    total = sum(spent(orders, Q4).values()) - sum(spent(orders, Q2).values())
    assert revenue_bridge(data, Q4, Q2).total == total
    drivers = revenue_drivers(data, Q4, Q2)
    assert drivers.customers + drivers.frequency + drivers.average_order_value == total


@pytest.mark.parametrize("seed", range(8))
def test_the_bridge_of_random_shops_equals_a_count_by_hand(tmp_path: Path, seed: int) -> None:
    orders, data = random_shop(DiagramShop.open(tmp_path), seed)
    before, now = spent(orders, Q2), spent(orders, Q4)
    first = {
        customer: min(order.ordered_on for order in orders if order.customer_id == customer)
        for customer in {order.customer_id for order in orders}
    }
    found = revenue_bridge(data, Q4, Q2)
    only_now = [customer for customer in now if customer not in before]
    assert found.new == sum(now[c] for c in only_now if first[c] >= Q4.first_day)
    assert found.returning == sum(now[c] for c in only_now if first[c] < Q4.first_day)
    both = [now[customer] - before[customer] for customer in now if customer in before]
    assert found.up == sum(change for change in both if change > 0)
    assert found.down == sum(change for change in both if change < 0)
    assert found.absent == -sum(before[c] for c in before if c not in now)


@pytest.mark.parametrize("seed", range(4))
def test_the_interval_equals_the_formula_over_every_customer(tmp_path: Path, seed: int) -> None:
    orders, data = random_shop(DiagramShop.open(tmp_path), seed)
    window = 95
    found = compare(data, Q4, Q3, window)
    if found.strict_crr_difference is None:
        return

    def active(boundary: date) -> set[int | None]:
        start = boundary - timedelta(days=window)
        return {order.customer_id for order in orders if start < order.ordered_on <= boundary}

    everyone = sorted({order.customer_id for order in orders if order.customer_id})
    flags = []
    for period in (Q3, Q4):
        start, end = active(period.start_boundary), active(period.last_day)
        started = np.array([customer in start for customer in everyone], dtype=float)
        kept = np.array([customer in start & end for customer in everyone], dtype=float)
        flags.append((started, kept))
    (s1, r1), (s2, r2) = flags
    p1, p2 = r1.sum() / s1.sum(), r2.sum() / s2.sum()
    error = np.sqrt((((r2 - p2 * s2) / s2.sum() - (r1 - p1 * s1) / s1.sum()) ** 2).sum())
    assert found.strict_crr_difference == pytest.approx(p2 - p1)
    assert found.strict_crr_difference_low == pytest.approx(p2 - p1 - 1.959964 * error, abs=1e-6)


def test_shapley_parts_sum_and_survive_zeros() -> None:
    assert sum(shapley((6, 1.0, 44.17), (7, 1.43, 46.0))) == pytest.approx(
        7 * 1.43 * 46 - 6 * 44.17
    )
    assert sum(shapley((0, 0, 0), (7, 1.5, 10))) == pytest.approx(105)


def test_an_empty_shop_compares_to_nothing(tmp_path: Path) -> None:
    data = read_retention_data(DiagramShop.open(tmp_path).draw([]))
    found = compare(data, Q4, Q3, 120)
    assert found.revenue_bridge.total == 0
    assert found.strict_crr_difference is None


@pytest.mark.parametrize("seed", range(3))
def test_the_interval_of_crr_equals_the_formula_over_every_customer(
    tmp_path: Path, seed: int
) -> None:
    orders, data = random_shop(DiagramShop.open(tmp_path), seed)
    window = 95
    found = compare(data, Q4, Q3, window)
    everyone = sorted({order.customer_id for order in orders if order.customer_id})
    first = {
        each: min(order.ordered_on for order in orders if order.customer_id == each)
        for each in everyone
    }
    moved = []
    for period in (Q3, Q4):
        start, end = (
            {
                order.customer_id
                for order in orders
                if day - timedelta(days=window) < order.ordered_on <= day
            }
            for day in (period.start_boundary, period.last_day)
        )
        if not start:
            return
        share = len(start & end) / len(start)
        back = {each for each in end - start if each and first[each] <= period.start_boundary}
        moved.append(
            [
                ((each in start & end) - share * (each in start) + (each in back)) / len(start)
                for each in everyone
            ]
        )
    error = np.sqrt(sum((new - old) ** 2 for old, new in zip(*moved, strict=True)))
    assert found.crr_difference is not None
    assert found.crr_difference_low == pytest.approx(found.crr_difference - 1.959964 * error)
    assert found.crr_difference_high == pytest.approx(found.crr_difference + 1.959964 * error)


def test_a_window_shorter_than_the_period_leaves_crr_without_an_interval(
    golden: RetentionData,
) -> None:
    found = compare(golden, Q3, Q2, 30)
    assert found.crr_difference is not None
    assert found.crr_difference_low is None
    assert found.strict_crr_difference_low is not None
