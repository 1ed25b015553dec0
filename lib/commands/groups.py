"""Groups of customers by what they did."""

import argparse
from typing import Any

from lib.commands.shared import Subparsers, add_question, opened
from lib.i18n import _
from lib.metrics.rfm import fit_rfm, rfm
from lib.metrics.rfm_models import kept_model
from lib.metrics.rfm_presets import BRIGHT_SPOTS, PRESETS
from lib.metrics.source import shop_days
from lib.segment import parse_where


def add_to(subparsers: Subparsers) -> None:
    """The command rfm."""
    scores = subparsers.add_parser("rfm", help=_("customers by recency, frequency and revenue"))
    add_question(scores)
    scores.add_argument("--groups", choices=list(PRESETS), help=_("whose groups to use"))
    scores.add_argument(
        "--fresh",
        action="store_true",
        help=_("measure the limits anew, whatever the shop has kept"),
    )
    scores.set_defaults(command=describe_rfm)


def describe_rfm(chosen: argparse.Namespace) -> dict[str, Any]:
    """Groups of customers and the cuts between their scores: kept ones, or measured now."""
    segment = parse_where(chosen.where)
    workspace = opened(chosen.shop)
    as_of = chosen.as_of or workspace.settings.as_of
    model = kept_model(workspace)
    if chosen.fresh or model is None or (chosen.groups and chosen.groups != model.preset):
        day = shop_days(workspace, as_of).as_of
        model = fit_rfm(workspace, day, chosen.groups or BRIGHT_SPOTS)
    return rfm(workspace, segment, as_of, model).as_dict()
