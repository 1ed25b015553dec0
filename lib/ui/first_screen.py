"""What greets someone without orders: one sentence, a place to drop a file, three sample shops."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from lib.i18n import _
from lib.ingest.job import import_request
from lib.shop_files import Settings, ShopFolder
from lib.ui import state
from lib.ui.importing import draw_formats_note, draw_import, receive
from lib.ui.progress import draw_news, draw_work, start_work, work_of
from lib.ui.shop_settings import browser_time_zone
from lib.ui.uploads import draw_uploader, pending_uploads
from lib.workspace import create_shop, shops_home

SAMPLE_FOLDER = Path(__file__).parent.parent.parent / "sample_data"


@dataclass(frozen=True)
class Sample:
    """An invented shop that is imported with one click."""

    key: str
    name: str
    sentence: str
    time_zone: str
    currency: str
    files: tuple[str, ...]


def draw_first_screen() -> None:
    """For an app without a shop, and for a shop that has no orders yet."""
    folder = state.selected_shop()
    st.header(_("Who comes back to your shop?"))
    draw_news()
    if folder is not None and draw_work(folder):
        return
    st.markdown(
        _(
            "Drop an order export and see how many of your customers stayed, who left and who came"
            " back. Everything stays on this machine."
        )
    )
    if folder is None:
        _draw_first_uploader()
    else:
        draw_import(folder)
    if folder is None or not pending_uploads(folder):
        st.subheader(_("Or look around in a sample shop"))
        draw_samples()


def draw_samples() -> None:
    """A card per sample shop; the people and orders in them are invented."""
    present = {folder.name: folder for folder in state.shops()}
    with st.grid(3, min_column_width=240):
        for sample in samples():
            _draw_sample(sample, present.get(sample.name))


def samples() -> list[Sample]:
    """The sample shops that come with the app."""
    return list(_samples())


def _draw_first_uploader() -> None:
    files = draw_uploader(_("Drop order exports here"), key="orders")
    if files:
        folder = create_shop(shops_home(), Settings(_("My shop"), time_zone=browser_time_zone()))
        state.select_shop(folder)
        receive(folder, files)
        st.rerun()
    draw_formats_note()


def _draw_sample(sample: Sample, present: ShopFolder | None) -> None:
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{_(sample.name)}**")
        st.markdown(_(sample.sentence))
        st.button(
            _("Open"),
            key=f"sample_{sample.key}",
            icon=":material/storefront:",
            on_click=_open_sample,
            args=(sample, present),
        )


def _open_sample(sample: Sample, present: ShopFolder | None) -> None:
    """Show the shop that is there already, or make it and import its files."""
    folder = present or create_shop(
        shops_home(), Settings(sample.name, sample.time_zone, sample.currency)
    )
    state.select_shop(folder)
    if folder.current_version() is None and work_of(folder) is None:
        paths = [SAMPLE_FOLDER / name for name in sample.files]
        start_work(
            folder,
            import_request(folder, [{"path": str(path), "name": path.name} for path in paths]),
            _("Importing {files}").format(files=sample.name),
            _("The sample shop is ready."),
        )


@cache
def _samples() -> tuple[Sample, ...]:
    text = (SAMPLE_FOLDER / "shops.toml").read_text(encoding="utf-8")
    return tuple(
        Sample(**(fields | {"files": tuple(fields["files"])}))
        for fields in tomllib.loads(text)["shops"]
    )
