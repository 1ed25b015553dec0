"""The joined table against a slow join in Python, on random tables with gaps and doubles."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest.related.pack import Column, Join, JoinPlan, Source, write_pack
from lib.ingest.related.staging import stage_any
from lib.ingest.scratch_database import scratch_database

ORDERS, ITEMS, PEOPLE = 0, 1, 2
HEADERS = (("id", "person", "day"), ("order", "sku"), ("number", "name"))
NAMES = ("orders.csv", "items.csv", "people.csv")
PLAN = JoinPlan(
    sources=tuple(Source((name,), header) for name, header in zip(NAMES, HEADERS, strict=True)),
    rows=ITEMS,
    orders=ORDERS,
    joins=(Join(ITEMS, "order", ORDERS, "id"), Join(ORDERS, "person", PEOPLE, "number")),
    columns=(
        Column("order", ((ITEMS, "order"), (ORDERS, "id"))),
        Column("sku", ((ITEMS, "sku"),)),
        Column("day", ((ORDERS, "day"),)),
        Column("person", ((ORDERS, "person"),)),
        Column("name", ((PEOPLE, "name"),)),
    ),
)
Row = tuple[str, ...]
KEYS = st.integers(1, 6).map(str)
# A key that passed through a data frame ends in ".0"; a cell may be empty.
WRITTEN_KEYS = st.sampled_from(
    ["", *(f"{n}" for n in range(1, 9)), *(f"{n}.0" for n in range(1, 9))]
)


def key(text: str) -> str:
    return text.removesuffix(".0")


def joined_slowly(orders: list[Row], items: list[Row], people: list[Row]) -> list[Row]:
    """Every item with its order, then every order that no item names."""

    def name_of(person: str) -> str:
        found = [name for number, name in people if person and number == key(person)]
        return found[0] if found else ""

    rows: list[Row] = []
    for order, sku in items:
        mine = [each for each in orders if order and each[0] == key(order)]
        person, day = (mine[0][1], mine[0][2]) if mine else ("", "")
        rows.append((order, sku, day, person, name_of(person)))
    named = {key(order) for order, _sku in items}
    rows += [
        (number, "", day, person, name_of(person))
        for number, person, day in orders
        if number not in named
    ]
    return rows


@settings(max_examples=40, deadline=None)
@given(
    orders=st.lists(
        st.tuples(KEYS, WRITTEN_KEYS, st.just("2024-01-05")),
        min_size=1,
        unique_by=lambda row: row[0],
    ),
    items=st.lists(st.tuples(WRITTEN_KEYS, st.sampled_from("abc")), min_size=1, max_size=12),
    people=st.lists(st.tuples(KEYS, st.sampled_from(["Ann", "Bo", "Cy"])), min_size=1, max_size=8),
)
def test_no_row_is_lost_or_doubled(orders: list[Row], items: list[Row], people: list[Row]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {}
        for file, header, rows in zip(NAMES, HEADERS, (orders, items, people), strict=True):
            files[file] = folder / file
            with files[file].open("w", encoding="utf-8", newline="") as target:
                csv.writer(target).writerows([header, *rows])
        pack = folder / "pack"
        write_pack(pack, PLAN, files)
        with scratch_database(folder / "scratch", [pack]) as db:
            reading = stage_any(db, pack, "pack", folder / "scratch")
            cells = ", ".join(f"coalesce(c{place}, '')" for place in range(1, 6))
            found = db.rows(f"select {cells} from work.staged order by row_number")
    expected = joined_slowly(orders, items, people)
    assert found == expected
    assert reading.rows_read == len(expected)
