"""Which rows are one order, whose it is and what its price means, where only the values tell."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from lib.engines.duck import Database, open_for_building
from lib.ingest.evidence import settle_mapping
from lib.ingest.mapping import Mapping
from lib.metrics.totals import shop_warnings
from tests.import_support import TestShop, csv_file

FIRST = datetime(2024, 1, 3, 9, 0)


def baskets() -> list[tuple[int, int, datetime, list[tuple[int, int, Decimal]]]]:
    """90 orders (number, customer, moment, lines of product, pieces and price of one)."""
    drawn = random.Random(11)
    moments = sorted(drawn.sample(range(60_000), 90))
    return [
        (
            number,
            drawn.randrange(30),
            FIRST + timedelta(minutes=5 * moment),
            [
                (product, drawn.choice((1, 1, 2, 3, 6)), Decimal(product * 7 + drawn.randrange(3)))
                for product in drawn.sample(range(1, 9), drawn.randrange(1, 4))
            ],
        )
        for number, moment in enumerate(moments, start=1)
    ]


BASKETS = baskets()
CUSTOMERS = len({customer for _number, customer, _moment, _lines in BASKETS})
REVENUE = sum(pieces * price for *_order, lines in BASKETS for _product, pieces, price in lines)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    db = open_for_building(":memory:", tmp_path_factory.mktemp("scratch"))
    db.run("create schema work")
    db.run_file("staging/macros")
    db.run_file("staging/identity_macros")
    yield db
    db.close()


def imported(tmp_path: Path, header: str, rows: list[tuple[object, ...]]) -> TestShop:
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC")
    shop.take_in(csv_file(tmp_path / "orders.csv", header, rows))
    return shop


def assert_is_the_shop(shop: TestShop) -> None:
    totals = shop.totals()
    assert (totals["valid_orders"], totals["customers"]) == (len(BASKETS), CUSTOMERS)
    assert totals["revenue"] == f"{REVENUE:.2f}"


def warnings_of(shop: TestShop) -> str:
    return " ".join(sentence for each in shop.imports() for sentence in each.warnings)


def test_rows_of_one_buyer_at_one_time_are_one_order_where_no_number_is_given(
    tmp_path: Path,
) -> None:
    rows: list[tuple[object, ...]] = [
        (moment.isoformat(" "), f"u{customer}", f"p{product}", pieces, price)
        for _number, customer, moment, lines in BASKETS
        for product, pieces, price in lines
    ]
    random.Random(5).shuffle(rows)
    shop = imported(tmp_path, "date,customer id,sku,quantity,price", rows)
    assert_is_the_shop(shop)
    assert "rows of one customer at the same time count as one order" in warnings_of(shop)


def test_rows_without_products_are_orders_each(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("2024-05-01", "u1", 5), ("2024-05-01", "u1", 5)]
    shop = imported(tmp_path, "date,customer id,total", rows)
    assert (shop.totals()["valid_orders"], shop.totals()["revenue"]) == (2, "10.00")
    assert "each row counts as one order" in warnings_of(shop)


def test_the_column_whose_rows_share_buyer_and_time_numbers_the_orders(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for number, customer, moment, lines in BASKETS:
        whole = sum(pieces * price for _product, pieces, price in lines)
        rows += [
            (len(rows) + n, f"p{product}", moment.date(), whole, 7000 + number, f"u{customer}")
            for n, (product, _pieces, _price) in enumerate(lines)
        ]
    shop = imported(tmp_path, "row,sku,created_at,grand_total,parent,customer id", rows)
    assert_is_the_shop(shop)
    assert "order number was taken from column “parent”" in warnings_of(shop)
    assert "“grand_total” is repeated" in warnings_of(shop)


def test_visits_and_carts_of_an_event_log_are_no_purchases(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        (FIRST.isoformat(" "), "view", "p1", 7, f"visitor{n}") for n in range(50)
    ]
    for _number, customer, moment, lines in BASKETS:
        for product, pieces, price in lines:
            seen = (moment - timedelta(minutes=2)).isoformat(" ")
            rows += [(seen, event, f"p{product}", price, f"u{customer}")
                     for event in ("view", "cart", "remove_from_cart")]  # fmt: skip
            rows += [(moment.isoformat(" "), "purchase", f"p{product}", price, f"u{customer}")] * (
                pieces
            )
    shop = imported(tmp_path, "event_time,event_type,product_id,price,user_id", rows)
    assert_is_the_shop(shop)
    bought = sum(row[1] == "purchase" for row in rows)
    assert shop.set_aside() == {"browsed": len(rows) - bought}
    assert f"{len(rows) - bought} rows are visits (such as “cart”)" in warnings_of(shop)


def test_a_price_that_grows_with_the_quantity_is_the_price_of_the_row(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        (number, moment.date(), f"u{customer}", f"p{product}", pieces, pieces * price)
        for number, customer, moment, lines in BASKETS
        for product, pieces, price in lines
    ]
    shop = imported(tmp_path, "order,date,customer id,sku,quantity,price", rows)
    assert_is_the_shop(shop)
    assert "“price” grows with the quantity" in warnings_of(shop)


def understood(database: Database, header: str, rows: list[tuple[object, ...]]) -> Mapping:
    """What a list with this header and these rows is taken for."""
    headers = tuple(header.split(","))
    columns = ", ".join(f"c{place} varchar" for place in range(1, len(headers) + 1))
    database.run(f"create or replace table work.staged (row_number bigint, {columns})")
    numbered = [(n, *(str(cell) for cell in row)) for n, row in enumerate(rows, start=1)]
    database.insert("work.staged", numbered)
    return settle_mapping(database, None, headers)[0]


LINES: list[tuple[object, ...]] = [
    (number, moment.date(), f"u{customer}", f"p{product}", pieces, price)
    for number, customer, moment, lines in BASKETS
    for product, pieces, price in lines
]


def test_a_price_of_one_piece_stays_one(database: Database) -> None:
    mapping = understood(database, "order,date,customer id,sku,quantity,price", LINES)
    assert mapping.columns["unit_price"] == ("price",)


def test_an_amount_of_pieces_beside_prices_is_a_quantity(database: Database) -> None:
    mapping = understood(database, "order,date,customer id,sku,AMOUNT,SALES_PRICE", LINES)
    assert mapping.columns["quantity"] == ("AMOUNT",)
    assert mapping.columns["unit_price"] == ("SALES_PRICE",)


def test_beside_fees_the_buyer_paid_the_gross(database: Database) -> None:
    header = "Date,From Email Address,Gross,Fee,Net,Transaction ID"
    mapping = understood(database, header, [("2024-05-01", "a@x.example", 20, -1, 19, "TX1")])
    assert mapping.columns["order_total"] == ("Gross",)
    assert not mapping.has("order_subtotal")


def test_of_two_customer_numbers_the_one_that_comes_again_is_the_persons(
    database: Database,
) -> None:
    rows: list[tuple[object, ...]] = [
        (f"o{number}", f"c{number}", moment.date(), f"u{customer}", 5)
        for number, customer, moment, _lines in BASKETS
    ]
    mapping = understood(database, "order_id,customer_id,order_date,user_id,total", rows)
    assert mapping.columns["customer_id"] == ("user_id",)


def test_the_state_beside_a_city_is_a_place_and_no_status(database: Database) -> None:
    rows: list[tuple[object, ...]] = [
        (number, moment.date(), f"u{customer}", 5, "Henderson", "Kentucky")
        for number, customer, moment, _lines in BASKETS
    ]
    mapping = understood(database, "order,date,customer id,total,City,State", rows)
    assert not mapping.has("status")


@pytest.mark.parametrize(("first", "found"), [(9001, True), (1, False)])
def test_a_bare_id_numbers_the_orders_unless_it_counts_the_rows(
    database: Database, first: int, found: bool
) -> None:
    rows: list[tuple[object, ...]] = [
        (first + n, moment.date(), f"u{customer}", 5)
        for n, (_number, customer, moment, _lines) in enumerate(BASKETS)
    ]
    mapping = understood(database, "ID,Date,Customer,Total", rows)
    assert mapping.columns.get("order_id", ()) == (("ID",) if found else ())


def test_vietnamese_headers_say_that_a_dot_groups_thousands(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("HD1", "2024-05-01", "0912345678", "245.070")]
    shop = imported(tmp_path, "Mã hóa đơn,Ngày bán,Điện thoại,Tổng tiền", rows)
    assert shop.totals()["revenue"] == "245070.00"


def test_orders_without_numbers_in_two_files_are_told(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC")
    rows = [(f"2024-05-{day:02}", f"u{day % 4}", 5 + day) for day in range(1, 21)]
    shop.take_in(csv_file(tmp_path / "a.csv", "date,customer id,total", rows[:15]))
    shop.take_in(csv_file(tmp_path / "b.csv", "date,customer id,total", rows[10:]))
    said = " ".join(shop._asked(shop_warnings))
    assert "5 orders without an order number are in two files alike" in said
