"""Small invented exports of Asian marketplaces, under real header lines, and their answers."""

from sample_data.headers import SHOPEE_TH, TIKTOK_SHOP
from tests.ingest import platform_headers as headers
from tests.ingest.platform_export import Export, table

# A Shopee form of some years ago: fewer columns, and only the first row of an order is filled.
SHOPEE_TH_OLD = headers.columns(
    "หมายเลขคำสั่งซื้อ|สถานะการสั่งซื้อ|สถานะการยกเลิก/คืนเงิน|เวลาการสั่งซื้อ|ชื่อสินค้า|จำนวน|ราคาขาย"
    "|รวมยอดคำสั่งซื้อ|ชื่อผู้ใช้ (ผู้ซื้อ)"
)
SHOPEE_TH_2026 = (SHOPEE_TH[0], "ประเภทคำสั่งซื้อ", *SHOPEE_TH[1:56], *SHOPEE_TH[57:])
TIKTOK_US = tuple(
    {"Province": "State", "District": "Post Town / City", "Commune": "Zipcode"}.get(name, name)
    for name in TIKTOK_SHOP
)

BANGKOK = {"time_zone": "Asia/Bangkok"}
SAIGON = {"time_zone": "Asia/Ho_Chi_Minh"}

SHOPEE_TH_ROWS = table(
    "หมายเลขคำสั่งซื้อ | สถานะการสั่งซื้อ | สถานะการคืนเงินหรือคืนสินค้า | ชื่อผู้ใช้ (ผู้ซื้อ)"
    " | วันที่ทำการสั่งซื้อ | เวลาส่งสินค้า | ชื่อสินค้า | ราคาขาย | จำนวน | จำนวนที่ส่งคืน"
    " | ราคาขายสุทธิ | โค้ดส่วนลดชำระโดยผู้ขาย | จำนวนเงินทั้งหมด",
    "A1 | สำเร็จแล้ว |  | ballrii | 2026-07-17 10:00 | 18/07/26 09:00 | กาแฟ | 100 | 2 | 0"
    " | 200 | 30 | 310",
    "A1 | สำเร็จแล้ว |  | ballrii | 2026-07-17 10:00 | 18/07/26 09:00 | แก้ว | 100 | 1 | 0"
    " | 100 | 30 | 310",
    "A2 | ยกเลิกแล้ว |  | mali | 2026-07-18 10:00 |  | กาแฟ | 100 | 1 | 0 | 100 |  | 140",
    "A3 | สำเร็จแล้ว | คำขอได้รับการยอมรับแล้ว | mali | 2026-07-19 10:00 |  | กาแฟ | 100 | 1"
    " | 1 | 100 |  | 140",
    "A4 | สำเร็จแล้ว | คำขอได้รับการยอมรับแล้ว | mali | 2026-07-20 10:00 |  | กาแฟ | 100 | 3"
    " | 1 | 300 |  | 340",
    "A5 | ที่ต้องจัดส่ง |  | anna***07 | 2026-07-21 10:00 |  | กาแฟ | 100 | 1 | 0 | 100 |  | 140",
    "A6 | ที่ต้องจัดส่ง |  | *** | 2026-07-22 10:00 |  | กาแฟ | 100 | 1 | 0 | 100 |  | 140",
)

