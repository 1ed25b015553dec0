"""The three tables that retention and cohorts stand on, built from drawn orders."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lib.schema import TABLE_BY_NAME
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, orders_of


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("shop")))


@pytest.mark.parametrize("table", ["purchase_days", "purchase_pairs", "cohort_days"])
def test_columns_and_types_are_those_of_the_schema(shop: DiagramShop, table: str) -> None:
    shop.draw(golden_orders())
    described = shop.database.rows(f"describe {table}")
    assert [(name, kind.lower().replace(" ", "")) for name, kind, *_ in described] == [
        (name, kind) for name, kind in TABLE_BY_NAME[table].columns
    ]


def test_the_golden_set_has_29_purchase_days_30_orders_and_1420_revenue(shop: DiagramShop) -> None:
    shop.draw(golden_orders())
    totals = shop.database.row(
        """select count(*) as purchase_days, count(distinct customer_id) as customers,
        sum(order_count) as orders, sum(revenue) as revenue from purchase_days"""
    )
    assert totals == {
        "purchase_days": 29,
        "customers": 13,
        "orders": 30,
        "revenue": Decimal("1420.00"),
    }


def test_each_purchase_day_knows_its_neighbours(shop: DiagramShop) -> None:
    shop.draw(orders_of("7  2024-02-01  2024-01-10  2024-02-01  2024-03-05"))
    first, second, third = date(2024, 1, 10), date(2024, 2, 1), date(2024, 3, 5)
    assert shop.database.rows("select * from purchase_days order by purchased_on") == [
        (7, first, 1, None, second, first, 1, Decimal(10)),
        (7, second, 2, first, third, first, 2, Decimal(20)),
        (7, third, 3, second, None, first, 1, Decimal(10)),
    ]


def test_guests_and_invalid_orders_are_not_purchases(shop: DiagramShop) -> None:
    day = date(2024, 1, 10)
    shop.draw([Order(None, day), Order(1, day, is_valid=False), Order(2, day)])
    assert shop.database.rows("select customer_id from purchase_days") == [(2,)]


def test_purchase_days_lie_in_the_order_of_days_then_customers(shop: DiagramShop) -> None:
    shop.draw(golden_orders())
    found = shop.database.rows("select purchased_on, customer_id from purchase_days")
    assert found == sorted(found)


def test_pairs_count_customers_and_their_first_purchases(shop: DiagramShop) -> None:
    shop.draw(
        orders_of("""
            1  2024-01-10  2024-02-01
            2  2024-01-10  2024-02-01
            3  2024-01-10
            4  2024-01-01  2024-01-10
        """)
    )
    new_year, tenth, february = date(2024, 1, 1), date(2024, 1, 10), date(2024, 2, 1)
    assert shop.database.rows("select * from purchase_pairs") == [
        (new_year, tenth, 1, 1),
        (tenth, february, 2, 2),
        (tenth, None, 2, 1),
        (february, None, 2, 0),
    ]


def test_a_customer_counts_once_in_each_calendar_step_of_a_cohort(shop: DiagramShop) -> None:
    # 2024-12-30 is a Monday: its ISO week reaches into the next year.
    shop.draw(orders_of("1  2024-12-29  2024-12-30  2025-01-01  2025-01-31  2025-04-01"))
    steps = shop.database.rows(
        """select purchased_on, first_in_week, first_in_month, first_in_quarter, first_in_year
        from cohort_days order by purchased_on"""
    )
    assert steps == [
        (date(2024, 12, 29), 1, 1, 1, 1),
        (date(2024, 12, 30), 1, 0, 0, 0),
        (date(2025, 1, 1), 0, 1, 1, 1),
        (date(2025, 1, 31), 1, 0, 0, 0),
        (date(2025, 4, 1), 1, 1, 1, 0),
    ]


def test_cohort_days_add_up_customers_orders_and_revenue(shop: DiagramShop) -> None:
    shop.draw(
        orders_of("""
            1  2024-01-10  2024-02-01  2024-02-01
            2  2024-01-10  2024-02-01
            3  2024-02-01
        """)
    )
    january, february = date(2024, 1, 10), date(2024, 2, 1)
    found = shop.database.rows(
        "select first_on, purchased_on, customers, orders, revenue from cohort_days"
    )
    assert found == [
        (january, january, 2, 2, Decimal(20)),
        (january, february, 2, 3, Decimal(30)),
        (february, february, 1, 1, Decimal(10)),
    ]


def test_first_in_step_counts_the_distinct_customers_of_each_quarter(shop: DiagramShop) -> None:
    shop.draw(golden_orders())
    by_counting = shop.database.rows(
        """select date_trunc('quarter', purchased_on) as step, sum(first_in_quarter)
        from cohort_days group by step order by step"""
    )
    by_distinct = shop.database.rows(
        """select date_trunc('quarter', purchased_on) as step, count(distinct customer_id)
        from purchase_days group by step order by step"""
    )
    assert [count for _step, count in by_counting] == [7, 6, 7, 5]
    assert by_counting == by_distinct


def test_a_shop_without_orders_has_empty_tables(shop: DiagramShop) -> None:
    shop.draw([])
    for table in ("purchase_days", "purchase_pairs", "cohort_days"):
        assert shop.database.rows(f"select count(*) from {table}") == [(0,)]
