"""A shop of any number of orders, imported as an owner imports it, and kept for later runs."""

import shutil
from pathlib import Path

from bench.days import COUNTRIES, write_days
from bench.imports import import_file
from bench.measure import Line, say
from lib.engines.duck import open_for_building
from lib.engines.sql_files import sql_fingerprint
from lib.shop_files import Settings, ShopFolder

SHOP = "bench"
IMPORTING_ORDERS = "import the orders, one line each"


def shop_of_orders(size: int, folder: Path) -> tuple[Path, Line | None]:
    """The home with the shop in it, and what its import took; None when it was there already."""
    home = folder / f"home_{size}_{sql_fingerprint()}"
    if home.exists():
        return home, None
    for outdated in folder.glob(f"home_{size}_*"):
        shutil.rmtree(outdated)
    unfinished = folder / f"home_{size}_unfinished"
    unfinished.mkdir(parents=True)
    say(f"importing {size:,} orders for the metrics and clicks; kept for the next run")
    file = _write_csv(size, folder)
    shop = ShopFolder(unfinished / SHOP)
    shop.write_settings(Settings(name=SHOP, time_zone="Asia/Bangkok", currency="THB"))
    seconds, megabytes = import_file(shop, file, folder)
    file.unlink()
    # The app needs the upload only to rebuild; the next version of the app imports anew anyway.
    unfinished.rename(home)
    line = Line(IMPORTING_ORDERS, [seconds], IMPORTING_ORDERS, megabytes=megabytes)
    return home, line


def _write_csv(size: int, folder: Path) -> Path:
    """Orders of one product each; customers have a country, orders a channel."""
    days, path = write_days(size, folder), folder / f"orders_{size}.csv"
    database = open_for_building(":memory:", folder / "scratch", (folder,))
    database.run(
        """
        copy (
            select
                row as order_id,
                strftime(ordered_on, '%Y-%m-%d 10:00:00') as order_date,
                'C' || customer_id as customer_id,
                'Product ' || (pow(hash(row) % 1000000 / 1000000.0, 3) * 800)::integer as product,
                ['Tea', 'Coffee', 'Cups'][1 + (hash(-row) % 3)::integer] as category,
                1 + hash(3 * row) % 3 as quantity,
                revenue as unit_price,
                $countries[1 + customer_id % len($countries)] as country,
                ['Web', 'Shopee', 'Lazada', 'Store'][1 + (hash(7 * row) % 4)::integer] as channel,
                'paid' as status
            from (select row_number() over () as row, * from read_parquet($days))
        ) to $path (format csv, header)
        """,
        {"days": str(days), "path": str(path), "countries": list(COUNTRIES)},
    )
    database.close()
    return path
