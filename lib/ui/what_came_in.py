"""What the shop holds, file by file, and every row that does not count with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from lib import formats
from lib.export.safe_csv import safe_csv_of_frame
from lib.glossary import term
from lib.i18n import _, ngettext
from lib.ingest.lists.recognise import every_layout_name, kind_of_layout
from lib.ingest.recognise import layouts
from lib.ingest.rules import describe_rule
from lib.metrics.totals import (
    ImportSummary,
    Totals,
    import_summaries,
    ledger_rows,
    shop_warnings,
    totals,
)
from lib.schema import ANY_FIELD
from lib.ui import state
from lib.ui.cards import count_card
from lib.ui.field_words import field_word, kind_word
from lib.ui.lists_view import draw_lists
from lib.ui.masking import DOTS, is_masked, may_name_somebody
from lib.ui.plain_text import plain
from lib.view import View
from lib.workspace import Workspace

SHOWN_EXAMPLES = 5


@dataclass(frozen=True)
class SetAside:
    """Source rows of the whole shop that one rule set aside, and what they were worth."""

    rule: str
    rows: int
    amount: Decimal


def draw_what_came_in(workspace: Workspace) -> None:
    """Totals, files, warnings and the ledger."""
    summaries = state.ask(import_summaries, workspace)
    found = state.ask(totals, workspace)
    _draw_totals(found, workspace.settings.currency)
    _draw_differences(found, state.view())
    _draw_files(workspace, summaries)
    _draw_warnings(state.ask(shop_warnings, workspace), summaries)
    _draw_ledger(workspace, by_rule(summaries))


def _draw_differences(found: Totals, view: View | None) -> None:
    """Why the numbers of this page may not be those of the others."""
    if view is None or found.last_ordered_on is None:
        return
    if found.last_ordered_on != view.as_of:
        st.caption(
            _(
                "Counted here: every order, to the last one of {last}. The other pages count to the"
                " end of {as_of}, the last day that is surely complete."
            ).format(last=formats.day(found.last_ordered_on), as_of=formats.day(view.as_of))
        )
    if view.scope.conditions:
        st.caption(
            plain(
                _(
                    "This page shows the whole shop. The other pages count {scope}, as chosen in"
                    " the sidebar."
                ).format(scope=view.scope.describe())
            )
        )


def by_rule(summaries: list[ImportSummary]) -> list[SetAside]:
    """The rules of all imports together, most rows first."""
    found: dict[str, SetAside] = {}
    for count in (count for summary in summaries for count in summary.set_aside):
        before = found.get(count.rule, SetAside(count.rule, 0, Decimal(0)))
        found[count.rule] = SetAside(
            count.rule, before.rows + count.rows, before.amount + count.amount
        )
    return sorted(found.values(), key=lambda each: (-each.rows, each.rule))


def _draw_totals(found: Totals, currency: str) -> None:
    with st.grid(2, min_column_width=240):
        count_card("customers", formats.count(found.customers))
        count_card("valid_orders", formats.count(found.valid_orders))
        count_card("revenue", formats.short_money(found.revenue, currency))
        count_card("identity_coverage", formats.rate(found.identity_coverage))
    if found.first_ordered_on:
        st.caption(
            _("Orders from {first} to {last}.").format(
                first=formats.day(found.first_ordered_on), last=formats.day(found.last_ordered_on)
            )
        )


def _draw_files(workspace: Workspace, summaries: list[ImportSummary]) -> None:
    st.subheader(_("Files"))
    zone = ZoneInfo(workspace.settings.time_zone)
    names = {key: _(name) for key, name in every_layout_name(layouts()).items()}
    rows = pd.DataFrame(
        {
            "file": summary.file_name,
            "kind": kind_word(kind_of_layout(summary.platform)),
            "read": summary.rows_read,
            "used": summary.rows_used,
            "set_aside": summary.rows_set_aside,
            "layout": names.get(summary.platform, summary.platform),
            "dates": _dates_in_words(summary.date_order),
            "imported": _imported_at(summary, zone),
        }
        for summary in summaries
    )
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "file": column.TextColumn(_("File")),
            "kind": column.TextColumn(_("Holds")),
            "layout": column.TextColumn(_("Recognised as")),
            "read": _rows_column("rows_read"),
            "used": _rows_column("rows_used"),
            "set_aside": _rows_column("rows_set_aside"),
            "dates": column.TextColumn(_("Dates")),
            "imported": column.TextColumn(_("Imported")),
        },
        alt=_("Every imported file with its rows read, used and set aside"),
    )
    st.caption(_("Rows read = rows used + rows set aside, for every file."))
    draw_lists(workspace)


def _rows_column(key: str) -> ColumnConfig:
    entry = term(key)
    return st.column_config.NumberColumn(entry.label, help=entry.meaning, format="localized")


def _imported_at(summary: ImportSummary, zone: ZoneInfo) -> str:
    moment = pd.Timestamp(summary.imported_at).tz_localize("UTC").tz_convert(zone)
    return formats.day(moment.date()) + moment.strftime(" %H:%M")


def _dates_in_words(order: str) -> str:
    words = {
        "day_first": _("day first"),
        "month_first": _("month first"),
        "mixed": _("mixed"),
        "iso": _("year first"),
        "excel_serial": _("Excel day numbers"),
        "epoch": _("seconds since 1970"),
    }
    return words.get(order, order)


def _draw_warnings(of_shop: list[str], summaries: list[ImportSummary]) -> None:
    lines = list(of_shop)
    for summary in summaries:
        lines += [f"{summary.file_name}: {warning}" for warning in summary.warnings]
    if not lines:
        return
    st.subheader(_("Good to know"))
    for line in lines:
        st.markdown(f"- {plain(line)}")


def _draw_ledger(workspace: Workspace, found: list[SetAside]) -> None:
    st.subheader(_("Rows set aside, and why"))
    if not found:
        st.markdown(_("None: every row of every file counts."))
        return
    for entry in found:
        _draw_rule(workspace, entry)
    st.download_button(
        _("Download all rows set aside"),
        data=_ledger_file(workspace, ""),
        file_name="rows_set_aside.csv",
        mime="text/csv",
        key="download_ledger",
        icon=":material/download:",
        on_click="ignore",
    )


def _draw_rule(workspace: Workspace, entry: SetAside) -> None:
    rule = describe_rule(entry.rule)
    rows = ngettext("{rows} row", "{rows} rows", entry.rows).format(rows=formats.count(entry.rows))
    worth = formats.money(entry.amount, workspace.settings.currency) if entry.amount else ""
    label = " · ".join(part for part in (rule.title, rows, worth) if part)
    opened = st.expander(plain(label), key=f"rule_{entry.rule}", on_change="rerun")
    with opened:
        if not opened.open:
            return
        st.markdown(" ".join(part for part in (rule.explanation, rule.remedy) if part))
        examples = state.ask(ledger_rows, workspace, entry.rule, SHOWN_EXAMPLES)
        _draw_examples(examples, workspace.settings.currency)
        st.download_button(
            _("Download these rows"),
            data=_ledger_file(workspace, entry.rule),
            file_name=f"{entry.rule}.csv",
            mime="text/csv",
            key=f"download_{entry.rule}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )


def _draw_examples(examples: pd.DataFrame, currency: str) -> None:
    """Columns that say nothing for this rule stay away."""
    shown = hidden_cells(examples.drop(columns=["rule"]), is_masked())
    shown = shown.loc[:, shown.notna().any()]
    if "column_name" in shown:
        shown["column_name"] = shown["column_name"].map(_column_word)
    column = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        column_config={
            "file_name": column.TextColumn(_("File")),
            "row_number": column.NumberColumn(_("Row"), format="localized"),
            "column_name": column.TextColumn(_("Column")),
            "value": column.TextColumn(_("What the cell says")),
            "amount": column.NumberColumn(_amount_header(currency), format="localized", step=0.01),
        },
        alt=_("The first rows set aside for this reason"),
    )


def hidden_cells(rows: pd.DataFrame, is_hidden: bool) -> pd.DataFrame:
    """Rows set aside; their cells as dots where they may name somebody and that must not be."""
    if not is_hidden:
        return rows
    may_name = rows["column_name"].map(may_name_somebody) & rows["value"].notna()
    return rows.assign(value=rows["value"].mask(may_name, DOTS))


def _column_word(name: str | None) -> str | None:
    """The rules name fields of ours, the reader columns of the file."""
    return field_word(name) if name in ANY_FIELD else name


def _amount_header(currency: str) -> str:
    return _("Worth ({currency})").format(currency=currency) if currency else _("Worth")


def _ledger_file(workspace: Workspace, rule: str) -> Callable[[], bytes]:
    """Made when the button is pressed, in a thread that knows no language: words are chosen now."""
    headers = [_("File"), _("Row"), _("Column"), _("Cell"), _("Reason"), _("Worth")]
    words = {name: field_word(name) for name in ANY_FIELD}
    is_hidden = is_masked()
    titles = {code: describe_rule(code).title for code in _rules_of(workspace)}

    def make() -> bytes:
        frame = hidden_cells(ledger_rows(workspace, rule), is_hidden)
        frame["rule"] = frame["rule"].map(lambda code: titles.get(code, code))
        frame["column_name"] = frame["column_name"].map(lambda name: words.get(name, name))
        return safe_csv_of_frame(frame, headers)

    return make


def _rules_of(workspace: Workspace) -> list[str]:
    return [entry.rule for entry in by_rule(state.ask(import_summaries, workspace))]
