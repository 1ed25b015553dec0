"""Recognise a layout by its header names: a declared platform first, common words otherwise."""

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.ingest.mapping import Mapping

PLATFORM_FOLDER = Path(__file__).parent.parent / "platforms"
GENERIC = "generic"


@dataclass(frozen=True)
class Layout:
    """One declared export layout: the TOML file of that name in lib/platforms."""

    key: str
    name: str
    platform: str
    columns: dict[str, list[str]]
    needs: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    has_help_text_row: bool = False


@cache
def layouts() -> dict[str, Layout]:
    """Every declared layout by key, the generic one included."""
    found = {}
    for path in sorted(PLATFORM_FOLDER.glob("*.toml")):
        if path.stem != "status_words":
            found[path.stem] = _layout(path)
    return found


def _layout(path: Path) -> Layout:
    fields: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Layout(
        key=path.stem,
        name=fields["name"],
        platform=fields["platform"],
        columns=fields["columns"],
        needs=tuple(fields.get("needs", ())),
        fixed=tuple(fields.get("fixed", {}).items()),
        has_help_text_row=fields.get("has_help_text_row", False),
    )


@cache
def status_words() -> dict[str, str]:
    """What a status column says -> what it means here."""
    text = (PLATFORM_FOLDER / "status_words.toml").read_text(encoding="utf-8")
    return {
        unicodedata.normalize("NFC", word): status
        for status, words in tomllib.loads(text).items()
        for word in words
    }


def exact(header: str) -> str:
    """A header as platforms mean it: composed letters, no outer blanks, no leading mark."""
    return unicodedata.normalize("NFC", header).strip().removeprefix("*").strip()


def loose(header: str) -> str:
    """A header without case, blanks and punctuation; Thai and accents stay."""
    return re.sub(r"[\W_]+", "", exact(header).casefold())


def recognise(headers: tuple[str, ...], layout_key: str = "") -> Mapping:
    """The best understanding of these headers.

    ``layout_key`` forces a declared layout; QuestionRefused when there is none of that name. The
    result may lack required fields: lib.ingest.mapping.check_complete says so.
    """
    if layout_key:
        return _apply(_named_layout(layout_key), headers)
    names = {exact(header) for header in headers}
    candidates = [
        layout
        for layout in layouts().values()
        if layout.needs and all(need in names for need in layout.needs)
    ]
    if candidates:
        return max(
            (_apply(layout, headers) for layout in candidates),
            key=lambda mapping: len(mapping.columns),
        )
    return _guess(layouts()[GENERIC], headers)


def resolve(
    choices: Mapping | None, headers: tuple[str, ...], remembered: Mapping | None = None
) -> Mapping:
    """What someone chose now, else what was confirmed for this layout before, else a guess.

    Choices without columns (a layout, a date order) are laid over the guess.
    """
    if choices and choices.columns:
        return choices
    if remembered and not (choices and choices.layout):
        found = remembered
    else:
        found = recognise(headers, choices.layout if choices else "")
    if choices is None:
        return found
    return replace(
        found,
        date_order=choices.date_order or found.date_order,
        amount_basis=choices.amount_basis or found.amount_basis,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        header_row=choices.header_row,
    )


def layout_mark(headers: tuple[str, ...]) -> str:
    """A short name for "a file with exactly these columns"."""
    return hashlib.sha256("\x1f".join(headers).encode()).hexdigest()[:16]


def _named_layout(key: str) -> Layout:
    matches = [
        layout for layout in layouts().values() if key in (layout.key, layout.platform, layout.name)
    ]
    if not matches:
        raise QuestionRefused(
            _("There is no export layout called {name}.").format(name=key),
            _("Known layouts: {names}.").format(names=", ".join(layouts())),
            _("Leave it out to let the app recognise the file."),
            code="unknown_platform",
        )
    return matches[0]


def _apply(layout: Layout, headers: tuple[str, ...]) -> Mapping:
    """A declared layout on this file's headers; the same header may serve one field only."""
    if layout.key == GENERIC:
        return _guess(layout, headers)
    by_name: dict[str, str] = {}
    for header in headers:
        by_name.setdefault(exact(header), header)
    columns = {}
    for field, names in layout.columns.items():
        present = tuple(by_name[name] for name in names if name in by_name)
        if present:
            columns[field] = present if field in ("phone", "customer_name") else present[:1]
    return Mapping(
        layout=layout.key,
        platform=layout.platform,
        columns=columns,
        fixed=dict(layout.fixed),
        has_help_text_row=layout.has_help_text_row,
    )


def _guess(layout: Layout, headers: tuple[str, ...]) -> Mapping:
    """Common words: for each field the first alias that the file has and no other field took."""
    by_name: dict[str, str] = {}
    for header in headers:
        by_name.setdefault(loose(header), header)
    columns: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for field, aliases in layout.columns.items():
        for alias in aliases:
            header = by_name.get(loose(alias))
            if header and header not in taken:
                columns[field] = (header,)
                taken.add(header)
                break
    return Mapping(layout=GENERIC, platform=layout.platform, columns=columns)
