"""What a shop holds, and the rules by which its orders count."""

import argparse
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lib.commands.shared import Subparsers, money, opened
from lib.i18n import _
from lib.ingest.job import rebuild_request, run
from lib.ingest.rules import SWITCHES
from lib.metrics.activity_window import suggest_window
from lib.metrics.refund_timing import refund_timing
from lib.metrics.source import shop_days
from lib.metrics.totals import totals
from lib.shop_files import ShopFolder
from lib.workspace import Workspace


def add_to(subparsers: Subparsers) -> None:
    """The commands shop and refunds."""
    parser = subparsers.add_parser("shop", help=_("what a shop holds"))
    parser.add_argument("shop", type=Path)
    add_rules(parser)
    parser.add_argument(
        "--margin", type=_per_cent, metavar="PERCENT",
        help=_("what is left of revenue after the goods; kept with the shop, none forgets it"),
    )  # fmt: skip
    parser.set_defaults(command=describe_shop)

    refunds = subparsers.add_parser("refunds", help=_("revenue by month, refunds booked two ways"))
    refunds.add_argument("shop", type=Path)
    refunds.set_defaults(command=describe_refunds)


def describe_refunds(chosen: argparse.Namespace) -> dict[str, Any]:
    """Revenue by month with refunds on the day of the order, and on the day they were paid."""
    workspace = opened(chosen.shop)
    found = refund_timing(workspace)
    return {
        "booked_on": "refund_day"
        if workspace.settings.rules.get("book_refunds_when_paid")
        else "order_day",
        "rows": [
            {
                "month": f"{month.first_day:%Y-%m}",
                "revenue_by_order_day": money(month.by_order_day),
                "revenue_by_refund_day": money(month.by_refund_day),
            }
            for month in found.months
        ],
        "undated_refunds": found.undated_refunds,
        "undated_amount": money(found.undated_amount),
    }


def add_rules(parser: argparse.ArgumentParser) -> None:
    """The argument that says which orders count; it may be given several times."""
    parser.add_argument(
        "--rule", dest="rules", type=_rule, action="append", default=[], metavar="NAME=on|off",
        help=_("which orders count, and for how much: {names}").format(names=", ".join(SWITCHES)),
    )  # fmt: skip


def _rule(text: str) -> tuple[str, bool]:
    name, _sign, state = text.partition("=")
    name = name.strip().replace("-", "_")
    if name not in SWITCHES or state not in ("on", "off"):
        raise argparse.ArgumentTypeError(
            _("{text} is not a rule like count_refunded=on; rules are {names}").format(
                text=text, names=", ".join(SWITCHES)
            )
        )
    return name, state == "on"


def _per_cent(text: str) -> str:
    """A number of per cent as text, "" for none; argparse says what is wrong with one."""
    if text == "none":
        return ""
    try:
        number = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        number = Decimal(-1)
    if not 0 < number <= 100:
        raise argparse.ArgumentTypeError(
            _("{text} is not a percentage like 35, or none").format(text=text)
        )
    return str(number)


def describe_shop(chosen: argparse.Namespace) -> dict[str, Any]:
    """What a shop holds, the days it knows, and the activity window its rhythm suggests.

    Rules that are named are changed first, for good, as on the Data page; so is the margin.
    """
    workspace = opened(chosen.shop)
    if chosen.margin is not None:
        ShopFolder(chosen.shop).write_settings(replace(workspace.settings, margin=chosen.margin))
        workspace = opened(chosen.shop)
    rules = workspace.settings.rules | dict(chosen.rules)
    if rules != workspace.settings.rules:
        run(rebuild_request(ShopFolder(chosen.shop), replace(workspace.settings, rules=rules)))
        workspace = opened(chosen.shop)
    days = shop_days(workspace, workspace.settings.as_of)
    answer: dict[str, Any] = {
        "totals": totals_as_dict(workspace),
        "as_of": days.as_of and days.as_of.isoformat(),
        "data_start": days.data_start and days.data_start.isoformat(),
        "window_days": suggest_window(workspace, days).window_days,
    }
    if chosen.rules:
        answer["rules"] = {name: workspace.settings.rules.get(name, False) for name in SWITCHES}
    if chosen.margin is not None:
        rate = workspace.settings.margin_rate
        answer["margin"] = None if rate is None else round(float(rate), 6)
    return answer


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
