"""Cohorts drawn as triangles: what came back, what is not over yet, and what cannot be known."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lib.metrics.cohort_grid import Attribute, read_cohort_grid
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_table import CohortTable, Measure, Share
from lib.metrics.cohorts import CohortQuestion, cohort_label, cohort_table
from lib.metrics.groups import groups
from lib.period import Grain, calendar_period
from lib.segment import EVERYONE, Segment, parse_where
from tests.import_support import TestShop, csv_file
from tests.metrics.cohort_oracle import Counted, calendar, count, exact, finished, histories
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, orders_of

AS_OF = date(2024, 12, 31)
QUARTERS = CohortQuestion(Grain.QUARTER)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(tmp_path_factory.mktemp("cohorts")).draw(golden_orders())


def asked(
    shop: DiagramShop,
    question: CohortQuestion,
    as_of: date | None = None,
    segment: Segment = EVERYONE,
    attribute: Attribute | None = None,
    week_start: int = 0,
) -> CohortTable:
    step = question.step_days or 30
    grid = read_cohort_grid(shop, segment, as_of, week_start, attribute, step)
    return cohort_table(grid, question)


def triangle(
    table: CohortTable, measure: Measure, share: Share | None = None
) -> dict[str, list[float | None]]:
    """Each cohort's cells up to the last one that is shown; None where nothing divides."""
    drawn: dict[str, list[float | None]] = {}
    for row in range(len(table.cohorts)):
        cells = table.values(measure, share)[row][table.is_shown[row]]
        drawn[table.cohorts[row].label] = [
            None if np.isnan(value) else round(float(value), 2) for value in cells
        ]
    return drawn


def test_customers_of_the_golden_quarters(golden: DiagramShop) -> None:
    table = asked(golden, QUARTERS, AS_OF)
    assert triangle(table, Measure.CUSTOMERS) == {
        "2024-Q1": [7, 4, 3, 3],
        "2024-Q2": [2, 1, 0],
        "2024-Q3": [3, 1],
        "2024-Q4": [1],
    }
    assert (table.is_complete == table.is_shown).all()


def test_revenue_of_the_golden_quarters(golden: DiagramShop) -> None:
    assert triangle(asked(golden, QUARTERS, AS_OF), Measure.REVENUE) == {
        "2024-Q1": [420, 170, 135, 155],
        "2024-Q2": [95, 65, 0],
        "2024-Q3": [260, 45],
        "2024-Q4": [75],
    }


def test_the_golden_quarters_pool_sums_and_never_averages_percentages(golden: DiagramShop) -> None:
    pooled = asked(golden, QUARTERS, AS_OF).pooled(Measure.RETENTION)
    assert pooled.numerators.tolist() == [13, 6, 3, 3]
    assert pooled.bases.tolist() == [13, 12, 9, 7]
    assert pooled.values.tolist() == pytest.approx([1, 0.5, 1 / 3, 3 / 7])
    assert pooled.cohorts.tolist() == [4, 3, 2, 1]


def test_the_unbounded_rate_of_the_first_golden_quarter(golden: DiagramShop) -> None:
    drawn = triangle(asked(golden, QUARTERS, AS_OF), Measure.UNBOUNDED_RETENTION, Share.TOTAL)
    assert drawn["2024-Q1"] == [7, 6, 5, 3]


def test_each_age_relative_to_the_one_before(golden: DiagramShop) -> None:
    table = asked(golden, QUARTERS, AS_OF)
    drawn = triangle(table, Measure.CUSTOMERS, Share.PREVIOUS)
    assert drawn["2024-Q1"] == [None, 0.57, 0.75, 1.0]
    assert drawn["2024-Q2"] == [None, 0.5, 0.0]
    # k = 2: (3 + 0) of the (4 + 1) whose next quarter is over too.
    pooled = table.pooled(Measure.CUSTOMERS, Share.PREVIOUS).values
    assert pooled[1:].tolist() == pytest.approx([0.5, 3 / 5, 1.0])


