"""CSV that a spreadsheet shows and never executes."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import pandas as pd

BOM = b"\xef\xbb\xbf"
# Blanks that spreadsheets skip before they look for a formula.
_BLANKS = " \u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"
_SIGNS = r"=+\-@\t＝＋－＠"
_FORMULA = re.compile(rf"\A(?=[{_BLANKS}]*[{_SIGNS}\r\n])|(?<=[\r\n])(?=[{_BLANKS}]*[{_SIGNS}])")


def safe_csv_of_frame(frame: pd.DataFrame, headers: Sequence[str] = ()) -> bytes:
    """A table as CSV bytes; ``headers`` are the words to show instead of its column names.

    UTF-8 with BOM, comma, CRLF. Text that would start a formula gets an apostrophe in front.
    Numbers stay numbers; every text cell is quoted, so that a spreadsheet of another list separator
    cannot find a formula inside it. Missing values become empty cells.
    """
    values = frame.astype(object).where(frame.notna(), None)
    return safe_csv(headers or list(frame.columns), values.itertuples(index=False, name=None))


def safe_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The same for rows of values; None becomes an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([safe_cell(header) for header in headers])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return BOM + text.getvalue().encode("utf-8", "replace")


def safe_cell(text: str) -> str:
    """The text with an apostrophe wherever it, or a line inside it, would start a formula."""
    return _FORMULA.sub("'", text)


def _cell(value: object) -> object:
    if value is None:
        return ""
    return safe_cell(value) if isinstance(value, str) else value
