"""Small invented exports of tills, under their real header lines, and their right answers."""

from sample_data.headers import KIOTVIET
from tests.ingest import platform_headers as headers
from tests.ingest.platform_export import Export, table

TILLS = {
    "square items detail": Export(
        "square_items_detail",
        headers.SQUARE_ITEMS,
        table(
            "Date | Time | Time Zone | Item | Qty | Gross Sales | Discounts | Net Sales | Tax"
            " | Transaction ID | Event Type | Customer ID",
            "2026-08-15 | 14:00:00 | Eastern | Mug | 2 | $36.00 | $0.00 | $36.00 | $2.88 | T1"
            " | Payment | C1",
            "2026-08-15 | 14:00:00 | Eastern | Bowl | 1 | $18.00 | -$3.00 | $15.00 | $1.20 | T1"
            " | Payment | C1",
            "2026-08-16 | 09:00:00 | Eastern | Mug | -1 | -$18.00 | $0.00 | -$18.00 | -$1.44 | T1"
            " | Refund | C1",
            "2026-08-17 | 14:00:00 | Eastern | Mug | 1 | $18.00 | $0.00 | $18.00 | $1.44 | T2"
            " | Payment | ",
            "2026-08-18 | 14:00:00 | Eastern | Mug | 1 | $18.00 | $0.00 | $18.00 | $1.44 | T3"
            " | Payment | C2",
            "2026-08-18 | 15:00:00 | Eastern | Mug | -1 | -$18.00 | $0.00 | -$18.00 | -$1.44 | T3"
            " | Refund | C2",
            "2026-08-19 | 15:00:00 | Eastern | Mug | -1 | -$12.00 | $0.00 | -$12.00 | -$1.44 | T4"
            " | Refund | C2",
        ),
        (4, 2, 1, 1, "51.00"),
        {"refunded": 4},
        "2026-08-15",
    ),
    "square transactions": Export(
        "square_transactions",
        headers.SQUARE_TRANSACTIONS,
        table(
            "Date | Time | Gross Sales | Net Sales | Tax | Total Collected | Transaction ID"
            " | Event Type | Customer ID",
            "2026-08-15 | 14:00:00 | $54.00 | $51.00 | $4.08 | $55.08 | T1 | Payment | C1",
            "2026-08-16 | 09:00:00 | -$18.00 | -$18.00 | -$1.44 | -$19.44 | T1 | Refund | C1",
            "2026-08-17 | 14:00:00 | $18.00 | $18.00 | $1.44 | $19.44 | T2 | Payment | ",
            "2026-08-18 | 14:00:00 | $18.00 | $18.00 | $1.44 | $19.44 | T3 | Payment | C2",
            "2026-08-18 | 15:00:00 | -$18.00 | -$18.00 | -$1.44 | -$19.44 | T3 | Refund | C2",
        ),
        (3, 2, 1, 1, "51.00"),
        {"refunded": 3},
        "2026-08-15",
    ),
    "kiotviet": Export(
        "kiotviet_invoices",
        KIOTVIET,
        table(
            "Mã hóa đơn | Thời gian | Mã khách hàng | Tên khách hàng | Điện thoại | Tên hàng"
            " | Số lượng | Đơn giá | Thành tiền | Tổng tiền hàng | Khách cần trả",
            "HD1 | 03/04/2026 10:00 | KH1 | Lan | 912345678.0 | Son | 1 | 100000 | 100000 | 300000"
            " | 270000",
            "HD1 | 03/04/2026 10:00 | KH1 | Lan | 912345678.0 | Kem | 2 | 100000 | 200000 | 300000"
            " | 270000",
            "HD2 | 04/04/2026 10:00 |  | Khách lẻ |  | Son | 1 | 100000 | 100000 | 100000 | 100000",
            "HD3 | 25/04/2026 10:00 |  | Lan | 0912345678 | Son | 1 | 100000 | 100000 | 100000"
            " | 100000",
        ),
        (3, 3, 2, 1, "470000.00"),
        {},
        "2026-04-03",
        settings={"time_zone": "Asia/Ho_Chi_Minh"},
    ),
}
