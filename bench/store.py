"""What was measured, kept between the parts of a run, and read again as one report."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench.measure import Line


@dataclass(frozen=True)
class Kept:
    """A line with where and when it was measured."""

    part: str
    size: int
    line: Line
    measured_on: str
    is_brief: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        return self.part, self.size, self.line.name


@dataclass(frozen=True)
class Peak:
    """The most memory a part took in all, with everything it held for comparison."""

    part: str
    size: int
    megabytes: int


@dataclass(frozen=True)
class Results:
    """Every line and peak, the last measurement of each."""

    lines: tuple[Kept, ...] = ()
    peaks: tuple[Peak, ...] = ()

    @property
    def sizes(self) -> list[int]:
        """The sizes at which the app's own questions were measured in full."""
        return sorted({each.size for each in self.lines if not each.is_brief})

    def with_line(self, kept: Kept) -> "Results":
        others = tuple(each for each in self.lines if each.key != kept.key)
        return replace(self, lines=(*others, kept))

    def with_peak(self, peak: Peak) -> "Results":
        others = [each for each in self.peaks if (each.part, each.size) != (peak.part, peak.size)]
        return replace(self, peaks=(*others, peak))

    def of(self, size: int) -> dict[str, Line]:
        """The lines of a size that have seconds, by name."""
        return {
            each.line.name: each.line
            for each in self.lines
            if each.size == size and each.line.seconds
        }


def cache_folder() -> Path:
    """Where data is kept between runs: never in the project."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "bright-spots-bench"


def load(folder: Path) -> Results:
    path = _path(folder)
    if not path.exists():
        return Results()
    fields = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        tuple(Kept(**each | {"line": line_of(each["line"])}) for each in fields["lines"]),
        tuple(Peak(**each) for each in fields["peaks"]),
    )


def save(results: Results, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = _path(folder).with_suffix(".unfinished")
    unfinished.write_text(json.dumps(asdict(results), indent=1), encoding="utf-8")
    unfinished.replace(_path(folder))


def line_of(fields: dict[str, Any]) -> Line:
    return Line(**fields | {"also": tuple((name, most) for name, most in fields["also"])})


def _path(folder: Path) -> Path:
    return folder / "results.json"
