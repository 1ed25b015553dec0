"""Who moved from group to group: between two days, or under two sets of limits."""

from datetime import date

import numpy as np
import pandas as pd

from lib.metrics.rfm import Rfm, rfm
from lib.metrics.rfm_models import RfmModel
from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

NOT_THERE = "not_there"
"""Customers without a purchase in the lookback of that day."""


def movement_between(
    source: ShopData,
    before: date,
    after: date,
    model: RfmModel,
    segment: Segment = EVERYONE,
) -> pd.DataFrame:
    """One row per pair of groups that somebody belonged to on the two days, under one model.

    Columns: was, is_now, customers.
    """
    return movement(rfm(source, segment, before, model), rfm(source, segment, after, model))


def migration(
    source: ShopData, as_of: date | None, old: RfmModel, new: RfmModel, segment: Segment = EVERYONE
) -> pd.DataFrame:
    """One row per pair of groups: where a change of limits alone puts the customers of one day."""
    return movement(rfm(source, segment, as_of, old), rfm(source, segment, as_of, new))


def movement(before: Rfm, after: Rfm) -> pd.DataFrame:
    """The same for two answers; every customer of either is in exactly one row."""
    both = pd.DataFrame({"was": _groups(before)}).join(
        pd.DataFrame({"is_now": _groups(after)}), how="outer"
    )
    counted = both.fillna(NOT_THERE).value_counts().rename("customers").reset_index()
    return counted.sort_values(["customers", "was", "is_now"], ascending=[False, True, True])


def _groups(found: Rfm) -> pd.Series:
    names = np.array([segment.segment for segment in found.segments], dtype=object)
    return pd.Series(names[found.places], index=found.customer_ids, dtype=object)
