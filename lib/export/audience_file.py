"""The customers of a list as a tool's file: who is in it, who is left out, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lib.export.audiences import (
    WITHOUT_HOLD_OUT_COLUMN,
    Person,
    Tool,
    audience_rows,
    country_code,
    is_reachable,
    person,
)
from lib.metrics.contacts import Contact


@dataclass(frozen=True)
class Audience:
    """A file for a tool; rows, ``unreachable`` and ``kept_out`` add up to the whole list."""

    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]
    unreachable: int
    """Customers without what the tool knows people by."""
    kept_out: int
    """Customers of the tenth kept out, where the tool takes no column that says so."""


def audience_of(
    tool: Tool, contacts: Sequence[Contact], home: str, held_out: Sequence[bool] | None = None
) -> Audience:
    """The file of a list; ``home`` is the shop's own country, ``held_out`` one per contact."""
    persons = [_person(contact, home) for contact in contacts]
    headers, rows = audience_rows(tool, persons, held_out)
    reachable = [is_reachable(tool, each) for each in persons]
    kept_out = 0
    if held_out and tool in WITHOUT_HOLD_OUT_COLUMN:
        kept_out = sum(is_out for is_out, is_in in zip(held_out, reachable, strict=True) if is_in)
    return Audience(headers, rows, len(persons) - sum(reachable), kept_out)


def _person(contact: Contact, home: str) -> Person:
    code = _code(contact.country)
    return person(contact.name, contact.email, contact.phone, code, home, contact.postcode)


@cache
def _code(country: str) -> str:
    return country_code(country)
