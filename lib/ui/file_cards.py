"""One card per waiting file: what it is, what was found in it, and the one thing left to decide."""

from typing import Any

import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _, ngettext
from lib.schema.lists import ORDERS
from lib.shop_files import ShopFolder
from lib.ui.errors import show_error
from lib.ui.field_words import field_word, kind_word
from lib.ui.inspecting import remove_upload
from lib.ui.mapping_editor import draw_column_choices, draw_first_rows
from lib.ui.plain_text import plain
from lib.ui.reading_choices import draw_date_question, draw_reading_choices
from lib.ui.relating import is_joined, separate
from lib.ui.uploads import Inspection, Upload, choices_of, choose, forget_inspection, inspection_of

# What a card says about a file at a glance: who bought what when, for how much.
TELLING_FIELDS = (
    *("ordered_at", "customer_id", "email", "phone", "username", "customer_name"),
    *("line_total", "unit_price", "order_subtotal", "order_total", "product_name", "order_id"),
    *("spent_on", "cost", "cost_kind", "score", "comment", "answered_at", "channel"),
    *("birth_date", "gender", "tag", "customer_group", "email_marketing", "customer_since"),
)
# Reading the file another way cannot make orders of a picture.
NOT_THE_FILES_FAULT = ("import_stopped", "out_of_memory", "disk_full", "cannot_write")
# No other way of reading would make these a table.
NOT_A_TABLE = (
    "archive_damaged",
    "archive_empty",
    "archive_locked",
    "archive_nested",
    "archive_too_many_files",
    "file_empty",
    "file_gone",
    "file_not_a_table",
    "gzip_damaged",
    "json_damaged",
    "json_not_a_table",
    "parquet_damaged",
    "unpacks_too_large",
    "workbook_binary",
    "workbook_damaged",
    "workbook_locked",
    "workbook_unsafe",
)


def draw_cards(
    folder: ShopFolder, uploads: list[Upload], waiting: list[Upload], *, may_join: bool
) -> list[Upload]:
    """A card per file; returns those that can be imported as they are.

    ``may_join``: what one file lacks may stand in another, which is being looked at.
    """
    ready = []
    asked = False
    for upload in uploads:
        inspection = inspection_of(upload)
        with st.container(border=True):
            _draw_title(upload, inspection)
            if inspection is None:
                st.caption(_("Looking at the first rows…"))
            elif inspection.answer is None:
                _draw_refusal(upload, inspection)
            elif may_join and len(uploads) > 1 and inspection.answer["problem"]:
                st.caption(_("Looking whether these files belong together…"))
            else:
                is_open = _is_decided(inspection.answer) or not asked
                asked = asked or not _is_decided(inspection.answer)
                _draw_answer(folder, upload, inspection.answer, is_open=is_open)
                if _is_decided(inspection.answer) and upload not in waiting:
                    ready.append(upload)
            if inspection is not None and upload in waiting:
                st.caption(_("Reading the file again with your choice…"))
    return ready


def _is_decided(answer: dict[str, Any]) -> bool:
    """Nothing about the file is left to ask."""
    return not answer["problem"] and bool(answer["dates"] and answer["dates"]["is_proven"])


def _draw_title(upload: Upload, inspection: Inspection | None) -> None:
    card = st.container(gap="xxsmall")
    with card.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"**{plain(upload.name)}**", width="content")
        st.button(
            _("Remove"),
            key=f"remove_{upload.path.name}",
            type="tertiary",
            icon=":material/close:",
            on_click=remove_upload,
            args=(upload,),
        )
    if inspection is not None and inspection.answer is not None:
        card.caption(plain(" · ".join(_facts(inspection.answer))))


def _facts(answer: dict[str, Any]) -> list[str]:
    rows = answer["rows_previewed"]
    counted = (
        ngettext("{rows} row", "{rows} rows", rows)
        if answer["is_whole_file"]
        else _("first {rows} rows looked at")
    )
    return [_named(answer), counted.format(rows=formats.count(rows))]


