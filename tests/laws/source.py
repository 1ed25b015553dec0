"""Reading a checkout: its Python files, what they import, the strings they hold."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NOT_OURS = {".git", ".venv", ".venv-peers", ".venv-spark", "shops", "__pycache__", "node_modules"}


@dataclass(frozen=True)
class Source:
    """One Python file, parsed."""

    path: Path
    name: str
    tree: ast.Module
    line_count: int

    def at(self, node: ast.AST, sentence: str) -> str:
        """A violation with its place: "pages/answers.py:12: ..."."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}: {sentence}"


def sources(root: Path, *places: str) -> list[Source]:
    """The Python files under ``places`` (files or folders of ``root``), in order of their names."""
    paths: list[Path] = []
    for place in places:
        start = root / place
        paths += [start] if start.is_file() else sorted(start.rglob("*.py"))
    return [
        _parsed(path, path.relative_to(root).as_posix(), path.stat().st_mtime_ns)
        for path in paths
        if not NOT_OURS & set(path.relative_to(root).parts)
    ]


@cache
def _parsed(path: Path, name: str, changed_at: int) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path, name, ast.parse(text), len(text.splitlines()))


def imports(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every module a file imports, anywhere in it; ``from lib import ui`` counts as ``lib.ui``."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            for alias in node.names:
                whole = f"{module}.{alias.name}"
                yield node, whole if module == "lib" else module


def called_name(call: ast.Call) -> str:
    """The last word of what is called: ``st.sidebar.header(...)`` is ``header``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def dotted_name(node: ast.AST) -> str:
    """``st.sidebar.header`` as text, or "" for what is not a plain chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted_name(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def prose(tree: ast.Module) -> set[int]:
    """The ids of string nodes written for people: docstrings and sentences inside ``_()``."""
    nodes: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            nodes.add(id(node.value))
        elif isinstance(node, ast.Call) and called_name(node) in {"_", "ngettext"}:
            nodes |= {id(part) for argument in node.args for part in ast.walk(argument)}
    return nodes
