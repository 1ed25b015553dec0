"""``docs/benchmarks.md``: the limits first, then every measurement, then how to repeat it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench.growth import curves, growth_svg
from bench.imports import IMPORTING
from bench.lines import CRR_BY_GRID
from bench.machine import machine, versions
from bench.reasons import COHORTS, REASONS
from bench.store import Results

MEMORY_LIMIT_MB = 2048
SAME_COST = 1.2


@dataclass(frozen=True)
class Ratio:
    """A line beside one of its bases."""

    size: int
    name: str
    base: str
    ratio: float
    most: float | None

    @property
    def is_met(self) -> bool:
        return self.most is None or self.ratio <= self.most

    @property
    def words(self) -> str:
        """How many times faster or longer, and whether that is within the limit."""
        faster = self.most is not None and self.most < 1
        shown = f"{_short(1 / self.ratio)} × faster" if faster else f"{_short(self.ratio)} ×"
        if self.most is None:
            return shown
        return f"{shown}, {_verdict(self.ratio / self.most)}"


def ratios(results: Results) -> list[Ratio]:
    """Every comparison whose base was measured, too."""
    found = []
    for size in sorted({each.size for each in results.lines}):
        lines = results.of(size)
        for line in lines.values():
            for base, most in ((line.base, line.most), *line.also):
                if base in lines and base != line.name:
                    ratio = median(line.seconds) / median(lines[base].seconds)
                    found.append(Ratio(size, line.name, base, ratio, most))
    return found


def write_report(results: Results, folder: Path) -> None:
    """Markdown for people, JSON for programs, and the picture of growth."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "benchmarks.md": "\n".join(_markdown(results)) + "\n",
        "benchmarks.json": json.dumps(_as_json(results), indent=1) + "\n",
        "growth.svg": growth_svg(results),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _markdown(results: Results) -> Iterator[str]:
    sizes = results.sizes
    yield "# How fast it is"
    yield ""
    yield (
        "Written by `python -m bench`, never by hand. Every line is a ratio to something measured"
        " beside it in the same run; milliseconds depend on the machine, ratios hardly do."
    )
    days = sorted({each.measured_on for each in results.lines})
    when = (days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}") if days else "never"
    yield ""
    yield f"Measured {when} on {machine()}. " + ", ".join(
        f"{name} {number}" for name, number in versions().items()
    )
    yield from _limits(results, sizes)
    yield from _growth(results)
    yield from _memory(results)
    for size in sizes:
        yield from _details(results, size)
    yield from _method()


def _limits(results: Results, sizes: list[int]) -> Iterator[str]:
    found = [each for each in ratios(results) if each.most is not None and each.size in sizes]
    yield ""
    yield "## The limits we hold ourselves to"
    yield ""
    yield "| what | beside | limit | " + " | ".join(f"{size:,} orders" for size in sizes) + " |"
    yield "|---|---|---|" + "---|" * len(sizes)
    for name, base in dict.fromkeys((each.name, each.base) for each in found):
        by_size = {each.size: each for each in found if (each.name, each.base) == (name, base)}
        most = next(iter(by_size.values())).most or 0
        limit = f"≥ {_short(1 / most)} × faster" if most < 1 else f"≤ {_short(most)} ×"
        cells = [by_size[size].words if size in by_size else "–" for size in sizes]
        yield f"| {name} | {base} | {limit} | " + " | ".join(cells) + " |"
    if len(sizes) > 1:
        yield from _same_cost(results, sizes)
    peaks = {
        each.size: each.line.megabytes
        for each in results.lines
        if each.line.name == IMPORTING and each.line.megabytes
    }
    cells = [
        f"{peaks[size]:,} MB, {'met' if peaks[size] <= MEMORY_LIMIT_MB else '**missed**'}"
        if size in peaks
        else "–"
        for size in sizes
    ]
    yield f"| {IMPORTING}, peak memory | – | ≤ 2 GB | " + " | ".join(cells) + " |"
    missed = {each.name for each in found if not each.is_met}
    for name, reason in REASONS.items():
        if name in missed:
            yield ""
            yield f"*{name}*: {reason}"
    problems = [each for each in results.lines if each.line.problem]
    if problems:
        yield ""
        yield "Not measured: " + "; ".join(
            f"{each.line.name} at {each.size:,} ({each.line.problem})" for each in problems
        )


def _same_cost(results: Results, sizes: list[int]) -> Iterator[str]:
    """What must cost the same however many orders there are."""
    least = results.of(sizes[0])
    for name in (CRR_BY_GRID, COHORTS):
        cells = []
        for size in sizes:
            lines = results.of(size)
            if name in lines and name in least:
                ratio = median(lines[name].seconds) / median(least[name].seconds)
                verdict = f", {_verdict(ratio / SAME_COST)}" if size != sizes[0] else ""
                cells.append(f"{_short(ratio)} ×{verdict}")
            else:
                cells.append("–")
        yield (
            f"| {name} | itself with {sizes[0]:,} orders | ≤ {SAME_COST} × | "
            + " | ".join(cells)
            + " |"
        )


