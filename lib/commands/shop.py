"""What a shop holds."""

import argparse
from pathlib import Path
from typing import Any

from lib.commands.shared import Subparsers, money, opened
from lib.i18n import _
from lib.metrics.activity_window import suggest_window
from lib.metrics.source import shop_days
from lib.metrics.totals import totals
from lib.workspace import Workspace


def add_to(subparsers: Subparsers) -> None:
    """The command shop."""
    parser = subparsers.add_parser("shop", help=_("what a shop holds"))
    parser.add_argument("shop", type=Path)
    parser.set_defaults(command=describe_shop)


def describe_shop(chosen: argparse.Namespace) -> dict[str, Any]:
    """What a shop holds, the days it knows, and the activity window its rhythm suggests."""
    workspace = opened(chosen.shop)
    days = shop_days(workspace, workspace.settings.as_of)
    return {
        "totals": totals_as_dict(workspace),
        "as_of": days.as_of and days.as_of.isoformat(),
        "data_start": days.data_start and days.data_start.isoformat(),
        "window_days": suggest_window(workspace, days).window_days,
    }


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
