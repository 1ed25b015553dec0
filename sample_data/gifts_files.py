"""The gift shop's export: Shopify orders, one row per product, newest order first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from sample_data.files import Row, money, write_csv
from sample_data.headers import SHOPIFY
from sample_data.model import Line, Order
from sample_data.names import BRITISH_PLACES

PAYMENTS = ("Shopify Payments", "PayPal Express Checkout", "Gift Card")
INVOICE = "Payment terms: invoice"
BANK_TRANSFER = "Bank Deposit"
TEST_PAYMENT = "(for testing) Bogus Gateway"
FINANCIAL_STATUS = {
    "completed": "paid",
    "on_its_way": "paid",
    "part_refunded": "partially_refunded",
    "pending_fulfilled": "pending",
    "pending": "pending",
    "cancelled": "refunded",
    "voided": "voided",
    "refunded": "refunded",
    "replacement": "paid",
    "test": "paid",
}
NEVER_SENT = frozenset({"on_its_way", "pending", "cancelled", "voided", "test"})
PLACES = {(region, city): (code, zip_code) for _, code, region, city, zip_code, _ in BRITISH_PLACES}


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def london_offset(at: datetime) -> str:
    """British summer time or not, for a moment in London time outside the hours of the change."""
    summer = last_sunday(at.year, 3) <= at.date() < last_sunday(at.year, 10)
    return "+0100" if summer else "+0000"


def stamp(at: datetime) -> str:
    """A time as the export writes it: shop time and its distance from UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S} {london_offset(at)}"


def shopify_rows(orders: Sequence[Order]) -> Iterator[Row]:
    """The first row of an order carries the order; the others only name, mail, time and product."""
    for place, order in enumerate(reversed(orders)):
        identity = {"Name": order.number, "Email": order.email, "Created at": stamp(order.at)}
        for line_place, line in enumerate(order.lines):
            shared = order_fields(order, len(orders) - place) if line_place == 0 else {}
            yield {**identity, **shared, **line_fields(order, line)}


def line_fields(order: Order, line: Line) -> Row:
    """The cells of one product of an order."""
    product = line.product
    name = f"{product.name} - {product.variation}" if product.variation else product.name
    return {
        "Lineitem quantity": str(line.quantity),
        "Lineitem name": name,
        "Lineitem price": money(line.price),
        "Lineitem sku": product.sku,
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "pending" if order.fate in NEVER_SENT else "fulfilled",
        "Lineitem discount": "0.00",
        "Vendor": "Sample gift shop",
    }


def order_fields(order: Order, place: int) -> Row:
    """The cells that only the first row of an order carries."""
    subtotal = order.items - order.discount
    total = subtotal + order.shipping
    # Prices include value added tax of 20 %, a sixth of what is paid.
    tax = money(round(total / 6))
    is_paid = order.fate not in ("pending", "pending_fulfilled", "voided")
    is_cancelled = order.fate in ("cancelled", "voided")
    is_sent = order.fate not in NEVER_SENT
    is_till = order.tags == "pos"
    number = 5_000_000_000_000 + 7 * place
    return {
        "Financial Status": FINANCIAL_STATUS[order.fate],
        "Paid at": stamp(order.at) if is_paid else "",
        "Fulfillment Status": "fulfilled" if is_sent else "unfulfilled",
        "Fulfilled at": stamp(order.at + timedelta(days=0 if is_till else 1)) if is_sent else "",
        "Accepts Marketing": "yes" if order.tags == "loyalty" else "no",
        "Currency": "GBP",
        "Subtotal": money(subtotal),
        "Shipping": money(order.shipping),
        "Taxes": tax,
        "Total": money(total),
        "Discount Code": order.coupon,
        "Discount Amount": money(order.discount),
        "Shipping Method": "" if is_till else "Royal Mail Tracked 48",
        "Notes": "Replacement for a broken item" if order.fate == "replacement" else "",
        "Cancelled at": stamp(order.at + timedelta(minutes=3)) if is_cancelled else "",
        "Payment Method": order.payment,
        "Payment Reference": f"r{number}" if is_paid else "",
        "Refunded Amount": money(total if order.fate == "cancelled" else order.refund),
        "Outstanding Balance": money(total if order.fate.startswith("pending") else 0),
        "Location": "Sample Street shop" if is_till else "",
        "Id": str(number),
        "Tags": order.tags,
        "Risk Level": "Low",
        "Source": "pos" if is_till else "web",
        "Tax 1 Name": "GB VAT 20%",
        "Tax 1 Value": tax,
        "Phone": order.person.phone,
        "Payment Terms Name": "Net 30" if order.fate == "pending_fulfilled" else "",
        **({} if is_till else address_fields(order)),
    }


def address_fields(order: Order) -> Row:
    """Where the bill and the parcel go; postcodes carry the apostrophe the platform adds."""
    person = order.person
    province_code, zip_code = PLACES[(person.region, person.city)]
    street = f"{1 + person.number % 120} Sample Street"
    fields = {}
    for kind in ("Billing", "Shipping"):
        fields[f"{kind} Name"] = person.name
        fields[f"{kind} Street"] = street
        fields[f"{kind} Address1"] = street
        fields[f"{kind} City"] = person.city
        fields[f"{kind} Zip"] = f"'{zip_code}"
        fields[f"{kind} Province"] = province_code
        fields[f"{kind} Province Name"] = person.region
        fields[f"{kind} Country"] = person.country
        fields[f"{kind} Phone"] = person.phone
    return fields


def write(folder: Path, orders: Sequence[Order]) -> None:
    """Write the export file."""
    write_csv(
        folder / "shopify_orders.csv.gz", SHOPIFY, shopify_rows(orders), bom=False, line_end="\n"
    )
