"""What each column of a file became, and a way to change every choice about it."""

from datetime import datetime
from typing import Any

import streamlit as st

from lib import formats
from lib.i18n import _, ngettext
from lib.ingest.mapping import Mapping
from lib.schema import ANY_FIELD, Kind
from lib.schema.lists import ORDERS
from lib.ui.field_words import CUSTOMER, NEEDED, field_groups, field_word
from lib.ui.masking import masked_cell
from lib.ui.uploads import Upload, choose

Headers = tuple[str, ...]
SHOWN_EXAMPLES = 2
SHOWN_LETTERS = 40


def draw_column_choices(upload: Upload, answer: dict[str, Any]) -> None:
    """A choice per field, grouped, each beside examples of what its cells became."""
    mapping = Mapping.from_dict(answer["mapping"])
    previews = {entry["field"]: entry for entry in answer["preview"]}
    for title, names in field_groups(mapping.kind):
        st.markdown(f"**{title}**")
        for name in _worth_showing(names, mapping):
            _draw_field(upload, answer, mapping, name, previews.get(name))
        _draw_more(upload, answer, mapping, [n for n in names if not _is_shown(n, mapping)])


def draw_first_rows(answer: dict[str, Any]) -> None:
    """The first rows as text, each column under its own header and what it was taken for."""
    fields = {
        header: name for name, headers in answer["mapping"]["columns"].items() for header in headers
    }
    rows = answer["rows"]
    columns: dict[str, list[str]] = {_("Row"): [row[0] for row in rows]}
    for place, header in enumerate(answer["columns"], start=1):
        if any(place >= len(row) for row in rows):
            break
        field = fields.get(header)
        title = f"{header} → {field_word(field)}" if field else header
        columns[title] = [masked_cell(row[place], field) for row in rows]
    st.dataframe(columns, hide_index=True, height=240, alt=_("The first rows of the file as text"))


def _worth_showing(names: Headers, mapping: Mapping) -> list[str]:
    return [name for name in names if _is_shown(name, mapping)]


def _is_shown(name: str, mapping: Mapping) -> bool:
    """Found in the file, or needed: everything else waits to be added."""
    lacks_customer = name in CUSTOMER and not mapping.has(*CUSTOMER)
    needed = NEEDED if mapping.kind == ORDERS else ("spent_on", "cost", "score")
    return mapping.has(name) or name in needed or lacks_customer


def _draw_more(upload: Upload, answer: dict[str, Any], mapping: Mapping, names: list[str]) -> None:
    """Fields that were not found in the file: choose one to point it to a column."""
    if not names:
        return
    key = f"more_{upload.path.name}_{names[0]}"
    chosen = st.selectbox(
        _("Add what was not found"),
        names,
        index=None,
        key=key,
        format_func=field_word,
        placeholder=ngettext(
            "{count} more, not found in this file",
            "{count} more, not found in this file",
            len(names),
        ).format(count=len(names)),
        label_visibility="collapsed",
    )
    if chosen:
        _draw_field(upload, answer, mapping, chosen, None)


def _draw_field(
    upload: Upload,
    answer: dict[str, Any],
    mapping: Mapping,
    name: str,
    preview: dict[str, Any] | None,
) -> None:
    current = mapping.columns.get(name, ())
    options: list[Headers] = [(), *((header,) for header in answer["columns"])]
    if current not in options:
        options.insert(1, current)
    key = f"field_{upload.path.name}_{name}"
    st.session_state[key] = current
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    left.selectbox(
        field_word(name),
        options,
        key=key,
        format_func=_headers_in_words,
        on_change=_point_to,
        args=(upload, mapping, name, key),
    )
    with right:
        _draw_examples(answer, name, current, preview)


def _headers_in_words(headers: Headers) -> str:
    return " + ".join(headers) if headers else _("not in this file")


def _point_to(upload: Upload, mapping: Mapping, name: str, key: str) -> None:
    choose(upload, mapping.with_column(name, st.session_state[key]).as_dict())


def _draw_examples(
    answer: dict[str, Any], name: str, headers: Headers, preview: dict[str, Any] | None
) -> None:
    if preview is None or tuple(preview["headers"]) != headers:
        for text in _raw_examples(answer, headers):
            # A column just pointed to may still be somebody's name.
            st.text(masked_cell(text, None))
        return
    if not preview["examples"]:
        st.caption(_("No cell of this column is filled."))
    for before, after in preview["examples"][:SHOWN_EXAMPLES]:
        became = masked_cell(_became(name, after), name)
        before = masked_cell(before[:SHOWN_LETTERS], name)
        if not became:
            st.text(_("{text}  →  not readable").format(text=before))
        else:
            st.text(before if before == became else f"{before}  →  {became}")
    if preview["unreadable"]:
        st.caption(
            _("{cells} cells of the column cannot be read.").format(
                cells=formats.count(preview["unreadable"])
            )
        )


def _raw_examples(answer: dict[str, Any], headers: Headers) -> list[str]:
    """The first filled cells of a column that could not be understood yet."""
    if not headers or headers[0] not in answer["columns"]:
        return []
    place = answer["columns"].index(headers[0]) + 1
    cells = [row[place] for row in answer["rows"] if place < len(row) and row[place].strip()]
    return [cell[:SHOWN_LETTERS] for cell in cells[:SHOWN_EXAMPLES]]


def _became(name: str, after: str) -> str:
    """A typed value as people write it."""
    kind = ANY_FIELD[name].kind
    if not after:
        return ""
    try:
        if kind is Kind.MOMENT:
            return _moment(datetime.fromisoformat(after))
        if kind in (Kind.MONEY, Kind.NUMBER):
            return _trimmed(after, 2 if kind is Kind.MONEY else 0)
    except ValueError:
        pass
    return after[:SHOWN_LETTERS]


def _moment(value: datetime) -> str:
    clock = value.strftime(" %H:%M") if (value.hour, value.minute) != (0, 0) else ""
    return formats.day(value) + clock


def _trimmed(number: str, decimals: int) -> str:
    """12.5000 -> 12.50 for money, 12.5 otherwise: zeros that say nothing are left out."""
    whole, _point, fraction = number.partition(".")
    kept = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{kept}" if kept else whole
