"""Movement between stages, phases, and the wait for the next purchase: by hand and by oracle."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lib.metrics.lifecycle import STAGES, lifecycle
from lib.metrics.lifecycle_movement import (
    FROM,
    NOT_YET,
    lifecycle_movement,
    lifecycle_phases,
)
from lib.metrics.next_purchase import next_purchases, repeat_rates
from lib.metrics.retention import RetentionData, read_retention_data
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, shifted

MID_YEAR, YEAR_END = date(2024, 6, 30), date(2024, 12, 31)
WINDOW = 180


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(tmp_path_factory.mktemp("movement")).draw(golden_orders())


@pytest.fixture(scope="module")
def golden(shop: DiagramShop) -> RetentionData:
    return read_retention_data(shop, as_of=YEAR_END)


def random_shop(tmp_path: Path, seed: int) -> tuple[list[Order], DiagramShop]:
    draw = random.Random(seed)
    orders = [
        Order(draw.randint(1, 25), date(2024, 1, 1) + timedelta(days=draw.randint(0, 365)))
        for _order in range(draw.randint(1, 120))
    ]
    return orders, DiagramShop.open(tmp_path).draw(orders)


def test_the_golden_half_year_moves_every_customer_once(shop: DiagramShop) -> None:
    found = lifecycle_movement(shop, MID_YEAR, YEAR_END, WINDOW)
    moves = {
        (FROM[row], STAGES[column]): int(found.counts[row, column])
        for row, column in zip(*np.nonzero(found.counts), strict=True)
    }
    assert moves == {
        ("not_yet", "new"): 1,  # c12
        ("not_yet", "active_repeat"): 2,  # c09 c11
        ("not_yet", "lapsing"): 1,  # c10
        ("new", "active_repeat"): 1,  # c07
        ("new", "lapsing"): 1,  # c08
        ("active_repeat", "active_repeat"): 3,  # c01 c04 c06
        ("active_repeat", "lapsing"): 1,  # c02
        ("one_time_cooling", "active_repeat"): 2,  # c05 c13
        ("one_time_cooling", "lapsing"): 1,  # c03
    }
    assert found.customers(NOT_YET, "active_repeat").tolist() == [9, 11]


@pytest.mark.parametrize("seed", range(5))
def test_rows_and_columns_sum_to_the_stages_of_both_days(tmp_path: Path, seed: int) -> None:
    _orders, shop = random_shop(tmp_path, seed)
    before, after = date(2024, 5, 1), date(2024, 9, 15)
    found = lifecycle_movement(shop, before, after, 60)
    stages_before, stages_after = lifecycle(shop, before, 60), lifecycle(shop, after, 60)
    rows, columns = found.counts.sum(axis=1).tolist(), found.counts.sum(axis=0).tolist()
    assert rows[1:] == list(stages_before.customers.values())
    assert columns == list(stages_after.customers.values())
    for stage, column in zip(STAGES, columns, strict=True):
        assert sum(len(found.customers(was, stage)) for was in FROM) == column


def test_the_days_of_a_movement_may_come_in_either_order(shop: DiagramShop) -> None:
    forth = lifecycle_movement(shop, MID_YEAR, YEAR_END, WINDOW)
    back = lifecycle_movement(shop, YEAR_END, MID_YEAR, WINDOW)
    assert (forth.counts == back.counts).all()


def test_nobody_moves_between_a_day_and_itself(shop: DiagramShop) -> None:
    counts = lifecycle_movement(shop, MID_YEAR, MID_YEAR, WINDOW).counts
    assert counts[1:].sum() == np.trace(counts[1:])
    assert counts[0].sum() == 0


def test_everybody_of_the_golden_set_is_in_one_phase(shop: DiagramShop) -> None:
    # Active with four purchases: c01 and c04. Nobody is a year old by then.
    assert lifecycle_phases(shop, YEAR_END, WINDOW) == {"medium": 11, "long": 2}
    # A year later: established by age, but silent for longer than the window.
    assert lifecycle_phases(shop, date(2025, 12, 31), WINDOW) == {"medium": 13, "long": 0}


def test_a_year_of_age_establishes_whoever_is_active(tmp_path: Path) -> None:
    orders = [Order(1, date(2023, 1, 1)), Order(1, date(2024, 1, 1)), Order(2, date(2024, 1, 1))]
    shop = DiagramShop.open(tmp_path).draw(orders)
    assert lifecycle_phases(shop, date(2024, 1, 1), 90) == {"medium": 1, "long": 1}


def test_the_wait_for_the_second_purchase_of_the_golden_set(golden: RetentionData) -> None:
    first = next_purchases(golden)[0]
    assert first.number == 1
    assert first.curve.median == 134
    assert first.curve.size == 13
    assert first.curve.times.tolist() == [33, 35, 51, 78, 88, 114, 134, 219, 236]
    assert first.curve.survival.round(3).tolist() == [
        0.923, 0.846, 0.769, 0.684, 0.598, 0.513, 0.427, 0.321, 0.214,
    ]  # fmt: skip


def test_repeat_rates_of_the_golden_set_count_who_is_old_enough(golden: RetentionData) -> None:
    found = {each.age: (each.repeated, each.customers) for each in repeat_rates(golden)}
    assert found[90] == (5, 12)
    assert found[180] == (5, 10)
    assert found[365] == (0, 0)
    by_curve = {each.age: each.by_curve for each in repeat_rates(golden)}
    assert by_curve[180] == pytest.approx(1 - 0.427, abs=5e-4)
    assert next(each for each in repeat_rates(golden) if each.age == 365).rate is None


@pytest.mark.parametrize("seed", range(4))
def test_waits_of_random_shops_equal_a_product_by_hand(tmp_path: Path, seed: int) -> None:
    orders, shop = random_shop(tmp_path, seed)
    as_of = date(2024, 10, 1)
    data = read_retention_data(shop, as_of=as_of)
    days: dict[int | None, list[date]] = {}
    for order in orders:
        days.setdefault(order.customer_id, []).append(order.ordered_on)
    for found in next_purchases(data):
        waits: list[tuple[int, bool]] = []
        for bought in days.values():
            seen = sorted({day for day in bought if day <= as_of})
            if len(seen) >= found.number:
                start = seen[found.number - 1]
                is_followed = len(seen) > found.number
                end = seen[found.number] if is_followed else as_of
                waits.append(((end - start).days, is_followed))
        assert found.curve.size == len(waits)
        share = 1.0
        for time, left in zip(found.curve.times, found.curve.survival, strict=True):
            at_risk = sum(wait >= time for wait, _event in waits)
            share *= 1 - sum(wait == time and event for wait, event in waits) / at_risk
            assert left == pytest.approx(share)


def test_a_week_later_the_waits_are_the_same(tmp_path: Path, golden: RetentionData) -> None:
    moved = DiagramShop.open(tmp_path).draw(shifted(golden_orders(), 7))
    later = read_retention_data(moved, as_of=YEAR_END + timedelta(days=7))
    one, two = next_purchases(golden), next_purchases(later)
    assert [each.curve.times.tolist() for each in one] == [
        each.curve.times.tolist() for each in two
    ]


def test_an_empty_shop_waits_for_nobody(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw([])
    data = read_retention_data(shop, as_of=YEAR_END)
    assert next_purchases(data) == []
    assert repeat_rates(data) == []
    assert lifecycle_movement(shop, MID_YEAR, YEAR_END, 90).counts.sum() == 0
