"""Measure the app's speed: ``python -m bench [SIZE ...] [--parts PART ...]``.

Everything is a ratio to something measured beside it, in the same run on the same machine. After
each measurement ``docs/benchmarks.md``, ``benchmarks.json`` and ``growth.svg`` are written anew, so
a run may be done in pieces, and one that ends early leaves what it has. Data is kept outside of the
project, in ~/.cache/bright-spots-bench.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Line, say
from bench.parts import GROWTH_PARTS, PARTS
from bench.report import write_report
from bench.store import Kept, Peak, cache_folder, line_of, load, save

PROJECT = Path(__file__).parent.parent
SIZES = (100_000, 1_000_000, 10_000_000)
IN_BETWEEN = (300_000, 3_000_000)
GROWTH = "growth"
MOST_MINUTES = 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, help="numbers of orders")
    parser.add_argument(
        "--parts", nargs="+", choices=[*PARTS, GROWTH], default=[*PARTS, GROWTH], metavar="PART"
    )
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where data is kept")
    parser.add_argument("--docs", type=Path, default=PROJECT / "docs", help="where reports go")
    parser.add_argument("--brief", action="store_true", help="measure everything once")
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    parser.add_argument("--report", action="store_true", help="only write the report anew")
    chosen = parser.parse_args()
    if chosen.fresh:
        (chosen.cache / "results.json").unlink(missing_ok=True)
    if not chosen.report:
        for part, size, is_brief in _plan(chosen.parts, chosen.sizes, is_brief=chosen.brief):
            run_part(part, size, chosen.cache, chosen.docs, is_brief=is_brief)
    write_report(load(chosen.cache), chosen.docs)
    say(f"written: {chosen.docs / 'benchmarks.md'}")


def _plan(parts: list[str], sizes: list[int], *, is_brief: bool) -> Iterator[tuple[str, int, bool]]:
    """Small sizes first: a mistake shows early. Sizes in between last: they are worth least."""
    for size in sizes:
        for part in PARTS:
            if part in parts:
                yield part, size, is_brief
    if GROWTH in parts:
        for size in IN_BETWEEN:
            for part in GROWTH_PARTS:
                yield part, size, True


def run_part(part: str, size: int, folder: Path, docs: Path, *, is_brief: bool) -> None:
    """Measure a part in a process of its own, and keep every line as it comes."""
    began = time.monotonic()
    say(f"\n== {part}, {size:,} orders ==")
    arguments = [part, str(size), str(folder), *(["--brief"] if is_brief else [])]
    process = subprocess.Popen(
        ["timeout", str(60 * MOST_MINUTES), sys.executable, "-m", "bench.parts", *arguments]
        if _has_timeout()
        else [sys.executable, "-m", "bench.parts", *arguments],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    for text in process.stdout or ():
        line = line_of(json.loads(text))
        today = datetime.now(UTC).date().isoformat()
        results = load(folder).with_line(Kept(part, size, line, today, is_brief))
        save(results, folder)
        say(f"   {line.name}: {_in_words(line)}")
        _write_safely(folder, docs)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        say(f"!! {part} ended early with code {process.returncode}; what came before is kept")
    save(load(folder).with_peak(Peak(part, size, usage.ru_maxrss // 1024)), folder)
    say(f"== {part}, {size:,} orders: {time.monotonic() - began:,.0f} s ==")


def _write_safely(folder: Path, docs: Path) -> None:
    """A report that cannot be drawn must not cost the measurements that come after it."""
    try:
        write_report(load(folder), docs)
    except Exception as error:
        say(f"!! the report could not be written: {type(error).__name__}: {error}")


def _in_words(line: Line) -> str:
    if not line.seconds:
        return f"failed ({line.problem})"
    ordered = sorted(line.seconds)
    return f"{1000 * ordered[len(ordered) // 2]:,.3g} ms"


def _has_timeout() -> bool:
    return Path("/usr/bin/timeout").exists()


if __name__ == "__main__":
    main()
