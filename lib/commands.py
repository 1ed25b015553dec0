"""What each command answers, ready for JSON: money as text, days ISO, rates from 0 to 1."""

import argparse
import sys
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.errors import AppError, FileRefused, QuestionRefused, ShopRefused
from lib.i18n import _
from lib.ingest.job import import_request, read_request, run
from lib.ingest.mapping import Mapping
from lib.ingest.repair import open_shop
from lib.metrics.activity_window import default_window, suggest_window
from lib.metrics.cohorts import Measure, calendar_cohorts, cells_as_rows, exact_age_cohorts
from lib.metrics.compare import compare
from lib.metrics.retention import read_retention_data, retention
from lib.metrics.rfm import rfm
from lib.metrics.source import shop_days
from lib.metrics.totals import ImportSummary, import_summaries, shop_warnings, totals
from lib.metrics.trend import default_trend_window, retention_trend
from lib.period import Grain, Period
from lib.segment import parse_where
from lib.shop_files import Settings, ShopFolder
from lib.workspace import Workspace, delete_shop

# Of a folder, only what is named like an export is taken: a folder holds other things too.
EXPORT_ENDINGS = (
    *(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".gz"),
    *(".json", ".jsonl", ".ndjson", ".parquet"),
)


def money(amount: Decimal | float) -> str:
    """Two decimals, a point, no thousands mark."""
    return f"{amount:.2f}"


def import_files(chosen: argparse.Namespace) -> dict[str, Any]:
    """Take files into a shop, which is made when the folder is not there yet."""
    paths = [path for named in chosen.files for path in _files_at(named)]
    folder = ShopFolder(chosen.shop)
    is_new = not folder.exists
    _prepare_shop(folder, chosen)
    mapping = _mapping_choices(chosen)
    files = [{"path": str(path), "name": path.name, "mapping": mapping} for path in paths]
    try:
        answer = run(import_request(folder, files))
    except AppError:
        if is_new:
            _remove_new_shop(folder)
        raise
    workspace = _opened(chosen.shop)
    wanted = {*answer["import_ids"], *(known["import_id"] for known in answer["already"])}
    summaries = [each for each in import_summaries(workspace) if each.import_id in wanted]
    known_ids = {known["import_id"] for known in answer["already"]}
    return {
        "imports": [_import_as_dict(each, each.import_id in known_ids) for each in summaries],
        "totals": totals_as_dict(workspace),
        "warnings": [*answer["notes"], *shop_warnings(workspace)],
    }


