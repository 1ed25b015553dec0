"""The coffee roaster's exports: Shopee Thailand orders and WooCommerce orders."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from sample_data.files import Row, masked, money, write_csv
from sample_data.headers import SHOPEE_TH, WOOCOMMERCE
from sample_data.model import Order, split_amount
from sample_data.names import THAI_PLACES

BANK_TRANSFER = "โอนเงินผ่านธนาคาร"
PAYMENTS = {
    "shopee_th": ("พร้อมเพย์", "เก็บเงินปลายทาง", "บัตรเครดิต/บัตรเดบิต"),
    "woocommerce": (BANK_TRANSFER, "บัตรเครดิต", "เก็บเงินปลายทาง (COD)"),
}
TEST_PAYMENT = "Test gateway (ทดสอบ)"
SHOPEE_STATUS = {
    "completed": "สำเร็จแล้ว",
    "delivered": "จัดส่งสำเร็จแล้ว",
    "on_its_way": "ที่ต้องจัดส่ง",
    "cancelled": "ยกเลิกแล้ว",
    "returned": "สำเร็จแล้ว",
}
RETURN_ACCEPTED = "คำขอได้รับการยอมรับแล้ว"
WEB_STATUS = {
    "completed": "Completed",
    "on_its_way": "Processing",
    "part_refunded": "Completed",
    "pending_cash_on_delivery": "Pending payment",
    "pending": "Pending payment",
    "cancelled": "Cancelled",
    "failed": "Failed",
    "refunded": "Refunded",
    "replacement": "Completed",
    "test": "Completed",
}
POSTCODE = {(province, district): code for province, district, code, _ in THAI_PLACES}


def shopee_rows(orders: Sequence[Order]) -> Iterator[Row]:
    """One row per product; what belongs to the order is repeated on each of its rows."""
    for order in orders:
        shared = shopee_order_fields(order)
        for line in order.lines:
            yield {
                **shared,
                "เลขอ้างอิง Parent SKU": line.product.sku.split("-")[0],
                "ชื่อสินค้า": line.product.name,
                "เลขอ้างอิง SKU (SKU Reference No.)": line.product.sku,
                "ชื่อตัวเลือก": line.product.variation,
                "ราคาตั้งต้น": money(max(line.price, line.product.price)),
                "ราคาขาย": money(line.price),
                "จำนวน": str(line.quantity),
                "จำนวนที่ส่งคืน": str(line.quantity if order.fate == "returned" else 0),
                "ราคาขายสุทธิ": money(line.amount),
            }


def shopee_order_fields(order: Order) -> Row:
    """The cells of a marketplace order that are the same on all of its rows."""
    is_cancelled = order.fate == "cancelled"
    is_sent = not is_cancelled and order.fate != "on_its_way"
    is_unpaid = is_cancelled or order.payment == "เก็บเงินปลายทาง"
    sent_at = order.at + timedelta(days=1, hours=2)
    done_at = order.at + timedelta(days=6)
    return {
        "หมายเลขคำสั่งซื้อ": order.number,
        "สถานะการสั่งซื้อ": SHOPEE_STATUS[order.fate],
        "Hot Listing": "N",
        "เหตุผลในการยกเลิกคำสั่งซื้อ": "ผู้ซื้อเปลี่ยนใจ" if is_cancelled else "",
        "สถานะการคืนเงินหรือคืนสินค้า": RETURN_ACCEPTED if order.fate == "returned" else "",
        "ชื่อผู้ใช้ (ผู้ซื้อ)": order.person.username,
        "วันที่ทำการสั่งซื้อ": f"{order.at:%Y-%m-%d %H:%M}",
        "เวลาการชำระสินค้า": "" if is_unpaid else f"{order.at + timedelta(minutes=1):%Y-%m-%d %H:%M}",
        "ช่องทางการชำระเงิน": order.payment,
        "ตัวเลือกการจัดส่ง": "Standard Delivery - ส่งธรรมดาในประเทศ",
        "*หมายเลขติดตามพัสดุ": f"TH0{order.number[-6:]}X" if is_sent else "",
        "วันที่คาดว่าจะทำการจัดส่งสินค้า": f"{order.at + timedelta(days=2):%Y-%m-%d %H:%M}",
        # The one column of this export with the day first and a year of two digits.
        "เวลาส่งสินค้า": f"{sent_at:%d/%m/%y %H:%M}" if is_sent else "",
        "ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB)": money(order.items),
        "ค่าจัดส่งที่ชำระโดยผู้ซื้อ": money(order.shipping),
        "ค่าคอมมิชชั่น": money(0 if is_cancelled else order.items * 6 // 100),
        "จำนวนเงินทั้งหมด": money(order.items + order.shipping),
        "ชื่อผู้รับ": masked(order.person.name),
        "หมายเลขโทรศัพท์": f"******{order.person.number % 100:02d}",
        "ที่อยู่ในการจัดส่ง": f"******, {order.person.city}, {order.person.region}",
        "ประเทศ": "TH",
        "จังหวัด": order.person.region,
        "เขต/อำเภอ": order.person.city,
        "รหัสไปรษณีย์": POSTCODE[(order.person.region, order.person.city)],
        "เวลาที่ทำการสั่งซื้อสำเร็จ": f"{done_at:%Y-%m-%d %H:%M}" if order.fate == "completed" else "",
        "ผู้ซื้อร้องขอใบกำกับภาษี": "No",
    }


def web_rows(orders: Sequence[Order]) -> Iterator[Row]:
    """One row per product of a web order; what belongs to the order is repeated."""
    for order in orders:
        shared = web_order_fields(order)
        shares = split_amount(order.discount, order.lines)
        for place, (line, share) in enumerate(zip(order.lines, shares, strict=True), start=1):
            is_back = order.fate == "refunded" or (
                order.fate == "part_refunded" and place == len(order.lines)
            )
            paid = line.amount - share
            yield {
                **shared,
                "Item #": str(place),
                "SKU": line.product.sku,
                "Name": line.product.name,
                "Product Variation": line.product.variation,
                "Quantity": str(line.quantity),
                "Quantity (- Refund)": str(0 if is_back else line.quantity),
                "Item Cost": money(line.price),
                "Order Line (w/o tax)": money(paid),
                "Order Line Tax": "0.00",
                "Order Line Total": money(paid),
                "Order Line Total Refunded": money(paid if is_back else 0),
                "Order Line Total (- Refund)": money(0 if is_back else paid),
                "Discount Amount": money(share),
                "Discount Amount Tax": "0.00",
            }


def web_order_fields(order: Order) -> Row:
    """The cells of a web order that are the same on all of its rows."""
    person = order.person
    first, last = person.name.split(" ")
    fields = {
        "Order Number": order.number,
        "Order Status": WEB_STATUS[order.fate],
        "Order Date": f"{order.at:%Y-%m-%d %H:%M}",
        "Email (Billing)": order.email,
        "Phone (Billing)": person.phone,
        "Coupon Code": order.coupon,
        "Payment Method Title": order.payment,
        "Coupons Used": order.coupon,
        "Cart Discount Amount": money(order.discount),
        "Order Subtotal Amount": money(order.items),
        "Order Tax Amount": "0.00",
        "Order Shipping Amount": money(order.shipping),
        "Order Refund Amount": money(order.refund),
        "Order Total Amount": money(order.items - order.discount + order.shipping),
        "Order Total Tax Amount": "0.00",
        "Total items": str(sum(line.quantity for line in order.lines)),
        "Total products": str(len(order.lines)),
    }
    for kind in ("Billing", "Shipping"):
        fields[f"First Name ({kind})"] = first
        fields[f"Last Name ({kind})"] = last
        fields[f"Address 1&2 ({kind})"] = f"99/{person.number} หมู่บ้านตัวอย่าง"
        fields[f"City ({kind})"] = person.city
        fields[f"State Code ({kind})"] = person.region
        fields[f"Postcode ({kind})"] = POSTCODE[(person.region, person.city)]
        fields[f"Country Code ({kind})"] = "TH"
    return fields


def write(folder: Path, orders: Sequence[Order]) -> None:
    """Write the two export files."""
    shopee = [order for order in orders if order.source == "shopee_th"]
    web = [order for order in orders if order.source == "woocommerce"]
    write_csv(
        folder / "shopee_orders.csv.gz", SHOPEE_TH, shopee_rows(shopee), bom=True, line_end="\r\n"
    )
    write_csv(
        folder / "webshop_orders.csv.gz", WOOCOMMERCE, web_rows(web), bom=False, line_end="\r\n"
    )
