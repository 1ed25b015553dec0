"""What counts as a purchase, and that every source row is used or in the ledger."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.import_support import TestShop, csv_file

INVOICES = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"


def invoices(tmp_path: Path, rows: list[str], **chosen: str) -> TestShop:
    shop = TestShop.new(tmp_path / "shop", **chosen)
    shop.take_in(csv_file(tmp_path / "invoices.csv", INVOICES, rows))
    return shop


def test_invoices_that_begin_with_c_are_cancellations(tmp_path: Path) -> None:
    shop = invoices(
        tmp_path,
        [
            "536365,85123A,Lantern,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
            "C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,17850,United Kingdom",
        ],
    )
    assert shop.set_aside() == {"cancelled": 1}
    assert shop.totals()["revenue"] == "15.30"


def test_corrections_and_gifts_are_set_aside_line_by_line(tmp_path: Path) -> None:
    shop = invoices(
        tmp_path,
        [
            "1,A,Lantern,6,2010-12-01 08:26:00,2.50,17850,United Kingdom",
            "1,B,Free sample,1,2010-12-01 08:26:00,0,17850,United Kingdom",
            "2,C,Damaged,-10,2010-12-02 08:26:00,0,,United Kingdom",
            "A3,B,Adjust bad debt,1,2010-12-03 08:26:00,-11062.06,,United Kingdom",
        ],
    )
    assert shop.set_aside() == {"worth_nothing": 2, "quantity_not_positive": 1}
    assert shop.totals()["revenue"] == "15.00"
    assert shop.totals()["orders"] == 3
    assert shop.totals()["valid_orders"] == 1


def test_guests_bring_revenue_but_are_no_customers(tmp_path: Path) -> None:
    shop = invoices(
        tmp_path,
        [
            "1,A,Lantern,1,2010-12-01 08:26:00,10,17850,United Kingdom",
            "2,A,Lantern,1,2010-12-02 08:26:00,5,,United Kingdom",
        ],
    )
    totals = shop.totals()
    assert (totals["customers"], totals["valid_orders"], totals["identified_orders"]) == (1, 2, 1)
    assert (totals["revenue"], totals["identified_revenue"]) == ("15.00", "10.00")
    assert totals["identity_coverage"] == 0.5


def test_an_item_taken_back_inside_its_order_lowers_the_revenue(tmp_path: Path) -> None:
    shop = invoices(
        tmp_path,
        [
            "1,A,Lantern,3,2010-12-01 08:26:00,10,17850,United Kingdom",
            "1,A,Lantern,-1,2010-12-01 08:26:00,10,17850,United Kingdom",
        ],
    )
    assert shop.totals()["revenue"] == "20.00"
    assert shop.set_aside() == {}


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        ("cancelled", "cancelled"),
        ("ยกเลิกแล้ว", "cancelled"),
        ("Đã hủy", "cancelled"),
        ("voided", "voided"),
        ("failed", "failed"),
        ("draft", "draft"),
        ("test", "test"),
        ("Returned to sender", "returned"),
        ("refunded", "refunded"),
        ("pending", "unpaid"),
    ],
)
def test_a_status_that_is_no_purchase_sets_the_order_aside(
    tmp_path: Path, status: str, rule: str
) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total,status",
            [
                "1,2024-01-05,anna@example.com,10.00,paid",
                f"2,2024-01-06,bo@example.com,20.00,{status}",
            ],
        )
    )
    assert shop.set_aside() == {rule: 1}
    assert shop.totals()["revenue"] == "10.00"


def test_a_pending_order_counts_when_it_is_cash_on_delivery(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total,status,payment_method",
            [
                "1,2024-01-05,anna@example.com,10.00,pending,Cash on Delivery (COD)",
                "2,2024-01-06,bo@example.com,20.00,pending,Bank transfer",
            ],
        )
    )
    assert shop.set_aside() == {"unpaid": 1}
    assert shop.totals()["revenue"] == "10.00"


@pytest.mark.parametrize(
    ("delivery", "counts"),
    [("fulfilled", True), ("shipped", True), ("unfulfilled", False), ("", False),
     ("Awaiting_Shipment", False), ("รอจัดส่ง", False)],
)  # fmt: skip
def test_a_pending_order_counts_when_it_was_sent_and_not_while_it_waits_to_be(
    tmp_path: Path, delivery: str, counts: bool
) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total,financial status,fulfillment status",
            [
                "1,2024-01-05,anna@example.com,10.00,paid,unfulfilled",
                f"2,2024-01-06,bo@example.com,20.00,pending,{delivery}",
            ],
        )
    )
    assert shop.set_aside() == ({} if counts else {"unpaid": 1})
    assert shop.totals()["revenue"] == ("30.00" if counts else "10.00")


def test_a_total_repeated_on_every_row_of_an_order_counts_once(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total,sku",
            [
                "1,2024-01-05,anna@example.com,1250.00,A",
                "1,2024-01-05,anna@example.com,1250.00,B",
                "2,2024-01-07,bo@example.com,890.50,A",
            ],
        )
    )
    assert shop.totals()["revenue"] == "2140.50"
    assert shop.totals()["order_lines"] == 3
    assert any("repeated on every row" in text for text in shop.imports()[0].warnings)


def test_a_refund_row_of_the_same_order_takes_its_money_back(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total,status",
            [
                "1,2024-01-05,anna@example.com,100.00,paid",
                "2,2024-01-07,bo@example.com,450.00,paid",
                "2,2024-01-20,bo@example.com,-450.00,refunded",
            ],
        )
    )
    assert shop.totals()["revenue"] == "100.00"
    assert shop.totals()["valid_orders"] == 1
    assert sum(shop.set_aside().values()) == 2


def test_an_order_repeated_in_an_order_file_counts_once(tmp_path: Path) -> None:
    row = "1,2024-01-05,anna@example.com,10.00,paid"
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(tmp_path / "orders.csv", "order_id,order_date,email,total,status", [row, row])
    )
    assert shop.set_aside() == {"same_order_again": 1}
    assert shop.totals()["revenue"] == "10.00"


def test_amounts_in_another_currency_are_set_aside_not_added(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total,currency",
            [
                "1,2024-01-05,anna@example.com,10.00,THB",
                "2,2024-01-06,bo@example.com,20.00,THB",
                "3,2024-01-07,cy@example.com,99.00,USD",
            ],
        )
    )
    assert shop.totals()["currency"] == "THB"
    assert shop.totals()["revenue"] == "30.00"
    assert shop.set_aside() == {"other_currency": 1}


def test_the_same_person_under_two_spellings_of_a_mail_is_one_customer(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total",
            ["1,2024-01-05,Anna@Example.com ,10", "2,2024-02-05,anna@example.com,10"],
        )
    )
    assert shop.totals()["customers"] == 1


def test_a_mail_and_a_phone_join_three_orders_into_one_customer(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop", time_zone="Asia/Bangkok")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,phone,total",
            [
                "1,2024-01-05,anna@example.com,0812345678,10",
                "2,2024-02-05,,+66 81 234 5678,10",
                "3,2024-03-05,anna@example.com,,10",
                "4,2024-03-06,,,10",
            ],
        )
    )
    assert shop.totals()["customers"] == 1
    assert shop.totals()["identified_orders"] == 3


@pytest.mark.parametrize("mail", ["noemail@shop.com", "a***@example.com", "n/a", "-"])
def test_placeholders_and_masked_mails_are_nobody(tmp_path: Path, mail: str) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total",
            [f"1,2024-01-05,{mail},10", f"2,2024-02-05,{mail},10", "3,2024-02-06,bo@example.com,1"],
        )
    )
    assert shop.totals()["customers"] == 1


def test_a_phone_of_more_than_five_names_joins_nobody(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    rows = [f"{n},2024-01-{n:02},Person {n},0812345678,p{n}@example.com,10" for n in range(1, 8)]
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv", "order_id,order_date,customer name,phone,email,total", rows
        )
    )
    assert shop.totals()["customers"] == 7


def test_a_row_whose_date_does_not_exist_is_in_the_ledger_with_its_cell(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "order_id,order_date,email,total",
            [
                "1,2023-02-28,anna@example.com,10",
                "2,2023-02-29,bo@example.com,20",
                "3,2023-03-01,cy@example.com,x12",
            ],
        )
    )
    workspace = shop.open()
    found = workspace.rows("metrics/ledger_rows", {"rule": "", "most_rows": 10})
    workspace.close()
    assert [row[:5] for row in found] == [
        ("orders.csv", 3, "order_date", "2023-02-29", "unreadable_date"),
        ("orders.csv", 4, "total", "x12", "unreadable_amount"),
    ]
    assert shop.totals()["revenue"] == "10.00"


def test_without_any_amount_retention_still_has_its_customers(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "visits.csv",
            "customer_id,date",
            ["c1,2024-01-05", "c1,2024-02-05", "c2,2024-02-06"],
        )
    )
    totals = shop.totals()
    assert (totals["customers"], totals["valid_orders"], totals["revenue"]) == (2, 3, "0.00")


ORDER_ROWS = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(["a", "b", "c", ""]),
        st.dates(
            min_value=__import__("datetime").date(2024, 1, 1),
            max_value=__import__("datetime").date(2024, 4, 30),
        ),
        st.integers(-2, 5),
        st.sampled_from(["0", "1.50", "12.25", "oops"]),
        st.sampled_from(["paid", "cancelled", "refunded", "", "pending"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=7)
@given(rows=ORDER_ROWS, seed=st.integers(0, 1000))
def test_shuffled_rows_give_the_same_shop_and_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("shuffled")
    header = "order_id,date,customer_id,quantity,price,status"
    lines = [
        f"{order},{day},{customer},{quantity},{price},{status}"
        for order, customer, day, quantity, price, status in rows
    ]
    shuffled = random.Random(seed).sample(lines, len(lines))
    answers = []
    for name, ordered in (("one", lines), ("two", shuffled)):
        shop = TestShop.new(folder / name)
        shop.take_in(csv_file(folder / f"{name}.csv", header, ordered))
        summary = shop.imports()[0]
        assert summary.rows_read == len(lines) == summary.rows_used + summary.rows_set_aside
        answers.append((shop.totals(), shop.purchase_days(), shop.set_aside()))
    assert answers[0] == answers[1]
