"""XLSX in which text is text: no cell is ever a formula or a link."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import pandas as pd

DAY_FORMAT = "yyyy-mm-dd"
# What the format holds in one cell.
LONGEST_TEXT = 32_767


def safe_xlsx_of_frame(frame: pd.DataFrame, headers: Sequence[str] = ()) -> bytes:
    """A table as one sheet; ``headers`` are the words to show instead of its column names."""
    values = frame.astype(object).where(frame.notna(), None)
    return safe_xlsx(headers or list(frame.columns), values.itertuples(index=False, name=None))


def safe_xlsx(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The same for rows of values; None becomes an empty cell."""
    import xlsxwriter  # only needed here

    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(memory, options)
    sheet = book.add_worksheet()
    bold, day_format = book.add_format({"bold": True}), book.add_format({"num_format": DAY_FORMAT})
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
        sheet.set_column(column, column, max(12, min(40, len(header) + 2)))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, date | datetime):
                sheet.write_datetime(
                    number, column, pd.Timestamp(value).to_pydatetime(), day_format
                )
            elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value)[:LONGEST_TEXT])
    sheet.freeze_panes(1, 0)
    book.close()
    return memory.getvalue()
