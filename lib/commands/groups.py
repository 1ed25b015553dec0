"""Groups of customers by what they did."""

import argparse
from typing import Any

from lib.commands.shared import Subparsers, add_question, opened
from lib.i18n import _
from lib.metrics.rfm import rfm
from lib.segment import parse_where


def add_to(subparsers: Subparsers) -> None:
    """The command rfm."""
    scores = subparsers.add_parser("rfm", help=_("customers by recency, frequency and revenue"))
    add_question(scores)
    scores.set_defaults(command=describe_rfm)


def describe_rfm(chosen: argparse.Namespace) -> dict[str, Any]:
    """Eleven groups of customers and the cuts between their scores."""
    segment = parse_where(chosen.where)
    workspace = opened(chosen.shop)
    return rfm(workspace, segment, chosen.as_of or workspace.settings.as_of).as_dict()
