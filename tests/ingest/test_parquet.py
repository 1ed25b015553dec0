"""Parquet files give the same shop, or one sentence when they are damaged."""

from datetime import UTC
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from lib.errors import FileRefused
from tests.import_support import TestShop
from tests.ingest.workbook_reading import assert_same_shop
from tests.ingest.workbooks import CUSTOMERS, HEADER, ORDERS, REVENUE


def parquet(path: Path) -> Path:
    pd.DataFrame([list(row) for row in ORDERS], columns=list(HEADER)).to_parquet(path)
    return path


@pytest.mark.parametrize("name", ["orders.parquet", "orders.csv"])
def test_a_parquet_file_gives_the_same_shop_whatever_it_is_called(
    tmp_path: Path, name: str
) -> None:
    assert_same_shop(parquet(tmp_path / name))


def test_exact_decimals_zoned_times_and_nested_values_load(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "order_id": [row[0] for row in ORDERS],
            "order_date": [row[1].replace(tzinfo=UTC) for row in ORDERS],
            "email": [row[2] for row in ORDERS],
            "total": [Decimal(str(row[5])).quantize(Decimal("0.01")) for row in ORDERS],
            "tags": [["new", "gift"] for _row in ORDERS],
            "customer": [{"name": row[3]} for row in ORDERS],
        }
    )
    path = tmp_path / "orders.parquet"
    frame.to_parquet(path)
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC")
    shop.take_in(path)
    totals = shop.totals()
    assert (totals["revenue"], totals["customers"]) == (REVENUE, CUSTOMERS)
    assert totals["last_ordered_on"] == "2024-04-30"


@pytest.mark.parametrize("kept", [4, 12, 500, -20, -4])
def test_a_cut_off_parquet_file_is_refused(tmp_path: Path, kept: int) -> None:
    path = parquet(tmp_path / "a.parquet")
    path.write_bytes(path.read_bytes()[:kept])
    shop = TestShop.new(tmp_path / "shop")
    with pytest.raises(FileRefused) as caught:
        shop.take_in(path)
    assert caught.value.code == "parquet_damaged"
    assert shop.folder.current_version() is None


def test_a_parquet_file_with_flipped_bits_loads_or_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet")
    whole = path.read_bytes()
    for number, place in enumerate(range(40, len(whole) - 8, len(whole) // 8)):
        changed = bytearray(whole)
        changed[place] ^= 0b10010
        path.write_bytes(changed)
        shop = TestShop.new(tmp_path / f"shop {number}")
        try:
            shop.take_in(path)
        except FileRefused:
            assert shop.folder.current_version() is None
        else:
            assert shop.imports()[0].rows_read == len(ORDERS)
