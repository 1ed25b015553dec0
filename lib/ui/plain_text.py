"""Text of strangers for places that read Markdown: shown letter by letter, never as markup."""

import re

_SPECIAL = re.compile(r"([\\\[\]()!*_`:$<>#|~&])")
# What makes a list, a quotation or a rule of a line's first letters.
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")
# Two ways of writing that become links without any bracket; the joiner between is invisible.
_LINK_START = re.compile(r"(www)(?=\.)|(?<=\S)(?=@)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """The text with every Markdown sign escaped, on one line: for labels, captions and messages."""
    one_line = " ".join(str(text).split())
    unlinked = _LINK_START.sub(lambda found: f"{found.group()}{_JOINER}", one_line)
    return _LINE_START.sub(r"\1\\", _SPECIAL.sub(r"\\\1", unlinked))
