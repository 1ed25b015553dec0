"""Where SQL may stand and how."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.laws.source import Source, prose, sources

SQL = re.compile(
    r"""
    \bselect\b .+ \bfrom\b
    | ^\s* ( select | with\s+\w+\s+as\s*\( | attach | copy | pragma | set\s+\w+\s*= | where )\s
    | \b ( insert\s+into | delete\s+from | drop\s+(table|view) | union\s+all ) \b
    | \b create\s+(or\s+replace\s+)?(temp(orary)?\s+)?(table|view|macro) \b
    | \b ( group | order | partition ) \s+ by \b
    | \b update\s+\w+\s+set \b
    | \b read_(csv|parquet|json|text|blob)(_auto)? \s* \(
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)

# Modules that put SQL together, and from what. Nothing a user typed or uploaded is among it.
COMPOSERS = {
    "lib/engines/duck.py": "paths of our own files, quoted, and names of our own tables",
    "lib/ingest/": "positional columns c1..cN and the names of lib/schema.py",
    "lib/attributes.py": "names of bound parameters",
    "lib/segment/": "column names of lib/schema.py; values are bound",
}

# What makes the same question give another answer tomorrow.
SQL_CLOCKS = re.compile(
    r"\b(current_date|current_timestamp|now\(\)|today\(\)|localtimestamp)", re.I
)


def pages_hold_no_sql(root: Path) -> list[str]:
    """A page asks lib.metrics; it never writes a query."""
    return [
        source.at(node, "a page holds no SQL: put it in lib/sql and ask through lib.metrics.")
        for source in sources(root, "app.py", "pages")
        for node in _strings_outside_prose(source)
        if SQL.search(str(node.value))
    ]


def sql_is_composed_in_few_places(root: Path) -> list[str]:
    """No f-string, format, join or concatenation of SQL outside COMPOSERS."""
    return [
        source.at(node, "SQL is put together here: bind the values, or name the file in COMPOSERS.")
        for source in sources(root, "app.py", "pages", "lib")
        if not source.name.startswith(tuple(COMPOSERS))
        for node in _composed_sql(source)
    ]


def sql_files_say_their_grain(root: Path) -> list[str]:
    """The first line of an SQL file is a sentence: one row per what."""
    return [
        f"{path.relative_to(root).as_posix()}:1: begin with '-- ' and the grain in one sentence."
        for path in _sql_files(root)
        if not re.match(r"-- \S+ \S+", path.read_text(encoding="utf-8"))
    ]


def sql_files_are_used(root: Path) -> list[str]:
    """Every SQL file is named by the Python that runs it."""
    mentions = [_string_values(source) for source in sources(root, "lib")]
    return [
        f"{path.relative_to(root).as_posix()}:1: no Python of lib names it; use or delete it."
        for path in _sql_files(root)
        if not any(_names(strings, path.relative_to(root / "lib/sql")) for strings in mentions)
    ]


def sql_reads_no_clock(root: Path) -> list[str]:
    """Days are parameters, so that a question asked again has the same answer."""
    broken = []
    for path in _sql_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if SQL_CLOCKS.search(line.split("--")[0]):
                place = f"{path.relative_to(root).as_posix()}:{number}"
                broken.append(f"{place}: SQL reads no clock; bind the day as a parameter.")
    return broken


def _sql_files(root: Path) -> list[Path]:
    return sorted((root / "lib/sql").rglob("*.sql"))


def _strings_outside_prose(source: Source) -> Iterator[ast.Constant]:
    spoken = prose(source.tree)
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in spoken
        ):
            yield node


def _composed_sql(source: Source) -> Iterator[ast.AST]:
    spoken = prose(source.tree)
    for node in ast.walk(source.tree):
        for part in _literal_parts(node):
            if id(part) not in spoken and SQL.search(str(part.value)):
                yield node
                break


def _literal_parts(node: ast.AST) -> list[ast.Constant]:
    """The literal strings that an f-string, +, %, .format, .replace or .join builds on."""
    pieces: list[ast.expr] = []
    if isinstance(node, ast.JoinedStr) and any(
        isinstance(value, ast.FormattedValue) for value in node.values
    ):
        pieces = node.values
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        pieces = [node.left, node.right]
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"format", "format_map", "replace", "join"}
    ):
        pieces = [node.func.value]
    return [p for p in pieces if isinstance(p, ast.Constant) and isinstance(p.value, str)]


def _string_values(source: Source) -> set[str]:
    nodes = ast.walk(source.tree)
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def _names(strings: set[str], path: Path) -> bool:
    """ "marts/orders" in one piece, or "marts/" and "orders" in the same Python file."""
    folder = f"{path.parent.as_posix()}/"
    return path.with_suffix("").as_posix() in strings or {folder, path.stem} <= strings
