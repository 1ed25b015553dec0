"""A cell of text loses what is not part of it: blanks, invisible letters, Excel's wrapping."""

from collections.abc import Iterator

import pytest

from lib.engines.duck import Database
from tests.column_support import database_with_macros


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = database_with_macros(tmp_path_factory.mktemp("scratch"))
    yield database
    database.close()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Anna Müller", "Anna Müller"),
        ("สมชาย ใจดี", "สมชาย ใจดี"),
        ("  anna@example.com ", "anna@example.com"),
        ("583870000000000001\t", "583870000000000001"),
        ("\u00a0anna\u00a0", "anna"),
        ("\u3000anna\u2009", "anna"),
        ("\u200banna@example.com\ufeff", "anna@example.com"),
        ("anna\u200b@example.com", "anna@example.com"),
        ("two\u00a0words", "two words"),
        ("two\nlines", "two lines"),
        ("'001001", "001001"),
        ("'+66812345678", "+66812345678"),
        ('="001001"', "001001"),
        ("'s Gravenhage", "'s Gravenhage"),
        ("'quoted'", "'quoted'"),
        ("Pat O'Brien", "Pat O'Brien"),
        ("=1+1", "=1+1"),
        ("#001001", "#001001"),
        ("vale\u0301ry", "val\u00e9ry"),
        ("Tô\u0309ng", "Tổng"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("0", "0"),
        ("", None),
        ("   ", None),
        ("\u00a0\u200b", None),
        ('=""', None),
        (None, None),
    ],
)
def test_a_cell_is_cleaned(db: Database, cell: str | None, text: str | None) -> None:
    assert db.rows("select clean_text($cell)", {"cell": cell}) == [(text,)]


def test_digits_of_other_scripts_become_western(db: Database) -> None:
    assert db.rows("select western_digits('๐๑๒๓๔๕๖๗๘๙ ０１２３４５６７８９ ก')") == [
        ("0123456789 0123456789 ก",)
    ]
