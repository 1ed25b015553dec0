"""The rows behind a customer: every order, those that do not count too, with their products."""

from pathlib import Path

import pandas as pd

from lib.metrics.customer_orders import customer_orders
from lib.ui.timeline import timeline_table
from tests.import_support import TestShop, csv_file

HEADER = "order id,date,customer id,product,quantity,line total,status,channel"
ROWS = [
    "1,2024-01-05,ann,Tea,2,20,paid,web",
    "1,2024-01-05,ann,Cup,1,5,paid,web",
    "2,2024-02-01,bob,Tea,1,10,paid,shop",
    "3,2024-03-01,ann,Pot,1,40,cancelled,web",
]


def test_a_customer_opens_as_every_order_with_its_lines(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(csv_file(tmp_path / "orders.csv", HEADER, ROWS))
    workspace = shop.open()
    try:
        (ann,) = workspace._database.rows(
            "select customer_id from customers where customer_key = 'ann'"
        )[0]
        orders = customer_orders(workspace, ann)
        nobody = customer_orders(workspace, 999)
    finally:
        workspace.close()
    assert list(orders["order_key"]) == ["1", "3"]
    # The lines of an order that does not count are set aside with it.
    assert list(orders["products"].fillna("")) == ["2 × Tea, Cup", ""]
    assert list(orders["revenue"]) == [25, 0]
    assert list(orders["is_valid"]) == [True, False]
    assert list(orders["channel"]) == ["web", "web"]
    assert nobody.empty
    shown = timeline_table(orders)
    assert "coupon" not in shown.columns
    assert shown["counts"].iloc[0] == "yes"
    assert shown["counts"].iloc[1] not in ("yes", "cancelled")
    assert isinstance(timeline_table(nobody), pd.DataFrame)
