"""Recognise a layout by its header names: a declared platform first, common words otherwise."""

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lib.errors import FileRefused, QuestionRefused
from lib.i18n import _
from lib.ingest.mapping import Mapping
from lib.schema import FIELD_BY_NAME, IDENTITY_FIELDS, Kind
from lib.schema.lists import ORDERS

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
    """All of these headers must be there for the layout to be recognised."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Fields that have one value for the whole file."""
    status_words: tuple[tuple[str, str], ...] = ()
    """Status words that mean something else here than elsewhere."""
    date_order: str = ""
    """How 03/04 is read when no date of the file proves it."""
    amount_basis: str = ""
    has_help_text_row: bool = False
    has_heading_rows: bool = False
    """Orders of several products have a first row without a product that sums up the others."""
    order_id_fills_down: bool = False
    """Only the first row of an order names it."""
    subtotal_is_before_discount: bool = False
    masked_username_is_key: bool = False
    names_no_buyer: bool = False
    name_parts: tuple[tuple[str, ...], ...] = ()
    """Headers that make up the buyer's name together."""
    kind: str = ORDERS
    """What a file of this layout holds (lib.schema.lists)."""


@cache
def layouts() -> dict[str, Layout]:
    """Every declared layout by key, the generic one included."""
    found = {}
    for path in sorted(PLATFORM_FOLDER.glob("*.toml")):
        if path.stem != "status_words":
            found[path.stem] = read_layout(path)
    return found


def read_layout(path: Path) -> Layout:
    """A layout from its TOML file."""
    fields: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    own_words = _meanings(fields.pop("status_words", {}))
    return Layout(
        key=path.stem,
        needs=tuple(fields.pop("needs", ())),
        fixed=tuple(fields.pop("fixed", {}).items()),
        status_words=tuple(own_words.items()),
        name_parts=tuple(tuple(parts) for parts in fields.pop("name_parts", ())),
        **fields,
    )


def _meanings(words_by_status: dict[str, list[str]]) -> dict[str, str]:
    return {
        unicodedata.normalize("NFC", word): status
        for status, words in words_by_status.items()
        for word in words
    }


@cache
def status_words(layout_key: str = GENERIC) -> dict[str, str]:
    """What a status column of this layout says -> what it means here."""
    text = (PLATFORM_FOLDER / "status_words.toml").read_text(encoding="utf-8")
    return _meanings(tomllib.loads(text)) | dict(layout_of(layout_key).status_words)


def layout_of(key: str) -> Layout:
    """The declared layout of that name, the generic one when there is none."""
    return layouts().get(key, layouts()[GENERIC])


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
    names = {exact(header) for header in headers}
    candidates = _named_layouts(layout_key) if layout_key else list(layouts().values())
    fitting = [layout for layout in candidates if layout.needs and names.issuperset(layout.needs)]
    if fitting or layout_key:
        return max(
            (_apply(layout, headers) for layout in fitting or candidates),
            key=lambda mapping: len(mapping.columns),
        )
    return _guess(layouts()[GENERIC], headers)


def check_names_buyers(mapping: Mapping, file_name: str) -> None:
    """Raise FileRefused for an export that never says who bought."""
    layout = layout_of(mapping.layout)
    if not layout.names_no_buyer or mapping.has(*IDENTITY_FIELDS):
        return
    raise FileRefused(
        _("{file} does not say who bought, so retention cannot be computed from it.").format(
            file=file_name
        ),
        _("The export “{layout}” has no name, e-mail address or customer number.").format(
            layout=layout.name
        ),
        _("Import orders from a shop or marketplace whose export names the buyer."),
        code="names_no_buyer",
    )


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
        accept_id_per_order=choices.accept_id_per_order or found.accept_id_per_order,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        header_row=choices.header_row,
    )


def layout_mark(headers: tuple[str, ...]) -> str:
    """A short name for "a file with exactly these columns"."""
    return hashlib.sha256("\x1f".join(headers).encode()).hexdigest()[:16]


def _named_layouts(key: str) -> list[Layout]:
    """The layout of that name, or all of the platform of that name."""
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
    return matches


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
            is_text = FIELD_BY_NAME[field].kind in (Kind.TEXT, Kind.IDENTIFIER)
            columns[field] = present if is_text else present[:1]
    return Mapping(
        layout=layout.key,
        platform=layout.platform,
        columns=columns,
        fixed=dict(layout.fixed),
        has_help_text_row=layout.has_help_text_row,
        amount_basis=layout.amount_basis,
    )


def candidates(headers: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Per field the headers that common words take for it, the best first."""
    by_name: dict[str, str] = {}
    for header in headers:
        by_name.setdefault(loose(header), header)
    found = {}
    for field, aliases in layouts()[GENERIC].columns.items():
        named = (by_name.get(loose(alias)) for alias in aliases)
        found[field] = tuple(dict.fromkeys(header for header in named if header))
    return found


def _guess(layout: Layout, headers: tuple[str, ...]) -> Mapping:
    """Common words: for each field the first alias that the file has and no other field took."""
    columns: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for field, named in candidates(headers).items():
        free = [header for header in named if header not in taken]
        if free:
            columns[field] = (free[0],)
            taken.add(free[0])
    if "customer_name" not in columns:
        columns |= _name_in_parts(layout, headers)
    return Mapping(layout=GENERIC, platform=layout.platform, columns=columns)


def _name_in_parts(layout: Layout, headers: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    by_name = {loose(header): header for header in reversed(headers)}
    for parts in layout.name_parts:
        found = tuple(by_name[loose(part)] for part in parts if loose(part) in by_name)
        if len(found) == len(parts):
            return {"customer_name": found}
    return {}
