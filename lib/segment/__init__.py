"""Customers chosen by what is known about them: as SQL with bound values, and in words."""

from lib.segment.keys import GROUP_KEYS, KEYS, KNOWN_WHEN_JOINING, UNKNOWN
from lib.segment.model import EVERYONE, Condition, CustomerSet, Segment
from lib.segment.parse import parse_where
from lib.segment.sql import scoped

__all__ = [
    "EVERYONE",
    "GROUP_KEYS",
    "KEYS",
    "KNOWN_WHEN_JOINING",
    "UNKNOWN",
    "Condition",
    "CustomerSet",
    "Segment",
    "parse_where",
    "scoped",
]
