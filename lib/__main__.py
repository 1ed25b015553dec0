"""The same answers as on screen, from the command line: ``python -m lib COMMAND SHOP ...``.

JSON goes to standard output, sentences to standard error. Exit code 0; 2 for wrong usage; 1 when a
file or question is refused, and then standard output holds {"error": {code, title, detail, hint}}.
"""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from lib import commands
from lib.errors import AppError
from lib.i18n import _
from lib.metrics.cohorts import Measure
from lib.period import Grain


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], dict[str, Any]] = chosen.command
    try:
        answer = command(chosen)
    except AppError as error:
        _print_json({"error": error.as_dict()})
        print(
            " ".join(part for part in (error.title, error.detail, error.hint) if part),
            file=sys.stderr,
        )
        return 1
    _print_json(answer)
    return 0


def _print_json(answer: dict[str, Any]) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

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
    importing.set_defaults(command=commands.import_files)

    reading = subparsers.add_parser("read", help=_("show what the reader sees in a file"))
    reading.add_argument("file", type=Path)
    reading.add_argument("--out", type=Path, help=_("write the table as read to this CSV"))
    reading.set_defaults(command=commands.read_file)

    shop = subparsers.add_parser("shop", help=_("what a shop holds"))
    shop.add_argument("shop", type=Path)
    shop.set_defaults(command=commands.describe_shop)

    retention = subparsers.add_parser("retention", help=_("customer retention of one period"))
    retention.add_argument("shop", type=Path)
    retention.add_argument("--from", dest="first_day", type=_day, required=True, metavar="D")
    retention.add_argument("--to", dest="last_day", type=_day, required=True, metavar="D")
    retention.add_argument("--window", type=_window, metavar="DAYS")
    retention.add_argument("--where", action="append", default=[], metavar="KEY=VALUE[,VALUE]")
    retention.add_argument("--as-of", type=_day, metavar="D")
    retention.set_defaults(command=commands.describe_retention)

    trend = subparsers.add_parser("trend", help=_("customer retention of every calendar step"))
    trend.add_argument("shop", type=Path)
    trend.add_argument("--grain", choices=[grain.value for grain in Grain], required=True)
    trend.add_argument("--window", type=_window, metavar="DAYS")
    trend.add_argument("--where", action="append", default=[], metavar="KEY=VALUE[,VALUE]")
    trend.add_argument("--as-of", type=_day, metavar="D")
    trend.set_defaults(command=commands.describe_trend)

    compare = subparsers.add_parser("compare", help=_("one period against another"))
    compare.add_argument("shop", type=Path)
    for option, name in (
        ("--from", "first_day"),
        ("--to", "last_day"),
        ("--with-from", "with_first_day"),
        ("--with-to", "with_last_day"),
    ):
        compare.add_argument(option, dest=name, type=_day, required=True, metavar="D")
    compare.add_argument("--window", type=_window, metavar="DAYS")
    compare.add_argument("--where", action="append", default=[], metavar="KEY=VALUE[,VALUE]")
    compare.add_argument("--as-of", type=_day, metavar="D")
    compare.set_defaults(command=commands.describe_comparison)

    cohorts = subparsers.add_parser("cohorts", help=_("customers by when they first bought"))
    cohorts.add_argument("shop", type=Path)
    cohorts.add_argument("--grain", choices=[grain.value for grain in Grain], required=True)
    cohorts.add_argument("--measure", choices=[each.value for each in Measure], required=True)
    cohorts.add_argument("--age", choices=["calendar", "days"], default="calendar")
    cohorts.add_argument("--step", type=_window, default=30, metavar="DAYS")
    cohorts.add_argument("--where", action="append", default=[], metavar="KEY=VALUE[,VALUE]")
    cohorts.add_argument("--as-of", type=_day, metavar="D")
    cohorts.set_defaults(command=commands.describe_cohorts)

    scores = subparsers.add_parser("rfm", help=_("customers by recency, frequency and revenue"))
    scores.add_argument("shop", type=Path)
    scores.add_argument("--where", action="append", default=[], metavar="KEY=VALUE[,VALUE]")
    scores.add_argument("--as-of", type=_day, metavar="D")
    scores.set_defaults(command=commands.describe_rfm)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("{text} is not a day like 2025-12-31").format(text=text)
        ) from None


def _window(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(_("{text} is not a number of days").format(text=text))
    return int(text)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(0)
