"""Measure the app's speed: ``python -m bench [PURCHASE_DAYS ...]``.

Prints one Markdown table per size, then the same lines as JSON. Seconds are medians; a ratio is
how many times longer than the base, which is measured in the same run.
"""

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.days import build_shop
from bench.imports import import_lines
from bench.lines import LINES, Line

TABLE_HEAD = "| line | median ms | ratio | to |\n|---|---|---|---|"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    reports = []
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            shop = build_shop(size, Path(folder))
            lines = [measure(shop) for measure in LINES]
            shop.database.close()
            lines += import_lines(size, Path(folder))
        print(f"\n### {size:,} rows\n{TABLE_HEAD}")
        seconds = {line.name: median(line.seconds) for line in lines}
        for line in lines:
            reports.append(report(size, line, seconds))
            print("| {name} | {milliseconds:.4g} | {ratio:.4g} | {base} |".format(**reports[-1]))
    print(*["", *map(json.dumps, reports)], sep="\n")


def report(size: int, line: Line, seconds: dict[str, float]) -> dict[str, Any]:
    return {
        "size": size,
        "name": line.name,
        "milliseconds": seconds[line.name] * 1000,
        "ratio": seconds[line.name] / seconds[line.base],
        "base": line.base,
    }


if __name__ == "__main__":
    main()
