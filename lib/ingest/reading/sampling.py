"""A sample of a file's lines from its beginning, its middle and its end."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from lib.ingest.reading.lines import read_blocks, split_lines

HEAD_BYTES = 256 * 1024
PIECE_BYTES = 32 * 1024
MIDDLE_PIECES = 3


@dataclass(frozen=True)
class FileSample:
    """Whole lines from several places; the first piece is the beginning of the file."""

    pieces: list[list[str]]
    is_whole: bool


def take_sample(path: Path, encoding: str) -> FileSample:
    """Sample a file that is written in this encoding."""
    size = path.stat().st_size
    if size <= HEAD_BYTES + (MIDDLE_PIECES + 1) * PIECE_BYTES:
        lines = [line for block in read_blocks(path, encoding) for line in block.lines]
        return FileSample([lines], is_whole=True)
    with path.open("rb") as source:
        start = source.read(HEAD_BYTES)
        pieces = [_whole_lines(_decoded(start, encoding, start), from_start=True)]
        for number in range(1, MIDDLE_PIECES + 2):
            offset = HEAD_BYTES + (size - HEAD_BYTES - PIECE_BYTES) * number // (MIDDLE_PIECES + 1)
            source.seek(offset - offset % 4)
            data = source.read(PIECE_BYTES)
            pieces.append(_whole_lines(_decoded(data, encoding, start), from_start=False))
    return FileSample([piece for piece in pieces if piece] or [[]], is_whole=False)


def _decoded(data: bytes, encoding: str, start: bytes) -> str:
    """Decode a piece; only the start of a file carries the byte order mark that tells the order."""
    name = codecs.lookup(encoding).name
    if name in ("utf-16", "utf-32"):
        big = start.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
        name += "-be" if big else "-le"
    text = data.decode("utf-8" if name == "utf-8-sig" else name, "replace")
    return text.replace("\x00", "").replace("\ufeff", "")


def _whole_lines(text: str, *, from_start: bool) -> list[str]:
    lines = split_lines(text)
    return lines[0 if from_start else 1 : -1] or (lines if from_start else [])
