"""What the invented shops are made of, and the truths counted from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

# What became of an order. Orders with any other fate never count.
COUNTED_FATES = frozenset(
    {
        "completed",
        "on_its_way",
        "delivered",
        "part_refunded",
        "pending_cash_on_delivery",
        "pending_fulfilled",
    }
)


@dataclass(frozen=True)
class Product:
    """Something for sale; the price is in the smallest unit of the shop's currency."""

    sku: str
    name: str
    variation: str
    price: int
    category: str


@dataclass(frozen=True)
class Person:
    """One buyer as one shop front knows them; empty text means unknown."""

    number: int
    name: str
    region: str
    city: str
    code: str = ""
    email: str = ""
    phone: str = ""
    username: str = ""
    country: str = ""


@dataclass(frozen=True)
class Line:
    """One product in an order, at the price it was offered for that day."""

    product: Product
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True)
class Order:
    """One order; all money is in the smallest unit of the shop's currency."""

    source: str
    person: Person
    at: datetime
    lines: tuple[Line, ...]
    fate: str = "completed"
    discount: int = 0
    shipping: int = 0
    refund: int = 0
    coupon: str = ""
    payment: str = ""
    email: str = ""
    number: str = ""
    tags: str = ""

    @property
    def items(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def revenue(self) -> int:
        """Items less discounts less refunds; shipping is left out, tax stays inside."""
        return self.items - self.discount - self.refund

    @property
    def is_valid(self) -> bool:
        return self.fate in COUNTED_FATES and self.revenue > 0


def customer_key(order: Order) -> tuple[str, ...] | None:
    """Who bought, by the first key there is: code, e-mail, phone, username that is not masked."""
    person = order.person
    if person.code:
        return ("code", order.source, person.code)
    if order.email:
        return ("email", order.email.strip().lower())
    if person.phone:
        return ("phone", person.phone)
    if person.username and "*" not in person.username:
        return ("username", order.source, person.username)
    return None


def count_truths(orders: Sequence[Order], minor_units: int) -> dict[str, object]:
    """Counts that anyone who reads the files with the same rules must find again."""
    valid = [order for order in orders if order.is_valid]
    keys = [customer_key(order) for order in valid]
    revenue = Decimal(sum(order.revenue for order in valid)) / minor_units
    return {
        "rows": sum(len(order.lines) for order in orders),
        "orders": len(orders),
        "valid_orders": len(valid),
        "revenue": f"{revenue:.2f}",
        "identified_orders": sum(key is not None for key in keys),
        "customers": len(set(keys) - {None}),
        "people": len({order.person.number for order in valid if customer_key(order)}),
        "first_ordered_on": min(order.at for order in valid).date().isoformat(),
        "last_ordered_on": max(order.at for order in valid).date().isoformat(),
        "orders_by_fate": dict(sorted(Counter(order.fate for order in orders).items())),
    }


def shop_truths(orders: Sequence[Order], minor_units: int) -> dict[str, object]:
    """The truths of the whole shop and of each of its sources."""
    sources = sorted({order.source for order in orders})
    return {
        "totals": count_truths(orders, minor_units),
        "sources": {
            source: count_truths([o for o in orders if o.source == source], minor_units)
            for source in sources
        },
    }


def split_amount(amount: int, lines: Sequence[Line]) -> list[int]:
    """An order's discount spread over its lines in proportion; the last line takes the rest."""
    items = sum(line.amount for line in lines)
    shares = [amount * line.amount // items if items else 0 for line in lines[:-1]]
    return [*shares, amount - sum(shares)]
