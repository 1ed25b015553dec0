"""Orders with buyers and products inside them: JSON of shops and databases, Parquet structs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.ingest.nested_records import DEEPEST, flat_rows
from tests.import_support import TestShop


def test_what_the_order_says_stands_in_the_row_of_every_product() -> None:
    record = {
        "id": 1,
        "customer": {"email": "a@example.com", "home": {"city": "Bonn"}},
        "line_items": [{"sku": "A", "tax_lines": []}, {"sku": "B"}],
        "discounts": [{"code": "X"}],
    }
    order = {
        "id": 1,
        "customer.email": "a@example.com",
        "customer.home.city": "Bonn",
        "discounts": [{"code": "X"}],
    }
    assert list(flat_rows(record)) == [
        order | {"line_items.sku": "A", "line_items.tax_lines": []},
        order | {"line_items.sku": "B"},
    ]


@pytest.mark.parametrize("items", [[], None, "A, B", ["A", "B"], [{"sku": "A"}, "B"]])
def test_a_record_without_a_list_of_products_is_one_row(items: Any) -> None:
    assert list(flat_rows({"id": 1, "items": items})) == [{"id": 1, "items": items}]


def test_what_lies_deeper_stays_an_object() -> None:
    deep: Any = "end"
    for _depth in range(DEEPEST + 3):
        deep = {"in": deep}
    [row] = flat_rows(deep)
    [(name, value)] = row.items()
    assert name == ".".join(["in"] * DEEPEST)
    assert isinstance(value, dict)


def documents() -> list[dict[str, Any]]:
    """As a document database writes them: typed values are objects of one key."""
    found = []
    for number in range(12):
        day = datetime(2024, 1 + number, 5, 9, tzinfo=UTC)
        milliseconds = {"$numberLong": str(int(day.timestamp()) * 1000)}
        found.append(
            {
                "_id": {"$oid": f"{number + 160:024x}"},
                "saleDate": {"$date": milliseconds},
                "items": [
                    {"name": "Tea", "price": {"$numberDecimal": "4.50"}, "quantity": 2, "tags": []},
                    {"name": "Mug", "price": {"$numberDecimal": "9.00"}, "quantity": 1, "tags": []},
                ],
                "customer": {
                    "gender": "F",
                    "age": {"$numberInt": "42"},
                    "email": f"p{number % 4}@example.com",
                    "satisfaction": 4,
                },
                "storeLocation": "Denver",
            }
        )
    return found


def test_documents_of_a_database_are_orders_with_buyers_and_products(tmp_path: Path) -> None:
    path = tmp_path / "sales.json"
    path.write_text("\n".join(map(json.dumps, documents())), encoding="utf-8")
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC")
    shop.take_in(path)
    totals = shop.totals()
    assert (totals["valid_orders"], totals["customers"]) == (12, 4)
    assert (totals["revenue"], totals["order_lines"]) == ("216.00", 24)
    assert totals["last_ordered_on"] == "2024-12-05"


def test_objects_in_parquet_are_columns_of_their_own(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "order_id": [f"A{number}" for number in range(6)],
            "placed": [datetime(2024, 1, 1 + number) for number in range(6)],
            "buyer": [{"mail": f"p{n % 2}@example.com", "at": {"city": "Hue"}} for n in range(6)],
            "total": [10.5] * 6,
        }
    )
    frame.to_parquet(tmp_path / "orders.parquet")
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(tmp_path / "orders.parquet")
    assert (shop.totals()["customers"], shop.totals()["revenue"]) == (2, "63.00")
    workspace = shop.open()
    columns = workspace._database.rows("select mapping from imports")[0][0]
    workspace.close()
    assert json.loads(columns)["columns"]["email"] == ["buyer.mail"]
