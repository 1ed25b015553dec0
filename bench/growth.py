"""Cost against rows as a picture: both axes count in powers of ten, so linear is one slope."""

import html
import math
from dataclasses import dataclass
from statistics import median

from bench.imports import IMPORTING
from bench.store import Results

WIDTH, PANEL_HEIGHT, LEFT, RIGHT, TOP, GAP = 900, 330, 74, 330, 64, 84
# Told apart by colour and by dash; dark enough on white, light enough on black.
COLOURS = ("#0f766e", "#b45309", "#7c3aed", "#be123c", "#2563eb", "#4d7c0f", "#a16207", "#64748b")
PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Import and rebuild: once per upload",
        (
            IMPORTING,
            "build purchase_days",
            "build purchase_pairs",
            "build cohort_days",
            "pairs to grid",
        ),
    ),
    (
        "Asked for the first time: once per upload, then from memory",
        (
            "personas",
            "bright spots",
            "bright spots, products",
            "bright spots, rhythm of items",
            "RFM groups",
            "lifecycle stages",
            "two periods compared",
            "grid of a country",
        ),
    ),
    (
        "Asked with every click",
        (
            "cohort table by month",
            "CRR of every day, every window",
            "retention of every month",
            "retention of a period",
            "CRR by grid",
        ),
    ),
)


@dataclass(frozen=True)
class Curve:
    """Seconds by number of rows."""

    name: str
    points: tuple[tuple[int, float], ...]

    @property
    def exponent(self) -> float | None:
        """The cost grows like rows to this power, by least squares; None without two sizes."""
        if len(self.points) < 2:
            return None
        xs = [math.log(rows) for rows, _seconds in self.points]
        ys = [math.log(seconds) for _rows, seconds in self.points]
        x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
        spread = sum((x - x_mean) ** 2 for x in xs)
        return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / spread


def curves(results: Results) -> list[Curve]:
    """Every line that was measured at two sizes or more."""
    points: dict[str, dict[int, float]] = {}
    for kept in results.lines:
        if kept.line.seconds and kept.part != "clicks":
            points.setdefault(kept.line.name, {})[kept.size] = median(kept.line.seconds)
    return [
        Curve(name, tuple(sorted(found.items())))
        for name, found in points.items()
        if len(found) >= 2
    ]


def growth_svg(results: Results) -> str:
    """The picture; a dashed line shows what linear growth would be."""
    by_name = {curve.name: curve for curve in curves(results)}
    height = TOP + len(PANELS) * (PANEL_HEIGHT + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        ' font-family="system-ui, sans-serif" font-size="13">',
        "<title>Cost against the number of rows</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        '<text x="24" y="34" font-size="20" font-weight="600" fill="#1f2937">'
        "What ten times the orders cost</text>",
    ]
    for place, (title, names) in enumerate(PANELS):
        chosen = [by_name[name] for name in names if name in by_name]
        if chosen:
            parts += _panel(title, chosen, TOP + place * (PANEL_HEIGHT + GAP))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(title: str, chosen: list[Curve], top: int) -> list[str]:
    rows = [point[0] for curve in chosen for point in curve.points]
    costs = [point[1] for curve in chosen for point in curve.points]
    x_low, x_high = math.log10(min(rows)), math.log10(max(rows))
    y_low, y_high = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))
    y_high = max(y_high, y_low + 1)
    right, upper, lower = WIDTH - RIGHT, top + 30, top + PANEL_HEIGHT

    def x_of(count: float) -> float:
        return LEFT + (math.log10(count) - x_low) / (x_high - x_low) * (right - LEFT)

    def y_of(seconds: float) -> float:
        return lower - (math.log10(seconds) - y_low) / (y_high - y_low) * (lower - upper)

    parts = [_text(24, top + 12, title, weight=600)]
    for power in range(y_low, y_high + 1):
        y = y_of(10.0**power)
        parts.append(_line([(LEFT, y), (right, y)], "#e5e7eb"))
        parts.append(_text(LEFT - 8, y + 4, _duration(10.0**power), anchor="end", muted=True))
    for count in sorted(set(rows)):
        parts.append(
            _text(x_of(count), lower + 20, f"{count:,}", anchor="middle", muted=True, size=11)
        )
    start = 10.0**y_low
    end = min(max(rows), min(rows) * 10.0 ** (y_high - y_low))
    linear = [(x_of(min(rows)), y_of(start)), (x_of(end), y_of(start * end / min(rows)))]
    parts.append(_line(linear, "#9ca3af", dash="2 5"))
    parts.append(
        _text(linear[1][0] - 6, linear[1][1] - 6, "linear", anchor="end", muted=True, size=11)
    )
    labels = _apart([y_of(curve.points[-1][1]) for curve in chosen], upper, lower)
    for place, (curve, label_y) in enumerate(zip(chosen, labels, strict=True)):
        colour = COLOURS[place % len(COLOURS)]
        points = [(x_of(count), y_of(seconds)) for count, seconds in curve.points]
        parts.append(_line(points, colour, width=2))
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(_line([points[-1], (right + 14, label_y)], colour, width=0.7))
        words = f"{curve.name}: {_duration(curve.points[-1][1])}"
        parts.append(_text(right + 18, label_y + 4, words, colour=colour))
    return parts


def _apart(wanted: list[float], upper: float, lower: float, room: float = 18) -> list[float]:
    """Heights of labels, moved just enough that none covers another."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = [0.0] * len(wanted)
    last = upper - room
    for place in order:
        last = found[place] = max(wanted[place], last + room)
    surplus = max(0.0, last - lower)
    for place in reversed(order):
        found[place] = min(found[place], lower - room * (len(order) - 1 - order.index(place)))
    return found if surplus else [max(each, upper) for each in found]


def _duration(seconds: float) -> str:
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 0.995 or unit == "µs":
            return f"{seconds * factor:.3g} {unit}"
    raise AssertionError(seconds)


def _line(points: list[tuple[float, float]], colour: str, width: float = 1, dash: str = "") -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    style = f'fill="none" stroke="{colour}" stroke-width="{width}"{dashes}'
    return f'<polyline points="{places}" {style}/>'


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = "#1f2937",
    weight: int = 400,
    size: int = 13,
    muted: bool = False,
) -> str:
    fill = "#6b7280" if muted else colour
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size}" font-weight="{weight}"'
        f' text-anchor="{anchor}">{html.escape(words)}</text>'
    )
