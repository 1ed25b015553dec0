"""A list of customers to take along: a spreadsheet, or a file for a mail or advertising tool."""

import re

import pandas as pd
import streamlit as st

from lib import formats
from lib.export.audience_file import audience_of
from lib.export.audiences import Tool
from lib.export.hold_out import is_held_out
from lib.export.safe_csv import safe_csv_of_frame
from lib.export.safe_xlsx import safe_xlsx_of_frame
from lib.export.tool_csv import tool_csv
from lib.i18n import _
from lib.metrics.contacts import contacts_of
from lib.ui import state
from lib.ui.masking import is_masked, masked
from lib.workspace import Workspace

CSV, XLSX = "csv", "xlsx"
_DAYS_AT_THE_END = re.compile(r"(_\d{4}-\d{2}-\d{2})+$")
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOME_COUNTRIES = {"Asia/Bangkok": "TH", "Asia/Ho_Chi_Minh": "VN", "Europe/London": "GB"}


def draw_take_along(
    people: pd.DataFrame, headers: dict[str, str], *, file_name: str, key: str
) -> None:
    """A button that opens the choice of file; everybody of ``people`` is in the spreadsheets.

    ``headers`` names the columns to write. Files for tools need the column customer_id.
    """
    # Not a popover: low on the page that opens beneath the edge of the window.
    box = st.expander(
        _("Take this list along"),
        icon=":material/download:",
        on_change="rerun",
        key=f"{key}_box",
    )
    if not box.open:
        return
    with box:
        opened = state.whole_shop()
        tools = opened is not None and "customer_id" in people.columns and not is_masked()
        kinds = [CSV, XLSX, *(tool.value for tool in Tool if tools)]
        kind = st.selectbox(_("File"), kinds, format_func=_kind_label, key=f"{key}_kind")
        stem = file_name.removesuffix(".csv")
        holds_out = opened is not None and st.toggle(
            _("Keep one in ten out, to see the effect"),
            key=f"{key}_hold_out",
            help=_(
                "The same tenth of the customers every time you make this list. Do not contact"
                " them, and compare later: without them nobody knows what would have happened."
            ),
        )
        st.caption(
            _(
                "Only people who may be contacted belong in a campaign: who agreed, and did not"
                " take it back. The orders do not say that; check it in your mail tool."
            )
        )
        if is_masked():
            st.caption(_("Names are hidden, so the file has numbers in their place."))
        workspace = opened.workspace if opened else None
        if kind in (CSV, XLSX) or workspace is None:
            _draw_spreadsheet(people, headers, kind, stem, key, workspace if holds_out else None)
        else:
            _draw_tool(people, Tool(kind), stem, key, workspace, holds_out=holds_out)


def _draw_spreadsheet(
    people: pd.DataFrame,
    headers: dict[str, str],
    kind: str,
    stem: str,
    key: str,
    hold_out_of: Workspace | None,
) -> None:
    table = masked(people)[list(headers)].copy()
    for name in table.columns:
        if name.endswith("_on"):
            table[name] = pd.to_datetime(table[name]).dt.date
    words = list(headers.values())
    if hold_out_of is not None:
        shop = hold_out_of.folder.path.name
        marks = ["yes" if each else "no" for each in _held_out(shop, stem, _keys(people))]
        table, words = table.assign(hold_out=marks), [*words, _("Kept out")]
    write = safe_csv_of_frame if kind == CSV else safe_xlsx_of_frame
    st.download_button(
        _("Download {count} customers").format(count=formats.count(len(table))),
        data=lambda: write(table, words),
        file_name=f"{stem}.{kind}",
        mime="text/csv" if kind == CSV else SPREADSHEET,
        on_click="ignore",
        key=key,
    )


def _draw_tool(
    people: pd.DataFrame, tool: Tool, stem: str, key: str, workspace: Workspace, *, holds_out: bool
) -> None:
    contacts = state.ask(contacts_of, workspace, people["customer_id"].tolist())
    home = HOME_COUNTRIES.get(workspace.settings.time_zone, "")
    shop = workspace.folder.path.name
    held = _held_out(shop, stem, [each.customer_key for each in contacts]) if holds_out else None
    file = audience_of(tool, contacts, home, held)
    if file.unreachable:
        said = (
            _("{count} have no usable e-mail address and are not in this file.")
            if tool is Tool.MAILCHIMP
            else _("{count} have no usable e-mail or phone and are not in this file.")
        )
        st.caption(said.format(count=formats.count(file.unreachable)))
    if file.kept_out:
        st.caption(
            _(
                "{count} are kept out and not in this file: this tool takes no column that would"
                " say so."
            ).format(count=formats.count(file.kept_out))
        )
    st.download_button(
        _("Download {count} customers").format(count=formats.count(len(file.rows))),
        data=tool_csv(file.headers, file.rows),
        file_name=f"{stem}_{tool.value}.csv",
        mime="text/csv",
        on_click="ignore",
        disabled=not file.rows,
        key=key,
    )


def _held_out(shop: str, stem: str, keys: list[str]) -> list[bool]:
    """Who is kept out of a list, the same people on every day it is made."""
    list_name = _DAYS_AT_THE_END.sub("", stem)
    return [is_held_out(shop, list_name, key) for key in keys]


def _keys(people: pd.DataFrame) -> list[str]:
    return [str(key) for key in people["customer_key"]]


def _kind_label(kind: str) -> str:
    return {
        CSV: _("Spreadsheet (CSV)"),
        XLSX: _("Spreadsheet (XLSX)"),
        Tool.KLAVIYO.value: "Klaviyo",
        Tool.MAILCHIMP.value: "Mailchimp",
        Tool.META.value: _("Meta custom audience, hashed"),
        Tool.GOOGLE.value: _("Google Customer Match, hashed"),
    }[kind]
