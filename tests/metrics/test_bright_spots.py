"""Who is a bright spot, by hand; what they buy and what made them, planted and shuffled."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lib.metrics.bright_products import bright_products
from lib.metrics.bright_rules import Rule, RuleName
from lib.metrics.bright_spots import bright_spot_customers, bright_spots, past_their_rhythm
from lib.metrics.bright_traits import first_order_traits
from lib.metrics.bright_year_after import year_after
from lib.metrics.concentration import concentration
from lib.metrics.item_rhythm import item_rhythms
from lib.metrics.rfm import rfm
from tests.metrics.bright_shop import bright_shop, spots_of
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

AS_OF = date(2024, 12, 31)
START = date(2023, 1, 1)


@pytest.fixture
def golden(tmp_path: Path) -> DiagramShop:
    return bright_shop(tmp_path, golden_orders())


@pytest.mark.parametrize(
    ("name", "bar", "customers", "revenue"),
    [
        (RuleName.FREQUENT, 4, [1, 4], 360),
        (RuleName.WHALES, 135, [1, 5, 6, 9], 715),
        (RuleName.EARLY, 78, [1, 2, 9, 11], 595),
        (RuleName.FAST, 0.8, [], 0),
    ],
)
def test_the_rules_on_the_golden_set(
    golden: DiagramShop, name: RuleName, bar: float, customers: list[int], revenue: int
) -> None:
    found = bright_spots(golden, AS_OF, rule=Rule(name))
    assert (found.bar, list(found.customer_ids)) == (bar, customers)
    assert (float(found.revenue), float(found.revenue_of_buyers)) == (revenue, 1420)
    assert (found.buyers, found.eligible) == (13, 12)
    assert found.share_of_revenue == pytest.approx(revenue / 1420)


def test_champions_and_loyal_are_those_of_the_scores(golden: DiagramShop) -> None:
    found = bright_spots(golden, AS_OF)
    groups = rfm(golden, as_of=AS_OF).customers_of({"champions", "loyal"})
    assert set(found.customer_ids) == {each for each in groups if each != 12}
    assert found.customers > 2


def test_a_threshold_of_ones_own_and_ties_at_it(golden: DiagramShop) -> None:
    found = bright_spots(golden, AS_OF, rule=Rule(RuleName.FREQUENT, 3))
    assert list(found.customer_ids) == [1, 4, 6, 9]


def test_ninety_days_make_a_customer_known_and_eighty_nine_do_not(tmp_path: Path) -> None:
    orders = [
        Order(customer, AS_OF - timedelta(days=first - 10 * step))
        for customer, first in ((1, 90), (2, 89))
        for step in range(5)
    ]
    found = bright_spots(bright_shop(tmp_path, orders), AS_OF, rule=Rule(RuleName.FREQUENT, 3))
    assert (list(found.customer_ids), found.too_new) == ([1], 1)


def test_who_is_perhaps_no_person_is_counted_apart(golden: DiagramShop) -> None:
    golden.database.run("update customers set is_quarantined = true where customer_id = 1")
    found = bright_spots(golden, AS_OF, rule=Rule(RuleName.FREQUENT, 3))
    assert (list(found.customer_ids), found.set_apart, found.buyers) == ([4, 6, 9], 1, 12)
    assert found.revenue_of_buyers == 1170


@pytest.mark.parametrize("name", list(RuleName))
def test_an_empty_shop_has_no_bright_spots(tmp_path: Path, name: RuleName) -> None:
    shop = bright_shop(tmp_path, [])
    found = bright_spots(shop, AS_OF, rule=Rule(name))
    assert (found.customers, found.share_of_revenue) == (0, None)
    assert first_order_traits(shop, found).found == ()
    assert bright_products(shop, found) == []
    assert item_rhythms(shop, AS_OF) == []
    assert bright_spot_customers(shop, found).empty


def test_concentration_of_the_golden_set() -> None:
    revenue = np.array([250, 65, 100, 110, 150, 135, 125, 35, 180, 25, 100, 75, 70])
    found = concentration(revenue)
    assert found.top_fifth_share == pytest.approx(580 / 1420)
    assert found.customers_for_80 == 8
    pairs = np.abs(revenue[:, None] - revenue[None, :]).sum()
    assert found.gini == pytest.approx(pairs / (2 * 13 * revenue.sum()))
    assert concentration(np.array([5, 5, 5])).gini == 0


def test_a_product_is_bought_again_after_31_days_when_the_silent_count(tmp_path: Path) -> None:
    back, silent = (28, 31, 30, 33, 29, 60), (45, 20, 90, 10)
    orders = []
    for copy in range(5):
        for place, days in enumerate(back):
            buyer = 100 * copy + place
            first = AS_OF - timedelta(days=days)
            orders += [Order(buyer, first, product="Beans"), Order(buyer, AS_OF, product="Beans")]
        orders += [
            Order(100 * copy + 50 + place, AS_OF - timedelta(days=days), product="Beans")
            for place, days in enumerate(silent)
        ]
    (found,) = item_rhythms(bright_shop(tmp_path, orders), AS_OF)
    assert (found.median_days, found.first_quarter_days, found.third_quarter_days) == (31, 29, 60)
    assert (found.gaps, found.returning_customers, found.name) == (30, 30, "Beans")
    assert found.waiting == 20 + 30  # and the second purchases of today, which nobody can follow


def test_below_thirty_gaps_there_is_no_rhythm(tmp_path: Path) -> None:
    orders = [
        Order(customer, START + timedelta(days=30 * step), product="Beans")
        for customer in range(29)
        for step in range(2)
    ]
    assert item_rhythms(bright_shop(tmp_path, orders), AS_OF) == []


def test_a_quarter_past_ones_own_rhythm_is_early_warning() -> None:
    people = pd.DataFrame(
        {"usual_gap_days_count": [40, 40, None, 0], "silent_days_count": [50, 49, 300, 300]}
    )
    assert len(past_their_rhythm(people)) == 1
    assert len(past_their_rhythm(people, 1.2)) == 2


def test_the_list_knows_each_customers_own_gap(golden: DiagramShop) -> None:
    found = bright_spots(golden, AS_OF, rule=Rule(RuleName.FREQUENT, 3))
    people = bright_spot_customers(golden, found).set_index("customer_id")
    assert list(people.index) == [1, 9, 6, 4]
    assert people.loc[1, "usual_gap_days_count"] == 91.5  # of 35, 96, 87, 97
    assert people.loc[4, "silent_days_count"] == 110


def invented(seed: int, customers: int = 500) -> list[Order]:
    """Customers whose first order and later behaviour have nothing to do with each other."""
    draw = random.Random(seed)
    orders = []
    for customer in range(customers):
        first = START + timedelta(days=draw.randrange(600))
        for number in range(draw.choice((1, 1, 1, 2, 5))):
            basket = draw.sample("ABCDEFGHIJ", draw.choice((1, 1, 2, 3)))
            orders.append(
                Order(
                    customer,
                    first + timedelta(days=20 * number),
                    draw.randrange(5, 90),
                    channel=draw.choice(("web", "app")),
                    country=draw.choice(("TH", "VN", "SG")),
                    product="|".join(basket),
                )
            )
    return orders


def test_shuffled_labels_give_no_findings(tmp_path: Path) -> None:
    shop = bright_shop(tmp_path, invented(1))
    seeds = range(30)
    of_first_orders = of_purchases = 0
    for seed in seeds:
        labels = random.Random(seed).sample(range(500), 120)
        spots = spots_of(labels, AS_OF, 500)
        traits = first_order_traits(shop, spots)
        assert traits.tested > 15
        of_first_orders += bool(traits.found)
        of_purchases += any(each.is_finding for each in bright_products(shop, spots))
    # A rate of false discoveries of 5 % lets one seed or two in thirty through.
    assert of_first_orders <= 3
    assert of_purchases <= 3


def test_a_planted_entry_product_is_found_and_holds(tmp_path: Path) -> None:
    orders = [
        Order(**{**vars(order), "product": f"{order.product}|Starter set"})
        if order.customer_id is not None and order.customer_id % 4 == 0
        else order
        for order in invented(2)
    ]
    bright = [customer for customer in range(500) if customer % 4 == 0 or customer % 9 == 0]
    found = first_order_traits(bright_shop(tmp_path, orders), spots_of(bright, AS_OF, 500))
    strongest = next(trait for trait in found.found if trait.trait == "product")
    assert strongest.label == "Starter set"
    assert strongest.holds
    assert strongest.contrast.low > 0.5


def test_buying_more_of_everything_is_no_finding(tmp_path: Path) -> None:
    draw = random.Random(5)
    products = [f"P{number}" for number in range(20)]
    orders = []
    for customer in range(600):
        is_bright = customer < 200
        count = 8 if is_bright else draw.choice((1, 1, 2))
        basket = "|".join(draw.choice(products) for _line in range(count))
        day = START + timedelta(days=draw.randrange(500))
        orders.append(Order(customer, day, 10 * count, product=basket))
    shop, spots = bright_shop(tmp_path, orders), spots_of(range(200), AS_OF, 600)
    bought = bright_products(shop, spots)
    assert len(bought) == 20
    assert not any(product.is_finding for product in bought)
    traits = first_order_traits(shop, spots).found
    assert not any(trait.trait == "product" for trait in traits)
    ever = sum(product.buyers for product in bought) / 20 / 200
    assert ever > 0.3  # of bright spots have bought any product: the trap is there


def test_one_heavy_buyer_is_one_customer(tmp_path: Path) -> None:
    first = START + timedelta(days=1)
    orders = [Order(customer, first, product="A|B|C") for customer in range(400)]
    orders += [Order(1, first + timedelta(days=step), product="A") for step in range(1, 300)]
    found = bright_products(bright_shop(tmp_path, orders), spots_of(range(100), AS_OF, 400))
    share = {product.name: product for product in found}["A"]
    assert share.lines.difference > 0.2
    assert not share.is_finding


def test_last_years_bright_spots_a_year_later(tmp_path: Path) -> None:
    orders = [Order(1, START + timedelta(days=60 * step)) for step in range(6)]
    orders += [Order(1, date(2024, 6, 1)), Order(2, date(2022, 12, 1)), Order(3, date(2024, 2, 1))]
    shop = bright_shop(tmp_path, orders)
    now = bright_spots(shop, AS_OF, rule=Rule(RuleName.FREQUENT, 3))
    found = year_after(shop, now)
    assert found is not None
    assert (found.customers, found.still_bright) == (1, 0)
    assert (found.purchase_days_before, found.purchase_days_after) == (5, 1)
