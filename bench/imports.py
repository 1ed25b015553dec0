"""Import of a CSV, all the way to the grids, beside DuckDB's own reading of the same file."""

import csv
import time
from datetime import timedelta
from pathlib import Path

import numpy as np

from bench.lines import Line
from lib.engines.duck import open_for_building
from lib.ingest.job import import_request
from lib.ingest.plan import carry_out
from lib.shop_files import Settings, ShopFolder

SEED = 11
READING, IMPORTING = "DuckDB reads the CSV", "import the CSV to the grids"
HEADER = ("order_id", "order_date", "customer_id", "sku", "quantity", "unit_price", "status")
FIRST_DAY = np.datetime64("2021-01-01")


def import_lines(size: int, folder: Path) -> list[Line]:
    """Two lines: an import of ``size`` rows, and the bare reading it is compared with."""
    file = write_orders(size, folder / "orders.csv")
    reader = open_for_building(folder / "reader.duckdb", folder / "scratch", (folder,))
    began = time.perf_counter()
    reader.run("create table orders as from read_csv($path)", {"path": str(file)})
    read = time.perf_counter() - began
    reader.close()

    shop = ShopFolder(folder / "shop")
    shop.write_settings(Settings(name="bench", time_zone="Asia/Bangkok"))
    request = import_request(shop, [{"path": str(file), "name": file.name}])
    began = time.perf_counter()
    carry_out(request, lambda _step, _done, _total: None)
    imported = time.perf_counter() - began
    return [Line(READING, [read], READING), Line(IMPORTING, [imported], READING, most=3)]


def write_orders(size: int, path: Path) -> Path:
    """Orders of three rows each; a few customers buy very often."""
    random = np.random.default_rng(SEED)
    orders = max(1, size // 3)
    customers = (random.pareto(1.3, orders) * orders / 50).astype(int) % max(1, orders // 4)
    days = FIRST_DAY + random.integers(0, 1460, orders).astype("timedelta64[D]")
    prices = random.integers(100, 9_999, size)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in range(size):
            order = min(row // 3, orders - 1)
            moment = days[order].astype(object) + timedelta(0)
            writer.writerow(
                (order, f"{moment} 10:{row % 60:02}:00", f"C{customers[order]}", f"S{row % 997}",
                 row % 4 + 1, f"{prices[row] / 100:.2f}", "paid")
            )  # fmt: skip
    return path
