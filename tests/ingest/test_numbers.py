"""Amounts: one decimal mark for a whole column, with evidence, never cell by cell."""

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.engines.duck import Database
from lib.ingest.numbers import NumberReading, read_numbers
from tests.column_support import database_with_macros, stage

FAST_CAST = "try_cast(c1 as decimal(16, 4))"
DIGITS = "0123456789"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = database_with_macros(tmp_path_factory.mktemp("scratch"))
    yield database
    database.close()


def read(
    db: Database,
    cells: Sequence[str | None],
    currency: str | None = None,
    forced_mark: str | None = None,
) -> tuple[NumberReading, list[Decimal | None]]:
    """How a column of these cells is read, and the amount of every cell."""
    stage(db, cells)
    reading = read_numbers(db, "staged", "c1", currency=currency, forced_mark=forced_mark)
    rows = db.rows(f"select {reading.sql} from staged order by row_number")
    return reading, [amount for (amount,) in rows]


@pytest.mark.parametrize("cell", ["Free", "FREE", "ฟรี", "miễn phí", "gratis", "kostenlos"])
def test_what_is_given_away_costs_nothing(db: Database, cell: str) -> None:
    reading, amounts = read(db, [cell, "1,234.50"])
    assert (amounts, reading.unreadable) == ([Decimal(0), Decimal("1234.50")], 0)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("500k", "500000"),
        ("85 K", "85000"),
        ("120 nghìn", "120000"),
        ("1tr2", "1200000"),
        ("1tr250", "1250000"),
        ("1,5tr", "1500000"),
        ("2 triệu đ", "2000000"),
        ("1.250k", None),
        ("1,5tr2", None),
    ],
)
def test_shortened_thousands_and_millions_are_read_and_counted(
    db: Database, cell: str, amount: str | None
) -> None:
    reading, amounts = read(db, [cell, "1.234.567đ"])
    assert amounts == [Decimal(amount) if amount else None, Decimal(1234567)]
    assert (reading.shortened, reading.unreadable) == ((1, 0) if amount else (0, 1))


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("฿1,234.-", "1234"),
        ("1,234.- บาท", "1234"),
        ("500.-", "500"),
        ("CHF 1'234.--", "1234"),
        ("1.234,- €", "1234"),
        ("-560.-", "-560"),
        ("(560.-)", "-560"),
        ("560-", "-560"),
        ("560.50-", "-560.5"),
    ],
)
def test_a_dash_in_place_of_decimals_is_no_minus(db: Database, cell: str, amount: str) -> None:
    reading, amounts = read(db, [cell])
    assert amounts == [Decimal(amount)]
    assert not reading.unreadable


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1234,5", "1234.5"),
        ("1\u00a0234,50", "1234.5"),
        ("1\u2009234,50", "1234.5"),
        ("1\u202f234,50", "1234.5"),
        ("1 234 567", "1234567"),
        ("1 234,567", "1234.567"),
        ("1'234.50", "1234.5"),
        ("1\u2019234.50", "1234.5"),
        ("12,34,567.00", "1234567"),
        ("565.063.917", "565063917"),
        ("1,234,567", "1234567"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (".5", "0.5"),
        ("12.", "12"),
        ("+5", "5"),
        ("007", "7"),
        ("0.00005", "0.0001"),
        ("-12.00", "-12"),
        ("- 12.00", "-12"),
        ("-$12.00", "-12"),
        ("$-12.00", "-12"),
        ("(450.00)", "-450"),
        ("(฿450.00)", "-450"),
        ("฿(450.00)", "-450"),
        ("450.00-", "-450"),
        ("\u2212450.00", "-450"),
        ("฿1,250.00", "1250"),
        ("1,250.00 บาท", "1250"),
        ("1.250.000₫", "1250000"),
        ("1.250.000 đ", "1250000"),
        ("VND 1.250.000", "1250000"),
        ("Rp1.250.000", "1250000"),
        ("R$ 1.250,00", "1250"),
        ("1 250,00 THB", "1250"),
        ("1250.00THB", "1250"),
        ("116,99 €", "116.99"),
        ("70,48 zł", "70.48"),
        ("kr 12,50", "12.5"),
        ("12,50 kr.", "12.5"),
        ("US$12.50", "12.5"),
        ("๑,๒๓๔.๕๐", "1234.5"),
        ("１２５０．００", "1250"),
        ("1.5E+3", "1500"),
        ("1.5e3", "1500"),
        ("1,5E+3", "1500"),
        ("\t12.50 ", "12.5"),
        ("'12.50", "12.5"),
        ('="12.50"', "12.5"),
        ("\u200b12.50\ufeff", "12.5"),
    ],
)
def test_a_way_of_writing_gives_its_amount(db: Database, cell: str, amount: str) -> None:
    reading, found = read(db, [cell])
    assert found == [Decimal(amount)]
    assert (reading.unreadable, reading.is_proven) == (0, True)


