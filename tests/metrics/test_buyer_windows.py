"""Purchases in memory answer what the SQL files of the same name answer: any days, any segment."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.metrics.buyer_windows import ANSWERED_HERE
from lib.metrics.purchase_columns import PurchaseColumns, read_purchase_columns
from lib.segment import EVERYONE, Segment, parse_where
from lib.ui.remembered import Remembered
from tests.metrics.shop_diagrams import DiagramShop, Order

FIRST = date(2024, 1, 1)
SEGMENTS = (EVERYONE, parse_where(["country=TH"]), parse_where(["country!=TH"]))
ALL_TIME = {"as_of": date.max, "year_after": date.min, "lookback_after": date.min}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("shop")))


def random_orders(seed: int, size: int, largest: float) -> list[Order]:
    """Eight numbers for six customers, on sixty days, with amounts below zero, too."""
    chance = random.Random(seed)
    homes = {number: chance.choice(["TH", "VN", None]) for number in range(1, 9)}
    orders = []
    for _turn in range(size):
        number = chance.choice([None, 1, 2, 3, 5, 7, 8])
        orders.append(
            Order(
                customer_id=number,
                ordered_on=FIRST + timedelta(days=chance.randrange(60)),
                revenue=round(chance.uniform(-largest / 10, largest), 2),
                is_valid=chance.random() < 0.8,
                country=homes.get(number or 0),
            )
        )
    return orders


def random_days(seed: int) -> dict[str, date]:
    chance = random.Random(seed)
    as_of = FIRST + timedelta(days=chance.randint(-3, 70))
    return {
        "as_of": as_of,
        "year_after": as_of - timedelta(days=chance.choice([1, 5, 30])),
        "lookback_after": as_of - timedelta(days=chance.choice([1, 20, 45, 400])),
    }


# The largest amounts add up to more than a double tells apart.
@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    size=st.sampled_from([60, 25, 1, 0]),
    largest=st.sampled_from([100.0, 5_000_000_000_000.0]),
    segment=st.sampled_from(SEGMENTS),
    is_all_time=st.booleans(),
)
def test_memory_and_sql_give_the_same_rows(
    shop: DiagramShop, seed: int, size: int, largest: float, segment: Segment, is_all_time: bool
) -> None:
    shop.draw(random_orders(seed, size, largest))
    shop.database.run("update customers set is_quarantined = true where customer_id in (2, 5)")
    asked = ALL_TIME if is_all_time else random_days(seed)
    columns = read_purchase_columns(shop)
    remembered = Remembered(shop, lambda: columns)
    for name in ANSWERED_HERE:
        found = remembered.arrays(name, asked, segment)
        expected = shop.arrays(name, asked, segment)
        assert list(found) == list(expected)
        for column, values in expected.items():
            assert np.array_equal(found[column], np.ma.getdata(values)), (name, column)


def test_columns_are_read_only_when_a_question_needs_them(shop: DiagramShop) -> None:
    shop.draw([Order(1, FIRST)])

    def never() -> PurchaseColumns:
        raise AssertionError("read though nobody asked")

    remembered = Remembered(shop, never)
    assert remembered.row("metrics/shop_days") == shop.row("metrics/shop_days")
    assert remembered.database is shop.database
    with pytest.raises(AssertionError, match="nobody asked"):
        remembered.arrays("metrics/rfm_values", ALL_TIME)
