"""Margin and the cost of winning customers: shown where they are known, never assumed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from lib.metrics.cohort_grid import Attribute, read_cohort_grid
from lib.metrics.cohort_spread import bounds, read_cohort_spread
from lib.metrics.cohort_table import CohortTable, Measure
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.margin import Margins, cost_months, margin_grid, margins
from lib.metrics.payback import paybacks
from lib.metrics.source import shop_days
from lib.period import Grain
from lib.workspace import Workspace
from tests import set_g
from tests.import_support import TestShop, csv_file

AS_OF = date(2024, 12, 31)
QUARTERS = CohortQuestion(Grain.QUARTER)
COSTS = [
    "2024-01,,110,Goods",
    "2024-01,Facebook,70,Ads",
    "2024-02,Facebook,35,ads",
    "2024-02,,500,Rent",
    "2024-08,Google,300,Ads",
]


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Workspace]]:
    """The golden set without and with a list of costs."""
    folder = tmp_path_factory.mktemp("margin")
    orders = csv_file(folder / "orders.csv", set_g.HEADER, set_g.rows())
    costs = csv_file(folder / "costs.csv", "Month,Channel,Amount,Kind", COSTS)
    opened = []
    for name, files in (("plain", [orders]), ("costs", [orders, costs])):
        shop = TestShop.new(folder / name, time_zone="Asia/Bangkok", complete_to="2024-12-31")
        for file in files:
            shop.take_in(file)
        opened.append(shop.open())
    yield opened[0], opened[1]
    for workspace in opened:
        workspace.close()


def known(shop: Workspace, rate: str | None) -> Margins | None:
    return margins(shop, shop_days(shop, AS_OF), Decimal(rate) if rate else None)


def table_of(shop: Workspace, found: Margins | None) -> CohortTable:
    assert found is not None
    return cohort_table(margin_grid(read_cohort_grid(shop, as_of=AS_OF), found), QUARTERS)


def test_a_margin_nobody_entered_is_unknown_and_not_forty_per_cent(
    shops: tuple[Workspace, Workspace],
) -> None:
    plain, with_costs = shops
    assert known(plain, None) is None
    assert known(with_costs, None) is None  # goods of one month only


def test_the_owners_margin_takes_its_share_of_every_amount(
    shops: tuple[Workspace, Workspace],
) -> None:
    table = table_of(shops[0], known(shops[0], "0.25"))
    assert table.values(Measure.MARGIN)[0].tolist() == [105, 42.5, 33.75, 38.75]
    chain = table.values(Measure.CUMULATIVE_MARGIN)[0]
    assert chain.tolist() == pytest.approx([15, 15 + 42.5 / 7, 15 + 76.25 / 7, 15 + 115 / 7])


def test_a_month_with_goods_costs_takes_its_own_margin(shops: tuple[Workspace, Workspace]) -> None:
    found = known(shops[1], "0.40")
    assert found is not None
    assert found.months_of_goods == 1
    # January: 220 of revenue, 110 of goods. February 155 and March 45 at the owner's 40 %.
    table = table_of(shops[1], found)
    assert table.values(Measure.MARGIN)[0, 0] == 110 + 0.4 * (155 + 45)
    assert table.values(Measure.MARGIN)[0, 1] == 0.4 * 170


def test_intervals_of_a_margin_are_those_of_revenue_times_the_margin(
    shops: tuple[Workspace, Workspace],
) -> None:
    plain = shops[0]
    grid, left = read_cohort_grid(plain, as_of=AS_OF), known(plain, "0.25")
    revenue, margin = cohort_table(grid, QUARTERS), table_of(plain, left)
    of_revenue = bounds(
        *(revenue, Measure.CUMULATIVE_REVENUE, None),
        read_cohort_spread(plain, grid, QUARTERS, revenue),
    )
    of_margin = bounds(
        *(margin, Measure.CUMULATIVE_MARGIN, None),
        read_cohort_spread(plain, grid, QUARTERS, margin, found_margins=left),
    )
    assert np.allclose(of_margin.low, of_revenue.low / 4, equal_nan=True)
    assert np.allclose(of_margin.high, of_revenue.high / 4, equal_nan=True)


def test_a_table_of_margins_does_not_pass_for_one_of_revenue(
    shops: tuple[Workspace, Workspace],
) -> None:
    table = table_of(shops[0], known(shops[0], "0.25"))
    with pytest.raises(ValueError, match="no revenue"):
        table.values(Measure.REVENUE)
    revenue = cohort_table(read_cohort_grid(shops[0], as_of=AS_OF), QUARTERS)
    with pytest.raises(ValueError, match="no margin"):
        revenue.pooled(Measure.MARGIN)
    with pytest.raises(ValueError, match="margin, not revenue"):
        paybacks(revenue, ())


def test_customers_pay_back_what_it_cost_to_win_them(shops: tuple[Workspace, Workspace]) -> None:
    with_costs = shops[1]
    found = paybacks(table_of(with_costs, known(with_costs, "0.25")), cost_months(with_costs))
    # First quarter: 105 of advertising, no rent and no goods, for seven customers: 15 each. At age
    # 0 they left 110 + 0.25 x 200 = 160, more than that. Third: 300 for three, 260 of revenue.
    first, third = found
    assert [first.cohort.label, first.spent, first.cost_each] == ["2024-Q1", 105, 15]
    assert (first.paid_back_age, first.age) == (0, 3)
    assert first.left_each == pytest.approx(160 / 7 + 0.25 * (170 + 135 + 155) / 7)
    assert [third.cohort.label, third.cost_each, third.paid_back_age] == ["2024-Q3", 100, None]
    assert third.left_each == pytest.approx(0.25 * 305 / 3)
    weeks = CohortQuestion(Grain.WEEK)
    left = known(with_costs, "0.25")
    assert left is not None
    grid = margin_grid(read_cohort_grid(with_costs, as_of=AS_OF), left)
    assert paybacks(cohort_table(grid, weeks), cost_months(with_costs)) == []


def test_groups_have_margins_and_no_cost_of_winning(shops: tuple[Workspace, Workspace]) -> None:
    left = known(shops[1], "0.25")
    assert left is not None
    by_persona = read_cohort_grid(shops[1], as_of=AS_OF, attribute=Attribute.PERSONA)
    table = cohort_table(margin_grid(by_persona, left), QUARTERS)
    assert table.values(Measure.MARGIN)[:, 0].sum() > 0
    assert paybacks(table, cost_months(shops[1])) == []
