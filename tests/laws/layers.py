"""Who may import whom."""

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.laws.source import Source, imports, sources

WORDS = ("lib.errors", "lib.i18n")
FRAMES = ("pandas", "numpy")
OUTERMOST = ("lib.ui", "lib.__main__", "lib.commands")
DRIVERS = ("streamlit", "altair", "duckdb")
SPARK = ("pyspark", "py4j", "sqlglot")


@dataclass(frozen=True)
class Layer:
    """``only``: all it may import beside the standard library. Without it, ``never`` forbids."""

    name: str
    places: tuple[str, ...]
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


_ABOVE_INGEST = (*OUTERMOST, "lib.charts", "lib.export", "lib.metrics")
_VALUES = (
    *("lib/errors.py", "lib/i18n.py", "lib/glossary"),
    *("lib/term.py", "lib/schema", "lib/period.py", "lib/attributes.py"),
)

# The most particular place wins; a file of lib that no line names falls under the last one.
LAYERS = (
    Layer(
        "pages and app.py",
        ("app.py", "pages"),
        only=(
            *("streamlit", "lib.ui", "lib.metrics", "lib.charts", "lib.glossary"),
            *("lib.period", "lib.segment", *WORDS),
        ),
    ),
    Layer("lib.ui", ("lib/ui",), never=("duckdb", "altair", *OUTERMOST[1:])),
    Layer(
        "lib.charts",
        ("lib/charts",),
        only=("altair", *FRAMES, "lib.charts", "lib.glossary", *WORDS),
    ),
    Layer(
        "lib.metrics",
        ("lib/metrics",),
        only=(
            *(*FRAMES, "scipy", "sklearn", "threadpoolctl", "lib.metrics", "lib.workspace"),
            *("lib.period", "lib.segment", *WORDS),
        ),
    ),
    Layer("lib.export", ("lib/export",), never=("streamlit", "duckdb", *OUTERMOST)),
    Layer("lib.ingest", ("lib/ingest",), never=(*DRIVERS, *_ABOVE_INGEST)),
    Layer(
        "lib.engines",
        ("lib/engines",),
        never=("streamlit", "altair", "lib.workspace", "lib.ingest", *_ABOVE_INGEST),
    ),
    Layer(
        "the command line",
        ("lib/__main__.py", "lib/commands"),
        never=("streamlit", "duckdb", "lib.ui"),
    ),
    Layer("words and values", _VALUES, only=(*WORDS, "lib.glossary", "lib.schema", "lib.term")),
    # A filter names columns, and identifiers come from the schema only.
    Layer(
        "lib.segment",
        ("lib/segment",),
        only=("lib.schema", "lib.segment", "lib.attributes", *WORDS),
    ),
    Layer("the rest of lib", ("lib",), never=(*DRIVERS, "lib.ingest", *_ABOVE_INGEST)),
)


def imports_stay_in_their_layer(root: Path) -> list[str]:
    """A layer imports only what the table in CONTRIBUTING allows it."""
    broken = []
    for source in sources(root, "app.py", "pages", "lib"):
        layer = layer_of(source.name)
        broken += [
            source.at(
                node, f"{layer.name} may not import {module}. See the layers in CONTRIBUTING.md."
            )
            for node, module in imports(source)
            if not _allowed(layer, module)
        ]
    return broken


def only_the_engine_speaks_to_duckdb(root: Path) -> list[str]:
    """One door to the database: lib/engines/duck.py."""
    return [
        source.at(node, "only lib/engines/duck.py imports duckdb; ask through lib.workspace.")
        for source in sources(root, "app.py", "pages", "lib", "bench", "sample_data")
        if source.name != "lib/engines/duck.py"
        for node, module in imports(source)
        if _within(module, "duckdb")
    ]


def only_the_engine_speaks_to_spark(root: Path) -> list[str]:
    """One door to Spark, which most machines do without: lib/engines/spark*.py."""
    return [
        source.at(node, "only lib/engines/spark*.py imports Spark; ask through lib.workspace.")
        for source in sources(root, "app.py", "pages", "lib", "bench", "sample_data")
        if not source.name.startswith("lib/engines/spark")
        for node, module in imports(source)
        if any(_within(module, package) for package in SPARK)
    ]


def imports_are_absolute(root: Path) -> list[str]:
    """``from lib.errors import ...`` says where a thing comes from; ``from . import`` does not."""
    return [
        source.at(node, "write the import out in full, from lib...")
        for source in sources(root, "app.py", "pages", "lib", "bench", "sample_data", "tests")
        for node in _relative_imports(source)
    ]


def layer_of(name: str) -> Layer:
    """The layer of a file, by its path from the top of the checkout."""
    for layer in LAYERS:
        if any(name == place or name.startswith(f"{place}/") for place in layer.places):
            return layer
    raise AssertionError(f"{name} lies outside every layer")


def _allowed(layer: Layer, module: str) -> bool:
    if module in ("lib", "__future__", "") or module.split(".")[0] in sys.stdlib_module_names:
        return True
    if layer.only:
        return any(_within(module, allowed) for allowed in layer.only)
    return not any(_within(module, forbidden) for forbidden in layer.never)


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _relative_imports(source: Source) -> list[ast.ImportFrom]:
    return [n for n in ast.walk(source.tree) if isinstance(n, ast.ImportFrom) and n.level]
