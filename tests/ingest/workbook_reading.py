"""Read a workbook in a test, or the sentence that refuses it."""

import csv
from pathlib import Path

import pytest

from lib.errors import FileRefused
from lib.ingest.reading import TableReading
from lib.ingest.sheets.table import read_workbook
from tests.import_support import TestShop
from tests.ingest.workbooks import CUSTOMERS, ORDERS, REVENUE


def read(path: Path, header_row: int | None = None) -> tuple[TableReading, list[list[str]]]:
    """The reading, and the staged rows with their row numbers."""
    staged, aside = path.with_name("staged.csv"), path.with_name("aside.csv")
    reading = read_workbook(
        path, staged, path.parent, set_aside=aside, file_name=path.name, header_row=header_row
    )
    with staged.open(encoding="utf-8", newline="") as file:
        return reading, list(csv.reader(file))[1:]


def warned(reading: TableReading) -> dict[str, str]:
    return {warning.code: warning.sentence for warning in reading.warnings}


def assert_same_shop(path: Path) -> TestShop:
    shop = TestShop.new(path.with_name("shop"))
    shop.take_in(path)
    totals = shop.totals()
    assert (totals["revenue"], totals["customers"]) == (REVENUE, CUSTOMERS)
    assert totals["orders"] == totals["valid_orders"] == len(ORDERS)
    assert (totals["first_ordered_on"], totals["last_ordered_on"]) == ("2024-01-05", "2024-04-30")
    return shop


def refusal(path: Path, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read(path)
    assert caught.value.code == code
    assert path.name in caught.value.title
    assert caught.value.detail
    assert caught.value.hint
