"""The cosmetics shop's exports: invoice lines of the till (KiotViet), orders of TikTok Shop."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

from sample_data.files import Row, masked, write_csv
from sample_data.headers import KIOTVIET, TIKTOK_SHOP
from sample_data.model import Line, Order, split_amount
from sample_data.names import VIETNAMESE_PLACES

PAYMENTS = ("Thanh toán khi giao hàng", "Ví điện tử", "Thẻ ngân hàng")
STATUS = {
    "completed": "Hoàn thành",
    "delivered": "Đã giao",
    "on_its_way": "Đang giao",
    "cancelled": "Đã hủy",
    "returned": "Hoàn thành",
}
COMMUNE = {(province, district): commune for province, district, commune, _ in VIETNAMESE_PLACES}
BRANCHES = ("Cửa hàng trung tâm", "Cửa hàng Bình Thạnh")
# The second row of the real export explains its columns; these are explanations of our own.
HELP = {
    "Order ID": "Platform unique order ID.",
    "Order Status": "Current order status.",
    "Order Substatus": "Finer step of the status.",
    "SKU ID": "Platform unique SKU ID.",
    "Seller SKU": "The seller's own SKU.",
    "Product Name": "Name shown to buyers.",
    "Quantity": "Units of this SKU sold.",
    "SKU Unit Original Price": "Price of one unit before discounts.",
    "SKU Subtotal After Discount": "What the SKU brought after discounts.",
    "Order Amount": "What the buyer pays for the whole order.",
    "Order Refund Amount": "What the buyer got back for the whole order.",
    "Created Time": "When the order was placed.",
    "Paid Time": "When the order was paid.",
    "Buyer Username": "The buyer's user name.",
    "Recipient": "Who receives the parcel.",
    "Phone #": "Phone of the recipient.",
}


def till_phone(order: Order) -> str:
    """The phone as the file has it: invoices of 2022 went through a spreadsheet and lost the 0."""
    phone = order.person.phone
    return f"{phone[1:]}.0" if phone and order.at.year == 2022 else phone


def till_rows(orders: Sequence[Order]) -> Iterator[Row]:
    """One row per scanned line; what belongs to the invoice is repeated on each of its rows."""
    for order in orders:
        to_pay = str(order.items - order.discount)
        for line in order.lines:
            yield {
                "Chi nhánh": BRANCHES[order.person.number % 2],
                "Mã hóa đơn": order.number,
                "Thời gian": f"{order.at:%d/%m/%Y %H:%M}",
                "Mã khách hàng": order.person.code,
                "Tên khách hàng": order.person.name,
                "Điện thoại": till_phone(order),
                "Mã hàng": line.product.sku,
                "Tên hàng": f"{line.product.name} {line.product.variation}",
                "Số lượng": str(line.quantity),
                "Đơn giá": str(line.price),
                "Thành tiền": str(line.amount),
                "Tổng tiền hàng": str(order.items),
                "Khách cần trả": to_pay,
                "Khách đã trả": to_pay,
            }


def stamp(at: datetime, is_known: bool) -> str:
    """A time as the export writes it: day first, then a tab that keeps it text in spreadsheets."""
    return f"{at:%d/%m/%Y %H:%M:%S}\t" if is_known else ""


def marketplace_rows(orders: Sequence[Order]) -> Iterator[Row]:
    """The help row, then one row per SKU; what belongs to the order is repeated."""
    yield {name: HELP.get(name, f"{name}.") for name in TIKTOK_SHOP}
    for order in orders:
        shared = marketplace_order_fields(order)
        shares = split_amount(order.discount, order.lines)
        for line, share in zip(order.lines, shares, strict=True):
            yield {**shared, **sku_fields(order, line, share)}


def sku_fields(order: Order, line: Line, share: int) -> Row:
    """The cells of one SKU of a marketplace order."""
    is_back = order.fate == "returned"
    return {
        "SKU ID": f"1729{crc32(line.product.sku.encode()):015d}\t",
        "Seller SKU": line.product.sku,
        "Product Name": line.product.name,
        "Variation": line.product.variation,
        "Quantity": str(line.quantity),
        "Sku Quantity of return": str(line.quantity if is_back else 0),
        "SKU Unit Original Price": str(line.price),
        "SKU Subtotal Before Discount": str(line.amount),
        "SKU Platform Discount": "0",
        "SKU Seller Discount": str(share),
        "SKU Subtotal After Discount": str(line.amount - share),
        "Product Category": line.product.category,
    }


def marketplace_order_fields(order: Order) -> Row:
    """The cells of a marketplace order that are the same on all of its rows."""
    person, at = order.person, order.at
    is_cancelled = order.fate == "cancelled"
    is_paid = not is_cancelled and (order.payment != PAYMENTS[0] or order.fate != "on_its_way")
    is_there = order.fate in ("completed", "delivered", "returned")
    # Parcels paid at the door and refused there show up as cancelled.
    is_refused = is_cancelled and order.payment == PAYMENTS[0] and person.number % 3 == 0
    kind = {"cancelled": "Cancel", "returned": "Return/Refund"}.get(order.fate, "")
    return {
        "Order ID": f"{order.number}\t",
        "Order Status": STATUS[order.fate],
        "Order Substatus": STATUS[order.fate],
        "Cancelation/Return Type": kind,
        "Normal or Pre-order": "Normal",
        "Shipping Fee After Discount": str(order.shipping),
        "Original Shipping Fee": "32000",
        "Shipping Fee Seller Discount": "0",
        "Shipping Fee Platform Discount": str(32000 - order.shipping),
        "Payment platform discount": "0",
        "Taxes": "0",
        "Order Amount": str(order.items - order.discount + order.shipping),
        "Order Refund Amount": str(order.refund),
        "Created Time": stamp(at, True),
        "Paid Time": stamp(at + timedelta(minutes=2), is_paid),
        "RTS Time": stamp(at + timedelta(hours=20), not is_cancelled),
        "Shipped Time": stamp(at + timedelta(hours=26), not is_cancelled),
        "Delivered Time": stamp(at + timedelta(days=3), is_there),
        "Cancelled Time": stamp(at + timedelta(hours=1), is_cancelled),
        "Cancel By": "System" if is_refused else "User" if is_cancelled else "",
        "Cancel Reason": "Giao hàng thất bại" if is_refused else "Đổi ý" if is_cancelled else "",
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": "Kho chính",
        "Tracking ID": "" if is_cancelled else f"VN{order.number[-10:]}",
        "Delivery Option": "Giao hàng tiêu chuẩn",
        "Buyer Username": person.username,
        "Recipient": masked(person.name),
        "Phone #": f"(+84)900****{person.number % 100:02d}",
        "Country": person.country,
        "Province": person.region,
        "District": person.city,
        "Commune": COMMUNE[(person.region, person.city)],
        "Detail Address": "******",
        "Payment Method": order.payment,
        "Checked Status": "Unchecked",
    }


def write(folder: Path, orders: Sequence[Order]) -> None:
    """Write the two export files."""
    till = [order for order in orders if order.source == "kiotviet"]
    marketplace = [order for order in orders if order.source == "tiktok_shop"]
    write_csv(
        folder / "kiotviet_invoices.csv.gz", KIOTVIET, till_rows(till), bom=False, line_end="\r\n"
    )
    write_csv(
        folder / "tiktok_shop_orders.csv.gz",
        TIKTOK_SHOP,
        marketplace_rows(marketplace),
        bom=True,
        line_end="\r\n",
    )
