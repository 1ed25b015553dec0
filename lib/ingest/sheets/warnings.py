"""What a person should know about a sheet that was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from lib.i18n import ngettext
from lib.ingest.reading import ReadingWarning
from lib.ingest.sheets.sheet import Findings, column_letters

MOST_NAMED = 5


@dataclass
class Strays:
    """Filled cells outside of the table."""

    count: int = 0
    first: str = ""

    def add(self, count: int, first: str) -> None:
        self.count += count
        self.first = self.first or first


def sheet_warnings(findings: Findings, hidden_rows: int, strays: Strays) -> list[ReadingWarning]:
    """One sentence for each thing that was met at least once."""
    found = [*_about_cells(findings)]
    if hidden_rows:
        sentence = ngettext(
            "{count} row is hidden in the sheet, by a filter perhaps; it was read too.",
            "{count} rows are hidden in the sheet, by a filter perhaps; they were read too.",
            hidden_rows,
        )
        found.append(ReadingWarning("hidden_rows", sentence.format(count=hidden_rows)))
    if strays.count:
        sentence = ngettext(
            "{count} cell outside of the table was left out: {cell}.",
            "{count} cells outside of the table were left out, the first is {cell}.",
            strays.count,
        )
        text = sentence.format(count=strays.count, cell=strays.first)
        found.append(ReadingWarning("stray_cells", text))
    return found


def _about_cells(findings: Findings) -> Iterator[ReadingWarning]:
    if findings.errors:
        kinds = ", ".join(kind for kind, _count in findings.errors.most_common(MOST_NAMED))
        count = findings.errors.total()
        sentence = ngettext(
            "{count} cell holds an error of the spreadsheet ({kinds}) instead of a value.",
            "{count} cells hold an error of the spreadsheet ({kinds}) instead of a value.",
            count,
        )
        yield ReadingWarning("error_cells", sentence.format(count=count, kinds=kinds))
    for column, count in findings.unsaved.most_common(MOST_NAMED):
        sentence = ngettext(
            "Column {column} has {count} formula without a saved result, read as empty: open"
            " the file in Excel, save it and import it again.",
            "Column {column} has {count} formulas without a saved result, read as empty: open"
            " the file in Excel, save it and import it again.",
            count,
        )
        if count:
            text = sentence.format(column=column_letters(column), count=count)
            yield ReadingWarning("formulas_unsaved", text)
    if findings.long_numbers:
        sentence = ngettext(
            "{count} number has more than 15 digits, of which a spreadsheet changes the last ones."
            " If it is an order number, export again and do not open the file in Excel.",
            "{count} numbers have more than 15 digits, of which a spreadsheet changes the last"
            " ones. If they are order numbers, export again and do not open the file in Excel.",
            findings.long_numbers,
        )
        yield ReadingWarning("digits_lost", sentence.format(count=findings.long_numbers))
