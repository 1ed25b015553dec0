"""What answers cost: every query with its time and rows, written down only while somebody looks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True)
class Query:
    """One question put to an engine. ``name`` is its SQL file below lib/sql."""

    name: str
    engine: str
    seconds: float
    rows: int


@dataclass(frozen=True)
class Answered(Generic[Found]):
    """An answer with what it cost when it was counted; a cache keeps both together."""

    value: Found
    name: str
    seconds: float
    queries: tuple[Query, ...]
    counted_at: float
    """On the clock of this process (time.perf_counter): tells new answers from kept ones."""


_queries: ContextVar[list[Query] | None] = ContextVar("queries", default=None)


@contextmanager
def watching() -> Iterator[list[Query]]:
    """The queries asked inside, in their order; those of an outer watcher are its own."""
    found: list[Query] = []
    token = _queries.set(found)
    try:
        yield found
    finally:
        _queries.reset(token)


def watched(name: str, engine: str, ask: Callable[[], Found]) -> Found:
    """The answer of ``ask``, noted when somebody watches."""
    queries = _queries.get()
    if queries is None:
        return ask()
    began = time.perf_counter()
    found = ask()
    queries.append(Query(name, engine, time.perf_counter() - began, _rows_of(found)))
    return found


def answered(name: str, ask: Callable[[], Found]) -> Answered[Found]:
    """The answer of ``ask`` with its cost."""
    began = time.perf_counter()
    with watching() as queries:
        value = ask()
    return Answered(value, name, time.perf_counter() - began, tuple(queries), began)


def _rows_of(found: Any) -> int:
    """Rows of an answer: of columns by name the length of one, a single row is one."""
    if not isinstance(found, dict):
        return len(found)
    columns = [len(column) for column in found.values() if getattr(column, "ndim", 0)]
    return columns[0] if columns else 1
