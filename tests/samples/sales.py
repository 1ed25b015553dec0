"""Reads the invented shops' files back with the csv module, apart from the app's own reader."""

import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
FILES = {
    "shopee_th": "coffee_th/shopee_orders.csv.gz",
    "woocommerce": "coffee_th/webshop_orders.csv.gz",
    "kiotviet": "cosmetics_vn/kiotviet_invoices.csv.gz",
    "tiktok_shop": "cosmetics_vn/tiktok_shop_orders.csv.gz",
    "shopify": "gifts_uk/shopify_orders.csv.gz",
}
SHOPS = {
    "coffee_th": ("shopee_th", "woocommerce"),
    "cosmetics_vn": ("kiotviet", "tiktok_shop"),
    "gifts_uk": ("shopify",),
}
TRUTHS: dict[str, Any] = json.loads((SAMPLES / "planted_truths.json").read_text("utf-8"))
Row = dict[str, str]


@dataclass(frozen=True)
class Sale:
    """One order as read back from a file."""

    day: date
    key: tuple[str, ...] | None
    skus: frozenset[str]
    revenue: Decimal
    is_valid: bool


def payload(source: str) -> bytes:
    """The file as it was before it was compressed."""
    return gzip.decompress((SAMPLES / FILES[source]).read_bytes())


@lru_cache(maxsize=1)
def rows_of(source: str) -> list[Row]:
    """The rows of one file; where a header name comes twice the first column is taken."""
    table = list(csv.reader(io.StringIO(payload(source).decode("utf-8-sig"), newline="")))
    start = 2 if source == "tiktok_shop" else 1
    backwards = table[0][::-1]
    return [Row(zip(backwards, cells[::-1], strict=True)) for cells in table[start:]]


def shopee_sale(rows: list[Row]) -> Sale:
    first = rows[0]
    is_returned = first["สถานะการคืนเงินหรือคืนสินค้า"] == "คำขอได้รับการยอมรับแล้ว"
    return Sale(
        day=datetime.strptime(first["วันที่ทำการสั่งซื้อ"], "%Y-%m-%d %H:%M").date(),
        key=("username", "shopee_th", first["ชื่อผู้ใช้ (ผู้ซื้อ)"]),
        skus=frozenset(row["เลขอ้างอิง SKU (SKU Reference No.)"] for row in rows),
        revenue=sum((Decimal(row["ราคาขายสุทธิ"]) for row in rows), Decimal()),
        is_valid=first["สถานะการสั่งซื้อ"] != "ยกเลิกแล้ว" and not is_returned,
    )


def woocommerce_sale(rows: list[Row]) -> Sale:
    first = rows[0]
    email, phone = first["Email (Billing)"].strip().lower(), first["Phone (Billing)"]
    status, payment = first["Order Status"], first["Payment Method Title"]
    lines = sum((Decimal(row["Order Line Total"]) for row in rows), Decimal())
    is_good = status in ("Completed", "Processing")
    is_cash_to_come = status == "Pending payment" and "COD" in payment
    return Sale(
        day=datetime.strptime(first["Order Date"], "%Y-%m-%d %H:%M").date(),
        key=("email", email) if email else ("phone", phone) if phone else None,
        skus=frozenset(row["SKU"] for row in rows),
        revenue=lines - Decimal(first["Order Refund Amount"]),
        is_valid=(is_good or is_cash_to_come) and "Test gateway" not in payment,
    )


def kiotviet_sale(rows: list[Row]) -> Sale:
    first = rows[0]
    code, phone = first["Mã khách hàng"], first["Điện thoại"]
    return Sale(
        day=datetime.strptime(first["Thời gian"], "%d/%m/%Y %H:%M").date(),
        key=("code", code) if code else ("phone", phone) if phone else None,
        skus=frozenset(row["Mã hàng"] for row in rows),
        revenue=Decimal(first["Khách cần trả"]),
        is_valid=True,
    )


def tiktok_sale(rows: list[Row]) -> Sale:
    first = rows[0]
    user = first["Buyer Username"]
    lines = sum((Decimal(row["SKU Subtotal After Discount"]) for row in rows), Decimal())
    is_returned = first["Cancelation/Return Type"] == "Return/Refund"
    return Sale(
        day=datetime.strptime(first["Created Time"], "%d/%m/%Y %H:%M:%S\t").date(),
        key=None if "*" in user else ("username", "tiktok_shop", user),
        skus=frozenset(row["Seller SKU"] for row in rows),
        revenue=lines - Decimal(first["Order Refund Amount"]),
        is_valid=first["Order Status"] != "Đã hủy" and not is_returned,
    )


def shopify_sale(rows: list[Row]) -> Sale:
    first = rows[0]
    email, phone = first["Email"].strip().lower(), first["Phone"]
    is_sent = first["Fulfillment Status"] == "fulfilled"
    is_good = first["Financial Status"] in ("paid", "partially_refunded") or (
        first["Financial Status"] == "pending" and is_sent
    )
    is_test = "Bogus" in first["Payment Method"]
    return Sale(
        day=datetime.strptime(first["Created at"], "%Y-%m-%d %H:%M:%S %z").date(),
        key=("email", email) if email else ("phone", phone) if phone else None,
        skus=frozenset(row["Lineitem sku"] for row in rows),
        revenue=Decimal(first["Subtotal"]) - Decimal(first["Refunded Amount"]),
        is_valid=is_good and not first["Cancelled at"] and not is_test,
    )


READERS = {
    "shopee_th": ("หมายเลขคำสั่งซื้อ", shopee_sale),
    "woocommerce": ("Order Number", woocommerce_sale),
    "kiotviet": ("Mã hóa đơn", kiotviet_sale),
    "tiktok_shop": ("Order ID", tiktok_sale),
    "shopify": ("Name", shopify_sale),
}


@lru_cache
def sales_of(source: str) -> list[Sale]:
    """All orders of one file, whether they count or not."""
    id_column, read_sale = READERS[source]
    orders: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(source):
        orders[row[id_column]].append(row)
    return [read_sale(rows) for rows in orders.values()]


def coffee_sales() -> list[Sale]:
    """All orders of the coffee roaster, from both its files."""
    return sales_of("shopee_th") + sales_of("woocommerce")


def valid(sales: list[Sale]) -> list[Sale]:
    """The orders that count."""
    return [sale for sale in sales if sale.is_valid and sale.revenue > 0]


def days_by_customer(sales: list[Sale], sku: str = "") -> dict[tuple[str, ...], list[date]]:
    """Purchase days of each identified customer, in order; of one product when named."""
    days: dict[tuple[str, ...], set[date]] = defaultdict(set)
    for sale in valid(sales):
        if sale.key and (not sku or sku in sale.skus):
            days[sale.key].add(sale.day)
    return {key: sorted(mine) for key, mine in days.items()}


def gaps(days: dict[tuple[str, ...], list[date]]) -> list[int]:
    """Days from each purchase day of a customer to the next."""
    return [(later - earlier).days for mine in days.values() for earlier, later in pairwise(mine)]


def cells(rows: list[Row], name_part: str) -> Iterator[str]:
    """All filled cells of the columns whose name contains the text."""
    return (value for row in rows for name, value in row.items() if name_part in name and value)
