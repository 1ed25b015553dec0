"""How many customers stayed: one period, every step of the history, one period against another."""

import argparse
from typing import Any

from lib.commands.shared import Subparsers, add_period, add_question, add_window, day, question
from lib.i18n import _
from lib.metrics.activity_window import default_window, suggest_window
from lib.metrics.compare import compare
from lib.metrics.retention import read_retention_data, retention
from lib.metrics.trend import default_trend_window, retention_trend
from lib.period import Grain, Period


def add_to(subparsers: Subparsers) -> None:
    """The commands retention, trend and compare."""
    one = subparsers.add_parser("retention", help=_("customer retention of one period"))
    add_question(one)
    add_period(one)
    add_window(one)
    one.set_defaults(command=describe_retention)

    trend = subparsers.add_parser("trend", help=_("customer retention of every calendar step"))
    add_question(trend)
    trend.add_argument("--grain", choices=[grain.value for grain in Grain], required=True)
    add_window(trend)
    trend.set_defaults(command=describe_trend)

    two = subparsers.add_parser("compare", help=_("one period against another"))
    add_question(two)
    add_period(two)
    two.add_argument("--with-from", dest="with_first_day", type=day, required=True, metavar="D")
    two.add_argument("--with-to", dest="with_last_day", type=day, required=True, metavar="D")
    add_window(two)
    two.set_defaults(command=describe_comparison)


def describe_retention(chosen: argparse.Namespace) -> dict[str, Any]:
    """The retention row of one period. Without --window: max(period, suggested window)."""
    period = Period(chosen.first_day, chosen.last_day)
    asked = question(chosen)
    data = read_retention_data(asked.workspace, asked.segment, asked.as_of)
    window_days = chosen.window or default_window(
        period.days, suggest_window(asked.workspace, data.days)
    )
    return retention(data, period, window_days).as_dict()


def describe_trend(chosen: argparse.Namespace) -> dict[str, Any]:
    """One retention row per calendar step, oldest first, all with one window to compare by."""
    grain = Grain(chosen.grain)
    asked = question(chosen)
    data = read_retention_data(asked.workspace, asked.segment, asked.as_of)
    window_days = chosen.window or default_trend_window(
        grain, suggest_window(asked.workspace, data.days)
    )
    rows = retention_trend(data, grain, window_days, asked.workspace.settings.week_start)
    return {"rows": [row.as_dict() for row in rows]}


def describe_comparison(chosen: argparse.Namespace) -> dict[str, Any]:
    """One period against another, under one window: max(longer period, suggested window)."""
    now = Period(chosen.first_day, chosen.last_day)
    before = Period(chosen.with_first_day, chosen.with_last_day)
    asked = question(chosen)
    data = read_retention_data(asked.workspace, asked.segment, asked.as_of)
    window_days = chosen.window or default_window(
        max(now.days, before.days), suggest_window(asked.workspace, data.days)
    )
    return compare(data, now, before, window_days).as_dict()
