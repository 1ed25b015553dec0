"""One word of the app, as every entry of the glossary explains it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word of the app; ``sql_file`` counts the number, "" when it follows from others."""

    key: str
    label: str
    formula: str
    meaning: str
    caveat: str = ""
    sql_file: str = ""
    symbol: str = ""