def _named(answer: dict[str, Any]) -> str:
    """What the file holds, and by which layout it was recognised."""
    kind, layout = kind_word(answer["mapping"]["kind"]), _(answer["layout"])
    return (
        kind
        if answer["mapping"]["layout"] == f"generic_{answer['mapping']['kind']}"
        else (layout if answer["mapping"]["kind"] == ORDERS else f"{kind} · {layout}")
    )


def _draw_refusal(upload: Upload, inspection: Inspection) -> None:
    assert inspection.error is not None
    show_error(inspection.error)
    if inspection.error.code in NOT_THE_FILES_FAULT:
        st.button(
            _("Try again"),
            key=f"again_{upload.path.name}",
            icon=":material/refresh:",
            on_click=forget_inspection,
            args=(upload,),
        )
    elif inspection.error.code not in NOT_A_TABLE:
        with st.expander(_("Read the file another way"), icon=":material/tune:"):
            draw_reading_choices(upload, inspection.choices, None)


def _draw_answer(
    folder: ShopFolder, upload: Upload, answer: dict[str, Any], *, is_open: bool
) -> None:
    """What was understood; a problem or a question opens what mends it."""
    problem = answer["problem"]
    if not is_open:
        st.caption(_("This file needs a decision too, after the one above."))
        return
    if problem:
        show_error(AppError.from_dict(problem))
    else:
        st.text(_found_columns(answer))
    if _is_known(folder, upload):
        st.info(
            _("This file is in the shop already. Importing it again changes nothing."),
            icon=":material/info:",
        )
    if not problem and not answer["dates"]["is_proven"]:
        draw_date_question(upload, answer)
    elif answer["warnings"]:
        for warning in answer["warnings"]:
            st.caption(plain(warning))
    if not problem and answer.get("has_ids_per_order"):
        _draw_ids_per_order(upload, answer)
    with st.expander(
        _("Check or change the columns"), icon=":material/table_chart:", expanded=bool(problem)
    ):
        draw_column_choices(upload, answer)
        draw_first_rows(answer)
    if is_joined(upload):
        st.button(
            _("Import these files separately"),
            key=f"separate_{upload.path.name}",
            icon=":material/call_split:",
            type="tertiary",
            on_click=separate,
            args=(folder, upload),
        )
        return
    with st.expander(_("How the file was read"), icon=":material/tune:"):
        draw_reading_choices(upload, choices_of(upload), answer)


def _draw_ids_per_order(upload: Upload, answer: dict[str, Any]) -> None:
    """Only the owner knows whether nobody comes back or the column numbers orders."""
    column = answer["mapping"]["columns"]["customer_id"][0]
    st.warning(
        plain(
            _(
                "Nearly every order has its own “{column}”. If that numbers orders, not people,"
                " choose another column for the customer number."
            ).format(column=column)
        ),
        icon=":material/badge:",
    )
    key = f"one_each_{upload.path.name}"
    st.session_state[key] = bool(answer["mapping"]["accept_id_per_order"])
    st.toggle(
        _("Every order really has a customer of its own"),
        key=key,
        on_change=lambda: choose(
            upload, answer["mapping"] | {"accept_id_per_order": st.session_state[key]}
        ),
    )


def _found_columns(answer: dict[str, Any]) -> str:
    """“Order date” is “Created at”, and so on: enough to see at a glance that it is right."""
    columns = answer["mapping"]["columns"]
    return " · ".join(
        _("{field}: “{column}”").format(field=field_word(name), column=" + ".join(columns[name]))
        for name in TELLING_FIELDS
        if name in columns
    )


def _is_known(folder: ShopFolder, upload: Upload) -> bool:
    manifest = folder.current_manifest()
    return manifest is not None and any(
        recipe.sha256 == upload.sha256 for recipe in manifest.imports
    )
