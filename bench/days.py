"""An invented shop of any size: heavy tail, four years, the same on every machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.engines.duck import Database, open_for_building
from lib.engines.sql_files import sql_fingerprint, sql_text
from lib.segment import EVERYONE, Segment, scoped

FIRST_DAY = date(2021, 1, 1)
DAY_COUNT = 1461
SEED = 20210101
# Orders are drawn and written this many at a time, so ten million need no more memory than one.
CHUNK = 1_000_000
COUNTRIES = ("Thailand", "Vietnam", "Laos", "Cambodia", "Japan")

Parameters = dict[str, Any]


@dataclass(frozen=True)
class BenchShop:
    """``size`` purchase days in a database of their own, with both grids built.

    Answers questions as a shop does (lib.metrics.source.ShopData).
    """

    size: int
    database: Database
    orders_file: Path
    """The orders as Parquet, for peers that read files."""

    def rows(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> list[tuple[Any, ...]]:
        return self.database.rows(*_question(name, parameters, segment))

    def row(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> dict[str, Any]:
        return self.database.row(*_question(name, parameters, segment))

    def frame(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> pd.DataFrame:
        return self.database.frame(*_question(name, parameters, segment))

    def arrays(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> dict[str, np.ndarray]:
        return self.database.arrays(*_question(name, parameters, segment))


def _question(name: str, parameters: Parameters | None, segment: Segment) -> tuple[str, Parameters]:
    sql, values = scoped(sql_text(name), segment)
    return sql, {**(parameters or {}), **values}


def order_days(size: int, chunk: int = 0) -> pd.DataFrame:
    """``size`` orders, one per customer and day: customer_id, ordered_on, revenue.

    About half of the customers buy once and a few hundreds of times (Pareto weights); each
    customer starts on a day of their own, so that every cohort is there.
    """
    random = np.random.default_rng(SEED + chunk)
    customer_count = max(1, size // 3)
    weights = random.pareto(1.3, customer_count) + 0.2
    starts = random.integers(0, DAY_COUNT, customer_count)
    chosen = np.empty(0, dtype=np.int64)
    while len(chosen) < size:
        customers = random.choice(customer_count, size=size, p=weights / weights.sum())
        after_start = random.random(size) ** 1.5 * (DAY_COUNT - starts[customers])
        days = starts[customers] + after_start.astype(np.int64)
        chosen = np.unique(np.concatenate([chosen, customers * DAY_COUNT + days]))
    chosen = random.permutation(chosen)[:size]
    first = np.datetime64(FIRST_DAY, "D")
    return pd.DataFrame(
        {
            "customer_id": (chosen // DAY_COUNT + chunk * CHUNK).astype(np.int32),
            "ordered_on": (first + chosen % DAY_COUNT).astype("datetime64[s]"),
            "revenue": np.round(random.gamma(2.0, 20.0, size), 2),
        }
    )


def order_chunks(size: int) -> Iterator[pd.DataFrame]:
    """The orders a chunk at a time; every chunk has customers of its own."""
    for place, start in enumerate(range(0, size, CHUNK)):
        yield order_days(min(CHUNK, size - start), place)


def write_days(size: int, folder: Path) -> Path:
    """The orders as a Parquet file, written once and kept."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"orders_{size}.parquet"
    if not file.exists():
        unfinished = file.with_suffix(".unfinished")
        schema = pa.Schema.from_pandas(order_days(1), preserve_index=False)
        with pq.ParquetWriter(unfinished, schema) as writer:
            for chunk in order_chunks(size):
                writer.write_table(pa.Table.from_pandas(chunk, schema, preserve_index=False))
        unfinished.rename(file)
    return file


def build_shop(size: int, folder: Path) -> BenchShop:
    """The shop with the app's own SQL on top of invented orders; kept until the SQL changes."""
    orders = write_days(size, folder)
    path = folder / f"days_{size}_{sql_fingerprint()}.duckdb"
    if path.exists():
        return BenchShop(size, open_for_building(path, folder), orders)
    for outdated in folder.glob(f"days_{size}_*"):
        outdated.unlink()
    unfinished = path.with_suffix(".unfinished")
    database = open_for_building(unfinished, folder)
    database.run(
        "create table orders as select customer_id, cast(ordered_on as date) as ordered_on,"
        " cast(revenue as decimal(18, 2)) as revenue, true as is_valid"
        " from read_parquet($file)",
        {"file": str(orders)},
    )
    database.run(
        "create table customers as select distinct customer_id,"
        " $countries[1 + customer_id % len($countries)] as country, false as is_quarantined"
        " from orders",
        {"countries": list(COUNTRIES)},
    )
    database.run(
        "create table refund_moves (order_id integer, customer_id integer, moved_on date,"
        " revenue decimal(18, 4), is_booked boolean)"
    )
    database.run_file("marts/purchase_days")
    database.run_file("marts/purchase_pairs")
    database.run_file("marts/cohort_days")
    database.close()
    unfinished.rename(path)
    return BenchShop(size, open_for_building(path, folder), orders)
