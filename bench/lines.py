"""What the app's own questions cost: one function per line of the table, listed in LINES."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.days import COUNTRIES, BenchShop
from bench.measure import Line, timed
from bench.pandas_peers import COHORTS_BY_PANDAS, CRR_BY_PANDAS
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
BARE_SCAN, CRR_BY_SETS, CRR_BY_GRID = "bare scan", "CRR by sets", "CRR by grid"
PERIOD, WINDOW = Period(date(2023, 7, 1), date(2023, 9, 30)), 92
BOUNDS = boundaries(PERIOD, WINDOW)
SETS = (Path(__file__).parent / "crr_by_sets.sql").read_text(encoding="utf-8")
# One pass that touches the columns of the retention scan and does next to nothing with them.
BARE = """
select sum(purchase_number), count(*) filter (where next_on > purchased_on),
count(*) filter (where previous_on < purchased_on) from purchase_days
"""


def bare_scan(shop: BenchShop) -> Line:
    return Line(BARE_SCAN, timed(lambda: shop.database.rows(BARE)), BARE_SCAN)


def crr_by_sets(shop: BenchShop) -> Line:
    return Line(CRR_BY_SETS, timed(lambda: shop.database.row(SETS, BOUNDS)), CRR_BY_SETS)


def crr_by_scan(shop: BenchShop) -> Line:
    query = sql_text("metrics/retention_scan")
    agree(shop, shop.database.row(query, BOUNDS))
    return Line("CRR by scan", timed(lambda: shop.database.row(query, BOUNDS)), CRR_BY_SETS)


def crr_by_grid(shop: BenchShop) -> Line:
    grid, question = grid_of(shop), (PERIOD.start_boundary, PERIOD.last_day, WINDOW)
    agree(shop, vars(grid.counts(*question)))
    seconds = timed(lambda: [grid.counts(*question) for _turn in range(1000)])
    return Line(
        CRR_BY_GRID,
        [second / 1000 for second in seconds],
        CRR_BY_SETS,
        most=1 / 1000,
        also=((CRR_BY_PANDAS, 1 / 1000),),
    )


def build_days(shop: BenchShop) -> Line:
    """Every purchase with its neighbours, sorted by day: the one sort of an import."""
    return _rebuilt(shop, "purchase_days")


def build_pairs(shop: BenchShop) -> Line:
    return _rebuilt(shop, "purchase_pairs")


def build_cohorts(shop: BenchShop) -> Line:
    return _rebuilt(shop, "cohort_days")


def _rebuilt(shop: BenchShop, table: str) -> Line:
    """The same rows once more, in place of those that are there."""
    query = sql_text(f"marts/{table}").replace("create table", "create or replace table")
    return Line(f"build {table}", timed(lambda: shop.database.run(query), 3), BARE_SCAN)


def build_grid(shop: BenchShop) -> Line:
    return Line("pairs to grid", timed(lambda: grid_of(shop)), BARE_SCAN)


def landscape(shop: BenchShop) -> Line:
    """The rate of every day of history under every window of the menu."""
    data = RetentionData(shop, EVERYONE, shop_days(shop), grid_of(shop))
    length = min(WINDOW_MENU)
    return Line(
        "CRR of every day, every window",
        timed(lambda: retention_landscape(data, length)),
        CRR_BY_SETS,
        most=1,
    )


def new_segment(shop: BenchShop) -> Line:
    """From the choice of a segment to its grid, ready for any question."""
    segment = parse_where([f"country={COUNTRIES[0]}"])
    columns = read_purchase_columns(shop)
    return Line(
        "a new segment, to the grid",
        timed(lambda: read_retention_data(shop, segment, columns=columns), repetitions=3),
        CRR_BY_SETS,
        most=1 / 4,
    )


def cohorts(shop: BenchShop) -> Line:
    """Monthly retention of every cohort, from the grid of the segment in view."""
    grid = read_cohort_grid(shop)
    return Line(
        "cohorts by month",
        timed(lambda: cohort_table(grid, CohortQuestion(Grain.MONTH)), repetitions=3),
        COHORTS_BY_PANDAS,
        most=1 / 100,
        also=((COHORTS_ELSEWHERE, 1 / 50),),
    )


REBUILDS: list[Callable[[BenchShop], Line]] = [build_days, build_pairs, build_cohorts, build_grid]
LINES: list[Callable[[BenchShop], Line]] = [
    *(bare_scan, crr_by_sets, crr_by_scan, crr_by_grid, landscape, new_segment, cohorts),
    *REBUILDS,
]


def grid_of(shop: BenchShop) -> RetentionGrid:
    return RetentionGrid.from_pairs(**shop.database.arrays(sql_text("metrics/purchase_pairs")))


def agree(shop: BenchShop, counts: dict[str, int]) -> None:
    """A fast answer counts only when it is the right one."""
    expected = shop.database.row(SETS, BOUNDS)
    if counts != expected:
        raise AssertionError(f"not the same answer: {counts} and {expected}")
