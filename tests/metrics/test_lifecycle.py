"""Lifecycle stages on the golden set, worked out by hand, and against a slow oracle."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.metrics.lifecycle import STAGES, Lifecycle, lifecycle, stages
from lib.segment import parse_where
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

YEAR_END = date(2024, 12, 31)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("golden"))).draw(golden_orders())


def by_stage(found: Lifecycle) -> dict[str, set[int]]:
    ids, places = found.customer_ids.tolist(), found.stages.tolist()
    return {
        stage: {each for each, place in zip(ids, places, strict=True) if place == number}
        for number, stage in enumerate(STAGES)
    }


def test_everybody_of_the_golden_set_stands_in_one_stage(shop: DiagramShop) -> None:
    found = lifecycle(shop, YEAR_END, 180)
    assert by_stage(found) == {
        "new": {12},
        "active_repeat": {1, 4, 5, 6, 7, 9, 11, 13},
        "one_time_cooling": set(),
        "lapsing": {2, 3, 8, 10},
        "lapsed": set(),
    }
    assert found.customers == {
        "new": 1, "active_repeat": 8, "one_time_cooling": 0, "lapsing": 4, "lapsed": 0,
    }  # fmt: skip


def test_a_customer_is_new_for_half_a_window_then_cools(shop: DiagramShop) -> None:
    # Customer 10 bought once, on 2 July: 90 days before 30 September.
    assert 10 in by_stage(lifecycle(shop, date(2024, 9, 30), 180))["new"]
    assert 10 in by_stage(lifecycle(shop, date(2024, 10, 1), 180))["one_time_cooling"]


@pytest.mark.parametrize(
    ("purchases", "silent_days", "stage"),
    [
        (1, 0, "new"), (1, 22, "new"), (1, 23, "one_time_cooling"), (1, 45, "one_time_cooling"),
        (1, 46, "lapsing"), (1, 90, "lapsing"), (1, 91, "lapsed"),
        (2, 0, "active_repeat"), (2, 45, "active_repeat"), (2, 46, "lapsing"), (2, 91, "lapsed"),
    ],
)  # fmt: skip
def test_the_edges_of_every_stage_with_a_window_of_45_days(
    purchases: int, silent_days: int, stage: str
) -> None:
    (found,) = stages(np.array([purchases]), np.array([silent_days]), 45)
    assert STAGES[found] == stage


def test_later_orders_change_nothing(shop: DiagramShop) -> None:
    found = lifecycle(shop, date(2024, 3, 31), 180)
    assert set(found.customer_ids.tolist()) == {1, 2, 3, 4, 5, 6, 13}


def test_a_segment_and_an_empty_day(shop: DiagramShop) -> None:
    repeat = parse_where(["order_count=3+"])
    assert lifecycle(shop, YEAR_END, 180, repeat).customers["lapsing"] == 0
    assert sum(lifecycle(shop, date(2023, 12, 31), 180).customers.values()) == 0


@settings(max_examples=20, deadline=None)
@given(
    bought=st.lists(st.tuples(st.integers(1, 6), st.integers(0, 120)), max_size=25),
    day=st.integers(0, 130),
    window=st.sampled_from([1, 7, 30, 45]),
)
def test_stages_equal_the_rules_read_aloud(
    shop: DiagramShop, bought: list[tuple[int, int]], day: int, window: int
) -> None:
    start = date(2024, 1, 1)
    other = DiagramShop(shop.database)
    try:
        other.draw([Order(customer, start + timedelta(days=on)) for customer, on in bought])
        found = by_stage(lifecycle(other, start + timedelta(days=day), window))
    finally:
        other.draw(golden_orders())
    expected: dict[str, set[int]] = {stage: set() for stage in STAGES}
    for customer in {customer for customer, _on in bought}:
        days = {on for each, on in bought if each == customer and on <= day}
        if not days:
            continue
        silent = day - max(days)
        if silent > 2 * window:
            expected["lapsed"].add(customer)
        elif silent > window:
            expected["lapsing"].add(customer)
        elif len(days) > 1:
            expected["active_repeat"].add(customer)
        elif silent <= window / 2:
            expected["new"].add(customer)
        else:
            expected["one_time_cooling"].add(customer)
    assert found == expected
