"""Import of a CSV, all the way to the grids, beside DuckDB's own reading of the same file."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.measure import Line, say
from lib.engines.duck import Database, open_for_building
from lib.ingest.job import PROJECT, import_request
from lib.shop_files import Settings, ShopFolder

READING, IMPORTING = "DuckDB reads the CSV", "import the CSV to the grids"
ADDING = "add a file of 1,000 rows to that shop"
PAIRS = 3
ROWS_ADDED = 1_000


def import_lines(size: int, folder: Path, pairs: int = PAIRS) -> list[Line]:
    """Imports of ``size`` rows, each measured right after the bare reading it is compared with.

    Rows a second and peak memory of the importing process go to standard error.
    """
    file = write_orders(size, folder / "orders.csv")
    later = write_orders(ROWS_ADDED, folder / "later.csv", first_order=size)
    seconds: dict[str, list[float]] = {name: [] for name in _LIMITS}
    peaks: dict[str, int | None] = dict.fromkeys(_LIMITS)
    for _pair in range(pairs):
        seconds[READING].append(_bare_reading(file, folder))
        shop = ShopFolder(folder / "shop")
        shutil.rmtree(shop.path, ignore_errors=True)
        shop.write_settings(Settings(name="bench", time_zone="Asia/Bangkok"))
        for name, taken in ((IMPORTING, file), (ADDING, later)):
            took, megabytes = import_file(shop, taken, folder)
            seconds[name].append(took)
            peaks[name] = max(megabytes, peaks[name] or 0)
        rate = size / seconds[IMPORTING][-1]
        say(f"{size:,} rows: {rate:,.0f} rows a second, {peaks[IMPORTING]:,} MB at most")
    return [
        Line(name, seconds[name], READING, most, megabytes=peaks[name])
        for name, most in _LIMITS.items()
    ]


_LIMITS: dict[str, float | None] = {READING: None, IMPORTING: 3, ADDING: None}


def _bare_reading(file: Path, folder: Path) -> float:
    """Seconds that ``create table as from read_csv`` takes, everything left to be detected."""
    target = folder / "reader.duckdb"
    reader = open_for_building(target, folder / "scratch", (folder,))
    began = time.perf_counter()
    reader.run("create table orders as from read_csv($path)", {"path": str(file)})
    seconds = time.perf_counter() - began
    reader.close()
    target.unlink()
    return seconds


def import_file(shop: ShopFolder, file: Path, folder: Path) -> tuple[float, int]:
    """Seconds of an import in a process of its own, as the app runs it, and its peak in MB."""
    request = folder / "request.json"
    content = import_request(shop, [{"path": str(file), "name": file.name}])
    request.write_text(json.dumps(content), encoding="utf-8")
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "lib.ingest.child", str(request)], cwd=PROJECT
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError((folder / "result.json").read_text(encoding="utf-8"))
    return seconds, usage.ru_maxrss // 1024


def write_orders(size: int, path: Path, first_order: int = 0) -> Path:
    """Orders of three rows each over four years; a few customers buy very often."""
    database = open_for_building(":memory:", path.parent / "scratch", (path.parent,))
    _copy_orders(database, size, path, first_order)
    database.close()
    return path


def _copy_orders(database: Database, size: int, path: Path, first_order: int) -> None:
    """Drawn from hashes of the order's number, so they are the same on every machine."""
    database.run(
        """
        copy (
            select
                order_id,
                strftime(
                    timestamp '2021-01-01 10:00:00' + to_days((hash(order_id) % 1460)::integer)
                    + to_minutes(order_id % 600),
                    '%Y-%m-%d %H:%M:%S'
                ) as order_date,
                'C' || (
                    ((1 - hash(-order_id) % 1000000 / 1000000.0) ** (-1 / 1.3) - 1) * $orders / 50
                )::bigint % greatest($orders // 4, 1) as customer_id,
                'S' || row % 997 as sku,
                row % 4 + 1 as quantity,
                ((100 + hash(row) % 9900) / 100)::decimal(9, 2) as unit_price,
                'paid' as status
            from (
                select range as row, $first_order + range // 3 as order_id
                from range($size)
            )
        ) to $path (format csv, header)
        """,
        {
            "size": size,
            "orders": max(1, size // 3),
            "first_order": first_order,
            "path": str(path),
        },
    )
