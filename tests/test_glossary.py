"""Every number on screen has a name, a formula, a plain sentence and the SQL that counts it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.engines.sql_files import SQL_FOLDER
from lib.glossary import terms
from lib.i18n import LANGUAGES, set_language

ROOT = Path(__file__).parent.parent
NAMING_CALLS = {"term", "rate_card", "count_card"}
SCREENS = [*sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "lib" / "ui").glob("*.py"))]


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last part of its name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            yield (function.id if isinstance(function, ast.Name) else name), node


@pytest.mark.parametrize("key", list(terms()))
def test_an_entry_says_what_how_and_where(key: str) -> None:
    entry = terms()[key]
    assert entry.key == key
    assert entry.label
    assert entry.formula
    assert entry.meaning.endswith(".")
    assert not entry.caveat or entry.caveat.endswith(".")
    if entry.sql_file:
        assert (SQL_FOLDER / f"{entry.sql_file}.sql").is_file()


def test_labels_are_not_shared() -> None:
    labels = [entry.label for entry in terms().values()]
    assert len(labels) == len(set(labels))


def test_only_cards_draw_large_figures() -> None:
    drawing = {path.name for path in SCREENS for name, _node in calls(path) if name == "metric"}
    assert drawing == {"cards.py"}


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.name)
def test_a_screen_names_only_numbers_of_the_glossary(path: Path) -> None:
    for name, node in calls(path):
        if name in NAMING_CALLS and node.args and isinstance(node.args[0], ast.Constant):
            assert node.args[0].value in terms(), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_glossary_is_whole_in_every_language(language: str) -> None:
    set_language(language)
    try:
        assert all(entry.label and entry.meaning for entry in terms().values())
    finally:
        set_language("en")
