"""The sentences that tell a person what was found in a file and what was done about it."""

from collections.abc import Iterable

from lib.i18n import _
from lib.ingest.reading.encodings import Encoding
from lib.ingest.reading.reading_values import ReadingWarning

ENCODING_NAMES = {
    "cp874": "Thai (Windows-874, TIS-620)",
    "cp1252": "Western European (Windows-1252)",
    "cp1258": "Vietnamese (Windows-1258)",
    "gb18030": "Chinese (GB 18030)",
    "shift_jis": "Japanese (Shift JIS)",
    "latin-1": "Latin-1",
}


def counted_warnings(counts: dict[str, int]) -> list[ReadingWarning]:
    """One warning for each thing that was counted at least once while reading."""
    sentences = {
        "rows_set_aside": _("{count} rows could not be read and were set aside."),
        "row_cut_off": _("The last row is cut off; the export may be incomplete."),
        "padded_rows": _("{count} rows had fewer cells than the header; the rest is left empty."),
        "trimmed_rows": _("{count} rows had empty cells beyond the last column; they were dropped."),
        "repaired_quotes": _("{count} rows had a stray quotation mark; it was kept as a letter."),
        "other_delimiter": _("{count} rows used another delimiter than the rest of the file."),
        "cells_cut": _("{count} cells were longer than one million characters and were cut."),
        "null_bytes": _("{count} zero bytes were removed."),
        "bad_bytes": _("{count} bytes do not fit the encoding; they show as the sign \ufffd."),
        "nameless_columns_dropped": _("{count} empty columns without a name were dropped."),
    }
    return [
        ReadingWarning(code, sentence.format(count=counts[code]))
        for code, sentence in sentences.items()
        if counts.get(code)
    ]


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
