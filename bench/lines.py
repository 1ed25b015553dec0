"""What is measured: one function per line of the table, listed in LINES."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.days import BenchShop
from lib.engines.sql_files import sql_text
from lib.metrics.retention import boundaries
from lib.metrics.retention_grid import RetentionGrid
from lib.period import Period

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
    return Line("CRR by grid", [second / 1000 for second in seconds], "CRR by sets")


def build_pairs(shop: BenchShop) -> Line:
    build = sql_text("marts/purchase_pairs").replace("create table", "create or replace table")
    return Line("build purchase_pairs", timed(lambda: shop.database.run(build)), "bare scan")


def build_grid(shop: BenchShop) -> Line:
    return Line("pairs to grid", timed(lambda: grid_of(shop)), "bare scan")


LINES: list[Callable[[BenchShop], Line]] = [
    *(bare_scan, crr_by_sets, crr_by_scan, crr_by_grid, build_pairs, build_grid),
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
