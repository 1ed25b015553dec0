"""A page of findings to take along: one HTML file that asks for nothing and runs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1e2a2e; background: #fcfbf8; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin-top: 1.6rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: right; padding: 0.25rem 0.5rem; border-bottom: 1px solid #e3dfd5; }
th:first-child, td:first-child { text-align: left; }
.note { color: #56656a; font-size: 0.85rem; }
@media print { body { margin: 0; } }
"""
# No script, no picture, no address: even a product named like one stays text.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class Part:
    """A heading with sentences and, where there are rows, a table."""

    heading: str
    sentences: Sequence[str] = ()
    headers: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def brief(title: str, sentences: Sequence[str], parts: Sequence[Part]) -> bytes:
    """The page as UTF-8; every word of the shop is escaped."""
    body = [f"<h1>{escape(title)}</h1>", *map(_paragraph, sentences), *map(_part, parts)]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
    )
    page = f"<!doctype html><html><head>{head}</head><body>{''.join(body)}</body></html>"
    return page.encode("utf-8")


def _part(part: Part) -> str:
    table = ""
    if part.rows:
        top = "".join(f"<th>{escape(header)}</th>" for header in part.headers)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in part.rows
        )
        table = f"<table><tr>{top}</tr>{rows}</table>"
    sentences = "".join(map(_paragraph, part.sentences))
    return f"<h2>{escape(part.heading)}</h2>{table}{sentences}"


def _paragraph(sentence: str) -> str:
    return f'<p class="note">{escape(sentence)}</p>'
