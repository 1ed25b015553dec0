"""Collects the app's words and compiles their translations: ``make messages``.

The template ``bright_spots.pot`` and the catalogues ``<language>/LC_MESSAGES/bright_spots.po`` are
written anew from the sources; a translation stays as long as its English sentence does. The app
loads the compiled ``.mo`` beside each ``.po``.
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lib.i18n import DOMAIN, LANGUAGES, LOCALE_FOLDER, SOURCE_LANGUAGE

ROOT = LOCALE_FOLDER.parent.parent
TEMPLATE = LOCALE_FOLDER / f"{DOMAIN}.pot"
SPEAKING = ("app.py", "pages", "lib")
# Headers that say nothing about the words; the days would change every file on every run.
IDLE_HEADERS = (
    *('"POT-Creation-Date:', '"PO-Revision-Date:', '"Generated-By:'),
    *('"Report-Msgid-Bugs-To:', '"Last-Translator:', '"Language-Team:', '"Project-Id-Version:'),
)
NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)


def found_messages(root: Path = ROOT) -> Catalog:
    """Every sentence of the app that a translation can replace."""
    template = Catalog(header_comment="# The words of Bright Spots.", fuzzy=False)
    for path in _sources(root):
        for _line, message, _comments, _context in extract_from_file("python", path):
            template.add(message, locations=[(path.relative_to(root).as_posix(), 0)])
    for path, sentence in _words_in_settings(root):
        template.add(sentence, locations=[(path.relative_to(root).as_posix(), 0)])
    return template


def catalogue_path(language: str) -> Path:
    """Where the translations into a language are kept as text."""
    return LOCALE_FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(language: str) -> Catalog:
    """The translations into a language; an empty catalogue when there are none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def renewed_catalogue(language: str, template: Catalog) -> Catalog:
    """The sentences of the template with the translations there are.

    A sentence that only resembles an old one gets none: somebody has to read it.
    """
    header = f"# The words of Bright Spots in {LANGUAGES[language]}."
    renewed = Catalog(locale=language, domain=DOMAIN, header_comment=header, fuzzy=False)
    known = read_catalogue(language)
    for message in sentences(template):
        found = known.get(message.id)
        renewed.add(message.id, found.string if found else "", locations=message.locations)
    return renewed


def sentences(catalogue: Catalog) -> list[Message]:
    """The entries of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def is_translated(message: Message) -> bool:
    """Whether every form of the entry has words."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext loads it; the same words always make the same bytes."""
    catalogue.creation_date = catalogue.revision_date = NO_DAY
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    """Write template, catalogues and compiled catalogues; say how much is translated."""
    template = found_messages()
    _write(TEMPLATE, template)
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        catalogue = renewed_catalogue(language, template)
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, catalogue)
        path.with_suffix(".mo").write_bytes(compiled(read_catalogue(language)))
        done = sum(map(is_translated, sentences(catalogue)))
        print(f"{language}: {done} of {len(sentences(catalogue))} sentences translated")
    return 0


def _sources(root: Path) -> Iterator[Path]:
    for place in SPEAKING:
        start = root / place
        yield from [start] if start.is_file() else sorted(start.rglob("*.py"))


def _words_in_settings(root: Path) -> Iterator[tuple[Path, str]]:
    """Words on screen that stand in TOML files: sample shops and export layouts."""
    samples = root / "sample_data" / "shops.toml"
    for shop in tomllib.loads(samples.read_text(encoding="utf-8"))["shops"]:
        yield samples, shop["name"]
        yield samples, shop["sentence"]
    for path in sorted((root / "lib" / "platforms").glob("*.toml")):
        name = tomllib.loads(path.read_text(encoding="utf-8")).get("name")
        if name:
            yield path, name


def _write(path: Path, catalogue: Catalog) -> None:
    for message in catalogue:
        # "95 % interval" looks like a format of Python to Babel; ours are all of the {name} kind.
        message.flags.discard("python-format")
    buffer = BytesIO()
    write_po(buffer, catalogue, include_lineno=False, ignore_obsolete=True, width=100)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(IDLE_HEADERS)]
    path.write_text("".join(kept).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
