"""Files into a shop, and what the bare reader sees in one."""

import argparse
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.commands.shared import Subparsers, no_such_file, opened
from lib.commands.shop import add_rules, totals_as_dict
from lib.errors import AppError, FileRefused, QuestionRefused, ShopRefused
from lib.i18n import _
from lib.ingest.job import import_request, read_request, run
from lib.ingest.mapping import Mapping
from lib.metrics.totals import ImportSummary, import_summaries, shop_warnings
from lib.shop_files import Settings, ShopFolder
from lib.workspace import delete_shop

# Of a folder, only what is named like an export is taken: a folder holds other things too.
EXPORT_ENDINGS = (
    *(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".gz"),
    *(".json", ".jsonl", ".ndjson", ".parquet"),
)


def add_to(subparsers: Subparsers) -> None:
    """The commands import and read."""
    importing = subparsers.add_parser("import", help=_("take order exports into a shop"))
    importing.add_argument("shop", type=Path)
    importing.add_argument("files", type=Path, nargs="+", metavar="FILE")
    importing.add_argument("--platform", default="", help=_("export layout, when not recognised"))
    importing.add_argument("--mapping", type=Path, help=_("TOML file that names the columns"))
    importing.add_argument("--time-zone", default="", help=_("of the shop, e.g. Asia/Bangkok"))
    order = importing.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="date_order", action="store_const", const="day_first")
    order.add_argument(
        "--month-first", dest="date_order", action="store_const", const="month_first"
    )
    importing.add_argument("--currency", default="", help=_("of the shop, e.g. THB"))
    add_rules(importing)
    importing.set_defaults(command=import_files)

    reading = subparsers.add_parser("read", help=_("show what the reader sees in a file"))
    reading.add_argument("file", type=Path)
    reading.add_argument("--out", type=Path, help=_("write the table as read to this CSV"))
    reading.set_defaults(command=read_file)


def import_files(chosen: argparse.Namespace) -> dict[str, Any]:
    """Take files into a shop, which is made when the folder is not there yet."""
    paths = [path for named in chosen.files for path in _files_at(named)]
    folder = ShopFolder(chosen.shop)
    is_new = not folder.exists
    settings = _prepare_shop(folder, chosen)
    mapping = _mapping_choices(chosen)
    files = [{"path": str(path), "name": path.name, "mapping": mapping} for path in paths]
    try:
        answer = run(import_request(folder, files, settings))
    except AppError:
        if is_new:
            _remove_new_shop(folder)
        raise
    workspace = opened(chosen.shop)
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
        raise no_such_file(path)
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
        raise no_such_file(chosen.file)
    if chosen.out and not chosen.out.absolute().parent.is_dir():
        raise no_such_file(chosen.out.absolute().parent)
    return run(read_request(chosen.file, chosen.file.name, chosen.out))


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


def _prepare_shop(folder: ShopFolder, chosen: argparse.Namespace) -> Settings:
    """The settings to import under: the shop's, with what the command line changes of them.

    A new shop is made; one that exists takes the changes only when the import succeeds.
    """
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
        rules=settings.rules | dict(chosen.rules),
    )
    if not folder.exists:
        folder.write_settings(changed)
    return changed


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
            raise no_such_file(chosen.mapping) from error
        Mapping.from_toml(text, chosen.mapping.name)
        fields = tomllib.loads(text)
    if chosen.platform:
        fields["layout"] = chosen.platform
    if chosen.date_order:
        fields["date_order"] = chosen.date_order
    return Mapping.from_dict(fields).as_dict() if fields else {}
