"""The customers behind a cell are those the cell counted, and the pair in the sentence is fair."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lib.metrics.cohort_change import cohort_change, may_contain_old_customers
from lib.metrics.cohort_grid import Attribute, read_cohort_grid
from lib.metrics.cohort_people import cell_asked, cell_customers
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.intervals import newcombe_difference
from lib.period import Grain
from lib.segment import EVERYONE, Segment, parse_where
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders
from tests.metrics.test_cohorts import AS_OF, random_orders

QUESTIONS = [
    (CohortQuestion(Grain.WEEK), None, 0, EVERYONE),
    (CohortQuestion(Grain.WEEK), None, 6, EVERYONE),
    (CohortQuestion(Grain.MONTH), None, 0, parse_where(["country=th"])),
    (CohortQuestion(Grain.QUARTER, 0, 9), None, 0, EVERYONE),
    (CohortQuestion(Grain.MONTH, 45), None, 0, EVERYONE),
    (CohortQuestion(Grain.YEAR, 30, 9), None, 0, EVERYONE),
    (CohortQuestion(Grain.MONTH), Attribute.COUNTRY, 0, EVERYONE),
    (CohortQuestion(Grain.MONTH, 30, 8), Attribute.COUNTRY, 0, EVERYONE),
    (CohortQuestion(Grain.QUARTER), Attribute.PERSONA, 0, parse_where(["country=th"])),
    (CohortQuestion(Grain.MONTH, 30, 8), Attribute.PERSONA, 0, EVERYONE),
]


@pytest.mark.parametrize(("question", "attribute", "week_start", "segment"), QUESTIONS)
def test_every_cell_opens_as_many_customers_as_it_counts(
    tmp_path: Path,
    question: CohortQuestion,
    attribute: Attribute | None,
    week_start: int,
    segment: Segment,
) -> None:
    shop = DiagramShop.open(tmp_path).draw(random_orders(21))
    step = question.step_days or 30
    grid = read_cohort_grid(shop, segment, None, week_start, attribute, step)
    table = cohort_table(grid, question)
    cells = np.argwhere(table.is_shown)
    for row, age in cells[:: max(1, len(cells) // 6)]:
        asked = cell_asked(grid, question, table.cohorts[row], int(age))
        bought = cell_customers(shop, asked, "bought", segment)
        counts = [len(cell_customers(shop, asked, s, segment)) for s in ("repeated", "later")]
        absent = cell_customers(shop, asked, "absent", segment)
        assert len(bought) == table.customers[row, age]
        assert counts == [table.repeaters[row, age], table.later[row, age]]
        assert len(absent) == table.base[row, age] - table.customers[row, age]
        assert bought["cell_order_count"].sum() == table.orders[row, age]
        money = round(float(bought["cell_revenue"].astype(float).sum()) * 10_000)
        assert money == table.revenue[row, age]


def test_the_customers_of_a_golden_cell(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(golden_orders())
    grid = read_cohort_grid(shop, as_of=AS_OF)
    question = CohortQuestion(Grain.QUARTER)
    first = cohort_table(grid, question).cohorts[0]
    people = cell_customers(shop, cell_asked(grid, question, first, 1), "bought")
    assert people["customer_key"].tolist() == ["key1", "key6", "key2", "key4"]
    assert people["cell_revenue"].astype(float).tolist() == [60, 50, 35, 25]


def winners(month: date, customers: int, returned: int, start: int) -> list[Order]:
    """Customers won in one month, the first few of whom come back after forty days."""
    orders = []
    for number in range(customers):
        day = month + timedelta(days=number % 28)
        orders.append(Order(start + number, day))
        if number < returned:
            orders.append(Order(start + number, day + timedelta(days=40)))
    return orders


def test_the_sentence_compares_the_newest_month_with_the_same_month_a_year_before(
    tmp_path: Path,
) -> None:
    orders = [
        *winners(date(2022, 11, 1), 774, 115, 1),
        *winners(date(2023, 10, 1), 100, 90, 2001),
        *winners(date(2023, 11, 1), 812, 148, 3001),
        Order(9999, date(2024, 3, 10)),
    ]
    grid = read_cohort_grid(DiagramShop.open(tmp_path).draw(orders))
    change = cohort_change(grid, Grain.MONTH)
    assert change is not None
    assert (change.newer.cohort.label, change.older.cohort.label) == ("2023-11", "2022-11")
    assert (change.age_days, change.newer.returned, change.older.returned) == (90, 148, 115)
    assert round(change.newer.rate, 3) == 0.182
    assert round(change.older.rate, 3) == 0.149
    assert (change.low, change.high) == newcombe_difference((148, 812), (115, 774))
    assert not change.is_clear  # 3.4 points with such n may still be chance


def test_a_clear_difference_is_said_and_short_histories_are_compared_at_day_30(
    tmp_path: Path,
) -> None:
    orders = [
        *winners(date(2024, 1, 1), 100, 0, 1),
        *[Order(c, date(2024, 1, 20)) for c in range(1, 61)],
        *winners(date(2024, 2, 1), 100, 0, 201),
        Order(999, date(2024, 4, 2)),
    ]
    grid = read_cohort_grid(DiagramShop.open(tmp_path).draw(orders))
    change = cohort_change(grid, Grain.MONTH)
    assert change is not None
    assert change.age_days == 30
    assert change.high < 0
    assert change.is_clear


def test_small_or_young_cohorts_are_not_compared(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(golden_orders())
    assert cohort_change(read_cohort_grid(shop, as_of=AS_OF), Grain.QUARTER) is None
    empty = DiagramShop.open(tmp_path).draw([])
    assert cohort_change(read_cohort_grid(empty), Grain.MONTH) is None


def test_cohorts_of_the_first_window_of_the_file_may_hold_old_customers(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(golden_orders())
    cohorts = cohort_table(read_cohort_grid(shop), CohortQuestion(Grain.QUARTER)).cohorts
    marks = [may_contain_old_customers(each, date(2024, 1, 5), 180) for each in cohorts]
    assert marks == [True, True, True, False]  # the window reaches to 2 July
