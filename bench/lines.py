"""What is measured: one function per line of the table, listed in LINES."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from bench import pandas_peers
from bench.days import COUNTRIES, BenchShop
from lib.engines.sql_files import sql_text
from lib.metrics.activity_window import WINDOW_MENU
from lib.metrics.cohort_grid import read_cohort_grid
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.purchase_columns import read_purchase_columns
from lib.metrics.retention import RetentionData, boundaries, read_retention_data
from lib.metrics.retention_grid import RetentionGrid
from lib.metrics.source import shop_days
from lib.metrics.trend import retention_landscape
from lib.period import Grain, Period
from lib.segment import EVERYONE, parse_where

COHORTS_ELSEWHERE = "cohorts by openretailscience"
PERIOD, WINDOW = Period(date(2023, 7, 1), date(2023, 9, 30)), 92
BOUNDS = boundaries(PERIOD, WINDOW)
SETS = (Path(__file__).parent / "crr_by_sets.sql").read_text(encoding="utf-8")
# One pass that touches the columns of the retention scan and does next to nothing with them.
BARE = """
select sum(purchase_number), count(*) filter (where next_on > purchased_on),
count(*) filter (where previous_on < purchased_on) from purchase_days
"""


@dataclass(frozen=True)
class Line:
    """Seconds of each repetition; ``base`` names the line this one is compared with."""

    name: str
    seconds: list[float]
    base: str
    most: float | None = None
    """The largest ratio to the base that we allow ourselves; None for lines that only inform."""
    also: tuple[tuple[str, float], ...] = ()
    """Further lines this one is compared with, each with the largest ratio allowed."""


def bare_scan(shop: BenchShop) -> Line:
    return Line("bare scan", timed(lambda: shop.database.rows(BARE)), "bare scan")


def crr_by_sets(shop: BenchShop) -> Line:
    return Line("CRR by sets", timed(lambda: shop.database.row(SETS, BOUNDS)), "CRR by sets")


def crr_by_scan(shop: BenchShop) -> Line:
    query = sql_text("metrics/retention_scan")
    agree(shop, shop.database.row(query, BOUNDS))
    return Line("CRR by scan", timed(lambda: shop.database.row(query, BOUNDS)), "CRR by sets")


def crr_by_grid(shop: BenchShop) -> Line:
    grid, question = grid_of(shop), (PERIOD.start_boundary, PERIOD.last_day, WINDOW)
    agree(shop, vars(grid.counts(*question)))
    seconds = timed(lambda: [grid.counts(*question) for _turn in range(1000)])
    return Line(
        "CRR by grid",
        [second / 1000 for second in seconds],
        "CRR by sets",
        most=1 / 1000,
        also=(("CRR by pandas", 1 / 1000),),
    )


def build_pairs(shop: BenchShop) -> Line:
    build = sql_text("marts/purchase_pairs").replace("create table", "create or replace table")
    return Line("build purchase_pairs", timed(lambda: shop.database.run(build)), "bare scan")


def build_grid(shop: BenchShop) -> Line:
    return Line("pairs to grid", timed(lambda: grid_of(shop)), "bare scan")


def crr_by_pandas(shop: BenchShop) -> Line:
    """The way of most notebooks: sets of customers from a DataFrame already in memory."""
    orders = pd.read_parquet(shop.orders_file)
    agree(shop, pandas_peers.retention(orders, BOUNDS))
    seconds = timed(lambda: pandas_peers.retention(orders, BOUNDS), repetitions=3)
    return Line("CRR by pandas", seconds, "CRR by sets")


def landscape(shop: BenchShop) -> Line:
    """The rate of every day of history under every window of the menu."""
    data = RetentionData(shop, EVERYONE, shop_days(shop), grid_of(shop))
    length = min(WINDOW_MENU)
    return Line(
        "CRR of every day, every window",
        timed(lambda: retention_landscape(data, length)),
        "CRR by sets",
        most=1,
    )


def new_segment(shop: BenchShop) -> Line:
    """From the choice of a segment to its grid, ready for any question."""
    segment = parse_where([f"country={COUNTRIES[0]}"])
    columns = read_purchase_columns(shop)
    return Line(
        "a new segment, to the grid",
        timed(lambda: read_retention_data(shop, segment, columns=columns), repetitions=3),
        "CRR by sets",
        most=1 / 4,
    )


def cohorts(shop: BenchShop) -> Line:
    """Monthly retention of every cohort, from the grid of the segment in view."""
    grid = read_cohort_grid(shop)
    return Line(
        "cohorts by month",
        timed(lambda: cohort_table(grid, CohortQuestion(Grain.MONTH)), repetitions=3),
        "cohorts by pandas",
        most=1 / 100,
        also=((COHORTS_ELSEWHERE, 1 / 50),),
    )


def cohorts_by_pandas(shop: BenchShop) -> Line:
    """The notebook's pivot of distinct customers by month."""
    orders = pd.read_parquet(shop.orders_file)
    seconds = timed(lambda: pandas_peers.cohort_customers(orders), repetitions=3)
    return Line("cohorts by pandas", seconds, "cohorts by pandas")


LINES: list[Callable[[BenchShop], Line]] = [
    *(bare_scan, crr_by_sets, crr_by_scan, crr_by_grid, crr_by_pandas, landscape),
    *(new_segment, cohorts, cohorts_by_pandas, build_pairs, build_grid),
]


def grid_of(shop: BenchShop) -> RetentionGrid:
    return RetentionGrid.from_pairs(**shop.database.arrays(sql_text("metrics/purchase_pairs")))


def timed(work: Callable[[], object], repetitions: int = 7) -> list[float]:
    """Seconds of each of ``repetitions`` runs, after one that warms up."""
    work()
    seconds = []
    for _turn in range(repetitions):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def agree(shop: BenchShop, counts: dict[str, int]) -> None:
    """A fast answer counts only when it is the right one."""
    expected = shop.database.row(SETS, BOUNDS)
    if counts != expected:
        raise AssertionError(f"not the same answer: {counts} and {expected}")
