"""The customers behind each part of the revenue bridge."""

import pandas as pd

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.compare import BRIDGE_PARTS, bridge_parameters
from lib.metrics.retention import RetentionData
from lib.period import Period


def bridge_customers(data: RetentionData, now: Period, before: Period, part: str) -> pd.DataFrame:
    """One row per customer of one part of the bridge (BRIDGE_PARTS), largest difference first.

    Columns: customer_id, customer_key, customer_name, revenue_before, revenue_now,
    difference_revenue, first_ordered_on, order_count, lifetime_revenue.
    Raises QuestionRefused for a part that is not one of the bridge.
    """
    if part not in BRIDGE_PARTS:
        raise QuestionRefused(
            _('The revenue bridge has no part called "{part}".').format(part=part),
            hint=_("Parts: {parts}.").format(parts=", ".join(BRIDGE_PARTS)),
            code="part_unknown",
        )
    return data.source.frame(
        "metrics/bridge_customers",
        {"part": part, **bridge_parameters(now, before)},
        data.segment,
    )
