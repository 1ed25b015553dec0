"""How many bits each legacy encoding needs to explain a text: the fewer, the likelier.

The figures are rough letter frequencies in bits (-log2 of the share); only their order of size
matters. A letter that cannot stand where it stands costs ``MISPLACED`` more.
"""

import unicodedata
from collections.abc import Callable

CANDIDATES = ("cp874", "cp1252", "cp1258", "gb18030", "shift_jis", "latin-1")
MISPLACED = 10.0
RARE = 12.0

_THAI_BITS = {
    3.5: "านรอกเง",
    4.5: "ม่ยลว้ดทสตะิปบคีแ",
    5.5: "ัหจไพชขใโ์ุูำผ็ถซ",
    7.0: "ศณธษภฟืึฉญ",
    8.5: "ฐฎฏฬฝฮฆฤๆ",
    10.0: "ฑฒฌฯ฿",
}
_LATIN_BITS = {
    3.5: "éüäöáí",
    5.0: "óèñçàßãêúô",
    6.5: "âåøæîëõïÉÖÜÄùìòû’",
    8.0: "ÁÓÍÑÇÅØÆÀÂÃÊÔÚœ€–“”°®™ºªÎ‘—…£·«»¿¡",
}
_VIETNAMESE_BITS = {
    4.0: "ưêôâđơă\u0301\u0300\u0323",
    5.5: "\u0309\u0303áàéèíóúĐ",
    7.5: "ÊÔÂƠƯĂ₫ùÁÀÉ",
}
_THAI = {letter: bits for bits, letters in _THAI_BITS.items() for letter in letters}
_LATIN = {letter: bits for bits, letters in _LATIN_BITS.items() for letter in letters}
_VIETNAMESE = {letter: bits for bits, letters in _VIETNAMESE_BITS.items() for letter in letters}
_THAI_CONSONANTS = {chr(code) for code in range(0x0E01, 0x0E2F)}
_THAI_ABOVE_BELOW = set("ัิีึืฺุู็่้๊๋์ํ๎ำ")
_THAI_LEADING = set("เแโใไ")
_VOWELS = set("aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ")


def cost_in_bits(sample: bytes, encoding: str) -> float | None:
    """Bits needed for the non-ASCII part of the sample; None when it cannot be this encoding."""
    try:
        # The sample may end inside a two-byte letter.
        text = sample.rsplit(b"\n", 1)[0].decode(encoding)
    except UnicodeDecodeError:
        return None
    if encoding == "cp874":
        return _thai_cost(text)
    if encoding == "cp1258":
        return _vietnamese_cost(text)
    if encoding in ("cp1252", "latin-1"):
        # Windows-1252 is what software writes; pure Latin-1 is the last resort.
        return _latin_cost(text) + (15.0 if encoding == "latin-1" else 0.0)
    return _two_byte_cost(text, _han_bits if encoding == "gb18030" else _japanese_bits)


def _thai_cost(text: str) -> float:
    cost = 0.0
    before = " "
    for letter in text:
        if letter > "\x7f":
            cost += _THAI.get(letter, RARE)
            marks = letter in _THAI_ABOVE_BELOW
            stacked = before in _THAI_CONSONANTS or before in _THAI_ABOVE_BELOW
            if (marks and not stacked) or (letter in _THAI_LEADING and before in _THAI_LEADING):
                cost += MISPLACED
            elif before.isascii() and before.isalpha():
                cost += MISPLACED / 2
        elif before in _THAI_LEADING:
            cost += MISPLACED
        before = letter
    return cost


def _latin_cost(text: str) -> float:
    cost = 0.0
    before = " "
    for letter in text:
        if letter > "\x7f":
            cost += _LATIN.get(letter, RARE)
            if "\x80" <= letter <= "\x9f":
                cost += MISPLACED
            if before > "\x7f":
                cost += 5.0
            if letter.isupper() and before.islower():
                cost += MISPLACED
            if letter in "ìòùýðþ" and before in _VOWELS:
                cost += MISPLACED / 2
        before = letter
    return cost


def _vietnamese_cost(text: str) -> float:
    cost = 1.0
    before = " "
    for letter in text:
        if letter > "\x7f":
            cost += _VIETNAMESE.get(letter, RARE)
            if unicodedata.combining(letter) and before not in _VOWELS:
                cost += MISPLACED
            if letter.isupper() and before.islower():
                cost += MISPLACED
        before = letter
    return cost


def _two_byte_cost(text: str, bits: Callable[[str], float]) -> float:
    cost = 2.0
    before = " "
    for letter in text:
        if letter > "\x7f":
            cost += bits(letter)
            if before.isascii() and before.isalpha():
                cost += MISPLACED / 2
        elif before > "\x7f" and letter.isascii() and letter.isalpha():
            cost += MISPLACED / 2
        before = letter
    return cost


def _han_bits(letter: str) -> float:
    """Level 1 of GB 2312 (lead bytes B0 to D7) holds the 3,755 common characters."""
    code = letter.encode("gb18030")
    if len(code) == 2 and code[1] >= 0xA1:
        if 0xB0 <= code[0] <= 0xD7:
            return 11.0
        if code[0] in (0xA1, 0xA3):
            return 11.0
        if 0xD8 <= code[0] <= 0xF7:
            return 15.0
    return 24.0


def _japanese_bits(letter: str) -> float:
    """Kana are common, level 1 kanji (lead bytes 88 to 97) next, half-width kana rare."""
    code = letter.encode("shift_jis", "replace")
    if "\u3040" <= letter <= "\u30ff":
        return 8.0
    if len(code) == 1:
        return 9.0
    if 0x88 <= code[0] <= 0x97:
        return 12.0
    return 14.5 if 0x81 <= code[0] <= 0x9F else 16.0
