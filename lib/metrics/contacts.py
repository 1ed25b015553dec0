"""How the customers of a list can be reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.metrics.source import ShopData


@dataclass(frozen=True)
class Contact:
    """One customer as the orders name them; "" where the orders do not say."""

    customer_id: int
    customer_key: str
    name: str
    email: str
    phone: str
    country: str
    region: str
    postcode: str
    """As a list of customers tells it."""


def contacts_of(source: ShopData, customer_ids: Sequence[int]) -> list[Contact]:
    """One contact per customer, in the order of ``customer_ids``."""
    rows = source.rows("metrics/contacts", {"customer_ids": list(customer_ids)})
    found = {row[0]: Contact(row[0], *(part or "" for part in row[1:])) for row in rows}
    return [found[number] for number in customer_ids if number in found]
