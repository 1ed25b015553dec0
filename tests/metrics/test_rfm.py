"""Scores that no order of rows can change, and groups that leave nobody out."""

import random
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from lib.metrics.rfm import SEGMENTS, rfm
from lib.metrics.rfm_presets import segment_places
from lib.metrics.rfm_scores import fifths, frequency_scores
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

AS_OF = date(2024, 12, 31)


def test_equal_values_share_a_score() -> None:
    values = np.array([1, 1, 1, 1, 1, 1, 2, 2, 3, 10], dtype=float)
    assert list(1 + fifths(values)) == [1, 1, 1, 1, 1, 1, 4, 4, 5, 5]


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_customers_keep_their_scores(seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 20, 500).astype(float)
    order = np.random.default_rng(seed + 100).permutation(500)
    assert list(fifths(values)[order]) == list(fifths(values[order]))
    assert list(frequency_scores(values + 1)[order]) == list(frequency_scores((values + 1)[order]))


def test_one_and_two_purchases_are_scores_of_their_own() -> None:
    few = np.array([1, 1, 2, 3, 4, 5, 6, 9], dtype=float)
    assert list(frequency_scores(few)) == [1, 1, 2, 3, 4, 4, 5, 5]
    many = np.array([1.0] * 5 + [3.0] * 20 + [4.0] * 20 + [9.0] * 20)
    assert sorted(set(frequency_scores(many))) == [1, 3, 4, 5]


def test_the_groups_part_all_125_scores() -> None:
    scores = np.array(list(product(range(1, 6), repeat=3)))
    places = segment_places(scores[:, 0], scores[:, 1], scores[:, 2])
    counts = {name: int((places == place).sum()) for place, name in enumerate(SEGMENTS)}
    assert counts == {
        "cant_lose": 6, "new": 5, "promising": 5, "champions": 10, "loyal": 20,
        "potential_loyalist": 20, "need_attention": 9, "about_to_sleep": 6, "at_risk": 32,
        "hibernating": 6, "lost": 6,
    }  # fmt: skip


def test_scores_of_the_golden_set(tmp_path: Path) -> None:
    found = rfm(DiagramShop.open(tmp_path).draw(golden_orders()), as_of=AS_OF)
    scores = {
        int(customer): (int(recency), int(monetary))
        for customer, recency, monetary in zip(
            found.customer_ids, found.recency, found.monetary, strict=True
        )
    }
    assert (scores[1], scores[12], scores[3]) == ((5, 5), (5, 2), (1, 2))
    assert sum(segment.customers for segment in found.segments) == 13
    assert sum(segment.revenue for segment in found.segments) == pytest.approx(1420)


def test_only_purchases_of_the_lookback_count(tmp_path: Path) -> None:
    orders = [
        Order(1, AS_OF - timedelta(days=730), 99),
        Order(2, AS_OF - timedelta(days=729), 10),
        Order(2, AS_OF, 10),
    ]
    found = rfm(DiagramShop.open(tmp_path).draw(orders), as_of=AS_OF)
    assert list(found.customer_ids) == [2]
    assert sum(segment.revenue for segment in found.segments) == 20


def test_cuts_say_the_worst_value_of_each_score(tmp_path: Path) -> None:
    draw = random.Random(3)
    orders = [
        Order(
            draw.randint(1, 200), AS_OF - timedelta(days=draw.randint(0, 600)), draw.random() * 99
        )
        for _order in range(900)
    ]
    found = rfm(DiagramShop.open(tmp_path).draw(orders), as_of=AS_OF)
    recency = [found.cuts["recency_days"][score] for score in (5, 4, 3, 2, 1)]
    revenue = [found.cuts["revenue"][score] for score in (5, 4, 3, 2, 1)]
    assert recency == sorted(recency)
    assert revenue == sorted(revenue, reverse=True)


def test_an_empty_shop_has_empty_groups(tmp_path: Path) -> None:
    found = rfm(DiagramShop.open(tmp_path).draw([]))
    assert len(found.segments) == 11
    assert all(segment.customers == 0 for segment in found.segments)
    assert found.as_dict()["as_of"] is None
