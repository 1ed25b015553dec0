"""Names and values of strangers shown letter by letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ui.plain_text import plain

JOINER = "\N{WORD JOINER}"


def as_shown(markdown: str) -> str:
    """What a Markdown reader makes of escapes: the backslash goes, the letter stays."""
    return re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", markdown).replace(JOINER, "")


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/x.png)",
        "[l](http://evil.example)",
        "**bold** _it_ `code` ~~no~~",
        ":material/delete: :red[x] :smile:",
        "$x^2$ <b>h</b> &lt; # | \\",
    ],
)
def test_every_markdown_sign_is_escaped(text: str) -> None:
    assert re.search(r"(?<!\\)[\[\]()!*_`:$<>#|~&]", plain(text).replace("\\\\", "")) is None
    assert as_shown(plain(text)) == text


@pytest.mark.parametrize("text", ["www.evil.example", "WWW.evil.example", "anna@example.com"])
def test_what_turns_into_a_link_by_itself_is_broken_invisibly(text: str) -> None:
    assert JOINER in plain(text)
    assert as_shown(plain(text)) == text


@pytest.mark.parametrize("text", ["1. first", "- item", "+ item", "= line", "2) second"])
def test_a_line_never_starts_a_list(text: str) -> None:
    assert re.match(r"(\d+\\[.)]|\\[-+=])", plain(text))


@given(st.text(max_size=40))
def test_the_text_stays_on_one_line(text: str) -> None:
    assert len(plain(text).splitlines()) <= 1


def test_ordinary_names_stay_as_they_are() -> None:
    assert plain("ร้านกาแฟ orders 2024.csv") == "ร้านกาแฟ orders 2024.csv"