def test_money_pools_over_orders_and_customers(golden: DiagramShop) -> None:
    table = asked(golden, QUARTERS, AS_OF)
    value = table.pooled(Measure.AVERAGE_ORDER_VALUE).values
    assert value[1] == pytest.approx((170 + 65 + 45) / (4 + 1 + 1))
    chain = table.pooled(Measure.CUMULATIVE_REVENUE).values
    assert chain[1] == pytest.approx(850 / 13 + 280 / 12)
    assert table.pooled(Measure.REVENUE).values[1] == pytest.approx(280 / 3)


def test_an_unfinished_step_is_there_but_in_no_pooled_number(golden: DiagramShop) -> None:
    table = asked(golden, QUARTERS)
    assert table.customers[0].tolist() == [7, 4, 3, 3]
    assert table.is_complete[0].tolist() == [True, True, True, False]
    assert table.pooled(Measure.RETENTION).cohorts.tolist() == [3, 2, 1, 0]
    assert np.isnan(table.pooled(Measure.RETENTION).values[3])


def test_the_chain_of_revenue_per_customer_won(golden: DiagramShop) -> None:
    table = asked(golden, CohortQuestion(Grain.YEAR, 90), AS_OF)
    assert triangle(table, Measure.CUMULATIVE_REVENUE) == {"2024": [55.38, 78.30, 94.80, 119.80]}
    assert table.base[0, :4].tolist() == [13, 12, 10, 7]
    assert table.is_complete[0, :4].tolist() == [True, True, False, False]


def test_exact_ages_of_the_golden_year(golden: DiagramShop) -> None:
    table = asked(golden, CohortQuestion(Grain.YEAR, 90), AS_OF)
    assert table.repeaters[0, 1:4].tolist() == [5, 5, 6]
    assert table.values(Measure.REPEAT_RATE)[0, 1:4].tolist() == pytest.approx([5 / 12, 0.5, 6 / 7])
    assert table.values(Measure.RETENTION)[0, 2] == pytest.approx(3 / 10)


def test_an_observed_zero_is_a_zero_and_the_future_has_no_cell(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(
        orders_of("""
            1  2024-01-10              2024-03-05
            2  2024-02-11
        """)
    )
    table = asked(shop, CohortQuestion(Grain.MONTH))
    assert triangle(table, Measure.CUSTOMERS) == {"2024-01": [1, 0, 1], "2024-02": [1, 0]}
    value = triangle(table, Measure.AVERAGE_ORDER_VALUE)
    assert value["2024-01"] == [10, None, 10]


def test_a_weekly_triangle_with_its_unfinished_diagonal(tmp_path: Path) -> None:
    # Weeks from Monday 3 June 2024; the file ends on Wednesday the 19th, in the third week.
    shop = DiagramShop.open(tmp_path).draw(
        orders_of("""
            1  2024-06-03  2024-06-10  2024-06-17
            2  2024-06-04              2024-06-18
            3  2024-06-09  2024-06-16
            4  2024-06-11              2024-06-19
            5  2024-06-16
        """)
    )
    table = asked(shop, CohortQuestion(Grain.WEEK))
    assert triangle(table, Measure.CUSTOMERS) == {"2024-W23": [3, 2, 2], "2024-W24": [2, 1]}
    assert table.is_complete.tolist() == [[True, True, False], [True, False, False]]
    assert table.pooled(Measure.RETENTION).values[:2].tolist() == pytest.approx([1, 2 / 3])


def test_a_week_that_starts_on_sunday_moves_the_sunday_buyer(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(orders_of("1  2024-06-03  2024-06-09  2024-06-17"))
    monday = asked(shop, CohortQuestion(Grain.WEEK))
    sunday = asked(shop, CohortQuestion(Grain.WEEK), week_start=6)
    assert monday.customers[0].tolist() == [1, 0, 1]
    assert sunday.customers[0].tolist() == [1, 1, 1]
    assert sunday.cohorts[0].first_day == date(2024, 6, 2)


def test_two_orders_within_one_week_are_one_customer_of_the_week(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(orders_of("1  2019-09-02  2019-09-04"))
    table = asked(shop, CohortQuestion(Grain.WEEK))
    assert (table.customers[0, 0], table.orders[0, 0], table.repeaters[0, 0]) == (1, 2, 1)


def test_a_return_in_a_later_month_lifts_or_later_but_not_the_month_itself(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(
        orders_of("""
            1  2024-01-10  2024-07-05
            2  2024-01-11  2024-02-05
            3  2024-08-01
        """)
    )
    table = asked(shop, CohortQuestion(Grain.MONTH))
    assert table.customers[0, 3] == 0
    assert table.later[0, 3] == 1


def test_rows_for_the_command_line_carry_labels_and_plain_values(golden: DiagramShop) -> None:
    table = asked(golden, QUARTERS, AS_OF)
    assert table_rows(table, Measure.RETENTION)[1] == {
        "cohort": "2024-Q1", "size": 7, "age": 1, "value": 0.571429, "complete": True,
        "value_low": 0.250458, "value_high": 0.84178,
    }  # fmt: skip
    assert table_rows(table, Measure.CUMULATIVE_REVENUE)[0]["value"] == "60.00"
    assert table_rows(table, Measure.REVENUE)[1]["value"] == "170.00"
    assert table_rows(table, Measure.CUSTOMERS)[1]["value"] == 4
    assert len(table_rows(table, Measure.CUSTOMERS)) == 4 + 3 + 2 + 1


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2021, 1, 1), "2020-W53"),
        (date(2024, 7, 3), "2024-W27"),
    ],
)
def test_weeks_are_named_with_their_iso_year(day: date, label: str) -> None:
    assert cohort_label(Grain.WEEK, calendar_period(Grain.WEEK, day).first_day) == label


