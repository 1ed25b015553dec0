"""Where an answer comes from: its queries with time, rows and engine, and what its numbers mean."""

import argparse
import time
from collections.abc import Callable
from typing import Any

from lib.commands.shared import Subparsers
from lib.glossary import terms
from lib.i18n import _
from lib.watch import watching

Run = Callable[[list[str]], dict[str, Any]]


def add_to(subparsers: Subparsers, run: Run) -> None:
    """The command explain; ``run`` carries out the command that is explained."""
    parser = subparsers.add_parser(
        "explain", help=_("another command, answered with where its numbers come from")
    )
    parser.add_argument(
        "asked", nargs=argparse.REMAINDER, metavar="COMMAND SHOP ...", help=_("as you would ask it")
    )

    def describe_explanation(chosen: argparse.Namespace) -> dict[str, Any]:
        return _explained(chosen.asked, run)

    parser.set_defaults(command=describe_explanation)


def _explained(asked: list[str], run: Run) -> dict[str, Any]:
    began = time.perf_counter()
    with watching() as queries:
        answer = run(asked)
    return {
        "asked": asked,
        "seconds": round(time.perf_counter() - began, 6),
        "queries": [
            {
                "file": f"lib/sql/{query.name}.sql",
                "engine": query.engine,
                "seconds": round(query.seconds, 6),
                "rows": query.rows,
            }
            for query in queries
        ],
        "numbers": _numbers(answer),
    }


def _numbers(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The numbers of the answer that the glossary knows, each with its formula and SQL file."""
    known = terms()
    return [
        {
            "name": key,
            "value": value,
            "formula": known[key].formula,
            "file": f"lib/sql/{known[key].sql_file}.sql" if known[key].sql_file else None,
        }
        for key, value in answer.items()
        if key in known
    ]
