"""Measure the app's speed: ``python -m bench [PURCHASE_DAYS ...] [--peers] [--json FILE]``.

Prints one Markdown table per size. A ratio is how many times longer a line took than its base,
which is measured in the same run; limits are those we hold ourselves to.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.days import build_shop
from bench.imports import import_lines
from bench.lines import LINES, Line
from bench.other_tools import cohorts_by_openretailscience

TABLE_HEAD = (
    "| line | median ms | fastest – slowest | ratio | to | limit |\n|---|---|---|---|---|---|"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--peers", action="store_true", help="also measure another library")
    parser.add_argument("--json", type=Path, help="write the lines to this file as well")
    chosen = parser.parse_args()
    reports: list[dict[str, Any]] = []
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            shop = build_shop(size, Path(folder))
            lines = [measure(shop) for measure in LINES]
            if chosen.peers:
                lines.append(cohorts_by_openretailscience(shop))
            shop.database.close()
            lines += import_lines(size, Path(folder))
        print(f"\n### {size:,} rows\n{TABLE_HEAD}")
        for report in reports_of(size, lines):
            reports.append(report)
            print(row_of(report))
    if chosen.json:
        chosen.json.write_text(json.dumps(reports, indent=1) + "\n", encoding="utf-8")


def reports_of(size: int, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """One report per comparison whose base was measured too."""
    seconds = {line.name: median(line.seconds) for line in lines}
    for line in lines:
        for base, most in ((line.base, line.most), *line.also):
            if base in seconds:
                yield {
                    "size": size,
                    "name": line.name,
                    "milliseconds": seconds[line.name] * 1000,
                    "fastest": min(line.seconds) * 1000,
                    "slowest": max(line.seconds) * 1000,
                    "ratio": seconds[line.name] / seconds[base],
                    "base": base,
                    "most": most,
                }


def row_of(report: dict[str, Any]) -> str:
    """A row of the table; a limit that was missed says by how much."""
    most, verdict = report["most"], ""
    if most is not None:
        factor = report["ratio"] / most
        verdict = f"≤ {most:.3g}: " + ("met" if factor <= 1 else f"missed {factor:.1f} times")
    return (
        "| {name} | {milliseconds:.4g} | {fastest:.4g} – {slowest:.4g} | {ratio:.3g} | {base} |"
        " {verdict} |"
    ).format(**report, verdict=verdict)


if __name__ == "__main__":
    main()
