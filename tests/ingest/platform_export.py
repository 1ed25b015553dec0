"""One small invented export: its real header line, its rows, and what must come of them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Export:
    """A file and what must come of it: orders, valid, identified, customers, revenue, set aside."""

    layout: str
    header: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    answer: tuple[int, int, int, int, str]
    set_aside: dict[str, int]
    first_day: str
    delimiter: str = ","
    before: str = ""
    after: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def write(self, path: Path, header: Sequence[str] = ()) -> Path:
        """The export as a file; ``header`` may spell the column names otherwise."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerow(header or self.header)
        for row in self.rows:
            assert set(row) <= set(_numbered(self.header)), set(row) - set(self.header)
            writer.writerow([row.get(name, "") for name in _numbered(self.header)])
        path.write_text(self.before + text.getvalue() + self.after, encoding="utf-8", newline="")
        return path


def _numbered(header: Sequence[str]) -> list[str]:
    """Names that come twice as the reader tells them apart."""
    return [
        name if header.index(name) == place else f"{name} (2)" for place, name in enumerate(header)
    ]


def table(names: str, *lines: str) -> tuple[dict[str, str], ...]:
    """Rows from lines of cells; the separator is a bar between blanks."""
    keys = names.split(" | ")
    found = [[cell.strip() for cell in line.split(" | ")] for line in lines]
    assert all(len(cells) == len(keys) for cells in found), names
    return tuple(dict(zip(keys, cells, strict=True)) for cells in found)