ASIAN_MARKETPLACES = {
    "shopee th": Export(
        "shopee_th_orders",
        SHOPEE_TH,
        SHOPEE_TH_ROWS,
        (6, 4, 3, 3, "670.00"),
        {"cancelled": 1, "returned": 1},
        "2026-07-17",
        settings=BANGKOK,
    ),
    "shopee th 2026": Export(
        "shopee_th_orders",
        SHOPEE_TH_2026,
        SHOPEE_TH_ROWS,
        (6, 4, 3, 3, "670.00"),
        {"cancelled": 1, "returned": 1},
        "2026-07-17",
        settings=BANGKOK,
    ),
    "shopee th old": Export(
        "shopee_th_orders",
        SHOPEE_TH_OLD,
        table(
            "หมายเลขคำสั่งซื้อ | สถานะการสั่งซื้อ | เวลาการสั่งซื้อ | ชื่อสินค้า | จำนวน | ราคาขาย"
            " | รวมยอดคำสั่งซื้อ | ชื่อผู้ใช้ (ผู้ซื้อ)",
            "B1 | สำเร็จแล้ว | 2024-01-05 09:30 | กาแฟ | 1 | 625.00 | 1250.00 | ballrii",
            " |  |  | แก้ว | 1 | 625.00 |  | ",
            "B2 | ยกเลิกแล้ว | 2024-01-06 09:30 | กาแฟ | 1 | 625.00 | 1250.00 | mali",
            " |  |  | แก้ว | 1 | 625.00 |  | ",
            "B3 | สำเร็จแล้ว | 2024-01-07 09:30 | แก้ว | 2 | 50.00 | 100.00 | ballrii",
            "B4 | สำเร็จแล้ว | 2024-01-08 09:30 | แก้ว | 1 | 50.00 | 50.00 | mali",
        ),
        (4, 3, 3, 2, "1400.00"),
        {"cancelled": 2},
        "2024-01-05",
        settings=BANGKOK,
    ),
    "shopee vn": Export(
        "shopee_vn_orders",
        headers.SHOPEE_VN,
        table(
            "Mã đơn hàng | Ngày đặt hàng | Trạng Thái Đơn Hàng | Trạng thái Trả hàng/Hoàn tiền"
            " | Tên sản phẩm | Giá ưu đãi | Số lượng | Tổng số tiền Người mua thanh toán"
            " | Mã giảm giá của Shop | Giảm giá từ Combo của Shop"
            " | Tổng số tiền người mua thanh toán | Người Mua",
            "V1 | 2026-05-01 10:00 | Hoàn thành |  | Son | 120.000 | 2 | 240.000 | 10.000 | 5.000"
            " | 360.000 | lan",
            "V1 | 2026-05-01 10:00 | Hoàn thành |  | Kem | 120.000 | 1 | 120.000 | 10.000 | 5.000"
            " | 360.000 | lan",
            "V2 | 2026-05-02 10:00 | Đã hủy |  | Son | 120.000 | 1 | 120.000 |  |  | 135.000 | mai",
            "V3 | 2026-05-03 10:00 | Hoàn thành | Trả hàng | Son | 120.000 | 1 | 120.000 |  | "
            " | 135.000 | mai",
            "V4 | 2026-05-04 10:00 | Đang giao |  | Kem | 80.000 | 1 |  |  |  | 95.000 | mai",
        ),
        (4, 2, 2, 2, "425000.00"),
        {"cancelled": 1, "returned": 1},
        "2026-05-01",
        settings=SAIGON,
    ),
    "shopee vn 2023": Export(
        "shopee_vn_orders",
        headers.SHOPEE_VN_2023,
        table(
            "Mã đơn hàng | Ngày đặt hàng | Trạng Thái Đơn Hàng | Tên sản phẩm | Giá ưu đãi"
            " | Số lượng | Returned quantity | Tổng giá bán (sản phẩm)"
            " | Tổng số tiền người mua thanh toán | Người Mua",
            "V1 | 2023-05-01 10:00 | Đã giao | Son | 120000 | 2 | 0 | 240000 | 375000 | lan",
            "V1 | 2023-05-01 10:00 | Đã giao | Kem | 120000 | 2 | 1 | 240000 | 375000 | lan",
            "V2 | 2023-05-02 10:00 | Đã hủy | Son | 120000 | 1 | 0 | 120000 | 135000 | mai",
            "V3 | 2023-05-03 10:00 | Đã nhận được hàng | Son | 120000 | 1 | 0 | 120000 | 135000"
            " | lan",
        ),
        (3, 2, 2, 1, "480000.00"),
        {"cancelled": 1},
        "2023-05-01",
        settings=SAIGON,
    ),
    "tiktok shop": Export(
        "tiktok_shop_orders",
        TIKTOK_SHOP,
        table(
            "Order ID | Order Status | Cancelation/Return Type | SKU ID | Product Name | Quantity"
            " | SKU Subtotal After Discount | Order Amount | Order Refund Amount | Created Time"
            " | Cancelled Time | Buyer Username",
            "Platform unique order ID. | Current status. | Type. | SKU ID. | Name. | Pieces."
            " | Money. | Money. | Money. | When it was placed. | When. | Who.",
            "58\t | Hoàn thành |  | 1 | Serum | 2 | 200 | 238 | 0 | 10/05/2026 22:05:43\t |  | lan",
            "58\t | Hoàn thành |  | 2 | Mask | 1 | 100 | 238 | 0 | 10/05/2026 22:05:43\t |  | lan",
            "59\t | ยกเลิกแล้ว | Cancel | 1 | Serum | 1 | 100 | 138 | 0 | 11/05/2026 22:05:43\t"
            " | 11/05/2026 23:00:00\t | mai",
            "60\t | จัดส่งแล้ว |  | 1 | Serum | 1 | 100 | 338 | 100 | 25/05/2026 22:05:43\t |  | mai",
            "60\t | จัดส่งแล้ว | Return/Refund | 2 | Mask | 1 | 100 | 338 | 100"
            " | 25/05/2026 22:05:43\t |  | mai",
            "61\t | Delivered |  | 1 | Serum | 1 | 100 | 138 | 0 | 26/05/2026 22:05:43\t |"
            "  | i***mikayla200",
        ),
        (4, 3, 2, 2, "500.00"),
        {"cancelled": 1, "returned": 1},
        "2026-05-10",
        before="\ufeff",
        settings=BANGKOK,
    ),
    "tiktok shop us": Export(
        "tiktok_shop_orders",
        TIKTOK_US,
        table(
            "Order ID | Order Status | SKU ID | Product Name | Quantity"
            " | SKU Subtotal After Discount | Order Refund Amount | Created Time"
            " | Buyer Username | State",
            "1 | Delivered | 1 | Bomb | 2 | 20.00 | 0 | 03/01/2026 10:00:00 AM | ann | Texas",
            "1 | Delivered | 2 | Soap | 1 | 5.50 | 0 | 03/01/2026 10:00:00 AM | ann | Texas",
            "2 | Canceled | 1 | Bomb | 1 | 10.00 | 0 | 03/02/2026 10:00:00 PM | bob | Ohio",
            "3 | Delivered | 1 | Bomb | 1 | 10.00 | 10.00 | 03/03/2026 10:00:00 PM | bob | Ohio",
            "4 | Shipped | 1 | Bomb | 1 | 10.00 | 2.50 | 03/28/2026 11:00:00 PM | bob | Ohio",
        ),
        (4, 2, 2, 2, "33.00"),
        {"cancelled": 1, "refunded": 1},
        "2026-03-01",
    ),
    "lazada": Export(
        "lazada_orders",
        headers.LAZADA,
        table(
            "orderItemId | orderNumber | createTime | customerName | billingPhone | customerEmail"
            " | sellerSku | itemName | paidPrice | unitPrice | status | refundAmount",
            "1 | L1 | 13 Jan 2024 10:10 | Anna | 0812345678 |  | A | Mug | 90 | 100 | delivered"
            " | 0",
            "2 | L1 | 13 Jan 2024 10:10 | Anna | 0812345678 |  | A | Mug | 90 | 100 | delivered"
            " | 15",
            "3 | L1 | 13 Jan 2024 10:10 | Anna | 0812345678 |  | B | Tea | 50 | 50 | returned | 50",
            "4 | L2 | 14 Jan 2024 10:10 | Bo | 0812345679 |  | A | Mug | 90 | 100 | canceled | 0",
            "5 | L3 | 15 Jan 2024 10:10 | Bo | 0812345679 |  | A | Mug | 90 | 100 | delivered | 90",
            "6 | L4 | 16 Jan 2024 10:10 | C*** | 08******11 | c***@mail.com | A | Mug | 90 | 100"
            " | pending | 0",
        ),
        (4, 2, 1, 1, "255.00"),
        {"returned": 1, "cancelled": 1, "refunded": 1},
        "2024-01-13",
        settings=BANGKOK,
    ),
}
