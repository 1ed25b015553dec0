"""How unequal the customers of a cohort spend: middle beside mean, and who is top-heavy."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median

from lib.metrics.cohort_inequality import cohort_inequality
from lib.period import Grain
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

AS_OF = date(2024, 12, 31)


def test_the_middle_customer_of_the_golden_set_spent_less_than_the_mean(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(golden_orders())
    found = cohort_inequality(shop, AS_OF, Grain.QUARTER)
    # Revenue of all quarters 880 + 160 + 305 + 75 = 1,420 by 13 customers.
    assert (found.customers, found.cohorts, found.mean) == (13, 4, Decimal("109.23"))
    assert found.median is not None
    assert found.mean is not None
    assert found.median < found.mean
    assert found.top_heavy == ()


def test_a_cohort_of_one_large_spender_is_told_and_an_even_one_is_not(tmp_path: Path) -> None:
    orders = [Order(each, date(2024, 1, 1 + each % 28), revenue=10) for each in range(1, 201)]
    orders += [Order(each, date(2024, 2, 1 + each % 28), revenue=10) for each in range(201, 401)]
    # Two of 200 are the 1 %: 1,010 + 10 of 3,000, then 510 + 510 of 3,000.
    orders += [Order(1, date(2024, 5, 1), revenue=1000)]
    orders += [Order(each, date(2024, 5, 1), revenue=500) for each in (201, 202)]
    shop = DiagramShop.open(tmp_path).draw(orders)
    found = cohort_inequality(shop, AS_OF, Grain.MONTH)
    assert [each.cohort.label for each in found.top_heavy] == ["2024-01", "2024-02"]
    assert [round(each.share, 4) for each in found.top_heavy] == [0.34, 0.34]
    assert [each.median for each in found.top_heavy] == [Decimal("10.00")] * 2
    # What is spent after the day does not count yet.
    assert cohort_inequality(shop, date(2024, 4, 30), Grain.MONTH).top_heavy == ()


def test_random_shops_agree_with_a_count_by_hand(tmp_path: Path) -> None:
    draw = Random(5)
    orders = [
        Order(
            draw.randint(1, 700),
            date(2024, 1, 1) + timedelta(draw.randint(0, 300)),
            revenue=round(draw.paretovariate(0.9), 2),
        )
        for _each in range(1500)
    ]
    shop = DiagramShop.open(tmp_path).draw(orders)
    spent: dict[int, Decimal] = {}
    first: dict[int, date] = {}
    for order in orders:
        who = order.customer_id or 0
        spent[who] = spent.get(who, Decimal(0)) + Decimal(str(order.revenue))
        first[who] = min(first.get(who, order.ordered_on), order.ordered_on)
    found = cohort_inequality(shop, AS_OF, Grain.QUARTER)
    heavy = {}
    for quarter in range(4):
        inside = sorted(
            (spent[each] for each in spent if (first[each].month - 1) // 3 == quarter), reverse=True
        )
        share = sum(inside[: len(inside) // 100]) / sum(inside) if inside else Decimal(0)
        if share > Decimal("0.3"):
            heavy[f"2024-Q{quarter + 1}"] = (len(inside), round(float(share), 9))
    assert heavy
    told = {each.cohort.label: (each.cohort.size, round(each.share, 9)) for each in found.top_heavy}
    assert told == heavy
    assert found.median == round(median(spent.values()), 2)


def test_no_customer_and_one_customer(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw([Order(1, date(2024, 3, 5), revenue=7.5)])
    nobody = cohort_inequality(shop, date(2024, 3, 4), Grain.MONTH)
    assert (nobody.customers, nobody.mean, nobody.median, nobody.cohorts) == (0, None, None, 0)
    one = cohort_inequality(shop, date(2024, 3, 5), Grain.MONTH)
    spent = Decimal("7.50")
    assert (one.customers, one.mean, one.median, one.cohorts) == (1, spent, spent, 1)
