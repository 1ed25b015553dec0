"""One regular table, and the ways in which a single spot of it can be polluted.

``pollutions(step)`` yields (name, bytes, header, records) for every pollution of a sales table of
84 rows and 9 columns; with ``step`` > 1 only every so many rows are polluted. ``score`` compares
what was read with what should have been: 0..10, as success + precision, recall and F1 of header,
records and cells.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.ingest.hostile_files import write_cell, write_table

COLUMNS = ["DAY", "HOUR", "Pieces", "CODE", "Price", "Kind", "Description", "Link", "Remarks"]
_KINDS = ("Rain Coat", "Tent, Two Persons", "Kids' Cap", 'Shelf 20"', "Lamp", "Men's Socks, Pair")
_TEXTS = (
    "Keeps you dry, even in a storm.",
    "Light and small: fits in any bag, packs in a minute.",
    "It's soft, warm and easy to wash.",
    'A board of 20" by 8\\\'9" length, made of oak.',
    "Bright",
    "Two pairs, one price, no itching",
)
Pollution = tuple[str, bytes, list[str], list[list[str]]]


def clean_rows(count: int = 84) -> list[list[str]]:
    """The rows of the table before anything happens to it."""
    return [
        [
            f"{1 + place % 28:02}/{1 + place // 28:02}/2024",
            f"{place % 24:02}:{15 * (place % 4):02}",
            str(place % 7),
            f"{'ABCDEFGH'[place % 8]}X-{1000 + 37 * place}",
            f"${place * 1.13 + 0.5:.2f}",
            _KINDS[place % 6],
            _TEXTS[(place // 2) % 6],
            f"https://www.example.com/item/{1000 + 37 * place}.html",
            "",
        ]
        for place in range(count)
    ]


def _text(rows: Sequence[Sequence[str]], **dialect: str) -> bytes:
    end = dialect.pop("end", "\n")
    return write_table(rows, end=end, **dialect).encode()  # type: ignore[arg-type]


def _file_pollutions() -> Iterator[Pollution]:
    rows = clean_rows()
    table = [COLUMNS, *rows]
    for name, dialect in {
        "lf": {}, "crlf": {"end": "\r\n"}, "cr": {"end": "\r"}, "semicolon": {"delimiter": ";"},
        "tab": {"delimiter": "\t"}, "comma_blank": {"delimiter": ", "}, "pipe": {"delimiter": "|"},
        "double_pipe": {"delimiter": "||"}, "apostrophe": {"quote": "'"},
        "backslash": {"escape": "\\"},
    }.items():  # fmt: skip
        yield name, _text(table, **dialect), COLUMNS, rows
    yield "no_final_newline", _text(table)[:-1], COLUMNS, rows
    yield "double_final_newline", _text(table) + b"\n", COLUMNS, rows
    yield "no_header", _text(rows), [], rows
    yield "preamble", b"A TITLE\nanother line\n\n" + _text(table), COLUMNS, rows
    padded = b"A TITLE,,,,,,,,\nanother line,,,,,,,,\n,,,,,,,,\n"
    yield "padded_preamble", padded + _text(table), COLUMNS, rows
    yield "header_only", _text(table[:1]), COLUMNS, []
    yield "one_row", _text(table[:2]), COLUMNS, rows[:1]
    yield "header_twice", _text([COLUMNS, *table]), COLUMNS, rows
    yield "two_tables", _text([*table, COLUMNS, *rows[:10]]), COLUMNS, [*rows, *rows[:10]]
    unescaped = "\n".join(
        ",".join(f'"{cell}"' if '"' in cell or "," in cell else cell for cell in row)
        for row in table
    )
    yield "quotes_not_doubled", unescaped.encode(), COLUMNS, rows


def _row_pollutions(step: int) -> Iterator[Pollution]:
    table = [COLUMNS, *clean_rows()]
    lines = [[write_cell(cell, ",", '"') for cell in row] for row in table]
    for place in range(0, len(table), step):
        for column in range(len(COLUMNS)):
            more = list(table[place])
            more.insert(column, "")
            written = list(lines[place])
            written.insert(column, "")
            yield _with_row(f"more_{place}_{column}", lines, table, place, written, more)
            quoted = list(table[place])
            quoted[column] = '"' + quoted[column]
            written = list(lines[place])
            inside = written[column].startswith('"')
            written[column] = '""' + written[column][1:] if inside else '"' + written[column]
            yield _with_row(f"quote_{place}_{column}", lines, table, place, written, quoted)
            if column:
                less = list(table[place])
                less[column - 1 : column + 1] = ["".join(less[column - 1 : column + 1])]
                written = list(lines[place])
                written[column - 1 : column + 1] = ["".join(written[column - 1 : column + 1])]
                yield _with_row(f"less_{place}_{column}", lines, table, place, written, less)


def _with_row(
    name: str,
    lines: list[list[str]],
    table: list[list[str]],
    place: int,
    written: list[str],
    meant: list[str],
) -> Pollution:
    text = "\n".join(",".join(line) for line in [*lines[:place], written, *lines[place + 1 :]])
    rows = [*table[:place], meant, *table[place + 1 :]]
    return name, (text + "\n").encode(), rows[0], rows[1:]


def pollutions(step: int = 1) -> Iterator[Pollution]:
    """Every pollution of the file as a whole and of every ``step``-th row."""
    yield from _file_pollutions()
    yield from _row_pollutions(step)


def _agreement(wanted: Counter[str], found: Counter[str]) -> float:
    if not wanted:
        return 3.0
    same = (wanted & found).total()
    if not same:
        return 0.0
    precision, recall = same / wanted.total(), same / found.total()
    return precision + recall + 2 * precision * recall / (precision + recall)


def score(
    header: list[str], records: list[list[str]], found: list[str], rows: list[list[str]]
) -> float:
    """0..10 for one file that was read at all."""
    cells = [cell for row in [header, *records] for cell in row]
    found_cells = [cell for row in [found, *rows] for cell in row]
    return (
        1.0
        + _agreement(Counter(header), Counter(found))
        + _agreement(Counter(map("".join, records)), Counter(map("".join, rows)))
        + _agreement(Counter(cells), Counter(found_cells))
    )
