"""Which encoding a file is in: byte order mark, zero pattern, strict UTF-8, then a guess."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from lib.ingest.reading.encoding_costs import CANDIDATES, cost_in_bits
from lib.ingest.reading.mixed_lines import MARK

BLOCK_BYTES = 1 << 20
SAMPLE_BYTES = 200_000
# Fewer lines than this that are no UTF-8 are damaged letters, not another encoding.
LEAST_MIXED_LINES = 3
# Letters of a legacy encoding look like UTF-8 now and then, but not in every fifth line.
LEAST_GOOD_SHARE = 0.2
LEAST_CONFIDENCE = 0.7
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸŽžŠ\ufffd"
_GARBLED = re.compile(f"[\u00c2-\u00f4][{_CONTINUATION}]")


@dataclass(frozen=True)
class Encoding:
    """The encoding chosen, how sure (0..1), the next best ones, and bytes that do not fit."""

    name: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    bad_bytes: int = 0
    guessed: bool = False


def detect_encoding(path: Path) -> Encoding:
    """Decide the encoding of a whole file; reads it once in blocks, in constant memory."""
    with path.open("rb") as source:
        head = source.read(65_536)
    for mark, name in _BOMS:
        if head.startswith(mark):
            bad = _survey_utf8(path).bad if name == "utf-8-sig" else 0
            return Encoding(name, 1.0, bad_bytes=bad)
    wide = _utf16_without_mark(head)
    if wide:
        return Encoding(wide, 0.95)
    survey = _survey_utf8(path)
    if survey.bad == 0:
        return Encoding("utf-8", 1.0)
    mixed = _mixed(survey)
    if mixed:
        return mixed
    if survey.good >= 1 and survey.bad * 4 <= survey.good:
        return Encoding("utf-8", 0.9, bad_bytes=survey.bad)
    return guess_encoding(survey.sample)


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 by its zeros: delimiters, digits and line ends leave one in every other byte."""
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    even_zeros = head[0 : 2 * pairs : 2].count(0) / pairs
    odd_zeros = head[1 : 2 * pairs : 2].count(0) / pairs
    if odd_zeros >= 0.2 and even_zeros <= 0.02:
        return "utf-16-le"
    if even_zeros >= 0.2 and odd_zeros <= 0.02:
        return "utf-16-be"
    return ""


def _mixed(survey: "_Survey") -> Encoding | None:
    """UTF-8 in some lines and a legacy encoding in others; a few bad bytes alone are damage."""
    lines = survey.sample.splitlines()
    bad = [line for line in lines if not _is_utf8(line)]
    if len(bad) < LEAST_MIXED_LINES or len(lines) - len(bad) < LEAST_GOOD_SHARE * len(lines):
        return None
    other = guess_encoding(b"\n".join(bad) + b"\n")
    if other.confidence < LEAST_CONFIDENCE:
        return None
    return Encoding(MARK + other.name, other.confidence, guessed=True)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class _Survey:
    good: int = 0
    bad: int = 0
    sample: bytes = b""


def _survey_utf8(path: Path) -> _Survey:
    """Count well and badly formed UTF-8 sequences; keep the lines that hold non-ASCII bytes."""
    survey = _Survey()
    carry = b""
    with path.open("rb") as source:
        while True:
            block = source.read(BLOCK_BYTES)
            final = len(block) < BLOCK_BYTES
            data = carry + block
            carry = b""
            if not data.isascii():
                carry = _survey_block(data, survey, final=final)
            if final:
                return survey


def _survey_block(data: bytes, survey: _Survey, *, final: bool) -> bytes:
    """Survey one block; returns the bytes of a sequence that goes on in the next block."""
    if len(survey.sample) < SAMPLE_BYTES:
        lines = b"\n".join(line for line in data.splitlines() if not line.isascii())
        survey.sample = (survey.sample + lines + b"\n")[:SAMPLE_BYTES]
    try:
        # A letter cut in half at the end of the file is a cut-off file, not another encoding.
        text, used = codecs.utf_8_decode(data, "strict", False)
        survey.good += _letters_beyond_ascii(text)
        return b"" if final else data[used:]
    except UnicodeDecodeError:
        text, used = codecs.utf_8_decode(data, "replace", False)
        survey.bad += text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
        survey.good += _letters_beyond_ascii(text) - text.count("\ufffd")
        return b"" if final else data[used:]


def guess_encoding(sample: bytes) -> Encoding:
    """Rank the legacy encodings by how many bits each needs to explain the non-ASCII bytes."""
    costs: dict[str, float] = {}
    for name in CANDIDATES:
        cost = cost_in_bits(sample, name)
        if cost is not None:
            costs[name] = cost
    if not costs:
        return Encoding("latin-1", 0.3, guessed=True)
    ranked = sorted(costs, key=lambda name: costs[name])
    best = ranked[0]
    rest = tuple(
        name for name in ranked[1:] if name != "latin-1" and costs[name] < 2.0 * costs[best] + 20
    )
    lead = costs[ranked[1]] - costs[best] if len(ranked) > 1 else 30.0
    confidence = 1.0 - 0.5 ** (1.0 + min(lead, 60.0) / 6.0)
    return Encoding(best, round(min(confidence, 0.99), 2), rest, guessed=True)


def looks_garbled(text: str) -> bool:
    """Whether names look encoded twice ("MÃ¼ller"): UTF-8 once read as Windows-1252."""
    pairs = len(_GARBLED.findall(text))
    return pairs >= 2 and pairs * 2 >= 0.5 * _letters_beyond_ascii(text)


def _letters_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))
