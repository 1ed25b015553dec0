"""What several commands need: an open shop, the arguments they share, money as text."""

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from lib.errors import FileRefused, ShopRefused
from lib.i18n import _
from lib.ingest.repair import open_shop
from lib.metrics.groups import resolved
from lib.metrics.known_values import check_values
from lib.order_scope import within
from lib.segment import Segment, parse_scope, parse_where
from lib.workspace import Workspace

# argparse gives no public name to what add_subparsers returns.
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def money(amount: Decimal | float) -> str:
    """Two decimals, a point, no thousands mark."""
    return f"{amount:.2f}"


def opened(path: Path) -> Workspace:
    """The shop at its current version; raises ShopRefused when nothing was imported yet."""
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


@dataclass(frozen=True)
class Question:
    """Which shop is asked (perhaps some of its orders only), about whom, up to which day."""

    workspace: Workspace
    segment: Segment
    as_of: date | None


def question(chosen: argparse.Namespace) -> Question:
    """The arguments of ``add_question``; filters are read before the shop is opened, then asked."""
    segment, scope = parse_where(chosen.where), parse_scope(chosen.scope)
    whole = opened(chosen.shop)
    check_values(whole, segment, scope)
    workspace = within(whole, scope)
    as_of = chosen.as_of or workspace.settings.as_of
    return Question(workspace, resolved(workspace, segment, as_of), as_of)


def no_such_file(path: Path) -> FileRefused:
    return FileRefused(
        _("{file} was not found.").format(file=path.name),
        _("There is no file {path}.").format(path=path),
        _("Check the name and the folder."),
        code="file_not_found",
    )


def add_question(parser: argparse.ArgumentParser) -> None:
    """The arguments of every question: shop, customers, orders, last complete day."""
    parser.add_argument("shop", type=Path)
    parser.add_argument("--where", action="append", default=[], metavar="KEY=VALUE[,VALUE]")
    parser.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar="KEY=VALUE[,VALUE]",
        help=_("count as if only these orders had been placed, such as channel=web"),
    )
    parser.add_argument("--as-of", type=day, metavar="D")


def add_period(parser: argparse.ArgumentParser) -> None:
    """The two days of the period, both counted."""
    parser.add_argument("--from", dest="first_day", type=day, required=True, metavar="D")
    parser.add_argument("--to", dest="last_day", type=day, required=True, metavar="D")


def add_window(parser: argparse.ArgumentParser) -> None:
    """The activity window; without it the shop's own rhythm decides."""
    parser.add_argument("--window", type=number_of_days, metavar="DAYS")


def day(text: str) -> date:
    """A day of the command line; argparse says what is wrong with one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("{text} is not a day like 2025-12-31").format(text=text)
        ) from None


def number_of_days(text: str) -> int:
    """A whole number of days, at least one."""
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(_("{text} is not a number of days").format(text=text))
    return int(text)
