"""From dropped files to an import: one card per file, at most one decision at a time."""

from typing import Any

import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _, ngettext
from lib.ingest.job import import_request
from lib.shop_files import ShopFolder
from lib.ui.errors import show_error
from lib.ui.field_words import field_word
from lib.ui.inspecting import inspect_pending, remove_upload, watch_inspections
from lib.ui.mapping_editor import draw_column_choices, draw_first_rows
from lib.ui.plain_text import plain
from lib.ui.progress import start_work, tell
from lib.ui.reading_choices import draw_date_question, draw_reading_choices
from lib.ui.uploads import (
    Inspection,
    Upload,
    choices_of,
    draw_uploader,
    inspection_of,
    last_problem,
    pending_uploads,
    take_in,
    write_problem,
)

# What a card says about a file at a glance: who bought what when, for how much.
TELLING_FIELDS = (
    *("ordered_at", "customer_id", "email", "phone", "username", "customer_name"),
    *("line_total", "unit_price", "order_subtotal", "order_total", "product_name", "order_id"),
)
# Reading the file another way cannot make orders of a picture.
NOT_A_TABLE = ("file_empty", "file_not_a_table", "file_gone", "gzip_damaged", "parquet_damaged")


def draw_import(folder: ShopFolder) -> None:
    """The drop zone, what is waiting, and the button that imports it."""
    files = draw_uploader(_("Drop order exports here"), key="orders")
    if files:
        receive(folder, files)
        st.rerun()
    draw_problem(folder)
    waiting = inspect_pending(folder)
    uploads = pending_uploads(folder)
    if not uploads:
        draw_formats_note()
        return
    ready = _draw_cards(folder, uploads, waiting)
    _draw_import_button(folder, ready, len(uploads), is_looking=bool(waiting))
    if waiting:
        watch_inspections(folder)


def draw_formats_note() -> None:
    """What may be dropped."""
    st.caption(
        _(
            "CSV, text or Parquet, plain or gzipped, as your shop system or marketplace exports"
            " them. Columns, dates and encodings are recognised and shown before anything counts."
        )
    )


def receive(folder: ShopFolder, files: list[Any]) -> None:
    """Put uploads on disk; what goes wrong is said on the next run."""
    try:
        repeated = take_in(folder, files)
    except AppError as error:
        write_problem(folder, error)
        return
    if repeated:
        tell(_("Already waiting below: {files}.").format(files=", ".join(repeated)))


def draw_problem(folder: ShopFolder) -> None:
    """Why the last change of the shop was refused; stays until it is read."""
    problem = last_problem(folder)
    if problem is not None:
        show_error(problem)
        st.button(_("Understood"), key="problem_read", on_click=write_problem, args=(folder, None))


def _draw_cards(folder: ShopFolder, uploads: list[Upload], waiting: list[Upload]) -> list[Upload]:
    """A card per file; returns those that can be imported as they are."""
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
    return [answer["layout"], counted.format(rows=formats.count(rows))]


def _draw_refusal(upload: Upload, inspection: Inspection) -> None:
    assert inspection.error is not None
    show_error(inspection.error)
    if inspection.error.code not in NOT_A_TABLE:
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
    with st.expander(
        _("Check or change the columns"), icon=":material/table_chart:", expanded=bool(problem)
    ):
        draw_column_choices(upload, answer)
        draw_first_rows(answer)
    with st.expander(_("How the file was read"), icon=":material/tune:"):
        draw_reading_choices(upload, choices_of(upload), answer)


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


def _draw_import_button(
    folder: ShopFolder, ready: list[Upload], waiting_count: int, *, is_looking: bool
) -> None:
    if not ready:
        if not is_looking:
            st.caption(_("Nothing can be imported yet: see the files above."))
        return
    if len(ready) == waiting_count:
        label = ngettext("Import {count} file", "Import {count} files", len(ready))
    else:
        label = _("Import {count} of {all} files")
    st.button(
        label.format(count=len(ready), all=waiting_count),
        key="import_files",
        type="primary",
        disabled=is_looking,
        on_click=_start_import,
        args=(folder, ready),
    )
    st.caption(
        _("Days are counted in the time zone {zone}; the settings of the shop change it.").format(
            zone=plain(folder.settings().time_zone)
        )
    )


def _start_import(folder: ShopFolder, uploads: list[Upload]) -> None:
    """Hand the files to the child process; choices go with them and are remembered."""
    files = []
    for upload in uploads:
        inspection = inspection_of(upload)
        assert inspection is not None
        assert inspection.answer is not None
        files.append(
            {
                "path": str(upload.file),
                "name": upload.name,
                "mapping": inspection.answer["mapping"] if inspection.choices else {},
                "layout_mark": inspection.answer["layout_mark"],
            }
        )
    names = ", ".join(upload.name for upload in uploads)
    start_work(
        folder,
        import_request(folder, files),
        _("Importing {files}").format(files=names),
        _("Imported: {files}.").format(files=names),
        tuple(uploads),
    )
