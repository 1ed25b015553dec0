"""The sentences that tell a person what was found in a file and what was done about it."""

from collections.abc import Iterable, Sequence

from lib.i18n import _, ngettext
from lib.ingest.reading.encodings import Encoding
from lib.ingest.reading.mixed_lines import MARK
from lib.ingest.reading.reading_values import ReadingWarning

ENCODING_NAMES = {
    "cp874": "Thai (Windows-874, TIS-620)",
    "cp1252": "Western European (Windows-1252)",
    "cp1258": "Vietnamese (Windows-1258)",
    "gb18030": "Chinese (GB 18030)",
    "shift_jis": "Japanese (Shift JIS)",
    "latin-1": "Latin-1",
}


def counted_warnings(counts: dict[str, int], bad_rows: Sequence[int]) -> list[ReadingWarning]:
    """One warning for each thing that was counted at least once while reading."""
    sentences = _row_sentences(counts) | _byte_sentences(counts, bad_rows)
    return [
        ReadingWarning(code, sentence) for code, sentence in sentences.items() if counts.get(code)
    ]


def _row_sentences(counts: dict[str, int]) -> dict[str, str]:
    return {
        "rows_set_aside": ngettext(
            "{count} row could not be read and was set aside.",
            "{count} rows could not be read and were set aside.",
            counts.get("rows_set_aside", 0),
        ).format(count=counts.get("rows_set_aside", 0)),
        "rows_below": _(
            "{count} rows below the table look like another table and were left out. If they are"
            " orders, move them up to the others; else give them a file of their own."
        ).format(count=counts.get("rows_below", 0)),
        "row_cut_off": _("The last row is cut off; the export may be incomplete."),
        "padded_rows": ngettext(
            "{count} row had fewer cells than the header; the rest is left empty.",
            "{count} rows had fewer cells than the header; the rest is left empty.",
            counts.get("padded_rows", 0),
        ).format(count=counts.get("padded_rows", 0)),
        "trimmed_rows": ngettext(
            "{count} row had empty cells beyond the last column; they were dropped.",
            "{count} rows had empty cells beyond the last column; they were dropped.",
            counts.get("trimmed_rows", 0),
        ).format(count=counts.get("trimmed_rows", 0)),
        "repaired_quotes": ngettext(
            "{count} row had a stray quotation mark; it was kept as a letter.",
            "{count} rows had a stray quotation mark; it was kept as a letter.",
            counts.get("repaired_quotes", 0),
        ).format(count=counts.get("repaired_quotes", 0)),
        "other_delimiter": ngettext(
            "{count} row used another delimiter than the rest of the file.",
            "{count} rows used another delimiter than the rest of the file.",
            counts.get("other_delimiter", 0),
        ).format(count=counts.get("other_delimiter", 0)),
    }


def _byte_sentences(counts: dict[str, int], bad_rows: Sequence[int]) -> dict[str, str]:
    rows = ", ".join(str(row) for row in bad_rows)
    return {
        "cells_cut": ngettext(
            "{count} cell was longer than one million characters and was cut.",
            "{count} cells were longer than one million characters and were cut.",
            counts.get("cells_cut", 0),
        ).format(count=counts.get("cells_cut", 0)),
        "null_bytes": ngettext(
            "{count} zero byte was removed.",
            "{count} zero bytes were removed.",
            counts.get("null_bytes", 0),
        ).format(count=counts.get("null_bytes", 0)),
        "bad_bytes": ngettext(
            "{count} byte does not fit the encoding; it shows as \ufffd (row {rows}).",
            "{count} bytes do not fit the encoding; they show as \ufffd (rows {rows}).",
            counts.get("bad_bytes", 0),
        ).format(count=counts.get("bad_bytes", 0), rows=rows),
        "nameless_columns_dropped": ngettext(
            "{count} empty column without a name was dropped.",
            "{count} empty columns without a name were dropped.",
            counts.get("nameless_columns_dropped", 0),
        ).format(count=counts.get("nameless_columns_dropped", 0)),
    }


def layout_warnings(notes: Iterable[str]) -> list[ReadingWarning]:
    """What was noted about the header."""
    sentences = {
        "no_header": _("The file has no header row; the columns are numbered."),
        "empty_names": _("Columns without a name are called by their position."),
        "duplicate_names": _("Column names that come twice were numbered, like “total (2)”."),
        "names_cut": _("Column names longer than 255 characters were cut."),
    }
    return [ReadingWarning(code, sentences[code]) for code in notes if code in sentences]


def encoding_warning(encoding: Encoding) -> ReadingWarning:
    """That the encoding had to be guessed, and what else it could be."""
    if encoding.name.startswith(MARK):
        name = ENCODING_NAMES.get(encoding.name.removeprefix(MARK), encoding.name)
        sentence = _("The lines are in two encodings, UTF-8 and {name}; each was read in its own.")
        return ReadingWarning("encoding_guessed", sentence.format(name=name))
    name = ENCODING_NAMES.get(encoding.name, encoding.name)
    others = [ENCODING_NAMES.get(other, other) for other in encoding.alternatives]
    if not others:
        sentence = _("The letters were read as {name}.").format(name=name)
    else:
        sentence = _("The letters were read as {name}; if names look wrong, try {others}.").format(
            name=name, others=", ".join(others)
        )
    return ReadingWarning("encoding_guessed", sentence)


def plain_warning(code: str) -> ReadingWarning:
    """A warning without figures."""
    sentences = {
        "no_rows": _("The columns are fine, but there are no rows."),
        "garbled_letters": _(
            "Names look garbled, like “MÃ¼ller”: the file was converted twice. Export it again."
        ),
        "one_column": _("The file has a single column."),
        "not_xlsx": _("The file is named like a workbook, but it is a text table; it was read so."),
    }
    return ReadingWarning(code, sentences[code])
