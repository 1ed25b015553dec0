"""Customers by when they first bought."""

import argparse
from typing import Any

from lib.commands.shared import Subparsers, add_question, number_of_days, opened
from lib.i18n import _
from lib.metrics.cohorts import Measure, calendar_cohorts, cells_as_rows, exact_age_cohorts
from lib.period import Grain
from lib.segment import parse_where


def add_to(subparsers: Subparsers) -> None:
    """The command cohorts."""
    parser = subparsers.add_parser("cohorts", help=_("customers by when they first bought"))
    add_question(parser)
    parser.add_argument("--grain", choices=[grain.value for grain in Grain], required=True)
    parser.add_argument("--measure", choices=[each.value for each in Measure], required=True)
    parser.add_argument("--age", choices=["calendar", "days"], default="calendar")
    parser.add_argument("--step", type=number_of_days, default=30, metavar="DAYS")
    parser.set_defaults(command=describe_cohorts)


def describe_cohorts(chosen: argparse.Namespace) -> dict[str, Any]:
    """One row per cohort and age; ages that nobody could have reached yet have no row."""
    grain, measure = Grain(chosen.grain), Measure(chosen.measure)
    segment = parse_where(chosen.where)
    workspace = opened(chosen.shop)
    as_of = chosen.as_of or workspace.settings.as_of
    week_start = workspace.settings.week_start
    if chosen.age == "days":
        cells = exact_age_cohorts(workspace, grain, chosen.step, segment, as_of, week_start)
    else:
        cells = calendar_cohorts(workspace, grain, segment, as_of, week_start)
    return {"rows": cells_as_rows(cells, grain, measure)}
