"""Recognise a layout by its header names: a declared platform first, common words otherwise."""

import hashlib
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.ingest.header_match import exact, loose, match_headers
from lib.ingest.mapping import Mapping
from lib.schema import FIELD_BY_NAME, IDENTITY_FIELDS, Kind
from lib.schema.lists import ORDERS

PLATFORM_FOLDER = Path(__file__).parent.parent / "platforms"
WORD_LISTS = ("status_words", "event_words")
GENERIC = "generic"
FEWEST_NEEDS = 3
# Headers of its own that a file must show to be taken for a layout that lacks one it needs.
OWN_HEADERS_NEEDED = 3
# Fields without which the orders would be wrong; a common word may stand in for the header.
MUST_HAVE = (
    *("order_id", "ordered_at", "status", "quantity", "unit_price", "order_total"),
    *("customer_id", "email", "phone", "username", "customer_name"),
)


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
    added_up: tuple[str, ...] = ()
    """Amounts that stand in several columns and are one sum."""
    has_help_text_row: bool = False
    has_heading_rows: bool = False
    """Orders of several products have a first row without a product that sums up the others."""
    order_id_fills_down: bool = False
    """Only the first row of an order names it."""
    subtotal_is_before_discount: bool = False
    masked_username_is_key: bool = False
    names_no_buyer: bool = False
    items_are_names: bool = False
    """A cell that lists products holds their names and may hold nothing else."""
    name_parts: tuple[tuple[str, ...], ...] = ()
    """Headers that make up the buyer's name together."""
    date_parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words for the year, the month and the day of an order in columns of their own."""
    kind: str = ORDERS
    """What a file of this layout holds (lib.schema.lists)."""


@cache
def layouts() -> dict[str, Layout]:
    """Every declared layout by key, the generic one included."""
    found = {}
    for path in sorted(PLATFORM_FOLDER.glob("*.toml")):
        if path.stem not in WORD_LISTS:
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
        added_up=tuple(fields.pop("added_up", ())),
        date_parts=tuple((k, tuple(v)) for k, v in fields.pop("date_parts", {}).items()),
        name_parts=tuple(tuple(parts) for parts in fields.pop("name_parts", ())),
        **fields,
    )


def _meanings(words_by_status: dict[str, list[str]]) -> dict[str, str]:
    return {
        unicodedata.normalize("NFC", word).replace("_", " ").replace("-", " "): status
        for status, words in words_by_status.items()
        for word in words
    }


@cache
def status_words(layout_key: str = GENERIC) -> dict[str, str]:
    """What a status column of this layout says -> what it means here."""
    return _words_of("status_words") | dict(layout_of(layout_key).status_words)


@cache
def event_words() -> dict[str, str]:
    """What a log of visits says of an event -> what it means as the status of an order."""
    return _words_of("event_words")


def _words_of(list_name: str) -> dict[str, str]:
    text = (PLATFORM_FOLDER / f"{list_name}.toml").read_text(encoding="utf-8")
    return _meanings(tomllib.loads(text))


def layout_of(key: str) -> Layout:
    """The declared layout of that name, the generic one when there is none."""
    return layouts().get(key, layouts()[GENERIC])


def recognise(headers: tuple[str, ...], layout_key: str = "") -> Mapping:
    """The best understanding of these headers.

    ``layout_key`` forces a declared layout; QuestionRefused when there is none of that name. The
    result may lack required fields: lib.ingest.mapping.check_complete says so.
    """
    candidates = _named_layouts(layout_key) if layout_key else list(layouts().values())
    fitting = [layout for layout in candidates if layout.needs and _fits(layout, headers)]
    if not fitting and not layout_key:
        return _nearly(headers) or _guess(layouts()[GENERIC], headers)
    return max(
        (_apply(layout, headers) for layout in fitting or candidates),
        key=lambda mapping: len(mapping.columns),
    )


def _fits(layout: Layout, headers: tuple[str, ...]) -> bool:
    return {exact(header) for header in headers}.issuperset(layout.needs)


def _nearly(headers: tuple[str, ...]) -> Mapping | None:
    """The layout whose headers are here spelt otherwise, or all but one of those it needs.

    Names that any shop might use prove nothing; some must be the platform's own.
    """
    common = {loose(alias) for names in layouts()[GENERIC].columns.values() for alias in names}
    found: list[tuple[tuple[int, int, int], Mapping]] = []
    for layout in layouts().values():
        if len(layout.needs) < FEWEST_NEEDS:
            continue
        declared = [*layout.needs, *(name for names in layout.columns.values() for name in names)]
        matched = match_headers(declared, headers)
        missing = len([name for name in layout.needs if name not in matched])
        own = {header for header in matched.values() if loose(header) not in common}
        if missing > 1 or (missing and len(own) < OWN_HEADERS_NEEDED):
            continue
        mapping = _apply(layout, headers)
        if mapping.has("ordered_at") and (mapping.has(*IDENTITY_FIELDS) or layout.names_no_buyer):
            used = {header for group in mapping.columns.values() for header in group}
            stood_in = len(used.difference(matched.values()))
            found.append(((-missing, -stood_in, len(matched)), mapping))
    return max(found, key=lambda each: each[0])[1] if found else None


def missing_needs(mapping: Mapping, headers: tuple[str, ...]) -> list[str]:
    """Headers that the recognised layout always has and this file lacks."""
    needs = layout_of(mapping.layout).needs
    matched = match_headers(needs, headers)
    return [name for name in needs if name not in matched]


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
    declared = [name for names in layout.columns.values() for name in names]
    by_name = match_headers(declared, headers)
    columns = {}
    for field, names in layout.columns.items():
        present = tuple(by_name[name] for name in names if name in by_name)
        if present:
            kind = FIELD_BY_NAME[field].kind
            is_joined = kind in (Kind.TEXT, Kind.IDENTIFIER) or field in layout.added_up
            columns[field] = present if is_joined else present[:1]
    columns |= _in_common_words(layout, headers, columns)
    return Mapping(
        layout=layout.key,
        platform=layout.platform,
        columns=columns,
        fixed=dict(layout.fixed),
        has_help_text_row=layout.has_help_text_row,
        amount_basis=layout.amount_basis,
    )


def _in_common_words(
    layout: Layout, headers: tuple[str, ...], columns: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """What the layout declares, the file does not have by that name, but calls by a common word."""
    used = {header for group in columns.values() for header in group}
    known = {loose(name) for names in layout.columns.values() for name in names}
    found: dict[str, tuple[str, ...]] = {}
    for field, named in candidates(headers).items():
        if field not in MUST_HAVE or field not in layout.columns or field in columns:
            continue
        free = [header for header in named if header not in used and loose(header) not in known]
        if free:
            found[field] = (free[0],)
            used.add(free[0])
    return found


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
