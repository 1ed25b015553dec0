"""Products of an order that stand in one cell of its row become lines of the order."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.import_support import TestShop
from tests.ingest.web_shop_fixtures import WEB_SHOPS

Item = tuple[str | None, str | None, Decimal | None, Decimal | None]

BIG = (
    "Product ID: 2471, Product Qty: 20, Product SKU: ELITE 2000 AA, Product Name: Mug | blue, 1 l,"
    " Product Weight: 0.0700, Product Variation Details: Size: L, Color: Blue,"
    " Product Unit Price: 2.49, Product Total Price: 49.80|Product ID: 8, Product Qty: 1,"
    " Product SKU: , Product Name: Tea, Product Weight: 0, Product Variation Details: ,"
    " Product Unit Price: 1,062.70, Product Total Price: "
)
KEYED = (
    "name:Mug|product_id:7|sku:M-1|quantity:2|total:70.00|refunded:0.00|meta:Size: L; Color: Red;"
    "name:Tea|product_id:9|sku:|quantity:1|total:10,50|refunded:0.00|meta:"
)
CELLS: dict[str, tuple[str, str, str, list[Item]]] = {
    "bigcommerce": (
        "Product Details",
        BIG,
        "Mug and Tea, see notes",
        [
            ("ELITE 2000 AA", "Mug | blue, 1 l", Decimal(20), Decimal("49.80")),
            (None, "Tea", Decimal(1), Decimal("1062.70")),
        ],
    ),
    "woocommerce customer order export": (
        "line_items",
        KEYED,
        "name:Mug;name:",
        [("M-1", "Mug", Decimal(2), Decimal(70)), (None, "Tea", Decimal(1), Decimal("10.50"))],
    ),
    "woocommerce analytics": (
        "Product(s)",
        "2× Mug, blue, 1× Tea",
        "1× Mug, 2×",
        [(None, "Mug, blue", Decimal(2), None), (None, "Tea", Decimal(1), None)],
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_of_products_is_split_and_one_that_cannot_be_is_told(
    tmp_path: Path, name: str
) -> None:
    column, cell, broken, expected = CELLS[name]
    export = WEB_SHOPS[name]
    first, *others = export.rows
    rows = (first | {column: cell}, *others[:-1], others[-1] | {column: broken})
    shop = TestShop.new(tmp_path / "shop", **export.settings)
    shop.take_in(replace(export, rows=rows).write(tmp_path / "export.csv"))

    totals, summary = shop.totals(), shop.imports()[0]
    kinds = ("orders", "valid_orders", "identified_orders", "customers", "revenue")
    assert tuple(totals[kind] for kind in kinds) == export.answer
    assert (summary.rows_read, shop.set_aside()) == (len(rows), export.set_aside)
    assert lines_of_first_order(shop) == [
        (place, *item) for place, item in enumerate(expected, start=1)
    ]
    told = [text for text in summary.warnings if "could not be split" in text]
    assert len(told) == 1
    assert f"1 cells in “{column}”" in told[0]
    assert broken in told[0]


def test_names_in_a_cell_without_counts_are_products_of_unknown_number(tmp_path: Path) -> None:
    export = WEB_SHOPS["woocommerce analytics"]
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(export.write(tmp_path / "export.csv"))
    assert lines_of_first_order(shop) == [
        (1, None, "Mug", None, None),
        (2, None, "Tea", None, None),
    ]


def lines_of_first_order(shop: TestShop) -> list[tuple[Any, ...]]:
    workspace = shop.open()
    try:
        return workspace._database.rows(
            """
            select line_number, sku, product_name, quantity, order_lines.revenue
            from order_lines left join products using (product_id)
            where order_id = 1 order by line_number
            """
        )
    finally:
        workspace.close()
