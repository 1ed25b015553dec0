"""Declared headers found in a file whose owner, or another year, spells some of them otherwise."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

# What an export may add to a name without changing what the column is: its currency, its zone.
_UNIT = re.compile(r"\s*[(\[](?:[A-Za-z]{3}|฿|₫|đ|€|\$|£|(?:UTC|GMT)[^)\]]*)[)\]]\s*$")
# What the reader adds to a name that another one differs from only in a capital.
_NUMBER = re.compile(r" \(\d+\)$")
SHORTEST_WITH_A_SLIP = 6


@lru_cache(maxsize=8192)
def exact(header: str) -> str:
    """A header as platforms mean it: composed letters, no outer blanks, no leading mark."""
    return unicodedata.normalize("NFC", header).strip().removeprefix("*").strip()


@lru_cache(maxsize=8192)
def loose(header: str) -> str:
    """A header without case, blanks and punctuation; Thai and accents stay."""
    return re.sub(r"[\W_]+", "", exact(header).casefold())


def match_headers(names: Iterable[str], headers: tuple[str, ...]) -> dict[str, str]:
    """Declared name -> header of the file, each header used once.

    As declared; else without case, blanks, punctuation and unit; else one letter apart. A name that
    two headers of the file could mean is left out: a guess would bind the wrong column.
    """
    wanted = list(dict.fromkeys(names))
    found: dict[str, str] = {}
    for keys_of_header, keys_of_name in WAYS:
        by_key = _by_key(headers, keys_of_header)
        taken = set(found.values())
        wishes: dict[str, list[str]] = defaultdict(list)
        for name in wanted:
            if name in found:
                continue
            keyed = {each for key in keys_of_name(name) for each in by_key.get(key, ())} - taken
            if keys_of_header is _slips:
                keyed = {each for each in keyed if _is_one_letter_apart(name, each)}
            if keys_of_header is _as_written:
                keyed = set(sorted(keyed, key=headers.index)[:1])
            if len(keyed) == 1:
                wishes[keyed.pop()].append(name)
        found |= {names[0]: header for header, names in wishes.items() if len(names) == 1}
    return found


@lru_cache(maxsize=16)
def _by_key(
    headers: tuple[str, ...], keys_of: Callable[[str], frozenset[str]]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for header in headers:
        for key in keys_of(header):
            found[key].append(header)
    return found


def _as_written(header: str) -> frozenset[str]:
    return frozenset((exact(header),))


def _without_number(header: str) -> frozenset[str]:
    return frozenset((_NUMBER.sub("", exact(header)),))


def _loosely(header: str) -> frozenset[str]:
    plain = _NUMBER.sub("", header)
    return frozenset((loose(header), loose(plain), loose(_UNIT.sub("", plain))))


def _loose_name(name: str) -> frozenset[str]:
    return frozenset((loose(name),))


def _slips(header: str) -> frozenset[str]:
    """The name, and the name without one of its letters: names one letter apart share one."""
    name = loose(header)
    return frozenset((name, *(name[:place] + name[place + 1 :] for place in range(len(name)))))


# From strict to lenient: keys of a header of the file, and of a declared name.
WAYS = (
    (_as_written, _as_written),
    (_without_number, _as_written),
    (_loosely, _loose_name),
    (_slips, _slips),
)


def _is_one_letter_apart(name: str, header: str) -> bool:
    """One letter more, less or other; never a digit, which tells columns apart."""
    one, other = loose(name), loose(header)
    if min(len(one), len(other)) < SHORTEST_WITH_A_SLIP:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    shift_one, shift_other = int(len(one) >= len(other)), int(len(other) >= len(one))
    if one[start + shift_one :] != other[start + shift_other :]:
        return False
    slip = one[start : start + shift_one] + other[start : start + shift_other]
    return not any(letter.isdigit() for letter in slip)
