"""The short way in stages exactly what the reader stages, or leaves the file to it."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.engines.duck import Database, open_for_building
from lib.errors import FileRefused
from lib.ingest import straight
from lib.ingest.reading import TableReading, regular
from lib.ingest.stage import stage_file

HEADER = ["order", "date", "customer", "amount", "note"]
ODD_CELLS = (
    *("", " ", "  padded ", "a,b", "a;b", 'say "hi"', '"', '5" pipe', "two\nlines", "x\r\ny", "'"),
    *("\u00a0", "กาแฟ", "Nguyễn", "Total", "order", "ORDER ", "=1+1", "\t", "null", "\\", "é"),
    *("a,b\nc,d\ne", "1,2,3,4\n5,6,7,8\n", "\x0b", "\x1c", "\u2028", "#", "# note"),
)
Staged = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], TableReading]


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few lines take the short way too, and have seams between blocks."""
    monkeypatch.setattr(straight, "LEAST_BYTES", 0)
    monkeypatch.setattr(regular, "TAIL_BYTES", 900)
    monkeypatch.setattr(regular, "BLOCK_BYTES", 61)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("straight")
    database = open_for_building(":memory:", folder, (folder.parent, Path("/")))
    database.attach_scratch("work")
    yield database
    database.close()


def staged(db: Database, data: bytes, folder: Path) -> Staged | str:
    path = folder / "orders.csv"
    path.write_bytes(data)
    try:
        reading = stage_file(db, path, "orders.csv", folder)
    except FileRefused as refusal:
        return refusal.code
    reading = replace(reading, is_plain=False)  # only the short way knows it
    return (
        db.rows("from work.staged order by row_number"),
        db.rows("from work.unread_rows order by row_number"),
        reading,
    )


def both_ways(db: Database, data: bytes) -> tuple[Staged | str, Staged | str, bool]:
    """What either way stages, and whether the short way was taken."""
    taken: list[bool] = []
    short = straight.stage_straight
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr("lib.ingest.stage.stage_straight", lambda *_all: None)
        slow = staged(db, data, Path(name))

        def watched(*everything: Any) -> straight.StraightReading | None:
            found = short(*everything)
            taken.append(found is not None)
            return found

        patch.setattr("lib.ingest.stage.stage_straight", watched)
        fast = staged(db, data, Path(name))
    return slow, fast, any(taken)


def regular_rows(random: Random, count: int) -> list[list[str]]:
    return [
        [str(place), f"2024-01-{place % 28 + 1:02}", f"C{random.randrange(9)}", "9.50", "paid"]
        for place in range(count)
    ]


def any_file(random: Random) -> bytes:
    """A table as exports are, with a few of the things that go wrong with them."""
    rows = regular_rows(random, random.choice((30, 60, 90)))
    for _turn in range(random.choice((0, 0, 1, 2, 6))):
        rows[random.randrange(len(rows))][random.randrange(5)] = random.choice(ODD_CELLS)
    text = StringIO(newline="")
    style: Any = random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    end = random.choice(("\n", "\r\n"))
    delimiter = random.choice((",", ",", ";", "\t", "|"))
    writer = csv.writer(text, lineterminator=end, quoting=style, delimiter=delimiter)
    if random.random() < 0.2:
        text.write(random.choice(("Report of May" + end, end, "sep=" + delimiter + end)))
    if random.random() < 0.9:
        writer.writerow(HEADER)
    writer.writerows(rows)
    if random.random() < 0.3:
        total = delimiter.join(("Total", "", "", "285.00", ""))
        text.write(
            random.choice((end, end + end, "Total;285" + end, total + end, total, " " + end))
        )
    data = text.getvalue().encode("utf-8-sig" if random.random() < 0.2 else "utf-8")
    return damaged(random, data) if random.random() < 0.4 else data


def damaged(random: Random, data: bytes) -> bytes:
    """A few bytes lost, added or changed."""
    for _turn in range(random.choice((1, 1, 2))):
        place = random.randrange(len(data))
        what = random.choice(
            (b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b" ", b"")
        )
        data = data[:place] + what + data[place + random.choice((0, 1)) :]
    return data[: random.choice((len(data), len(data) - 1, len(data) - 7))]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_whatever_the_file_both_ways_stage_the_same(db: Database, seed: int) -> None:
    slow, fast, _taken = both_ways(db, any_file(Random(seed)))
    assert fast == slow


def test_a_regular_file_takes_the_short_way(db: Database) -> None:
    lines = [",".join(row) for row in [HEADER, *regular_rows(Random(1), 80)]]
    for end in ("\n", "\r\n"):
        slow, fast, taken = both_ways(db, (end.join(lines) + end).encode())
        assert taken
        assert fast == slow


def test_a_file_of_nothing_but_data_is_read_where_it_lies_and_known_to_be_plain(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy without the last rows is needed only where those are totals or notes."""
    monkeypatch.setattr(straight, "_copy_part", lambda *_all: pytest.fail("the file was copied"))
    rows = regular_rows(Random(1), 80)
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(map(",".join, [HEADER, *rows])) + "\n", encoding="utf-8")
    assert stage_file(db, path, "orders.csv", tmp_path).is_plain


def test_title_above_and_totals_below_still_take_the_short_way(db: Database) -> None:
    lines = [
        "Orders of May",
        "",
        *(",".join(row) for row in [HEADER, *regular_rows(Random(1), 80)]),
    ]
    slow, fast, taken = both_ways(db, "\n".join([*lines, "", "Total,,,760.00,", ""]).encode())
    assert taken
    assert fast == slow
    assert isinstance(fast, tuple)
    assert [row[0] for row in fast[0]] == list(range(4, 84))
    assert {row.rule for row in fast[2].ignored} == {"preamble", "blank", "header", "totals"}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "order,date,customer,amount,note",
        "77,2024-01-05,C1,9.50",
        "77,2024-01-05,C1,9.50,paid,more",
        '77,2024-01-05,"C1,9.50,paid',
        '77,2024-01-05,"C"1,9.50,paid',
        "77,2024-01-05,C\x001,9.50,paid",
        "77,2024-01-05,C1,9.50,paid\r",
        ",,,,",
    ],
)
def test_a_file_with_one_odd_line_in_the_middle_is_left_to_the_reader(
    db: Database, line: str
) -> None:
    lines = [",".join(row) for row in [HEADER, *regular_rows(Random(1), 80)]]
    slow, fast, taken = both_ways(db, "\n".join([*lines[:40], line, *lines[40:], ""]).encode())
    assert not taken
    assert fast == slow