def test_cohorts_join_their_neighbours_until_they_are_large_enough(golden: DiagramShop) -> None:
    table = asked(golden, CohortQuestion(Grain.QUARTER, 0, merge_below=5), AS_OF)
    sizes = [(cohort.label, cohort.size) for cohort in table.cohorts]
    assert sizes == [("2024-Q1", 7), ("2024-Q2..2024-Q3", 5), ("2024-Q4", 1)]
    # All five have had a next quarter (two came back in it), two of them a second one (nobody did).
    assert table.base[1].tolist() == [5, 5, 2, 0]
    assert table.customers[1].tolist() == [5, 2, 0, 0]
    assert table.is_shown[1].tolist() == [True, True, False, False]


def cell(table: CohortTable, row: int, age: int) -> Counted:
    return Counted(
        int(table.base[row, age]),
        int(table.customers[row, age]),
        int(table.orders[row, age]),
        round(int(table.revenue[row, age]) / 10_000, 2),
        int(table.repeaters[row, age]),
        int(table.later[row, age]),
    )


def random_orders(seed: int) -> list[Order]:
    draw = random.Random(seed)
    return [
        Order(
            draw.randint(1, 25),
            date(2023, 11, 1) + timedelta(days=draw.randint(0, 250)),
            draw.randint(1, 900) / 100,
            is_valid=draw.random() > 0.1,
            country=draw.choice(["TH", "th", "VN", "LA", None]),
        )
        for _order in range(160)
    ]


@pytest.mark.parametrize("week_start", [0, 6])
@pytest.mark.parametrize("grain", list(Grain))
def test_random_shops_equal_a_count_by_hand(tmp_path: Path, grain: Grain, week_start: int) -> None:
    orders = random_orders(week_start)
    shop = DiagramShop.open(tmp_path).draw(orders)
    people = histories(orders)
    last = max(each[-1].ordered_on for each in people.values())
    table = asked(shop, CohortQuestion(grain), week_start=week_start)
    assert sum(cohort.size for cohort in table.cohorts) == len(people)
    for row, age in np.argwhere(table.is_shown):
        period = table.cohorts[row].period
        members = [
            each for each in people.values()
            if period.first_day <= each[0].ordered_on <= period.last_day
        ]  # fmt: skip
        assert cell(table, row, age) == count(members, age, *calendar(grain, last, week_start))


