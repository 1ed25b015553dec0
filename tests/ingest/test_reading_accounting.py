"""Every record is written, set aside or ignored: counted by another reader, and fuzzed."""

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.errors import AppError
from tests.ingest.hostile_files import CASES, HEADER, REFUSED, hostile_file, write_table
from tests.ingest.polluted_files import pollutions, score
from tests.ingest.reading_support import Outcome, read_bytes

QUICK = tuple(name for name in CASES if name not in ("huge_cell", "many_columns", *REFUSED))
# Their records are not the ones a plain csv reader sees: open quotes, other encodings.
NOT_COUNTABLE = ("open_quote", "two_open_quotes", "cut_mid_quote", "stray_quote_opens_cell")


def assert_every_record_is_accounted_for(outcome: Outcome) -> None:
    reading = outcome.reading
    aside = [int(row) for row, _rule, _value in outcome.aside]
    assert reading.rows_written == len(outcome.rows)
    assert reading.rows_read == len(outcome.rows) + len(aside)
    if reading.ignored_count <= 1000:
        seen = sorted([*outcome.numbers, *aside, *(row.row for row in reading.ignored)])
        assert seen == list(range(1, len(seen) + 1))
    assert all(len(row) == len(reading.columns) for row in outcome.rows)
    assert len({name.casefold() for name in reading.columns}) == len(reading.columns)


@pytest.mark.parametrize("name", [name for name in QUICK if name not in NOT_COUNTABLE])
def test_an_independent_counter_agrees(tmp_path: Path, name: str) -> None:
    outcome = read_bytes(tmp_path, hostile_file(name))
    assert_every_record_is_accounted_for(outcome)
    text = hostile_file(name).decode(outcome.reading.encoding, "replace").replace("\x00", "")
    text = text.rstrip("\x1a").replace("\r\r\n", "\r\n\r\n")
    quote = outcome.reading.quote
    delimiter = outcome.reading.delimiter[:1] or ","
    records = csv.reader(
        StringIO(text, newline=""),
        delimiter=delimiter,
        quotechar=quote,
        skipinitialspace=len(outcome.reading.delimiter) == 2,
    )
    reading = outcome.reading
    assert sum(1 for _record in records) == reading.rows_read + reading.ignored_count


@pytest.mark.parametrize("name", NOT_COUNTABLE)
def test_open_quotes_leave_each_line_a_record_of_its_own(tmp_path: Path, name: str) -> None:
    outcome = read_bytes(tmp_path, hostile_file(name))
    assert_every_record_is_accounted_for(outcome)
    lines = len(hostile_file(name).splitlines())
    assert lines == outcome.reading.rows_read + outcome.reading.ignored_count


def test_polluted_tables_are_read_nearly_perfectly(tmp_path: Path) -> None:
    scores = {}
    for name, content, header, records in pollutions(step=12):
        outcome = read_bytes(tmp_path, content)
        assert_every_record_is_accounted_for(outcome)
        found = list(outcome.reading.columns) if outcome.reading.header_row else []
        scores[name] = score(header, records, found, [list(row) for row in outcome.rows])
    whole_files = {name: value for name, value in scores.items() if not name[-1].isdigit()}
    assert {name for name, value in whole_files.items() if value < 10.0} == set()
    assert min(scores.values()) > 9.5
    assert sum(scores.values()) / len(scores) > 9.95


cells = st.text(st.sampled_from("abc 019.,;|\t\"'\\\n\r=@฿ไทย\u200b"), max_size=12).filter(
    lambda cell: not set(cell) <= set(" \t\n\r\u200b'\"")
)
tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=3, max_size=25)
)


@settings(max_examples=80)
@example(rows=[[";"] * 3, ["0"] * 3, ["0"] * 3], delimiter=",", end="\n")
@given(rows=tables, delimiter=st.sampled_from(",;\t|"), end=st.sampled_from(["\n", "\r\n"]))
def test_a_well_formed_table_comes_out_cell_by_cell(
    rows: list[list[str]], delimiter: str, end: str
) -> None:
    numbered = [[str(1000 + place), "2025-01-05", *row] for place, row in enumerate(rows)]
    names = ["order_id", "order_date", *(f"name {'abcdef'[i]}" for i in range(len(rows[0])))]
    content = write_table([names, *numbered], delimiter, end=end, quote_all=True).encode()
    with TemporaryDirectory() as folder:
        outcome = read_bytes(Path(folder), content, delimiter=delimiter)
    assert outcome.reading.columns == tuple(names)
    assert outcome.rows == [tuple(row) for row in numbered]


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """A hostile file with bytes cut, flipped, doubled, or marks put in."""
    content = bytearray(hostile_file(draw(st.sampled_from(QUICK))))
    for _damage in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        kind = draw(st.sampled_from(["cut", "flip", "double", "mark", "end", "splice"]))
        if kind == "cut":
            del content[start:end]
        elif kind == "flip" and start < len(content):
            content[start] = draw(st.integers(0, 255))
        elif kind == "double":
            content[start:start] = content[start:end]
        elif kind == "mark":
            marks = [b",", b";", b'"', b"'", b"\n", b"\r", b"\x00", b"\xff", b'""', b"\\", b"\x1a"]
            content[start:start] = draw(st.sampled_from(marks))
        elif kind == "splice":
            content[start:start] = hostile_file(draw(st.sampled_from(QUICK)))[start:end]
        else:
            del content[start:]
    return bytes(content)


@settings(max_examples=250)
@given(content=damaged_files())
def test_damaged_files_are_refused_or_fully_accounted_for(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        try:
            outcome = read_bytes(Path(folder), content)
        except AppError:
            return
    assert_every_record_is_accounted_for(outcome)


@settings(max_examples=60)
@given(content=st.binary(max_size=400))
def test_any_bytes_at_all_are_refused_or_accounted_for(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        try:
            outcome = read_bytes(Path(folder), content)
        except AppError:
            return
    if outcome.reading.kind == "text":
        assert_every_record_is_accounted_for(outcome)
        assert HEADER not in outcome.rows
