"""What is known about a text table once it has been read."""

from dataclasses import dataclass

MOST_LISTED = 1000
MOST_LETTERS_SHOWN = 80


@dataclass(frozen=True)
class ReadingWarning:
    """Something a person should know about the file: a stable code and one sentence."""

    code: str
    sentence: str


@dataclass(frozen=True)
class IgnoredRow:
    """A row that is no data by a named rule.

    ``row`` is the record number as a spreadsheet shows it (1 = first record, blank ones counted);
    ``rule`` one of preamble, header, second_header, repeated_header, blank, totals, footer,
    separator_hint, help_text.
    """

    row: int
    rule: str


@dataclass(frozen=True)
class SetAsideRow:
    """A data row that could not be read: too_many_cells, too_few_cells, open_quote or cut_off."""

    row: int
    rule: str
    value: str


@dataclass(frozen=True)
class TableReading:
    """How a file was read. ``rows_read`` = ``rows_written`` + rows set aside; ignored rows apart.

    ``ignored`` and ``set_aside`` list at most 1,000 rows each; the counts are exact.
    ``header_row`` is None when the file has no header; ``kind`` is "text" or "parquet";
    ``is_plain``: every cell is known to be of printable ASCII.
    """

    kind: str
    encoding: str
    delimiter: str
    quote: str
    header_row: int | None
    columns: tuple[str, ...]
    rows_read: int
    rows_written: int
    ignored: tuple[IgnoredRow, ...]
    ignored_count: int
    set_aside: tuple[SetAsideRow, ...]
    warnings: tuple[ReadingWarning, ...]
    is_plain: bool = False
