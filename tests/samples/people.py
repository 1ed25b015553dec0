"""The invented shops read once more, order by order and person by person, without the app."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from tests.samples.sales import READERS, SHOPS, Row, rows_of


@dataclass(frozen=True)
class Bought:
    """One order with all that a filter may ask of it; ``person`` is None for a guest."""

    at: datetime
    person: int | None
    revenue: Decimal
    counts: bool
    channel: str
    country: str
    region: str
    coupon: str
    payment: str
    codes: frozenset[str]

    @property
    def on(self) -> date:
        return self.at.date()


@dataclass(frozen=True)
class Facts:
    """What the first row of an order says."""

    at: datetime
    keys: list[Hashable]
    channel: str
    country: str
    region: str
    coupon: str
    payment: str


def _shopify(row: Row) -> Facts:
    is_sent = bool(row["Shipping Country"])
    return Facts(
        at=datetime.strptime(row["Created at"], "%Y-%m-%d %H:%M:%S %z").replace(tzinfo=None),
        keys=_filled([("mail", row["Email"].strip().lower()), ("phone", row["Phone"])]),
        channel=row["Source"],
        country=row["Shipping Country" if is_sent else "Billing Country"],
        region=row["Shipping Province Name" if is_sent else "Billing Province Name"],
        coupon=row["Discount Code"],
        payment=row["Payment Method"],
    )


def _woocommerce(row: Row) -> Facts:
    mail = row["Email (Billing)"].strip().lower()
    return Facts(
        at=datetime.strptime(row["Order Date"], "%Y-%m-%d %H:%M"),
        keys=_filled([("mail", mail), ("phone", row["Phone (Billing)"])]),
        channel="",
        country=row["Country Code (Shipping)"],
        region=row["State Code (Shipping)"],
        coupon=row["Coupons Used"],
        payment=row["Payment Method Title"],
    )


def _shopee(row: Row) -> Facts:
    return Facts(
        at=datetime.strptime(row["วันที่ทำการสั่งซื้อ"], "%Y-%m-%d %H:%M"),
        keys=_filled([("shopee", row["ชื่อผู้ใช้ (ผู้ซื้อ)"])]),
        channel="Shopee",
        country=row["ประเทศ"],
        region=row["จังหวัด"],
        coupon=row["โค้ดส่วนลด"],
        payment=row["ช่องทางการชำระเงิน"],
    )


FACTS: dict[str, Callable[[Row], Facts]] = {
    "shopify": _shopify,
    "woocommerce": _woocommerce,
    "shopee_th": _shopee,
}


def _filled(keys: Iterable[tuple[str, str]]) -> list[Hashable]:
    return [key for key in keys if key[1]]


@lru_cache
def orders_of(shop: str) -> tuple[Bought, ...]:
    """Every order of a shop, in order of time."""
    read: list[tuple[Facts, Decimal, bool, frozenset[str]]] = []
    for source in SHOPS[shop]:
        id_column, read_sale = READERS[source]
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows_of(source):
            found[row[id_column]].append(row)
        for rows in found.values():
            sale = read_sale(rows)
            counts = sale.is_valid and sale.revenue > 0
            read.append((FACTS[source](rows[0]), sale.revenue, counts, sale.skus))
    people = _people(facts.keys for facts, *_rest in read)
    orders = [
        Bought(
            at=facts.at,
            person=people[facts.keys[0]] if facts.keys else None,
            revenue=revenue,
            counts=counts,
            channel=facts.channel,
            country=facts.country,
            region=facts.region,
            coupon=facts.coupon,
            payment=facts.payment,
            codes=codes,
        )
        for facts, revenue, counts, codes in read
    ]
    return tuple(sorted(orders, key=lambda order: order.at))


def _people(keys_of_orders: Iterable[list[Hashable]]) -> dict[Hashable, int]:
    """A number for every key; keys that ever stood in one order are one person."""
    above: dict[Hashable, Hashable] = {}

    def top(key: Hashable) -> Hashable:
        while above.setdefault(key, key) != key:
            key = above[key]
        return key

    for keys in keys_of_orders:
        for key in keys:
            above[top(key)] = top(keys[0])
    numbers: dict[Hashable, int] = {}
    return {key: numbers.setdefault(top(key), len(numbers)) for key in list(above)}
