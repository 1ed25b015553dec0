"""Customers that are perhaps no person, why, and which of them the owner has confirmed."""

from dataclasses import dataclass
from decimal import Decimal

from lib.metrics.source import ShopData


@dataclass(frozen=True)
class Reason:
    """Why a customer is perhaps no person."""

    code: str
    """test_name, dummy_name, staff_name, staff_tag, reseller_tag, many_names, many_phones, ..."""
    count: int
    """How many names, phones or days; 0 for a reason that counts nothing."""


@dataclass(frozen=True)
class Doubtful:
    """One customer with at least one reason for doubt."""

    customer_id: int
    person_key: str
    """The best key with its kind, such as "id:kiotviet:KH000042": how a confirmation names it."""
    customer_key: str
    customer_name: str
    reasons: tuple[Reason, ...]
    is_quarantined: bool
    """False once the owner has confirmed that this is a real customer."""
    order_count: int
    lifetime_revenue: Decimal


def doubtful_customers(shop: ShopData) -> list[Doubtful]:
    """Everyone with a reason for doubt, confirmed ones included, most orders first."""
    return [
        Doubtful(number, person, key, name or "", _reasons(reasons), is_apart, orders, revenue)
        for number, person, key, name, reasons, is_apart, orders, revenue in shop.rows(
            "metrics/quarantine"
        )
    ]


def _reasons(text: str) -> tuple[Reason, ...]:
    """dummy_name,busy_days:316"""
    parts = (reason.partition(":") for reason in text.split(","))
    return tuple(Reason(code, int(count or 0)) for code, _colon, count in parts)
