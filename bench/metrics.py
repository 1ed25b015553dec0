"""What every metric costs in an imported shop, asked for the first time."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench.measure import Line, attempt, say, timed
from bench.orders import SHOP, shop_of_orders
from lib.metrics.activity_window import suggest_window
from lib.metrics.bright_products import bright_products
from lib.metrics.bright_spots import BrightSpots, bright_spot_customers, bright_spots
from lib.metrics.bright_traits import first_order_traits
from lib.metrics.cohort_grid import Attribute, read_cohort_grid
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.compare import compare
from lib.metrics.item_rhythm import item_rhythms
from lib.metrics.lifecycle import lifecycle
from lib.metrics.next_purchase import next_purchases
from lib.metrics.persona_fit import fit_personas
from lib.metrics.purchase_columns import read_purchase_columns
from lib.metrics.retention import read_retention_data, retention
from lib.metrics.rfm import fit_rfm, rfm
from lib.metrics.source import shop_days
from lib.metrics.totals import totals
from lib.metrics.trend import retention_trend
from lib.period import Grain, Period
from lib.segment import parse_where
from lib.workspace import Workspace, open_workspace

NOW = Period(date(2024, 7, 1), date(2024, 9, 30))
BEFORE = Period(date(2024, 4, 1), date(2024, 6, 30))
WINDOW = 92
OPENING = "open the shop"


def metric_lines(size: int, folder: Path, repetitions: int = 3) -> Iterator[Line]:
    """Each metric from the shop's file, nothing remembered from the one before."""
    home, importing = shop_of_orders(size, folder)
    if importing is not None:
        yield importing
    workspace = _open(home)
    yield attempt(OPENING, lambda: Line(OPENING, timed(lambda: _open(home).close()), OPENING))
    for name, metric in _metrics(workspace).items():
        say(name)
        yield attempt(name, lambda: Line(name, timed(metric, repetitions), OPENING))  # noqa: B023
    workspace.close()


def _open(home: Path) -> Workspace:
    found = open_workspace(home / SHOP)
    if found is None:
        raise RuntimeError("the shop of the benchmark is empty")
    return found


def _metrics(shop: Workspace) -> dict[str, Callable[[], object]]:
    data, days = read_retention_data(shop), shop_days(shop)
    as_of = days.as_of or NOW.last_day
    grid = read_cohort_grid(shop)
    columns = read_purchase_columns(shop)
    country = parse_where(["country=Japan"])

    def spots() -> BrightSpots:
        return bright_spots(shop, as_of)

    found = spots()
    return {
        "totals of the shop": lambda: totals(shop),
        "grid of all customers": lambda: read_retention_data(shop),
        "grid of a country": lambda: read_retention_data(shop, country, columns=columns),
        "retention of a period": lambda: retention(data, NOW, WINDOW),
        "retention, window shorter than the period": lambda: retention(data, NOW, 30),
        "retention of every month": lambda: retention_trend(data, Grain.MONTH, WINDOW),
        "two periods compared": lambda: compare(data, NOW, BEFORE, WINDOW),
        "activity window suggested": lambda: suggest_window(shop, days),
        "cohort grid": lambda: read_cohort_grid(shop),
        "cohort grid by first product": lambda: read_cohort_grid(
            shop, attribute=Attribute.FIRST_PRODUCT
        ),
        "cohort table by month": lambda: cohort_table(grid, CohortQuestion(Grain.MONTH)),
        "next purchases": lambda: next_purchases(data),
        "lifecycle stages": lambda: lifecycle(shop, as_of, WINDOW),
        "RFM groups": lambda: rfm(shop),
        "RFM limits": lambda: fit_rfm(shop, as_of),
        "bright spots": spots,
        "bright spots, the list": lambda: bright_spot_customers(shop, found),
        "bright spots, first orders": lambda: first_order_traits(shop, found),
        "bright spots, products": lambda: bright_products(shop, found),
        "bright spots, rhythm of items": lambda: item_rhythms(
            shop, as_of, bright=found.customer_ids
        ),
        "personas": lambda: fit_personas(shop, as_of),
    }
