"""SQL files seen through a segment."""

import re
from typing import Any

from lib.segment.model import Segment

# The tables with a customer_id, as an SQL file reads them when it can answer for a segment.
_IN_VIEW = re.compile(
    r"(purchase_days|orders|customers|refund_moves)_in_view as \(select \* from \1\)"
)


def scoped(sql: str, segment: Segment) -> tuple[str, dict[str, Any]]:
    """The text of an SQL file restricted to a segment, and the values this adds.

    A file opts in by reading ``purchase_days_in_view as (select * from purchase_days)``; without a
    segment its text stays as it is. Raises ValueError when a segment is asked of a file that
    reads none, so that a filter is never silently ignored.
    """
    if not segment.conditions:
        return sql, {}
    clause, values = segment.to_sql()
    # The clause holds column names of lib.segment and parameter names only (hence noqa: S608).
    chosen = f"select customers.customer_id from customers where {clause}"  # noqa: S608

    def restrict(found: re.Match[str]) -> str:
        table = found[1]
        return f"{table}_in_view as (select * from {table} where customer_id in ({chosen}))"  # noqa: S608

    restricted, count = _IN_VIEW.subn(restrict, sql)
    if not count:
        raise ValueError(f"this question cannot be asked of a segment: {sql[:80]}")
    return restricted, values
