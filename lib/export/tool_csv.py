"""CSV for machines: the values as the tool wants them, without marks for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence


def tool_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 without BOM, comma, quotes where needed. Cells must already be harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
