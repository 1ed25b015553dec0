"""Facts of a picture as the table that Altair draws."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pandas as pd


def table_of(facts: Sequence[Any], kind: type[Any]) -> pd.DataFrame:
    """A row per fact, which is of the dataclass ``kind``, with a column per field; maybe no row."""
    return pd.DataFrame(
        [vars(fact) for fact in facts], columns=[field.name for field in fields(kind)]
    )
