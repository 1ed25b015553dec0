"""Physical lines of a text file of any size: decoded, without NULs and byte order marks."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from lib.errors import FileRefused
from lib.i18n import _

BLOCK_BYTES = 1 << 18
LINE_ENDS = ("\n", "\r\n", "\r")
LONGEST_LINE = 16_000_000
_END_OF_FILE_MARK = re.compile(r"\x1a[\x1a\s]*\Z")


@dataclass(frozen=True)
class Block:
    """Some whole physical lines, each with its own line end; only the very last may lack one."""

    lines: list[str]
    final: bool = False
    bytes_done: int = 0
    nulls: int = 0


def line_end(line: str) -> str:
    """The line end a physical line carries: CR LF, LF, CR or nothing."""
    if line.endswith("\r\n"):
        return "\r\n"
    return line[-1:] if line[-1:] in ("\n", "\r") else ""


def without_line_end(line: str) -> str:
    """The line without its one line end."""
    return line.rstrip("\r\n")


def split_lines(text: str) -> list[str]:
    """Split at CR LF, LF and CR only, keeping the line ends (str.splitlines knows eight more)."""
    return StringIO(text, newline="").readlines()


def read_blocks(path: Path, encoding: str, block_bytes: int = BLOCK_BYTES) -> Iterator[Block]:
    """Decode a file block by block; bytes that do not fit become U+FFFD, nothing is dropped.

    Raises FileRefused when 16 million characters come without a line end.
    """
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    parts: list[str] = []
    waiting = done = 0
    with path.open("rb") as source:
        while True:
            raw = source.read(block_bytes)
            final = len(raw) < block_bytes
            done += len(raw)
            text, nulls = _clean(decoder.decode(raw, final))
            if final:
                text = _END_OF_FILE_MARK.sub("", rest + "".join(parts) + text)
                yield Block(split_lines(text), True, done, nulls)
                return
            end = _end_of_last_line(text)
            if end == 0:
                parts.append(text)
                waiting += len(text)
                if waiting > LONGEST_LINE:
                    raise _no_lines()
                continue
            whole = rest + "".join(parts) + text[:end]
            parts, waiting, rest = [], 0, text[end:]
            yield Block(split_lines(whole), False, done, nulls)


def _clean(text: str) -> tuple[str, int]:
    nulls = text.count("\x00")
    if nulls:
        text = text.replace("\x00", "")
    return text.replace("\ufeff", ""), nulls


def _end_of_last_line(text: str) -> int:
    """Where the last whole line ends; a CR at the very end may still be half of a CR LF."""
    last_return = text.rfind("\r", 0, len(text) - 1)
    return max(text.rfind("\n"), last_return) + 1


def _no_lines() -> FileRefused:
    return FileRefused(
        _("This file has a line of more than 16 million characters; it is not a table."),
        _("Lines of a table are much shorter; perhaps a quotation mark or line breaks are lost."),
        _("Export the orders of your shop as CSV or XLSX and upload that file."),
        "file_not_a_table",
    )
