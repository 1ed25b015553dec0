"""From dropped files to an import: kept on disk at once, looked into, imported with one button."""

from typing import Any

import streamlit as st

from lib.errors import AppError
from lib.i18n import _, ngettext
from lib.ingest.job import import_request
from lib.shop_files import ShopFolder
from lib.ui.errors import show_error
from lib.ui.file_cards import draw_cards
from lib.ui.inspecting import inspect_pending, watch_inspections
from lib.ui.plain_text import plain
from lib.ui.progress import start_work, tell
from lib.ui.relating import relate_pending, watch_relating
from lib.ui.uploads import (
    Upload,
    draw_uploader,
    inspection_of,
    last_problem,
    pending_uploads,
    take_in,
    write_problem,
)


def draw_import(folder: ShopFolder) -> None:
    """The drop zone, what is waiting, and the button that imports it."""
    files = draw_uploader(_("Drop order exports here"), key="orders")
    if files:
        receive(folder, files)
        st.rerun()
    draw_problem(folder)
    waiting = inspect_pending(folder)
    is_relating = not waiting and relate_pending(folder)
    uploads = pending_uploads(folder)
    if not uploads:
        draw_formats_note()
        return
    ready = draw_cards(folder, uploads, waiting, may_join=bool(waiting) or is_relating)
    _draw_import_button(folder, ready, len(uploads), is_looking=bool(waiting) or is_relating)
    if waiting:
        watch_inspections(folder)
    elif is_relating:
        watch_relating(folder)


def draw_formats_note() -> None:
    """What may be dropped."""
    st.caption(
        _(
            "CSV, Excel, OpenDocument, Parquet or JSON, zipped or not, as your shop system or"
            " marketplace exports them. Columns, dates and encodings are recognised and shown"
            " before anything counts."
        )
    )
    st.caption(_("Lists of customers, costs and survey answers may come with them."))


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
                "is_alone": True,
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
