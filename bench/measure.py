"""What a measurement is, and how one is taken."""

import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

REPETITIONS = 7
FEWEST = 3
# Slow work is repeated three times at least, and no more once this long was spent on it.
PATIENCE_SECONDS = 15.0


@dataclass(frozen=True)
class Line:
    """Seconds of each repetition; ``base`` names the line this one is compared with."""

    name: str
    seconds: list[float]
    base: str
    most: float | None = None
    """The largest ratio to the base that we allow ourselves; None for lines that only inform."""
    also: tuple[tuple[str, float], ...] = ()
    """Further lines this one is compared with, each with the largest ratio allowed."""
    megabytes: int | None = None
    """Peak memory of the process that did the work, where it had one of its own."""
    problem: str = ""
    """Why there are no seconds."""


def timed(work: Callable[[], object], repetitions: int = REPETITIONS) -> list[float]:
    """Seconds of each run, after one that warms up; slow work counts its first run, too."""
    seconds = [_once(work)]
    warm_up = seconds[0]
    while len(seconds) <= repetitions:
        if len(seconds) >= FEWEST and sum(seconds) > PATIENCE_SECONDS:
            break
        seconds.append(_once(work))
    return seconds if warm_up > PATIENCE_SECONDS / FEWEST else seconds[1:]


def attempt(name: str, measure: Callable[[], Line]) -> Line:
    """The line, or one that says why there is none: a failure costs its own line only."""
    try:
        return measure()
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        return Line(name, [], name, problem=type(error).__name__)


def say(text: str) -> None:
    """Progress, for whoever waits."""
    print(text, file=sys.stderr, flush=True)


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
