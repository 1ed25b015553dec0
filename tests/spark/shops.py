"""Shops of the parity tests, imported into DuckDB and given to Spark as Parquet."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.imports import write_orders
from lib.engines.duck import open_for_building, open_read_only
from lib.engines.engine import Engine
from lib.engines.spark import Warehouse
from lib.engines.spark_sql import COLUMN_TYPES
from lib.engines.spark_tables import MARTS, open_warehouse
from lib.shop_files import Settings, ShopFolder
from lib.warehouse import Connection
from tests import set_g
from tests.import_support import TestShop, csv_file

TIME_ZONE = "Asia/Bangkok"
# One small Spark on this machine, with the settings beside this file.
MASTER = "local[2]"
os.environ["SPARK_CONF_DIR"] = str(Path(__file__).parent / "conf")
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"


def connection(folder: Path) -> Connection:
    """A Spark that reads the Parquet files of a folder."""
    return Connection(MASTER, str(folder), (), driver_memory="1g", shuffle_partitions=1)


# What a shop may know beside its orders: header and rows of each list.
LISTS = {
    "Customer ID,Sex,Tags,Birthday": [
        "c01,female,vip,1990-02-28",
        "c02,male,,1985-07-01",
        "c03,female,staff,not a day",
        "c05,,vip,2001-12-31",
    ],
    "Month,Channel,Amount,Kind": [
        "2024-01,,110,Goods",
        "2024-01,Facebook,70,Ads",
        "2024-02,,500,Rent",
        "2024-08,Google,300,Ads",
    ],
    "Customer ID,Date,Score,Comment": ["c01,2024-06-01,9,good", "c07,2024-07-20,3,ไม่ดี"],
}


@dataclass(frozen=True)
class OnBoth:
    """The same shop on both engines."""

    shop: TestShop
    parquet: Path
    duck: Engine
    spark: Warehouse

    def close(self) -> None:
        self.duck.close()
        self.spark.close()


def shop_of_set_g(folder: Path) -> TestShop:
    """The thirteen customers worked out by hand, with lists of customers, costs and answers."""
    shop = TestShop.new(folder / "shop", time_zone=TIME_ZONE)
    shop.take_in(csv_file(folder / "g.csv", set_g.HEADER, set_g.rows()))
    for number, (header, rows) in enumerate(LISTS.items()):
        shop.take_in(csv_file(folder / f"list_{number}.csv", header, rows))
    return shop


def large_shop(folder: Path, orders: int) -> TestShop:
    """``orders`` orders of the benchmark's generator, told with all that an export can tell."""
    shop = TestShop.new(folder / "shop", time_zone=TIME_ZONE)
    plain = write_orders(3 * orders, folder / "plain.csv")
    writer = open_for_building(":memory:", folder / "scratch", (folder,))
    writer.run(
        """
        copy (
            select
                order_id, order_date, customer_id,
                case when order_id % 3 = 0 then customer_id || '@example.com' end as email,
                sku, 'Product ' || sku as product_name,
                case when substr(sku, 2)::integer % 5 = 0 then null
                    else ['Tea', 'Cups', 'Pots'][1 + substr(sku, 2)::integer % 3] end as category,
                quantity, unit_price,
                case when order_id % 7 = 0 then 2.5 end as order_discount,
                case when order_id % 11 = 0 then 'WELCOME' when order_id % 13 = 0 then 'tết' end
                    as coupon,
                case when order_id % 41 = 0 then 'cancelled' when order_id % 43 = 0 then 'refunded'
                    else 'paid' end as status,
                ['Web', 'shop', 'LINE'][(1 + hash(order_id) % 3)::integer] as channel,
                ['Thailand', 'Viet Nam', 'laos', null][(1 + hash(customer_id) % 4)::integer]
                    as country,
                ['North', 'South'][(1 + hash(customer_id) % 2)::integer] as region
            from read_csv($plain)
        ) to $told (format csv, header)
        """,
        {"plain": str(plain), "told": str(folder / "told.csv")},
    )
    writer.close()
    shop.take_in(folder / "told.csv")
    return shop


def on_both(shop: TestShop) -> OnBoth:
    """The shop as imported, and its canonical tables as Parquet in Spark."""
    version = shop.folder.current_version()
    assert version is not None
    duck = open_read_only(shop.folder.database(version))
    parquet = shop.folder.path.parent / "parquet"
    parquet.mkdir()
    for name in COLUMN_TYPES:
        if name not in MARTS:
            duck.write_parquet(name, parquet / f"{name}.parquet")
    spark = open_warehouse(connection(parquet), TIME_ZONE)
    return OnBoth(shop, parquet, duck, spark)


def shop_in_warehouse(path: Path, **engine: Any) -> ShopFolder:
    """A shop of nothing but a shop.toml that names the Spark of these tests."""
    stated = {"kind": "spark", "master": MASTER, "driver_memory": "1g", "shuffle_partitions": 1}
    folder = ShopFolder(path)
    folder.write_settings(Settings("Warehouse", TIME_ZONE, engine=stated | engine))
    return folder
