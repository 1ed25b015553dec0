"""The customers behind each retention number."""

import pandas as pd

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.retention import RetentionData, boundaries, check_window
from lib.period import Period

STATES = (
    "start",
    "end",
    "new",
    "new_active",
    "retained",
    "retained_bought",
    "retained_quiet",
    "reactivated",
    "lost",
)


def retention_customers(
    data: RetentionData, period: Period, window_days: int, state: str
) -> pd.DataFrame:
    """One row per customer behind one number, biggest spenders first; ``state`` is one of STATES.

    Columns: customer_id, customer_key, customer_name, first_ordered_on,
    last_bought_before_period_on, last_bought_by_period_end_on, order_count, lifetime_revenue.
    Raises QuestionRefused for another state or a senseless window.
    """
    check_window(window_days)
    if state not in STATES:
        raise QuestionRefused(
            _('There is no group of customers called "{state}".').format(state=state),
            hint=_("Groups: {states}.").format(states=", ".join(STATES)),
            code="state_unknown",
        )
    bounds = boundaries(period, window_days)
    return data.source.frame(
        "metrics/retention_customers", {"state": state, **bounds}, data.segment
    )
