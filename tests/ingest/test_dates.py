"""Dates are decided for a whole column, with evidence, never cell by cell."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.engines.duck import Database
from lib.ingest.date_groups import know_every_writing
from lib.ingest.dates import read_dates, with_time
from tests.column_support import database_with_macros, moments
from tests.column_support import read_column_of_dates as read


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = database_with_macros(tmp_path_factory.mktemp("scratch"))
    yield database
    database.close()


@pytest.mark.parametrize(
    "cell",
    [
        "29/02/2023",
        "2023-02-29",
        "30/02/2567",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "1900-01-00",
        "31/31/2024",
        "2024-13-01",
        "2024-02-29 25:00",
        "2024-02-29 09:75",
        "2024-02-29 09:30:00 XYZ",
        "8 Foo 2024",
        "12/2024",
        "60",
        "19999",
        "81000",
        "0812345678",
        "5000000000",
        "total",
        "infinity",
        "epoch",
        "today",
        "3024-01-01",
        "1.234,50",
    ],
)
def test_what_is_no_date_is_unreadable_and_never_shifted(db: Database, cell: str) -> None:
    reading, found = read(db, ["2024-01-05", cell])
    assert found == [datetime(2024, 1, 5), None]
    assert (reading.unreadable, reading.examples) == (1, (cell,))


def test_empty_cells_are_not_unreadable(db: Database) -> None:
    reading, found = read(db, ["2024-01-05", None, "", "  ", "\u00a0", "\t"])
    assert found == [datetime(2024, 1, 5), None, None, None, None, None]
    assert reading.unreadable == 0


def test_a_column_without_dates_has_no_order(db: Database) -> None:
    assert read(db, [])[0].order == "none"
    reading, found = read(db, ["anna", "bo"])
    assert (reading.order, reading.unreadable, found) == ("none", 2, [None, None])


ORDERS = [
    # order, proven, cells
    ("iso", True, ["2024-01-05", "2024-02-29 10:00:00"]),
    ("iso", True, ["8 Dec 2024", "Dec 8, 2024"]),
    ("iso", True, ["20240105"]),
    ("day_first", True, ["13/01/2024", "03/04/2024"]),
    ("day_first", True, ["5.1.2024", "25.1.2024", "2024-01-05"]),
    ("day_first", True, ["13/01/2567", "03/04/2567"]),
    ("month_first", True, ["01/13/2024", "03/04/2024"]),
    ("month_first", True, ["1/13/24", "3/4/24"]),
    ("month_first", True, ["01/13/2024 09:15:00 PM", "03/04/2024 09:15:00 AM"]),
    ("day_first", False, ["01/02/2024", "03/04/2024"]),
    ("day_first", True, ["02/02/2024", "04/04/2024"]),
    ("excel_serial", True, ["45296", "45297.5"]),
    ("epoch", True, ["1704447000", "1704447000000"]),
    ("mixed", False, ["13/01/2024", "14/01/2024", "01/15/2024", "02/03/2024"]),
]


@pytest.mark.parametrize(("order", "is_proven", "cells"), ORDERS)
def test_the_order_is_decided_from_the_whole_column(
    db: Database, order: str, is_proven: bool, cells: list[str]
) -> None:
    reading, _ = read(db, cells)
    assert (reading.order, reading.is_proven) == (order, is_proven)


def test_a_doubtful_cell_follows_the_cell_that_proves_the_order(db: Database) -> None:
    assert moments(db, "03/04/2024", "25/04/2024")[0] == "2024-04-03 00:00:00"
    assert moments(db, "03/04/2024", "04/25/2024")[0] == "2024-03-04 00:00:00"
    assert moments(db, "03/04/24", "25/04/2567 9:15 PM")[0] == "2024-04-03 00:00:00"


def test_a_column_that_contradicts_itself_follows_the_majority(db: Database) -> None:
    reading, found = read(db, ["13/01/2024", "14/01/2024", "01/15/2024", "02/03/2024"])
    assert found[2:] == [None, datetime(2024, 3, 2)]
    assert (reading.unreadable, reading.examples) == (1, ("01/15/2024",))


def test_one_stray_cell_in_a_hundred_needs_no_question(db: Database) -> None:
    cells = [f"{day}/01/2024" for day in range(13, 32)] * 5 + ["01/31/2024"]
    reading, _ = read(db, cells)
    assert (reading.order, reading.is_proven, reading.unreadable) == ("mixed", True, 1)


def test_an_answer_settles_the_order(db: Database) -> None:
    cells = ["01/02/2024", "03/04/2024"]
    reading, found = read(db, cells, forced_order="month_first")
    assert (reading.order, reading.is_proven) == ("month_first", True)
    assert found == [datetime(2024, 1, 2), datetime(2024, 3, 4)]
    reading, found = read(db, ["13/01/2024"], forced_order="month_first")
    assert (reading.unreadable, found) == (1, [None])


def test_the_formats_are_listed_with_their_counts(db: Database) -> None:
    cells = ["2024-01-05", "07/01/2024", "14/02/2024", "20 Jan 2024", "29/02/2023"]
    assert read(db, cells)[0].formats == (
        ("DD/MM/YYYY", 2),
        ("YYYY-MM-DD", 1),
        ("day, month as a word, YYYY", 1),
    )
    assert read(db, ["13.01.24 09:30", "1.2.24 9:30"])[0].formats == (("DD.MM.YY hh:mm", 2),)
    assert read(db, ["29/02/2567"])[0].formats == (("DD/MM/YYYY (Buddhist year)", 1),)


FLAGS = [
    # cell, has_time, has_offset, is_buddhist, two_digit_year
    ("2024-01-05", False, False, False, False),
    ("2024-01-05 09:30", True, False, False, False),
    ("2024-01-05 09:30:00 +0700", True, True, False, False),
    ("13/01/2567", False, False, True, False),
    ("2567-01-13 10:00", True, False, True, False),
    ("13/01/24", False, False, False, True),
    ("13 ม.ค. 67", False, False, True, True),
    ("45296", False, False, False, False),
    ("45296.5", True, False, False, False),
    ("1704447000", True, False, False, False),
]


@pytest.mark.parametrize(("cell", "time", "offset", "buddhist", "short"), FLAGS)
def test_what_a_date_carries_is_told(
    db: Database, cell: str, time: bool, offset: bool, buddhist: bool, short: bool
) -> None:
    reading, _ = read(db, [cell])
    assert (reading.has_time, reading.has_offset) == (time, offset)
    assert (reading.is_buddhist, reading.two_digit_year) == (buddhist, short)


def test_only_moments_tied_to_a_zone_need_the_shops_zone(db: Database) -> None:
    assert not read(db, ["2024-01-05 09:30", "8 ธ.ค. 2567"])[0].needs_time_zone
    assert read(db, ["2024-01-05 09:30:00Z"])[0].needs_time_zone
    assert read(db, ["1704447000000"])[0].needs_time_zone


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("13/01/24", "2024-01-13"),
        ("13/01/00", "2000-01-13"),
        ("13/01/50", "2050-01-13"),
        ("13/01/97", "1997-01-13"),
        ("29/02/67", "2024-02-29"),
        ("13/01/69", "2026-01-13"),
        ("13 ม.ค. 69", "2026-01-13"),
        ("13 ม.ค. 24", "2024-01-13"),
        ("13 Jan 68", "2068-01-13"),
    ],
)
def test_a_short_year_is_one_a_shop_can_have(db: Database, cell: str, day: str) -> None:
    assert moments(db, cell) == [f"{day} 00:00:00"]


def test_short_years_are_buddhist_only_when_all_of_the_column_are(db: Database) -> None:
    assert moments(db, "13/01/67", "14/01/98")[0] == "2067-01-13 00:00:00"


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("Dec 8, 2024", "9:15:51 AM", "2024-12-08 09:15:51"),
        ("Dec 8, 2024", "14:00:00", "2024-12-08 14:00:00"),
        ("Dec 8, 2024", "12:05 AM", "2024-12-08 00:05:00"),
        ("Dec 8, 2024", "0.385417", "2024-12-08 09:15:00"),
        ("Dec 8, 2024", "1899-12-30 09:15:51", "2024-12-08 09:15:51"),
        ("2024-12-08 00:00:00", "09:30", "2024-12-08 09:30:00"),
        ("2024-12-08 07:00:00", None, "2024-12-08 07:00:00"),
        ("2024-12-08 07:00:00", "soon", "2024-12-08 07:00:00"),
        ("soon", "09:30", None),
    ],
)
def test_a_time_of_its_own_column_joins_the_day(
    db: Database, day: str, time: str | None, moment: str | None
) -> None:
    db.run("create or replace table staged (c1 varchar, c2 varchar)")
    db.insert("staged", [(day, time)])
    reading = read_dates(db, "staged", "c1")
    know_every_writing(db)
    [(found,)] = db.rows(f"select {with_time(reading.sql, 'c2')} from staged")
    assert (found.isoformat(" ") if found else None) == moment


@pytest.mark.parametrize(("table", "column"), [("staged", "c1; drop"), ("a b", "c1"), ("t", "x")])
def test_only_positional_columns_reach_the_sql(db: Database, table: str, column: str) -> None:
    with pytest.raises(AssertionError):
        read_dates(db, table, column)


@settings(max_examples=12)
@given(
    days=st.lists(st.dates(date(2000, 1, 1), date(2049, 12, 31)), min_size=1, max_size=20),
    separator=st.sampled_from("/.-"),
    year=st.sampled_from(["%Y", "%y"]),
)
def test_a_day_first_column_is_never_read_month_first(
    db: Database, days: list[date], separator: str, year: str
) -> None:
    reading, found = read(db, [day.strftime(f"%d{separator}%m{separator}{year}") for day in days])
    assert reading.order == "day_first"
    assert [moment.date() for moment in found if moment] == days


def test_the_expression_lives_inside_other_questions(db: Database) -> None:
    _, found = read(db, ["13/01/2567 9:15 PM", "Dec 8, 2024"])
    reading = read_dates(db, "staged", "c1")
    [(first, last)] = db.rows(
        f"select min({reading.sql}), max({reading.sql}) from staged where {reading.sql} is not null"
    )
    assert [first, last] == found


def test_another_schemas_table_can_be_read(db: Database) -> None:
    db.run("create schema if not exists work")
    db.run("create or replace table work.staged as select '2024-01-05' as c12")
    assert read_dates(db, "work.staged", "c12").formats == (("YYYY-MM-DD", 1),)


NEARLY_DATES = st.text("0123456789/-.: ,'=#+TZapmdecธค.ศtháng\u00a0\u200b\x00", max_size=25)


@settings(max_examples=15)
@given(cells=st.lists(NEARLY_DATES | st.text(max_size=25), min_size=1, max_size=200))
def test_no_text_makes_the_reading_fail(db: Database, cells: list[str]) -> None:
    reading, found = read(db, cells)
    filled = db.rows("select count(clean_text(c1)) from staged")[0][0]
    assert reading.unreadable == filled - sum(moment is not None for moment in found)
    assert sum(count for _, count in reading.formats) == filled - reading.unreadable
