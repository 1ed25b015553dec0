"""Every number on screen: its name, formula, plain meaning, caveat and the SQL that counts it.

One file per subject; each has a function that returns its entries in the session's language.
"""

from functools import cache

from lib.glossary.bright_spots import bright_spot_terms
from lib.glossary.cohorts import cohort_terms
from lib.glossary.compare import compare_terms
from lib.glossary.definitions import definition_terms
from lib.glossary.groups import group_terms
from lib.glossary.identity import identity_terms
from lib.glossary.lifecycle import lifecycle_terms
from lib.glossary.refunds import refund_terms
from lib.glossary.retention import retention_terms
from lib.glossary.shop import shop_terms
from lib.glossary.what_if import what_if_terms
from lib.i18n import language
from lib.term import Term

SUBJECTS = (
    retention_terms,
    compare_terms,
    what_if_terms,
    definition_terms,
    lifecycle_terms,
    cohort_terms,
    bright_spot_terms,
    shop_terms,
    refund_terms,
    identity_terms,
    group_terms,
)


def term(key: str) -> Term:
    """The entry for a key; KeyError for a number nobody explained."""
    return _terms_in(language())[key]


def terms() -> dict[str, Term]:
    """The whole glossary, in the session's language, in reading order."""
    return dict(_terms_in(language()))


@cache
def _terms_in(spoken: str) -> dict[str, Term]:
    """Once per language, the session's own: a page asks for dozens of entries at every click."""
    return {entry.key: entry for subject in SUBJECTS for entry in subject()}
