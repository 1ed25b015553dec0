"""How much a table looks like orders, told by the names of its columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lib.ingest.recognise import recognise
from lib.schema import IDENTITY_FIELDS

ROWS_LOOKED_AT = 60
IsKnown = Callable[[tuple[str, ...]], bool]
"""Whether someone has said before what columns of these names are."""


@dataclass(frozen=True, order=True)
class Look:
    """Ordered from least to most like orders. ``is_complete``: says who ordered when."""

    is_complete: bool = False
    has_orders: bool = False
    fields: int = 0


NO_LOOK = Look()


def nothing_is_known(_headers: tuple[str, ...]) -> bool:
    """For files of which nobody has said anything."""
    return False


def look_of(headers: tuple[str, ...], is_known: IsKnown = nothing_is_known) -> Look:
    """Judge a header row."""
    mapping = recognise(headers)
    is_complete = mapping.has("ordered_at") and mapping.has(*IDENTITY_FIELDS)
    has_orders = mapping.has("order_id", "order_total", "line_total", "unit_price")
    if is_known(headers):
        return Look(True, True, len(mapping.columns))
    return Look(is_complete, is_complete and has_orders, len(mapping.columns))


def best_header(
    rows: Sequence[Sequence[str]], is_known: IsKnown = nothing_is_known
) -> tuple[Look, tuple[str, ...]]:
    """The row among the first ones that looks most like the header of orders, blanks dropped."""
    best: tuple[Look, tuple[str, ...]] = NO_LOOK, ()
    for cells in rows[:ROWS_LOOKED_AT]:
        headers = tuple(" ".join(cell.split()) for cell in cells if cell.strip())
        if len(headers) < 2:
            continue
        look = look_of(headers, is_known)
        if look > best[0] or not best[1]:
            best = look, headers
    return best