@pytest.mark.parametrize("step_days", [7, 30, 90, 45])
def test_exact_ages_of_random_shops_equal_a_count_by_hand(tmp_path: Path, step_days: int) -> None:
    orders = random_orders(step_days)
    shop = DiagramShop.open(tmp_path).draw(orders)
    people = histories(orders)
    as_of = max(each[-1].ordered_on for each in people.values()) - timedelta(days=1)
    table = asked(shop, CohortQuestion(Grain.MONTH, step_days))
    assert table.is_shown.any()
    for row, age in np.ndindex(table.base.shape):
        members = [
            each for each in people.values()
            if calendar_period(Grain.MONTH, each[0].ordered_on) == table.cohorts[row].period
        ]  # fmt: skip
        counted = count(members, age, *exact(step_days, as_of))
        assert cell(table, row, age) == counted
        size = table.cohorts[row].size
        assert table.is_shown[row, age] == (counted.base > 0 and counted.base >= size / 2)
        assert table.is_complete[row, age] == (counted.base > 0 and counted.base >= 0.9 * size)


@pytest.mark.parametrize("step_days", [0, 30])
def test_groups_of_random_shops_equal_a_count_by_hand(tmp_path: Path, step_days: int) -> None:
    orders = random_orders(11)
    shop = DiagramShop.open(tmp_path).draw(orders)
    people = histories(orders)
    as_of = max(each[-1].ordered_on for each in people.values()) - timedelta(days=1)
    people = {key: each for key, each in people.items() if each[0].ordered_on <= as_of}
    table = asked(shop, CohortQuestion(Grain.MONTH, step_days), attribute=Attribute.COUNTRY)
    # The first order's country, or none: of two on one day the one that stands first in the file.
    named = dict(
        shop.database.rows("select customer_id, lower(coalesce(country, '')) from customers")
    )
    assert sum(cohort.size for cohort in table.cohorts) == len(people)
    way = exact(step_days, as_of) if step_days else finished(Grain.MONTH, as_of)
    for row, age in np.ndindex(table.base.shape):
        cohort = table.cohorts[row]
        members = [each for key, each in people.items() if named[key] == cohort.key]
        assert cell(table, row, age) == count(members, age, *way)


@pytest.mark.parametrize("question", [CohortQuestion(Grain.MONTH), CohortQuestion(step_days=30)])
def test_personas_of_random_shops_equal_a_count_by_hand(
    tmp_path: Path, question: CohortQuestion
) -> None:
    orders = random_orders(5)
    shop = DiagramShop.open(tmp_path).draw(orders)
    people = histories(orders)
    as_of = max(each[-1].ordered_on for each in people.values()) - timedelta(days=20)
    grid = read_cohort_grid(shop, as_of=as_of, attribute=Attribute.PERSONA)
    table = cohort_table(grid, question)
    named = groups(shop, "persona", as_of)
    persona_of = {
        int(customer): named.names[place]
        for customer, place in zip(named.customer_ids, named.places, strict=True)
    }
    # Who first bought after the as-of day has no persona yet.
    assert set(persona_of) == {key for key in people if people[key][0].ordered_on <= as_of}
    assert sum(cohort.size for cohort in table.cohorts) == len(persona_of)
    assert [cohort.size for cohort in table.cohorts] == sorted(
        (size for size in named.sizes.values() if size), reverse=True
    )
    step = question.step_days
    way = exact(step, as_of) if step else finished(Grain.MONTH, as_of)
    for row, age in np.ndindex(table.base.shape):
        key = table.cohorts[row].key
        members = [people[each] for each, persona in persona_of.items() if persona == key]
        assert cell(table, row, age) == count(members, age, *way)


def test_personas_of_the_golden_quarters(golden: DiagramShop) -> None:
    """Thirteen customers are too few for clusters, so RFM groups stand in."""
    grid = read_cohort_grid(golden, as_of=AS_OF, attribute=Attribute.PERSONA)
    table = cohort_table(grid, QUARTERS)
    assert sum(cohort.size for cohort in table.cohorts) == 13
    sums = [int(table.customers[:, age].sum()) for age in range(3)]
    assert sums == [13, 6, 3]
    assert int(table.revenue[:, 0].sum()) == 850 * 10_000


