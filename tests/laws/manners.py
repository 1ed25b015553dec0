"""Laws of every file: short, no hidden clock, one place for caches, nobody's private paths."""

import ast
import re
from pathlib import Path

from tests.laws.source import NOT_OURS, dotted_name, sources

FILE_LINES = 300
CACHING_FILE = "lib/ui/state.py"
CACHE_DECORATORS = {"cache_data", "cache_resource"}

CLOCKS = re.compile(r"\.(now|today|utcnow)$|^time\.(time|time_ns|localtime|gmtime|ctime)$")
CLOCK_NAMES = {"time", "time_ns", "localtime", "gmtime", "ctime"}
# Where the day an import was made is written down; no answer depends on it.
READS_THE_CLOCK = {"lib/ingest/job.py"}

# Put together from pieces, so that this file does not break its own law.
PRIVATE_PATHS = re.compile(
    r"(?<![\w./])/(wo" r"rk|ro" r"ot|ho" r"me/\w+|Us" r"ers/\w+)/[\w.]", re.ASCII
)
REGISTRIES = re.compile(r"pythonhos" r"ted|pypi\." r"org|registry\.np" r"mjs|deb\.deb" r"ian", re.I)
TEXT_ENDINGS = {
    *("", ".py", ".sql", ".toml", ".md", ".txt", ".csv", ".json", ".yml", ".yaml", ".cfg", ".ini"),
    *(".po", ".pot", ".css", ".js", ".html", ".svg", ".sh"),
}


def files_are_short(root: Path) -> list[str]:
    """A file can be read in one sitting."""
    return [
        f"{source.name}: {source.line_count} lines; at most {FILE_LINES}. Split it by subject."
        for source in sources(root, "app.py", "lib", "bench", "sample_data")
        if source.line_count > FILE_LINES
    ]


def caching_has_one_place(root: Path) -> list[str]:
    """Streamlit's caches are shared by all visitors: keys and bounds are set in one file."""
    return [
        source.at(node, f"caching belongs in {CACHING_FILE}.")
        for source in sources(root, "app.py", "pages", "lib")
        if source.name != CACHING_FILE
        for node in ast.walk(source.tree)
        if CACHE_DECORATORS & _names_used(node)
    ]


def nothing_reads_the_clock(root: Path) -> list[str]:
    """The as-of day is an argument, so that every answer can be asked for again."""
    return [
        source.at(node, "lib reads no clock: take the day as an argument.")
        for source in sources(root, "lib", "pages", "app.py")
        if source.name not in READS_THE_CLOCK
        for node in ast.walk(source.tree)
        if _reads_clock(node)
    ]


def no_file_names_a_private_path(root: Path) -> list[str]:
    """What is committed works on every machine: no one's folders, no package index by name."""
    broken = []
    for path in _text_files(root):
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            found = PRIVATE_PATHS.search(line) or REGISTRIES.search(line)
            if found:
                place = f"{path.relative_to(root).as_posix()}:{number}"
                broken.append(f"{place}: {found.group()!r} names one machine or one package index.")
    return broken


def _reads_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return any(alias.name in CLOCK_NAMES for alias in node.names)
    return isinstance(node, ast.Call) and bool(CLOCKS.search(dotted_name(node.func)))


def _names_used(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names}
    return set()


def _text_files(root: Path) -> list[Path]:
    """Files that are the project's own: tool caches and shops are skipped."""
    files: list[Path] = []
    for entry in sorted(root.iterdir()):
        tool_cache = entry.name.endswith("_cache") or entry.name == ".hypothesis"
        if entry.name in NOT_OURS or tool_cache:
            continue
        files += [entry] if entry.is_file() else sorted(entry.rglob("*"))
    return [
        path
        for path in files
        if path.is_file()
        and path.suffix in TEXT_ENDINGS
        and not NOT_OURS & set(path.relative_to(root).parts)
    ]
