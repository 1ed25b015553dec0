"""Small invented exports of web shops, under their real header lines, and their right answers."""

from sample_data.headers import SHOPIFY, WOOCOMMERCE
from tests.ingest import platform_headers as headers
from tests.ingest.platform_export import Export, table

WEB_SHOPS = {
    "shopify": Export(
        "shopify_orders",
        SHOPIFY,
        table(
            "Name | Email | Financial Status | Currency | Subtotal | Shipping | Total | Created at"
            " | Lineitem quantity | Lineitem name | Lineitem price | Cancelled at | Payment Method"
            " | Refunded Amount",
            "#1 | anna@example.com | paid | EUR | 100.00 | 9.00 | 109.00"
            " | 2026-03-31 23:30:00 +0000 | 1 | Mug | 60.00 |  | Card | 0.00",
            "#1 | anna@example.com |  |  |  |  |  | 2026-03-31 23:30:00 +0000 | 2 | Tea | 20.00"
            " |  |  | ",
            "#2 | bo@example.com | voided | EUR | 50.00 | 0.00 | 50.00 | 2026-04-02 10:00:00 +0700"
            " | 1 | Mug | 50.00 | 2026-04-02 11:00:00 +0700 | Card | 0.00",
            "#3 | bo@example.com | refunded | EUR | 60.00 | 0.00 | 60.00"
            " | 2026-04-03 10:00:00 +0700 | 1 | Mug | 60.00 |  | Card | 60.00",
            "#4 |  | paid | EUR | 20.00 | 0.00 | 20.00 | 2026-04-04 10:00:00 +0700 | 1 | Tea"
            " | 20.00 |  | Cash | 0.00",
            "#5 | anna@example.com | partially_refunded | EUR | 60.00 | 0.00 | 60.00"
            " | 2026-04-05 10:00:00 +0700 | 1 | Mug | 60.00 |  | Card | 15.00",
            "#6 | cy@example.com | pending | EUR | 30.00 | 5.00 | 35.00 | 2026-04-06 10:00:00 +0700"
            " | 1 | Pot | 30.00 |  | Cash on Delivery (COD) | 0.00",
        ),
        (6, 4, 3, 2, "195.00"),
        {"cancelled": 1, "refunded": 1},
        "2026-04-01",
        settings={"time_zone": "Asia/Bangkok"},
    ),
    "woocommerce analytics": Export(
        "woocommerce_analytics_orders",
        headers.WOOCOMMERCE_ANALYTICS,
        table(
            "Date | Order # | N. Revenue (formatted) | Status | Customer | Product(s) | Net Sales",
            "2026-01-05 09:00:00 | 11 | ৳2,999 | completed | Anna Rahman | Mug, Tea | 2999",
            "2026-01-06 09:00:00 | 12 | ৳500 | cancelled | Bo Das |  | 500",
            "2026-01-07 09:00:00 | 13 | ৳700 | refunded | Cy Roy | Mug | 700",
            "2026-02-08 09:00:00 | 14 | ৳1,001 | processing | anna rahman | Pot | 1001",
            "2026-02-09 09:00:00 | 15 | ৳300 | completed | Guest | Tea | 300",
        ),
        (5, 3, 2, 1, "4300.00"),
        {"cancelled": 1, "refunded": 1},
        "2026-01-05",
    ),
    "woocommerce advanced order export": Export(
        "woocommerce_advanced_order_export",
        WOOCOMMERCE,
        table(
            "Order Number | Order Status | Order Date | First Name (Billing) | Last Name (Billing)"
            " | Email (Billing) | Name | Quantity | Item Cost | Order Line (w/o tax)"
            " | Order Shipping Amount | Order Total Tax Amount | Order Refund Amount"
            " | Order Total Amount",
            "1 | Completed | 2026-01-13 10:00 | Anna | Lee | Anna@example.com | Mug | 1 | 60 | 54"
            " | 9.00 | 7.20 | 0 | 106.20",
            "1 | Completed | 2026-01-13 10:00 | Anna | Lee | Anna@example.com | Tea | 2 | 20 | 36"
            " | 9.00 | 7.20 | 0 | 106.20",
            "2 | Cancelled | 2026-01-14 10:00 | Bo | Fox | bo@example.com | Mug | 1 | 60 | 60"
            " | 0 | 0 | 0 | 60",
            "3 | Refunded | 2026-01-15 10:00 | Bo | Fox | bo@example.com | Mug | 1 | 60 | 60"
            " | 0 | 0 | 60 | 60",
            "4 | Processing | 2026-01-16 10:00 |  |  |  | Tea | 1 | 20 | 20 | 0 | 0 | 5 | 20",
            "5 | Completed | 2026-02-16 10:00 | Anna | Lee | anna@example.com | Tea | 1 | 20 | 20"
            " | 0 | 0 | 0 | 20",
        ),
        (5, 3, 2, 1, "125.00"),
        {"cancelled": 1, "refunded": 1},
        "2026-01-13",
    ),
    "woocommerce customer order export": Export(
        "woocommerce_customer_order_csv",
        headers.WOOCOMMERCE_CUSTOMER_ORDER,
        table(
            "order_id | order_number | date | status | shipping_total | tax_total | order_total"
            " | customer_id | billing_first_name | billing_last_name | billing_email | line_items",
            "15 | #15 | 2014-09-15 04:48:06 | processing | 5 | 8 | 93 | 7 | Anna | Lee"
            " | anna@example.com | name:Mug|quantity:1;name:Tea|quantity:2",
            "16 | #16 | 2014-09-16 04:48:06 | cancelled | 0 | 0 | 40 | 8 | Bo | Fox"
            " | bo@example.com | name:Mug|quantity:1",
            "17 | #17 | 2014-09-17 04:48:06 | refunded | 0 | 0 | 40 | 8 | Bo | Fox"
            " | bo@example.com | name:Mug|quantity:1",
            "18 | #18 | 2014-09-18 04:48:06 | completed | 0 | 0 | 20 | 0 | Cy | Roy"
            " | cy@example.com | name:Tea|quantity:1",
            "19 | #19 | 2014-09-19 04:48:06 | completed | 0 | 0 | 30 | 0 | Di | Poe"
            " | di@example.com | name:Tea|quantity:1",
        ),
        (5, 3, 3, 3, "130.00"),
        {"cancelled": 1, "refunded": 1},
        "2014-09-15",
    ),
    "squarespace": Export(
        "squarespace_orders",
        headers.SQUARESPACE,
        table(
            "Order ID | Email | Financial Status | Subtotal | Shipping | Taxes | Amount Refunded"
            " | Total | Discount Amount | Created at | Lineitem quantity | Lineitem name"
            " | Lineitem price | Cancelled at",
            "1 | anna@example.com | PAID | 40 | 10 | 2 | 0 | 47 | 5 | 7/5/2018 21:06 | 1"
            " | Coffee | 20 | ",
            "1 |  |  |  |  |  |  |  |  |  | 1 | Filter | 20 | ",
            "2 | bo@example.com | PAID | 20 | 0 | 0 | 0 | 20 | 0 | 7/6/2018 21:06 | 1 | Coffee | 20"
            " | 7/7/2018 9:00",
            "3 | bo@example.com | REFUNDED | 20 | 5 | 0 | 25 | 25 | 0 | 7/6/2018 22:06 | 1 | Coffee"
            " | 20 | ",
            "4 |  | PAID | 20 | 0 | 0 | 0 | 20 | 0 | 7/8/2018 21:06 | 1 | Coffee | 20 | ",
            "5 | anna@example.com | PAID | 20 | 0 | 0 | 4 | 20 | 0 | 8/8/2018 21:06 | 1"
            " | Coffee | 20 | ",
        ),
        (5, 3, 2, 1, "71.00"),
        {"cancelled": 1, "refunded": 1},
        "2018-07-05",
    ),
    "wix": Export(
        "wix_orders",
        headers.WIX,
        table(
            "Order number | Date created | Time | Contact email | Item | Qty | Price"
            " | Delivery country | Delivery country (2) | Payment status | Shipping rate"
            " | Total tax | Total | Currency | Refunded amount",
            "W1 | Dec 8, 2024 | 9:15:51 AM | anna@example.com | Bag | 1 | 19.99 | DEU | FRA | Paid"
            " | 4.99 | 1.00 | 45.97 | EUR | 0",
            "W1 | Dec 8, 2024 | 9:15:51 AM | anna@example.com | Hat | 1 | 19.99 | DEU | FRA | Paid"
            " | 4.99 | 1.00 | 45.97 | EUR | 0",
            "W2 | Dec 9, 2024 | 11:15:51 PM | bo@example.com | Hat | 1 | 19.99 | DEU | DEU"
            " | Canceled | 0 | 0 | 19.99 | EUR | 0",
            "W3 | Dec 9, 2024 | 11:25:51 PM | bo@example.com | Hat | 1 | 19.99 | DEU | DEU"
            " | Refunded | 0 | 0 | 19.99 | EUR | 19.99",
            "W4 | Dec 10, 2024 | 1:15:51 PM |  | Hat | 1 | 19.99 | DEU | DEU | Paid | 0 | 0 | 19.99"
            " | EUR | 0",
        ),
        (4, 2, 1, 1, "59.97"),
        {"cancelled": 1, "refunded": 1},
        "2024-12-08",
    ),
    "magento": Export(
        "magento_orders",
        headers.MAGENTO,
        table(
            "ID | Purchase Point | Purchase Date | Bill-to Name | Grand Total (Base) | Status"
            " | Customer Email | Customer Group | Subtotal | Shipping and Handling | Payment Method"
            " | Total Refunded",
            "000000001 | Main | 2026-01-13 08:00:00 | Anna Lee | 95.00 | complete"
            " | anna@example.com | General | 100.00 | 5.00 | checkmo | 0",
            "000000002 | Main | 2026-01-14 08:00:00 | Bo Fox | 50.00 | canceled | bo@example.com"
            " | General | 50.00 | 0 | checkmo | 0",
            "000000003 | Main | 2026-01-15 08:00:00 | Bo Fox | 50.00 | closed | bo@example.com"
            " | General | 50.00 | 0 | checkmo | 50.00",
            "000000004 | Main | 2026-01-16 08:00:00 | Cy Roy | 30.00 | pending | cy@example.com"
            " | NOT LOGGED IN | 30.00 | 0 | cashondelivery | 0",
            "000000005 | Main | 2026-02-16 08:00:00 | Anna Lee | 40.00 | processing"
            " | anna@example.com | General | 40.00 | 0 | checkmo | 10.00",
        ),
        (5, 3, 3, 2, "150.00"),
        {"cancelled": 1, "refunded": 1},
        "2026-01-13",
    ),
    "bigcommerce": Export(
        "bigcommerce_orders",
        headers.BIGCOMMERCE,
        table(
            "Order ID | Customer ID | Customer Name | Customer Email | Order Date | Order Status"
            " | Shipping Cost (inc tax) | Shipping Cost (ex tax) | Handling Cost (ex tax)"
            " | Order Total (inc tax) | Order Total (ex tax) | Product Details | Refund Amount",
            "101 | 9 | Anna Lee | anna@example.com | 03/04/2022 | Completed | 11.00 | 10.00"
            " | 2.50 | 123.75 | 112.50"
            " | Product ID: 1, Product Qty: 1, Product Name: Mug|Product ID: 2 | 0.00",
            "102 | 10 | Bo Fox | bo@example.com | 05/04/2022 | Cancelled | 0 | 0 | 0 | 55.00"
            " | 50.00 | Product ID: 1 | 0.00",
            "103 | 10 | Bo Fox | bo@example.com | 06/04/2022 | Refunded | 0 | 0 | 0 | 55.00"
            " | 50.00 | Product ID: 1 | 50.00",
            "104 | 0 | Cy Roy | cy@example.com | 07/04/2022 | Awaiting Fulfillment | 0 | 0 | "
            " | 22.00 | 20.00 | Product ID: 2 | 0.00",
            "105 | 0 | Di Poe |  | 08/04/2022 | Shipped | 0 | 0 |  | 33.00 | 30.00 | Product ID: 2"
            " | 0",
        ),
        (5, 3, 2, 2, "150.00"),
        {"cancelled": 1, "refunded": 1},
        "2022-04-03",
    ),
    "prestashop": Export(
        "prestashop_orders",
        headers.PRESTASHOP,
        table(
            "ID | Reference | New client | Delivery | Customer | Total | Payment | Status | Date",
            "1 | XKBKNABJK | Yes | France | A. LEE | €1,050.40 | Card | Payment accepted"
            " | 2026-01-13 10:00:00",
            "2 | OHSATSERP | Yes | France | B. FOX | €20.00 | Card | Canceled"
            " | 2026-01-14 10:00:00",
            "3 | UOYEVOLI1 | No | France | B. FOX | €20.00 | Card | Refunded | 2026-01-15 10:00:00",
            "4 | FFATNOMMJ | Yes | Italy | C. ROY | €20.00 | Check | Awaiting check payment"
            " | 2026-01-16 10:00:00",
            "5 | KHWLILZLL | No | France | A. LEE | €30.00 | Card | Delivered"
            " | 2026-02-13 10:00:00",
        ),
        (5, 2, 2, 1, "1080.40"),
        {"cancelled": 1, "refunded": 1, "unpaid": 1},
        "2026-01-13",
        delimiter=";",
    ),
}
