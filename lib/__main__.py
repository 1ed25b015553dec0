"""The same answers as on screen, from the command line: ``python -m lib COMMAND SHOP ...``.

JSON goes to standard output, sentences to standard error. Exit code 0; 2 for wrong usage; 1 when a
file or question is refused, and then standard output holds {"error": {code, title, detail, hint}}.
"""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from lib.commands import bright_spots, cohorts, explaining, groups, importing, retention, shop
from lib.errors import AppError

SUBJECTS = (importing, shop, retention, cohorts, groups, bright_spots)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], dict[str, Any]] = chosen.command
    try:
        answer = command(chosen)
    except AppError as error:
        _print_json({"error": error.as_dict()})
        print(
            " ".join(part for part in (error.title, error.detail, error.hint) if part),
            file=sys.stderr,
        )
        return 1
    _print_json(answer)
    return 0


def _print_json(answer: dict[str, Any]) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for subject in SUBJECTS:
        subject.add_to(subparsers)
    explaining.add_to(subparsers, _answer)
    return parser


def _answer(arguments: list[str]) -> dict[str, Any]:
    """The answer of one command, not yet written out."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], dict[str, Any]] = chosen.command
    return command(chosen)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(0)