@pytest.mark.parametrize(
    "cell",
    [
        "1,77%",
        "12.5 %",
        "NaN",
        "Infinity",
        "-inf",
        "1e400",
        "99999999999999999",
        "1_000",
        "1,2,3",
        "1.5.3",
        "12 34",
        "12 pcs",
        "0x1F",
        "2024-01-05",
    ],
)
def test_what_is_no_amount_is_unreadable(db: Database, cell: str) -> None:
    reading, found = read(db, ["12.50", cell])
    assert found == [Decimal("12.5"), None]
    assert (reading.unreadable, reading.examples) == (1, (cell,))


@pytest.mark.parametrize(
    "cell", [None, "", " ", "\u00a0", "-", "--", "N/A", "n/a", "NULL", "null", "฿ -", "THB"]
)
def test_a_cell_that_says_nothing_is_empty_not_unreadable(db: Database, cell: str | None) -> None:
    reading, found = read(db, ["1,250.00", cell])
    assert found == [Decimal(1250), None]
    assert reading.unreadable == 0


MARKS = [
    # decimal mark, proven, currency known, cells
    (".", True, None, ["1.234", "2.5"]),
    (".", True, None, ["1.234", "12345"]),
    (".", True, None, ["1.234", "0.250"]),
    (".", False, None, ["1.234"]),
    (".", False, None, ["1.234", "999"]),
    (".", False, "THB", ["1.234"]),
    (",", True, "VND", ["1.234"]),
    (",", True, "EUR", ["1.234", "999"]),
    (".", True, "EUR", ["1.234", "12345"]),
    (",", True, "JPY", ["1.234", "999"]),
    (",", True, None, ["1.234 ₫"]),
    (",", True, None, ["1.234", "565.063.917"]),
    (",", True, None, ["1.234", "2,5"]),
    (".", True, None, ["1,234", "2.5"]),
    (".", True, None, ["1,234", "999"]),
    (".", True, "THB", ["1,234"]),
    (".", False, "KWD", ["1,234"]),
    (".", False, None, ["1,234"]),
    (",", True, None, ["1,234", "2,5"]),
    (".", True, None, ["1", "20", "300", "4000"]),
    (".", True, None, []),
    (",", False, None, ["1.234,50", "1.250,00", "1,234.50"]),
    (".", False, None, ["1,234.50", "1,250.00", "1.234,50"]),
    (".", False, None, ["1.234", "1,234"]),
]


@pytest.mark.parametrize(("mark", "is_proven", "currency", "cells"), MARKS)
def test_the_decimal_mark_is_decided_from_the_whole_column(
    db: Database, mark: str, is_proven: bool, currency: str | None, cells: list[str]
) -> None:
    reading, _ = read(db, cells, currency)
    assert (reading.decimal_mark, reading.is_proven) == (mark, is_proven)


def test_a_doubtful_cell_follows_the_cell_that_proves_the_mark(db: Database) -> None:
    assert read(db, ["1.234", "565.063.917"])[1][0] == Decimal(1234)
    assert read(db, ["1.234", "12.5"])[1][0] == Decimal("1.234")
    assert read(db, ["1,234", "12.5"])[1][0] == Decimal(1234)
    assert read(db, ["1,234", "12,5"])[1][0] == Decimal("1.234")


def test_the_minority_of_a_contradictory_column_is_set_aside(db: Database) -> None:
    reading, found = read(db, ["1.234,50", "890,50", "1,250.00"])
    assert found == [Decimal("1234.5"), Decimal("890.5"), None]
    assert (reading.is_proven, reading.unreadable) == (False, 1)
    assert reading.examples == ("1,250.00",)


def test_a_decimal_comma_is_never_taken_for_thousands(db: Database) -> None:
    _, found = read(db, ["1,234.50", "1,250.00", "890,50"])
    assert found == [Decimal("1234.5"), Decimal(1250), None]


@pytest.mark.parametrize("others", [["1.234,50", "890,50"], ["1.234,50", "890,50"] * 20])
def test_a_decimal_point_among_commas_never_multiplies_the_amount_by_a_hundred(
    db: Database, others: list[str]
) -> None:
    # As printed by a spreadsheet: 18500.00 is 18,500 or refused, never 1,850,000.
    reading, found = read(db, [*others, "18500.00"])
    assert found[-1] in (Decimal(18500), None)
    assert reading.unreadable == (found[-1] is None)
    assert read(db, ["18500.00"], forced_mark=",")[1][0] in (Decimal(18500), None)
    assert read(db, ["18500.00"], currency="EUR")[1] == [Decimal(18500)]


def test_an_answer_settles_the_mark(db: Database) -> None:
    reading, found = read(db, ["1.234"], forced_mark=",")
    assert (reading.decimal_mark, reading.is_proven, found) == (",", True, [Decimal(1234)])
    reading, found = read(db, ["890,50"], forced_mark=".")
    assert (reading.unreadable, found) == (1, [None])


