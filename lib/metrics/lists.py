"""What came in beside orders: customers described, contacts, costs, answers."""

from dataclasses import dataclass
from decimal import Decimal

from lib.metrics.source import ShopData


@dataclass(frozen=True)
class Lists:
    """Counts over all lists of a shop; zeros in a shop without any."""

    described_customers: int
    """Customers of whom a list says something."""
    contacts: int
    """People in a list of customers without a valid order."""
    costs: int
    spent: Decimal
    answers: int
    answers_of_customers: int


def lists_of(shop: ShopData) -> Lists:
    """One Lists for the whole shop."""
    return Lists(**shop.row("metrics/lists"))
