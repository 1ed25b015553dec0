"""Which field a header nobody has met whole may mean, told by the words inside it."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS_FILE = Path(__file__).with_suffix(".toml")
_SCRIPTS_WITHOUT_BLANKS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CHANGE_OF_CASE = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Vowels and tones written above and below letters are no marks between words.
_MARKS = re.compile("(?:[^\\w\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|_)+")
# "Total incl. VAT" speaks of the total, not of the tax.
_TAX = "(?:vat|gst|taxe?s?|sales tax|mwst|ust|moms|iva|tva|btw|thuế)"
_WITH_TAX = re.compile(
    rf" (?:incl?|including|inkl|con|with|avec|gồm|có) {_TAX} "
    rf"| {_TAX} (?:incl?|inclus|included) |รวม(?:ภาษี|vat)"
)


@dataclass(frozen=True)
class FieldWords:
    """The words that speak for one field, and those that forbid it."""

    words: tuple[str, ...]
    of: tuple[str, ...]
    alone: tuple[str, ...]
    without: tuple[str, ...]

    def strength(self, spoken: str) -> int:
        """0: not this field; 1: one word says so; 2: a word and the word it asks for."""
        if _any_in(self.without, spoken):
            return 0
        if _any_in(self.words, spoken) and _any_in(self.of, spoken):
            return 2
        return int(_any_in(self.alone, spoken))


@cache
def field_words() -> dict[str, FieldWords]:
    """The words of each field, fields in the order in which they choose."""
    kinds = ("words", "of", "alone", "without")
    declared = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {
        field: FieldWords(*(tuple(map(_composed, lists.get(kind, ()))) for kind in kinds))
        for field, lists in declared.items()
    }


def spoken(header: str) -> str:
    """A header as words between blanks: "tbl_sales.invDate" -> " tbl sales inv date "."""
    apart = _CHANGE_OF_CASE.sub(" ", unicodedata.normalize("NFC", header))
    plain = f" {_MARKS.sub(' ', _keep_signs(apart)).strip().casefold()} "
    return _WITH_TAX.sub(" gross ", plain)


def headers_by_words(headers: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Per field the headers whose words speak for it, the clearest first."""
    said = {header: spoken(header) for header in headers}
    found = {}
    for field, words in field_words().items():
        strengths = {header: words.strength(text) for header, text in said.items()}
        fitting = [header for header in headers if strengths[header]]
        found[field] = tuple(sorted(fitting, key=lambda header: -strengths[header]))
    return found


def _composed(word: str) -> str:
    return _keep_signs(unicodedata.normalize("NFC", word)).casefold()


def _keep_signs(text: str) -> str:
    """º and ° say "number" and must not be lost among the marks."""
    return text.replace("°", "º")


def _any_in(words: tuple[str, ...], said: str) -> bool:
    return any(_is_in(word, said) for word in words)


def _is_in(word: str, said: str) -> bool:
    if _SCRIPTS_WITHOUT_BLANKS.search(word):
        return word in said
    if word.endswith("*"):
        return f" {word[:-1]}" in said
    if word.startswith("*"):
        return f"{word[1:]} " in said
    return f" {word} " in said