def _files_at(path: Path) -> list[Path]:
    """The file itself, or the exports in a folder and its folders, by name."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise _no_such_file(path)
    found = [
        inner
        for inner in sorted(path.rglob("*"))
        if inner.is_file() and inner.suffix.lower() in EXPORT_ENDINGS and inner.name[0] not in ".~"
    ]
    if not found:
        raise FileRefused(
            _("The folder {folder} has no export in it.").format(folder=path.name),
            _("Looked for files that end in {endings}.").format(endings=", ".join(EXPORT_ENDINGS)),
            _("Name the files themselves, or another folder."),
            code="folder_empty",
        )
    return found


def read_file(chosen: argparse.Namespace) -> dict[str, Any]:
    """What the bare reader sees."""
    if not chosen.file.is_file():
        raise _no_such_file(chosen.file)
    if chosen.out and not chosen.out.absolute().parent.is_dir():
        raise _no_such_file(chosen.out.absolute().parent)
    return run(read_request(chosen.file, chosen.file.name, chosen.out))


def totals_as_dict(workspace: Workspace) -> dict[str, Any]:
    """The "totals" of the command line contract."""
    found = totals(workspace)
    coverage = found.identity_coverage
    return {
        "order_lines": found.order_lines,
        "identified_order_lines": found.identified_order_lines,
        "orders": found.orders,
        "valid_orders": found.valid_orders,
        "identified_orders": found.identified_orders,
        "customers": found.customers,
        "revenue": money(found.revenue),
        "identified_revenue": money(found.identified_revenue),
        "currency": workspace.settings.currency,
        "first_ordered_on": found.first_ordered_on and found.first_ordered_on.isoformat(),
        "last_ordered_on": found.last_ordered_on and found.last_ordered_on.isoformat(),
        "identity_coverage": None if coverage is None else round(coverage, 6),
    }


def _import_as_dict(summary: ImportSummary, was_known: bool) -> dict[str, Any]:
    warnings = list(summary.warnings)
    if was_known:
        warnings.insert(0, _("This file was imported before; nothing changed."))
    return {
        "file": summary.file_name,
        "sha256": summary.sha256,
        "platform": summary.platform,
        "encoding": summary.encoding,
        "delimiter": summary.delimiter,
        "date_order": summary.date_order,
        "rows_read": summary.rows_read,
        "rows_used": summary.rows_used,
        "rows_set_aside": summary.rows_set_aside,
        "set_aside": [{"rule": rule.rule, "rows": rule.rows} for rule in summary.set_aside],
        "warnings": warnings,
    }


def _opened(path: Path) -> Workspace:
    opened = open_shop(path)
    if opened is None:
        raise ShopRefused(
            _("The shop is empty."),
            _("Nothing was imported into {path} yet.").format(path=path),
            _("Import an order export first."),
            code="shop_empty",
        )
    if opened.note:
        print(opened.note, file=sys.stderr)
    return opened.workspace


def _prepare_shop(folder: ShopFolder, chosen: argparse.Namespace) -> None:
    """Make the shop, or change the time zone or currency of an existing one when told to."""
    if chosen.time_zone:
        _check_time_zone(chosen.time_zone)
    if chosen.currency:
        _check_currency(chosen.currency)
    if folder.exists:
        settings = folder.settings()
    elif folder.path.exists() and any(folder.path.iterdir()):
        raise ShopRefused(
            _("This folder is not a shop."),
            _("{path} has other files in it and no shop.toml.").format(path=folder.path),
            _("Name a new folder, or a folder that an earlier import made."),
            code="not_a_shop",
        )
    else:
        settings = Settings(name=folder.path.name)
        if not chosen.time_zone:
            print(_("No --time-zone was given; days are counted in UTC."), file=sys.stderr)
    changed = replace(
        settings,
        time_zone=chosen.time_zone or settings.time_zone,
        currency=chosen.currency.upper() or settings.currency,
    )
    if changed != settings or not folder.exists:
        folder.write_settings(changed)


def _remove_new_shop(folder: ShopFolder) -> None:
    """A first import that was refused leaves no empty shop behind."""
    delete_shop(folder)


def _check_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise QuestionRefused(
            _("There is no time zone called {name}.").format(name=name),
            _("Time zones are named like Asia/Bangkok, Asia/Ho_Chi_Minh or Europe/London."),
            _("Correct --time-zone."),
            code="unknown_time_zone",
        ) from error


def _check_currency(code: str) -> None:
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise QuestionRefused(
            _("There is no currency called {name}.").format(name=code),
            _("Currencies are named by three letters like THB, VND, EUR or USD."),
            _("Correct --currency."),
            code="unknown_currency",
        )


def _mapping_choices(chosen: argparse.Namespace) -> dict[str, Any]:
    """What the command line fixes about the files; empty = everything is recognised."""
    fields: dict[str, Any] = {}
    if chosen.mapping:
        try:
            text = chosen.mapping.read_text(encoding="utf-8")
        except OSError as error:
            raise _no_such_file(chosen.mapping) from error
        Mapping.from_toml(text, chosen.mapping.name)
        fields = tomllib.loads(text)
    if chosen.platform:
        fields["layout"] = chosen.platform
    if chosen.date_order:
        fields["date_order"] = chosen.date_order
    return Mapping.from_dict(fields).as_dict() if fields else {}


def _no_such_file(path: Path) -> FileRefused:
    return FileRefused(
        _("{file} was not found.").format(file=path.name),
        _("There is no file {path}.").format(path=path),
        _("Check the name and the folder."),
        code="file_not_found",
    )


def describe_shop(chosen: argparse.Namespace) -> dict[str, Any]:
    """What a shop holds, the days it knows, and the activity window its rhythm suggests."""
    workspace = _opened(chosen.shop)
    days = shop_days(workspace, workspace.settings.as_of)
    return {
        "totals": totals_as_dict(workspace),
        "as_of": days.as_of and days.as_of.isoformat(),
        "data_start": days.data_start and days.data_start.isoformat(),
        "window_days": suggest_window(workspace, days).window_days,
    }


def describe_retention(chosen: argparse.Namespace) -> dict[str, Any]:
    """The retention row of one period. Without --window: max(period, suggested window)."""
    period = Period(chosen.first_day, chosen.last_day)
    segment = parse_where(chosen.where)
    workspace = _opened(chosen.shop)
    data = read_retention_data(workspace, segment, chosen.as_of or workspace.settings.as_of)
    window_days = chosen.window or default_window(period.days, suggest_window(workspace, data.days))
    return retention(data, period, window_days).as_dict()


def describe_trend(chosen: argparse.Namespace) -> dict[str, Any]:
    """One retention row per calendar step, oldest first, all with one window to compare by."""
    grain = Grain(chosen.grain)
    segment = parse_where(chosen.where)
    workspace = _opened(chosen.shop)
    data = read_retention_data(workspace, segment, chosen.as_of or workspace.settings.as_of)
    window_days = chosen.window or default_trend_window(grain, suggest_window(workspace, data.days))
    rows = retention_trend(data, grain, window_days, workspace.settings.week_start)
    return {"rows": [row.as_dict() for row in rows]}


def describe_comparison(chosen: argparse.Namespace) -> dict[str, Any]:
    """One period against another, under one window: max(longer period, suggested window)."""
    now = Period(chosen.first_day, chosen.last_day)
    before = Period(chosen.with_first_day, chosen.with_last_day)
    segment = parse_where(chosen.where)
    workspace = _opened(chosen.shop)
    data = read_retention_data(workspace, segment, chosen.as_of or workspace.settings.as_of)
    window_days = chosen.window or default_window(
        max(now.days, before.days), suggest_window(workspace, data.days)
    )
    return compare(data, now, before, window_days).as_dict()


def describe_cohorts(chosen: argparse.Namespace) -> dict[str, Any]:
    """One row per cohort and age; ages that nobody could have reached yet have no row."""
    grain, measure = Grain(chosen.grain), Measure(chosen.measure)
    segment = parse_where(chosen.where)
    workspace = _opened(chosen.shop)
    as_of = chosen.as_of or workspace.settings.as_of
    week_start = workspace.settings.week_start
    if chosen.age == "days":
        cells = exact_age_cohorts(workspace, grain, chosen.step, segment, as_of, week_start)
    else:
        cells = calendar_cohorts(workspace, grain, segment, as_of, week_start)
    return {"rows": cells_as_rows(cells, grain, measure)}


def describe_rfm(chosen: argparse.Namespace) -> dict[str, Any]:
    """Eleven groups of customers and the cuts between their scores."""
    segment = parse_where(chosen.where)
    workspace = _opened(chosen.shop)
    return rfm(workspace, segment, chosen.as_of or workspace.settings.as_of).as_dict()
