"""What a field and a table are."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the text of a field is understood."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    MOMENT = "moment"
    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True)
class Field:
    """One thing an export may tell about an order, one of its lines, a customer or a cost."""

    name: str
    kind: Kind
    of_order: bool
    """True when the value is the whole order's: it counts once however many rows repeat it."""


@dataclass(frozen=True)
class Table:
    """One canonical table: a row is one ``grain``."""

    name: str
    grain: str
    columns: tuple[tuple[str, str], ...]