def _growth(results: Results) -> Iterator[str]:
    found = curves(results)
    if not found:
        return
    yield ""
    yield "## Growth"
    yield ""
    yield "![Cost against the number of rows](growth.svg)"
    yield ""
    yield (
        "The power is that of the straight line through all sizes on two logarithmic scales: 1 is"
        " linear, 0 means that the number of orders does not matter."
    )
    yield ""
    counts = sorted({rows for curve in found for rows, _seconds in curve.points})
    yield "| what | " + " | ".join(f"{count:,}" for count in counts) + " | power |"
    yield "|---|" + "---|" * (len(counts) + 1)
    for curve in found:
        by_rows = dict(curve.points)
        cells = [_milliseconds(by_rows[count]) if count in by_rows else "–" for count in counts]
        power = curve.exponent
        yield f"| {curve.name} | " + " | ".join(cells) + f" | {power:.2f} |"


def _memory(results: Results) -> Iterator[str]:
    sizes = sorted({each.size for each in results.peaks})
    if not sizes:
        return
    yield ""
    yield "## Peak memory of each part's process, in MB"
    yield ""
    yield (
        "`clicks` is the app's server itself with this shop. The parts hold what they compare with,"
        " too: `peers` is that of pandas and of the other library."
    )
    yield ""
    yield "| part | " + " | ".join(f"{size:,}" for size in sizes) + " |"
    yield "|---|" + "---|" * len(sizes)
    by_key = {(each.part, each.size): each.megabytes for each in results.peaks}
    for kept in results.lines:
        if kept.part == "clicks" and kept.line.megabytes:
            key = ("clicks", kept.size)
            by_key[key] = kept.line.megabytes
    for part in dict.fromkeys(part for part, _size in by_key):
        cells = [f"{by_key[part, size]:,}" if (part, size) in by_key else "–" for size in sizes]
        yield f"| {part} | " + " | ".join(cells) + " |"


def _details(results: Results, size: int) -> Iterator[str]:
    by_name: dict[str, list[Ratio]] = {}
    for each in ratios(results):
        if each.size == size:
            by_name.setdefault(each.name, []).append(each)
    yield ""
    yield f"## Every line at {size:,} orders"
    yield ""
    yield "| line | median | fastest – slowest | runs | ratio |"
    yield "|---|---|---|---|---|"
    for name, line in results.of(size).items():
        beside = "; ".join(f"{_short(each.ratio)} × {each.base}" for each in by_name.get(name, []))
        spread = f"{_milliseconds(min(line.seconds))} – {_milliseconds(max(line.seconds))}"
        yield (
            f"| {name} | {_milliseconds(median(line.seconds))} | {spread} |"
            f" {len(line.seconds)} | {beside} |"
        )


def _method() -> Iterator[str]:
    yield ""
    yield "## How it is measured"
    yield ""
    yield from (
        "- `make bench` measures everything, `python -m bench 1000000 --parts clicks` one part.",
        "- The invented shop has a heavy tail: half of the customers buy once, a few hundreds of"
        " times, over four years. It is drawn from a fixed seed, a million orders at a time.",
        "- `CRR by sets` is the query most people would write first; `CRR by scan` asks the same"
        " of one pass over all purchases; `CRR by grid` is what the app does. A fast answer counts"
        " only when it is the right one: the lines compare their answers first.",
        "- A click is timed in a headless Chromium, from the press of the button to the last change"
        " on the screen. The constant page sends the very same elements, recorded from the app, and"
        " computes nothing. Every click chooses something that was not asked for before.",
        "- A start runs from the command to the last number of the first screen, with the shop.",
        "- Peak memory is that of the process doing the work, as the system counts it.",
    )


def _as_json(results: Results) -> dict[str, Any]:
    return {
        "machine": machine(),
        "versions": versions(),
        "written_on": datetime.now(UTC).date().isoformat(),
        "lines": [
            {
                "part": each.part,
                "size": each.size,
                "name": each.line.name,
                "milliseconds": [round(1000 * second, 6) for second in each.line.seconds],
                "megabytes": each.line.megabytes,
                "problem": each.line.problem,
            }
            for each in results.lines
        ],
        "ratios": [
            {
                "size": each.size,
                "name": each.name,
                "base": each.base,
                "ratio": each.ratio,
                "most": each.most,
            }
            for each in ratios(results)
        ],
        "peak_megabytes": [vars(each) for each in results.peaks],
    }


def _verdict(factor: float) -> str:
    """Of a ratio over its limit: a near miss in percent, a far one in times."""
    if factor <= 1:
        return "met"
    return f"**missed by {factor - 1:.0%}**" if factor < 2 else f"**missed {factor:.2g} times**"


def _milliseconds(seconds: float) -> str:
    return f"{_short(1000 * seconds)} ms"


def _short(number: float) -> str:
    """Three digits that matter, thousands apart."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