@pytest.mark.parametrize(
    ("currency", "cells"),
    [
        ("THB", ["฿1,250.00", "890.50"]),
        ("THB", ["1250.00 THB", "฿2.00"]),
        ("VND", ["1.250.000₫", "900.000 đ"]),
        ("GBP", ["£12.50"]),
        ("EUR", ["116,99 €", "EUR 5,00"]),
        ("IDR", ["Rp 1.250.000"]),
        ("USD", ["US$5.00"]),
        (None, ["$5.00"]),
        (None, ["¥500"]),
        (None, ["$5.00", "€5.00"]),
        (None, ["$5.00", "5.00 THB"]),
        (None, ["5.00"]),
        (None, ["5.00", "THBX"]),
    ],
)
def test_the_currency_is_read_only_from_signs_of_one_country(
    db: Database, currency: str | None, cells: list[str]
) -> None:
    assert read(db, cells)[0].currency == currency


def test_plain_columns_take_the_bare_cast(db: Database) -> None:
    assert read(db, ["12.50", "-3", None, "", "1.234"])[0].sql == FAST_CAST
    assert read(db, ["1", "2"])[0].sql == FAST_CAST
    assert read(db, ["12.50", "฿3"])[0].sql != FAST_CAST
    assert read(db, ["1.234"], currency="VND")[0].sql != FAST_CAST


def test_the_amount_keeps_four_decimals(db: Database) -> None:
    reading, _ = read(db, ["1,250.12345"])
    [(kind,)] = db.rows(f"select typeof({reading.sql}) from staged")
    assert kind == "DECIMAL(16,4)"


@pytest.mark.parametrize(("table", "column"), [("staged", "c1; drop"), ("a b", "c1"), ("t", "x")])
def test_only_positional_columns_reach_the_sql(db: Database, table: str, column: str) -> None:
    with pytest.raises(AssertionError):
        read_numbers(db, table, column)


def swapped(amount: Decimal, group: str, mark: str) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", group + mark))


STYLES: dict[str, Callable[[Decimal], str]] = {
    "plain": lambda amount: f"{amount:.2f}",
    "english": lambda amount: f"{amount:,.2f}",
    "german": lambda amount: swapped(amount, ".", ","),
    "decimal_comma": lambda amount: f"{amount:.2f}".replace(".", ","),
    "french": lambda amount: swapped(amount, "\u202f", ","),
    "no_break_space": lambda amount: swapped(amount, "\u00a0", ".") + " THB",
    "swiss": lambda amount: swapped(amount, "'", "."),
    "baht": lambda amount: f"฿{amount:,.2f}",
    "euro": lambda amount: swapped(amount, ".", ",") + " €",
    "books": lambda amount: f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}",
    "trailing_minus": lambda amount: f"{-amount:.2f}-" if amount < 0 else f"{amount:.2f}",
    "true_minus": lambda amount: f"{amount:,.2f}".replace("-", "\u2212"),
    "dollar": lambda amount: f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}",
    "thai_digits": lambda amount: f"{amount:,.2f}".translate(str.maketrans(DIGITS, "๐๑๒๓๔๕๖๗๘๙")),
    "full_width": lambda amount: f"{amount:.2f}".translate(
        str.maketrans(DIGITS + ".", "０１２３４５６７８９．")
    ),
    "scientific": lambda amount: f"{amount:.12E}",
}
AMOUNTS = st.decimals(Decimal("-9999999.99"), Decimal("9999999.99"), places=2)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=6)
@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=20))
def test_random_amounts_come_back(db: Database, style: str, amounts: list[Decimal]) -> None:
    reading, found = read(db, [STYLES[style](amount) for amount in amounts])
    assert (found, reading.unreadable, reading.is_proven) == (amounts, 0, True)


@settings(max_examples=12)
@given(amounts=st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_dong_without_decimals_come_back(db: Database, amounts: list[int]) -> None:
    reading, found = read(db, [f"{amount:,}".replace(",", ".") + "₫" for amount in amounts])
    assert found == [Decimal(amount) for amount in amounts]
    assert (reading.unreadable, reading.currency) == (0, "VND")


NEARLY_AMOUNTS = st.text("0123456789.,' -+()eE$฿₫%đTHB\u00a0\u200b\x00", max_size=15)


@settings(max_examples=15)
@given(cells=st.lists(NEARLY_AMOUNTS | st.text(max_size=15), min_size=1, max_size=200))
def test_no_text_makes_the_reading_fail(db: Database, cells: list[str]) -> None:
    reading, found = read(db, cells)
    [(speaking,)] = db.rows("select count(*) from staged where says_amount(c1)")
    assert reading.unreadable == speaking - sum(amount is not None for amount in found)


@settings(max_examples=60, deadline=None)
@given(
    price=st.decimals("-999999999999", "999999999999", places=4),
    pieces=st.decimals("-1000", "1000", places=3) | st.integers(0, 120).map(Decimal),
)
def test_price_times_pieces_is_their_product_or_nothing(
    db: Database, price: Decimal, pieces: Decimal
) -> None:
    product = (price * pieces).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    cells = {"price": str(price), "pieces": str(pieces)}
    question = "select times($price::decimal(18, 4), $pieces::decimal(18, 3))"
    assert db.rows(question, cells) == [(product if abs(product) < 10**12 else None,)]
