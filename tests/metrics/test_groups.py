"""Segments by RFM group and lifecycle stage: the same customers as the metrics name."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lib.errors import QuestionRefused
from lib.metrics.bright_rules import Rule, RuleName
from lib.metrics.bright_spots import bright_spots
from lib.metrics.groups import customers_of_group, groups, resolved
from lib.metrics.lifecycle import STAGES
from lib.metrics.retention import read_retention_data, retention
from lib.metrics.retention_customers import retention_customers
from lib.metrics.rfm import SEGMENTS, rfm
from lib.period import Period
from lib.segment import EVERYONE, parse_where
from tests.metrics.bright_shop import bright_shop
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

YEAR_END = date(2024, 12, 31)
Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("golden"))).draw(golden_orders())


def members(shop: DiagramShop, *where: str) -> set[int]:
    """Everybody of a segment: active over a window that holds the whole history."""
    segment = resolved(shop, parse_where(where), YEAR_END)
    data = read_retention_data(shop, segment, YEAR_END)
    found = retention_customers(data, Period(YEAR_END, YEAR_END), 5000, "end")
    assert data.grid.customers == len(found)
    return set(found["customer_id"])


@pytest.mark.parametrize(
    ("where", "customers"),
    [
        (["lifecycle=new"], {12}),
        (["lifecycle=lapsing"], {2, 3, 8, 10}),
        (["lifecycle=Lapsing,NEW"], {2, 3, 8, 10, 12}),
        (["lifecycle!=lapsing"], {1, 4, 5, 6, 7, 9, 11, 12, 13}),
        (["lifecycle=lapsed"], set()),
        (["lifecycle=active-repeat", "order_count=4+"], {1, 4}),
    ],
)
def test_a_lifecycle_segment_holds_the_customers_of_its_stages(
    shop: DiagramShop, where: list[str], customers: set[int]
) -> None:
    assert members(shop, *where) == customers


def test_the_rfm_groups_are_those_of_the_rfm_table_and_part_everybody(shop: DiagramShop) -> None:
    found = rfm(shop, as_of=YEAR_END)
    seen: set[int] = set()
    for group in found.segments:
        inside = members(shop, f"rfm_segment={group.segment}")
        assert len(inside) == group.customers
        assert not seen & inside
        seen |= inside
    assert seen == set(range(1, 14))


def test_a_group_has_the_same_customers_as_a_page_as_a_segment_and_as_a_rule(
    tmp_path: Path,
) -> None:
    draw = random.Random(7)
    orders = [
        Order(customer, YEAR_END - timedelta(days=draw.randrange(700)), draw.randrange(5, 200))
        for customer in range(1, 121)
        for _order in range(draw.randrange(1, 9))
    ]
    # Two who buy often and much, but only since November: known for less than 90 days.
    orders += [Order(customer, YEAR_END - timedelta(days=day), 300)
               for customer in (121, 122) for day in range(0, 50, 5)]  # fmt: skip
    shop = bright_shop(tmp_path, orders)
    page = rfm(shop, as_of=YEAR_END)
    best = {*page.customers_of({"champions", "loyal"}).tolist()}
    assert {121, 122} <= best
    doubtful = min(best)
    shop.database.run(f"update customers set is_quarantined = true where customer_id = {doubtful}")
    page = rfm(shop, as_of=YEAR_END)
    for group in page.segments:
        assert members(shop, f"rfm_segment={group.segment}") == {
            *page.customers_of({group.segment}).tolist()
        }
    rule = bright_spots(shop, YEAR_END, rule=Rule(RuleName.CHAMPIONS))
    known = {
        each.customer_id for each in orders if each.ordered_on <= YEAR_END - timedelta(days=90)
    }
    too_new = {each.customer_id for each in orders} - known
    best = {*page.customers_of({"champions", "loyal"}).tolist()}
    assert set(rule.customer_ids.tolist()) == best - too_new - {doubtful}
    assert rule.too_new == len(best & too_new - {doubtful}) >= 2


def test_names_of_groups_are_read_as_people_write_them(shop: DiagramShop) -> None:
    written = [customers_of_group(shop, "rfm_segment", [name], YEAR_END) for name in
               ("cant_lose", "Can't lose", "CANT-LOSE", "can’t  lose")]  # fmt: skip
    for each in written[1:]:
        assert np.array_equal(each, written[0])


def test_a_group_is_that_of_the_as_of_day(shop: DiagramShop) -> None:
    spring = customers_of_group(shop, "lifecycle", ["new"], date(2024, 3, 31))
    assert set(spring.tolist()) == {2, 3, 4, 5, 6, 13}
    assert groups(shop, "lifecycle", date(2024, 3, 31)).names == STAGES
    assert groups(shop, "rfm_segment", YEAR_END).sizes.keys() == set(SEGMENTS)


def test_a_resolved_segment_answers_like_the_sum_of_its_parts(shop: DiagramShop) -> None:
    whole = retention(read_retention_data(shop, EVERYONE, YEAR_END), Q3, 120)
    parts = [
        retention(
            read_retention_data(
                shop, resolved(shop, parse_where([f"lifecycle={stage}"]), YEAR_END), YEAR_END
            ),
            Q3,
            120,
        )
        for stage in STAGES
    ]
    for name in ("customers_start", "customers_end", "retained", "reactivated", "lost"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_a_segment_without_groups_stays_as_it_is(shop: DiagramShop) -> None:
    segment = parse_where(["country=France"])
    assert resolved(shop, segment, YEAR_END) is segment


@pytest.mark.parametrize(
    ("where", "code", "said"),
    [
        ("rfm_segment=Champion", "segment_value_unknown", "Did you mean champions?"),
        ("lifecycle=zzz", "segment_value_unknown", "active_repeat"),
    ],
)
def test_a_group_nobody_knows_is_refused(
    shop: DiagramShop, where: str, code: str, said: str
) -> None:
    with pytest.raises(QuestionRefused) as refused:
        resolved(shop, parse_where([where]), YEAR_END)
    assert refused.value.code == code
    assert said in refused.value.hint


def test_a_shop_without_customers_has_empty_groups(tmp_path: Path) -> None:
    empty = DiagramShop.open(tmp_path).draw([])
    segment = resolved(empty, parse_where(["lifecycle=new", "rfm_segment!=lost"]), None)
    assert read_retention_data(empty, segment, None).grid.customers == 0
