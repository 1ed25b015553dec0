"""How a file was read: encoding, separator, header row, dates, amounts; each can be changed."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from lib import formats
from lib.i18n import _
from lib.ingest.lists.recognise import every_layout_name
from lib.ingest.recognise import layouts
from lib.schema.lists import ORDERS
from lib.ui.uploads import Upload, choose

# Decisions that outlive a new guess of the columns.
READING_CHOICES = ("encoding", "delimiter", "header_row", "date_order", "amount_basis")
DAY_FIRST, MONTH_FIRST = "day_first", "month_first"
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
LAST_HEADER_ROW = 40


def draw_reading_choices(
    upload: Upload, choices: dict[str, Any], answer: dict[str, Any] | None
) -> None:
    """The choices that come before any column: the file is read again after each."""
    kept = {name: choices[name] for name in READING_CHOICES if choices.get(name)}

    def reread(name: str) -> Callable[[Any], dict[str, Any]]:
        """Another reading means other columns, so those are guessed anew."""
        return lambda value: {key: v for key, v in (kept | {name: value}).items() if v}

    found: dict[str, Any] = answer or {"encoding": "", "delimiter": ""}
    left, right = st.columns(2)
    with left:
        _draw_layout(upload, kept, answer)
        _draw_choice(
            _("Letters are encoded as"),
            upload,
            "encoding",
            {"": _automatic(_encodings().get(found["encoding"], found["encoding"]))} | _encodings(),
            choices.get("encoding", ""),
            reread("encoding"),
        )
        _draw_choice(
            _("Cells are separated by"),
            upload,
            "delimiter",
            {"": _automatic(_delimiters().get(found["delimiter"], ""))} | _delimiters(),
            choices.get("delimiter", ""),
            reread("delimiter"),
        )
    with right:
        _draw_header_row(upload, choices, answer, reread("header_row"))
        if answer is not None:
            _draw_dates_and_amounts(upload, answer)


def draw_date_question(upload: Upload, answer: dict[str, Any]) -> None:
    """Day first or month first, asked with a date of the file itself."""
    is_mixed = answer["dates"]["order"] == "mixed"
    header = answer["mapping"]["columns"][date_field(answer)][0]
    text, as_words = _readings(answer)
    st.markdown(_("**How are the dates written?**"))
    if is_mixed:
        st.text(
            _("Some dates in “{column}” fit only one way, some only the other.").format(
                column=header
            )
        )
    else:
        st.text(
            _("Every date in “{column}” can be read two ways. What day is {text}?").format(
                column=header, text=text
            )
        )
    key = f"date_question_{upload.path.name}"
    st.segmented_control(
        _("How are the dates written?"),
        [DAY_FIRST, MONTH_FIRST],
        key=key,
        format_func=lambda order: as_words[order],
        on_change=lambda: _decide_order(upload, answer, st.session_state[key]),
        label_visibility="collapsed",
    )


def date_field(answer: dict[str, Any]) -> str:
    """The field whose dates are in doubt; only a list has others than the order's."""
    return str(answer["dates"].get("field") or "ordered_at")


def _decide_order(upload: Upload, answer: dict[str, Any], order: str | None) -> None:
    choose(upload, answer["mapping"] | {"date_order": order or ""})


def _readings(answer: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """A telling date of the file and what it means in each order."""
    orders = {DAY_FIRST: _("Day first"), MONTH_FIRST: _("Month first")}
    for entry in answer["preview"]:
        for text, _became in entry["examples"] if entry["field"] == date_field(answer) else ():
            found = _DATE.search(text)
            one, two, year = map(int, found.groups()) if found else (0, 0, 0)
            if one != two and 1 <= one <= 12 and 1 <= two <= 12:
                return found.group() if found else "", {
                    DAY_FIRST: formats.day(date(year, two, one)) + " · " + orders[DAY_FIRST],
                    MONTH_FIRST: formats.day(date(year, one, two)) + " · " + orders[MONTH_FIRST],
                }
    return "03/04/2025", orders


def _draw_layout(upload: Upload, kept: dict[str, Any], answer: dict[str, Any] | None) -> None:
    names = {key: _(name) for key, name in every_layout_name(layouts()).items()}
    current = answer["mapping"]["layout"] if answer else ""
    _draw_choice(
        _("Kind of export"),
        upload,
        "layout",
        ({} if answer else {"": _automatic("")}) | names,
        current,
        lambda key: kept | {"layout": key} if key else kept,
    )


def _draw_header_row(
    upload: Upload,
    choices: dict[str, Any],
    answer: dict[str, Any] | None,
    change: Callable[[Any], dict[str, Any]],
) -> None:
    found = str(answer["header_row"]) if answer and answer["header_row"] else ""
    rows = {str(row): str(row) for row in range(1, LAST_HEADER_ROW + 1)}
    _draw_choice(
        _("The column names are in row"),
        upload,
        "header_row",
        {"": _automatic(found)} | rows,
        str(choices.get("header_row") or ""),
        lambda row: change(int(row) if row else 0),
    )


def _draw_dates_and_amounts(upload: Upload, answer: dict[str, Any]) -> None:
    """These leave the columns as they are."""
    mapping = answer["mapping"]
    orders = {DAY_FIRST: _("day first: 31/12/2025"), MONTH_FIRST: _("month first: 12/31/2025")}
    found = orders.get(answer["dates"]["order"], "") if answer["dates"] else ""
    _draw_choice(
        _("Dates are written"),
        upload,
        "date_order",
        {"": _automatic(found)} | orders,
        mapping["date_order"],
        lambda order: mapping | {"date_order": order},
    )
    if mapping["kind"] != ORDERS:
        return
    _draw_choice(
        _("The total in a row is"),
        upload,
        "amount_basis",
        {
            "": _automatic(""),
            "order": _("the whole order's, repeated on each of its rows"),
            "line": _("the row's own, to be added up"),
        },
        mapping["amount_basis"],
        lambda basis: mapping | {"amount_basis": basis},
    )


def _automatic(found: str | None) -> str:
    return _("automatic ({found})").format(found=found) if found else _("automatic")


def _encodings() -> dict[str, str]:
    return {
        "utf-8": _("Unicode (UTF-8)"),
        "utf-16": _("Unicode (UTF-16)"),
        "cp1252": _("Western European (cp1252)"),
        "cp874": _("Thai (cp874)"),
        "cp1258": _("Vietnamese (cp1258)"),
        "cp1250": _("Central European (cp1250)"),
        "cp1251": _("Cyrillic (cp1251)"),
        "gb18030": _("Chinese, simplified (gb18030)"),
        "big5": _("Chinese, traditional (big5)"),
        "shift_jis": _("Japanese (shift_jis)"),
        "euc-kr": _("Korean (euc-kr)"),
    }


def _delimiters() -> dict[str, str]:
    return {
        ",": _("comma ,"),
        ";": _("semicolon ;"),
        "\t": _("tab"),
        "|": _("bar |"),
    }


def _draw_choice(
    label: str,
    upload: Upload,
    name: str,
    options: dict[str, str],
    current: str,
    change: Callable[[str], dict[str, Any]],
) -> None:
    """One choice of few; ``change`` turns the option into the choices to follow from now on."""
    key = f"{name}_{upload.path.name}"
    st.session_state[key] = current if current in options else next(iter(options))

    def follow() -> None:
        choose(upload, change(st.session_state[key]))

    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda option: options[option],
        on_change=follow,
    )
