"""Whether a text file is so regular that the database may read it: counted in bytes, not guessed.

What is counted here must later be found again in the cells that the database made of the file:
every line end, delimiter, quote and letter (``lib/ingest/straight.py``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lib.ingest.reading.cells import Dialect
from lib.ingest.reading.encodings import Encoding
from lib.ingest.reading.lines import Block, split_lines
from lib.ingest.reading.records import Item, read_records
from lib.ingest.reading.staging import ReadingPlan
from lib.ingest.reading.tail import rows_to_hold

BLOCK_BYTES = 1 << 20
TAIL_BYTES = 1 << 16
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Zero bytes, the end-of-file mark, byte order marks and the sign for undecodable bytes: whatever
# the reader drops or reports, it must see itself.
_UNUSUAL = (b"\x00", b"\x1a", BYTE_ORDER_MARK, b"\xef\xbf\xbd")
_PLAIN = bytes(range(0x20, 0x7F)) + b"\r\n"


@dataclass(frozen=True)
class ByteCounts:
    """What lies between the first row of data and the end of a file.

    ``is_plain``: nothing but printable ASCII and line ends in the whole file.
    """

    size: int
    line_ends: int
    quotes: int
    delimiters: int
    line_end: str
    ends_with_line_end: bool
    is_plain: bool


def suits_the_database(plan: ReadingPlan) -> bool:
    """Whether dialect and encoding are ones that the database reads as the reader does."""
    dialect, layout = plan.dialect, plan.layout
    cut = dialect.delimiter
    return (
        _is_utf8(plan.encoding)
        and len(cut) == 1
        and cut.isascii()
        and (cut == "\t" or (cut.isprintable() and not cut.isalnum() and cut not in " \"'\\"))
        and dialect.quote in ("", '"')
        and not (dialect.escape or dialect.is_wrapped)
        and layout.width == len(layout.columns) >= 2
    )


def _is_utf8(encoding: Encoding) -> bool:
    return encoding.name in ("utf-8", "utf-8-sig") and not encoding.bad_bytes


def count_bytes(
    path: Path,
    dialect: Dialect,
    head: bytes,
    on_bytes: Callable[[int], None] | None = None,
) -> ByteCounts | None:
    """Count a whole file after its ``head``; None when something in it needs the reader's care."""
    size = lines = returns = pairs = quotes = cuts = 0
    is_plain = True
    before = b""
    quote, cut = dialect.quote.encode(), dialect.delimiter.encode()
    with path.open("rb") as source:
        if source.read(len(head)) != head:
            return None
        while block := source.read(BLOCK_BYTES):
            size += len(block)
            if on_bytes:
                on_bytes(size)
            lines += block.count(b"\n")
            cuts += block.count(cut)
            quotes += block.count(quote) if quote else 0
            if b"\r" in block or before.endswith(b"\r"):
                returns += block.count(b"\r")
                pairs += block.count(b"\r\n") + (before.endswith(b"\r") and block[:1] == b"\n")
            seam = before[-2:] + block[:2]
            if any(mark in block or mark in seam for mark in _UNUSUAL):
                return None
            is_plain = is_plain and not block.translate(None, _PLAIN)
            before = block
    if returns not in (0, lines) or pairs != returns or not lines:
        return None
    end = "\r\n" if returns else "\n"
    return ByteCounts(size, lines, quotes, cuts, end, before.endswith(b"\n"), is_plain)


def head_bytes(plan: ReadingPlan) -> tuple[bytes, list[Item]] | None:
    """The bytes above the first row of data and their records; None unless one line is one record.

    Whatever the head says (a title, the header, a blank line), it holds no data.
    """
    count = plan.layout.first_data_row - 1
    lines = plan.pieces[0][:count]
    items = _records(lines, plan)
    if len(lines) < count or len(items) != count or len(plan.pieces[0]) <= count:
        return None
    mark = BYTE_ORDER_MARK if plan.encoding.name == "utf-8-sig" else b""
    return mark + "".join(lines).encode(), items


@dataclass(frozen=True)
class Tail:
    """The last records of a file, where they begin in it, and the quotes they hold."""

    start: int
    items: list[Item]
    quotes: int


def last_records(path: Path, plan: ReadingPlan, head_bytes: int) -> Tail | None:
    """The last records, more than the reader holds back to judge them; None if there are fewer."""
    start = path.stat().st_size - TAIL_BYTES
    if start < head_bytes:
        return None
    with path.open("rb") as source:
        source.seek(start)
        data = source.read()
    first = data.find(b"\n") + 1
    try:
        text = data[first:].decode()
    except UnicodeDecodeError:
        return None
    items = _records(split_lines(text), plan)
    if rows_to_hold(items, plan.dialect) >= len(items):
        return None
    return Tail(start + first, items, text.count(plan.dialect.quote) if plan.dialect.quote else 0)


def _records(lines: list[str], plan: ReadingPlan) -> list[Item]:
    blocks = [Block(lines, final=True)]
    shape = plan.shape
    return [item for _block, items in read_records(blocks, plan.dialect, shape) for item in items]
