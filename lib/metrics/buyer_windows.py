"""What every customer bought between two days, from the columns in memory.

The answers are those of the SQL files they are named after, which stay the definition: a warehouse
and the command line ask them, and the tests hold both against each other.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from lib.metrics.purchase_columns import MONEY_PARTS, NONE_YET, PurchaseColumns
from lib.metrics.source import Parameters

Answer = dict[str, npt.NDArray[Any]]
Chosen = npt.NDArray[np.bool_]
"""Per customer_id: is the customer in the segment?"""

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
# Whole numbers are added as doubles, exact below this; larger ones in two halves.
_EXACT = 2**53
_LOW_BITS = 20


def bright_buyers(columns: PurchaseColumns, parameters: Parameters, chosen: Chosen) -> Answer:
    """The rows of metrics/bright_buyers as columns."""
    as_of = _day(parameters["as_of"])
    ids = np.flatnonzero(chosen & (columns.first_days <= as_of))
    year = _stretch(columns, parameters["year_after"], parameters["as_of"])
    lookback = _stretch(columns, parameters["lookback_after"], parameters["as_of"])
    first, second = columns.first_days[ids].astype(np.int64), columns.second_days[ids]
    return {
        "customer_id": ids,
        "tenure_days": as_of - first,
        "year_purchase_days_count": _purchase_days(columns, year)[ids],
        "lookback_purchase_days_count": _purchase_days(columns, lookback)[ids],
        "revenue_parts": _revenue_parts(columns, lookback)[ids],
        "lookback_order_count": _sums(columns, lookback, columns.orders[lookback])[ids],
        "recency_days": as_of - _last_days(columns, slice(0, lookback.stop))[ids],
        "days_to_second": np.where((second <= as_of) & (second < NONE_YET), second - first, -1),
        "is_quarantined": columns.is_set_apart[ids],
    }


def rfm_values(columns: PurchaseColumns, parameters: Parameters, chosen: Chosen) -> Answer:
    """The rows of metrics/rfm_values as columns."""
    lookback = _stretch(columns, parameters["lookback_after"], parameters["as_of"])
    purchase_days = _purchase_days(columns, lookback)
    ids = np.flatnonzero(chosen & (purchase_days > 0))
    return {
        "customer_id": ids,
        "recency_days": _day(parameters["as_of"]) - _last_days(columns, lookback)[ids],
        "purchase_days_count": purchase_days[ids],
        "order_count": _sums(columns, lookback, columns.orders[lookback])[ids],
        "revenue": _revenue_parts(columns, lookback)[ids] / MONEY_PARTS,
    }


ANSWERED_HERE: Mapping[str, Callable[[PurchaseColumns, Parameters, Chosen], Answer]] = {
    "metrics/bright_buyers": bright_buyers,
    "metrics/rfm_values": rfm_values,
}
"""SQL file -> the function that answers it from memory."""


def _stretch(columns: PurchaseColumns, after: date, last: date) -> slice:
    """The purchases after one day, up to and with another."""
    begin, end = np.searchsorted(columns.days, [_day(after), _day(last)], side="right")
    return slice(int(begin), int(end))


def _purchase_days(columns: PurchaseColumns, stretch: slice) -> npt.NDArray[np.int64]:
    counts: npt.NDArray[np.int64] = np.bincount(
        columns.customers[stretch], minlength=len(columns.first_days)
    )
    return counts


def _last_days(columns: PurchaseColumns, stretch: slice) -> npt.NDArray[np.int64]:
    found = np.zeros(len(columns.first_days), dtype=np.int64)
    # Days never fall, and of several values for one customer the last one stays.
    found[columns.customers[stretch]] = columns.days[stretch]
    return found


def _revenue_parts(columns: PurchaseColumns, stretch: slice) -> npt.NDArray[np.int64]:
    parts = columns.revenue_parts[stretch]
    largest = max(int(parts.max(initial=0)), -int(parts.min(initial=0)))
    if largest * len(parts) < _EXACT:
        return _sums(columns, stretch, parts)
    high = _sums(columns, stretch, parts >> _LOW_BITS)
    low = _sums(columns, stretch, parts & ((1 << _LOW_BITS) - 1))
    return (high << _LOW_BITS) + low


def _sums(
    columns: PurchaseColumns, stretch: slice, values: npt.NDArray[Any]
) -> npt.NDArray[np.int64]:
    """Per customer_id the sum of whole numbers over a stretch of purchases."""
    size = len(columns.first_days)
    found = np.bincount(columns.customers[stretch], weights=values, minlength=size)
    return found.astype(np.int64)


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH_ORDINAL
