"""What pages and the pieces of lib.ui may put on screen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.laws.source import Source, called_name, dotted_name, prose, sources

PAGE_LINES = 80

_SHOWING = """
    title header subheader markdown write caption text button download_button link_button
    form_submit_button metric info success warning error exception toast checkbox toggle radio
    selectbox multiselect slider select_slider text_input text_area number_input date_input
    time_input file_uploader segmented_control pills expander popover spinner status progress
    feedback chat_input badge dialog menu_button tabs
"""
_SPOKEN = "label help placeholder title body text caption alt description delta_description"
SHOWING = frozenset(_SHOWING.split())
SPOKEN_KEYWORDS = frozenset(_SPOKEN.split())
NOT_SCREENS = {"log", "logger", "logging", "warnings"}
# Each renders what it is given as markup, or makes the browser call a foreign host.
RISKY_CALLS = {"ImageColumn", "LinkColumn", "html", "iframe"}

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
SUMMING = {"sum", "round", "divmod", "pow"}


def pages_are_short(root: Path) -> list[str]:
    """A page reads from top to bottom on one or two screens."""
    return [
        f"{source.name}: {source.line_count} lines; a page has {PAGE_LINES} at most; use lib.ui."
        for source in sources(root, "pages")
        if source.line_count > PAGE_LINES
    ]


def pages_do_not_calculate(root: Path) -> list[str]:
    """A number is computed in one place, and that is never a page."""
    return [
        source.at(node, "a page does not calculate or join text: lib.metrics computes, _() speaks.")
        for source in sources(root, "app.py", "pages")
        for node in ast.walk(source.tree)
        if _calculates(node)
    ]


def words_on_screen_are_translated(root: Path) -> list[str]:
    """What a person reads goes through ``_()``, so that Thai and Vietnamese can follow."""
    return [
        source.at(node, f"{shown!r} is shown untranslated: write _({shown!r}).")
        for source in sources(root, "app.py", "pages", "lib/ui")
        for node, shown in _bare_words(source)
    ]


def nothing_is_rendered_as_markup(root: Path) -> list[str]:
    """Names and products come from files of strangers: never HTML, never foreign images."""
    broken = []
    for source in sources(root, "app.py", "pages", "lib"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
                broken.append(source.at(node.value, "unsafe_allow_html is never used."))
            elif isinstance(node, ast.Call) and _is_risky(node):
                sentence = f"{called_name(node)} shows data as markup or loads foreign files."
                broken.append(source.at(node, sentence))
    return broken


def _calculates(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return isinstance(node.op, ARITHMETIC)
    return isinstance(node, ast.Call) and dotted_name(node.func) in SUMMING


def _is_risky(call: ast.Call) -> bool:
    """``st.html``, ``st.column_config.LinkColumn``, ``components.html``, or the bare name."""
    owner = dotted_name(call.func).split(".")[0]
    return called_name(call) in RISKY_CALLS and owner in {
        "st",
        "streamlit",
        "components",
        "column_config",
        *RISKY_CALLS,
    }


def _bare_words(source: Source) -> Iterator[tuple[ast.AST, str]]:
    spoken = prose(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _shows(node):
            for part in _shown_parts(node):
                words = _literal_words(part, spoken)
                if words:
                    yield part, words


def _shows(call: ast.Call) -> bool:
    owner = dotted_name(call.func).split(".")[0]
    if owner in NOT_SCREENS or not isinstance(call.func, ast.Attribute):
        return False
    return owner == "st" or called_name(call) in SHOWING


def _shown_parts(call: ast.Call) -> Iterator[ast.expr]:
    if called_name(call) in SHOWING:
        for argument in call.args[:1]:
            yield from argument.elts if isinstance(argument, ast.List | ast.Tuple) else [argument]
    for keyword in call.keywords:
        if keyword.arg in SPOKEN_KEYWORDS:
            yield keyword.value


def _literal_words(part: ast.expr, spoken: set[int]) -> str:
    """The words of literals in ``part``, f-strings and sums too; icons and `code` are no words."""
    literals = [part]
    if isinstance(part, ast.JoinedStr):
        literals = part.values
    elif isinstance(part, ast.BinOp):
        literals = [part.left, part.right]
    elif isinstance(part, ast.IfExp):
        literals = [part.body, part.orelse]
    pieces = [
        literal.value
        for literal in literals
        if isinstance(literal, ast.Constant)
        and isinstance(literal.value, str)
        and id(literal) not in spoken
    ]
    words = re.sub(r":[a-z]+/[a-z_0-9]+:|`[^`]*`", "", "".join(pieces)).strip()
    return words if re.search(r"[^\W\d_]", words) else ""
