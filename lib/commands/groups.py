"""Groups of customers by what they did."""

import argparse
from typing import Any

from lib.commands.shared import Subparsers, add_question, question
from lib.i18n import _
from lib.metrics.activity_window import period_presets, suggest_window
from lib.metrics.persona_fit import fit_personas
from lib.metrics.persona_model import KEPT_AS, kept_personas
from lib.metrics.personas import personas
from lib.metrics.rfm import fit_rfm, rfm
from lib.metrics.rfm_models import kept_model
from lib.metrics.rfm_presets import BRIGHT_SPOTS, PRESETS
from lib.metrics.source import shop_days


def add_to(subparsers: Subparsers) -> None:
    """The commands rfm and personas."""
    scores = subparsers.add_parser("rfm", help=_("customers by recency, frequency and revenue"))
    add_question(scores)
    scores.add_argument("--groups", choices=list(PRESETS), help=_("whose groups to use"))
    scores.add_argument(
        "--fresh",
        action="store_true",
        help=_("measure the limits anew, whatever the shop has kept"),
    )
    scores.set_defaults(command=describe_rfm)

    portraits = subparsers.add_parser("personas", help=_("five to ten kinds of customers"))
    add_question(portraits)
    portraits.add_argument("--count", type=int, metavar="K", help=_("how many, from 5 to 10"))
    portraits.set_defaults(command=describe_personas)


def describe_rfm(chosen: argparse.Namespace) -> dict[str, Any]:
    """Groups of customers and the cuts between their scores: kept ones, or measured now."""
    asked = question(chosen)
    workspace, as_of = asked.workspace, asked.as_of
    model = kept_model(workspace)
    if chosen.fresh or model is None or (chosen.groups and chosen.groups != model.preset):
        day = shop_days(workspace, as_of).as_of
        model = fit_rfm(workspace, day, chosen.groups or BRIGHT_SPOTS)
    return rfm(workspace, asked.segment, as_of, model).as_dict()


def describe_personas(chosen: argparse.Namespace) -> dict[str, Any]:
    """The personas the shop has kept; the first time they are found and kept.

    With --count they are found anew and nothing is kept: a question changes no name on screen.
    """
    asked = question(chosen)
    workspace, as_of = asked.workspace, asked.as_of
    model = None if chosen.count else kept_personas(workspace)
    if model is None:
        model = fit_personas(workspace, as_of, chosen.count)
        if not chosen.count and not chosen.as_of:
            workspace.keep(KEPT_AS, model.as_dict())
    days = shop_days(workspace, as_of)
    presets = period_presets(days, workspace.settings.week_start)
    period = presets[0].period if presets else None
    window_days = suggest_window(workspace, days).window_days
    currency = workspace.settings.currency
    return personas(workspace, model, asked.segment, as_of, period, window_days, currency).as_dict()