@pytest.mark.parametrize("grain", list(Grain))
def test_the_import_and_the_scan_of_a_segment_count_the_same(tmp_path: Path, grain: Grain) -> None:
    shop = DiagramShop.open(tmp_path).draw([o for o in random_orders(4) if o.country])
    everyone = parse_where(["country=TH,VN,LA"])
    for question in (CohortQuestion(grain), CohortQuestion(grain, 30), CohortQuestion(grain, 0, 9)):
        whole, scanned = asked(shop, question), asked(shop, question, segment=everyone)
        for name in ("base", "customers", "orders", "revenue", "repeaters", "later"):
            assert (getattr(whole, name) == getattr(scanned, name)).all()


def test_a_segment_counts_its_customers_only(golden: DiagramShop, tmp_path: Path) -> None:
    orders = [Order(o.customer_id, o.ordered_on, o.revenue, o.is_valid, country="TH" if
              o.customer_id in (1, 7) else "VN") for o in golden_orders()]  # fmt: skip
    shop = DiagramShop.open(tmp_path).draw(orders)
    table = asked(shop, QUARTERS, AS_OF, parse_where(["country=th"]))
    assert triangle(table, Measure.CUSTOMERS) == {"2024-Q1": [1, 1, 1, 1], "2024-Q2": [1, 1, 0]}


def test_a_pooled_rate_lies_between_its_cohorts(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(random_orders(2))
    table = asked(shop, CohortQuestion(Grain.MONTH))
    rates = np.where(table.is_complete, table.values(Measure.RETENTION), np.nan)
    pooled = table.pooled(Measure.RETENTION)
    for age in np.flatnonzero(pooled.cohorts):
        assert np.nanmin(rates[:, age]) - 1e-9 <= pooled.values[age]
        assert pooled.values[age] <= np.nanmax(rates[:, age]) + 1e-9


@pytest.mark.parametrize(
    ("time_zone", "months", "weeks"),
    [
        ("Asia/Bangkok", {"2024-03": 2}, {"2024-W09": 1, "2024-W10": 1}),
        ("UTC", {"2024-02": 1, "2024-03": 1}, {"2024-W09": 2}),
    ],
)
def test_the_shops_time_zone_decides_in_which_month_and_week_somebody_was_won(
    tmp_path: Path, time_zone: str, months: dict[str, int], weeks: dict[str, int]
) -> None:
    """The evenings of a Thursday 29 February and of a Sunday 3 March, as UTC counts them."""
    shop = TestShop.new(tmp_path / "shop", time_zone=time_zone)
    lines = [
        "1,2024-02-29T23:30:00Z,a,10", "2,2024-03-03T18:00:00Z,b,10",
        "3,2024-03-12T05:00:00Z,a,10",
    ]  # fmt: skip
    shop.take_in(csv_file(tmp_path / "orders.csv", "order_id,created_at,customer_id,total", lines))
    opened = shop.open()
    grid = read_cohort_grid(opened)
    for grain, wanted in ((Grain.MONTH, months), (Grain.WEEK, weeks)):
        cohorts = cohort_table(grid, CohortQuestion(grain)).cohorts
        assert {cohort.label: cohort.size for cohort in cohorts} == wanted
    opened.close()


def test_a_shop_without_orders_has_no_cohorts(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw([])
    for question in (QUARTERS, CohortQuestion(Grain.MONTH, 30, 200)):
        table = asked(shop, question)
        assert (table.cohorts, table_rows(table, Measure.RETENTION)) == ((), [])
        assert table.pooled(Measure.RETENTION).values.tolist() == []


def test_a_shop_of_one_order_has_one_unfinished_cell(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(orders_of("1  2024-03-05"))
    rows = table_rows(asked(shop, CohortQuestion(Grain.MONTH)), Measure.CUSTOMERS)
    counted = {"cohort": "2024-03", "size": 1, "age": 0, "value": 1, "complete": False}
    assert rows == [counted | {"value_low": None, "value_high": None}]
    assert table_rows(asked(shop, CohortQuestion(Grain.MONTH, 30)), Measure.CUSTOMERS) == []
