"""Text whose lines are in two encodings: two exports put together, one of them re-saved by Excel.

``utf-8+cp874`` is UTF-8 in every line that is well-formed UTF-8, and Windows-874 in the others. The
name works wherever the name of an encoding does.
"""

import codecs
from typing import TYPE_CHECKING

from lib.ingest.reading.encoding_costs import CANDIDATES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MARK = "utf-8+"


class _LineDecoder(codecs.BufferedIncrementalDecoder):
    """Decodes whole lines; what follows the last line end waits for more."""

    beside_utf8 = ""

    def _buffer_decode(self, data: "ReadableBuffer", errors: str, final: bool) -> tuple[str, int]:
        data = bytes(data)
        end = len(data) if final else max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        return _decoded(data[:end], errors, self.beside_utf8), end


def _decoded(data: bytes, errors: str, other: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "".join(_line(line, errors, other) for line in data.splitlines(keepends=True))


def _line(line: bytes, errors: str, other: str) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode(other, errors)


def _find(asked: str) -> codecs.CodecInfo | None:
    """The codec of that name; Python asks for it with its own idea of hyphens and signs."""
    if _letters(asked) not in _OTHERS:
        return None
    other = _OTHERS[_letters(asked)]

    def decode(data: "ReadableBuffer", errors: str = "strict") -> tuple[str, int]:
        given = bytes(data)
        return _decoded(given, errors, other), len(given)

    class Decoder(_LineDecoder):
        beside_utf8 = other

    return codecs.CodecInfo(
        codecs.utf_8_encode, decode, incrementaldecoder=Decoder, name=MARK + other
    )


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


_OTHERS = {_letters(MARK + name): name for name in CANDIDATES}
codecs.register(_find)
