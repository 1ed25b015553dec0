"""The parts of the benchmark, each in a process of its own: ``python -m bench.parts PART ...``.

Prints one line of JSON per measurement; the parent keeps them.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from bench.measure import Line, attempt, say

Part = Callable[[int, Path, bool], Iterator[Line]]


def questions(size: int, folder: Path, is_brief: bool) -> Iterator[Line]:
    """The app's own questions on purchase days; in brief only what an import builds anew."""
    from bench.days import build_shop
    from bench.lines import LINES, REBUILDS, bare_scan

    say(f"{size:,} purchase days are built, or found from the last run")
    shop = build_shop(size, folder)
    for measure in [bare_scan, *REBUILDS] if is_brief else LINES:
        name = measure.__name__.replace("_", " ")
        yield attempt(name, lambda: measure(shop))  # noqa: B023 it is called at once
    shop.database.close()


def peers(size: int, folder: Path, is_brief: bool) -> Iterator[Line]:
    """The same questions asked of pandas and of another library."""
    from bench.days import build_shop
    from bench.lines import BOUNDS, COHORTS_ELSEWHERE
    from bench.other_tools import cohorts_by_openretailscience
    from bench.pandas_peers import (
        COHORTS_BY_PANDAS,
        CRR_BY_PANDAS,
        cohorts_by_pandas,
        crr_by_pandas,
    )

    shop = build_shop(size, folder)
    shop.database.close()
    yield attempt(CRR_BY_PANDAS, lambda: crr_by_pandas(shop, BOUNDS))
    yield attempt(COHORTS_BY_PANDAS, lambda: cohorts_by_pandas(shop))
    yield attempt(COHORTS_ELSEWHERE, lambda: cohorts_by_openretailscience(shop))


def imports(size: int, folder: Path, is_brief: bool) -> Iterator[Line]:
    """A CSV, all the way to the grids, beside DuckDB's own reading of it."""
    from bench.imports import PAIRS, import_lines

    scratch = Path(tempfile.mkdtemp(prefix="import_", dir=folder))
    try:
        yield from import_lines(size, scratch, 1 if is_brief else PAIRS)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def metrics(size: int, folder: Path, is_brief: bool) -> Iterator[Line]:
    """Every metric from the file of an imported shop."""
    from bench.metrics import metric_lines

    yield from metric_lines(size, folder, repetitions=1 if is_brief else 2)


def clicks(size: int, folder: Path, is_brief: bool) -> Iterator[Line]:
    """What a reader waits for, in a real browser."""
    from bench.clicks import click_lines

    if is_brief:
        yield from click_lines(size, folder, repetitions=1, starts=1)
    else:
        yield from click_lines(size, folder)


# In this order: what is asked most, first. Each imports what it measures only when it runs.
PARTS: dict[str, Part] = {
    part.__name__: part for part in (questions, peers, imports, metrics, clicks)
}
# What sizes in between are measured for: the growth of the cost, not the limits.
GROWTH_PARTS = ("questions", "imports", "metrics")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.parts", description=__doc__)
    parser.add_argument("part", choices=list(PARTS))
    parser.add_argument("size", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--brief", action="store_true")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for line in PARTS[chosen.part](chosen.size, chosen.folder, chosen.brief):
        sys.stdout.write(json.dumps(asdict(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
