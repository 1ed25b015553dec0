"""Customers by when, or how, they first bought."""

import argparse
from typing import Any

from lib.commands.shared import Subparsers, add_question, money, number_of_days, opened, question
from lib.i18n import _
from lib.metrics.cohort_grid import Attribute, read_cohort_grid
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_spread import has_spread, read_cohort_spread
from lib.metrics.cohort_table import MARGINS, Measure, Share
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.margin import cost_months, margin_grid, margin_unknown, margins
from lib.metrics.payback import paybacks
from lib.period import Grain


def add_to(subparsers: Subparsers) -> None:
    """The command cohorts."""
    parser = subparsers.add_parser("cohorts", help=_("customers by when they first bought"))
    add_question(parser)
    parser.add_argument("--grain", choices=[grain.value for grain in Grain], required=True)
    parser.add_argument("--measure", choices=[each.value for each in Measure], required=True)
    parser.add_argument("--age", choices=["calendar", "days"], default="calendar")
    parser.add_argument("--step", type=number_of_days, default=30, metavar="DAYS")
    parser.add_argument(
        "--by", choices=[each.value for each in Attribute], help=_("cohorts by this, not by time")
    )
    parser.add_argument(
        "--share", choices=[each.value for each in Share], help=_("of what a value is a share")
    )
    parser.add_argument(
        "--merge",
        type=number_of_days,
        default=0,
        metavar="N",
        help=_("join cohorts until each has N customers"),
    )
    parser.set_defaults(command=describe_cohorts)


def describe_cohorts(chosen: argparse.Namespace) -> dict[str, Any]:
    """One row per cohort and age; ages that nobody could have reached yet have no row."""
    asked = question(chosen)
    step_days = chosen.step if chosen.age == "days" else 0
    grid = read_cohort_grid(
        asked.workspace,
        asked.segment,
        asked.as_of,
        asked.workspace.settings.week_start,
        Attribute(chosen.by) if chosen.by else None,
        step_days or chosen.step,
    )
    cohorts = CohortQuestion(Grain(chosen.grain), step_days, chosen.merge)
    measure, share = Measure(chosen.measure), Share(chosen.share) if chosen.share else None
    left = None
    if measure in MARGINS:
        left = margins(opened(chosen.shop), grid.days, asked.workspace.settings.margin_rate)
        if left is None:
            raise margin_unknown()
        grid = margin_grid(grid, left)
    table, spread = cohort_table(grid, cohorts), None
    if has_spread(measure, share):
        spread = read_cohort_spread(asked.workspace, grid, cohorts, table, asked.segment, left)
    answer: dict[str, Any] = {"rows": table_rows(table, measure, share, spread)}
    if measure is Measure.CUMULATIVE_MARGIN and not chosen.where and not chosen.scope:
        answer["acquisition"] = [
            {
                "cohort": each.cohort.label,
                "spent": money(each.spent),
                "cost_per_customer": money(each.cost_each),
                "margin_per_customer": None if each.left_each is None else money(each.left_each),
                "age": each.age,
                "paid_back_age": each.paid_back_age,
            }
            for each in paybacks(table, cost_months(asked.workspace))
        ]
    return answer
