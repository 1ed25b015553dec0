"""Customers and orders chosen by what is known of them: as SQL with bound values, and in words."""

from lib.segment.keys import GROUP_KEYS, KEYS, KNOWN_WHEN_JOINING, UNKNOWN
from lib.segment.model import EVERYONE, Condition, CustomerSet, Segment
from lib.segment.parse import parse_where
from lib.segment.scope import EVERY_ORDER, SCOPE_KEYS, OrderCondition, Scope, parse_scope
from lib.segment.sql import scoped

__all__ = [
    "EVERYONE",
    "EVERY_ORDER",
    "GROUP_KEYS",
    "KEYS",
    "KNOWN_WHEN_JOINING",
    "SCOPE_KEYS",
    "UNKNOWN",
    "Condition",
    "CustomerSet",
    "OrderCondition",
    "Scope",
    "Segment",
    "parse_scope",
    "parse_where",
    "scoped",
]
