"""Orders as shops hand them to programs, flattened, and their right answers."""

from tests.ingest.platform_export import Export, table

APIS = {
    "shopify api": Export(
        "shopify_api_orders",
        (
            *("id", "name", "email", "created_at", "currency", "financial_status", "total_price"),
            *("subtotal_price", "cancelled_at", "customer.id", "billing_address.country"),
            *("line_items.sku", "line_items.title", "line_items.quantity", "line_items.price"),
        ),
        table(
            "id | name | email | created_at | financial_status | total_price | subtotal_price"
            " | line_items.title | line_items.quantity | line_items.price",
            "71 | #1 | anna@example.com | 2026-03-31T23:30:00Z | paid | 109.00 | 100.00 | Mug"
            " | 1 | 60.00",
            "71 | #1 | anna@example.com | 2026-03-31T23:30:00Z | paid | 109.00 | 100.00 | Tea"
            " | 2 | 20.00",
            "72 | #2 | bo@example.com | 2026-04-03T10:00:00+07:00 | voided | 60.00 | 60.00 | Mug"
            " | 1 | 60.00",
            "73 | #3 | bo@example.com | 2026-04-04T10:00:00+07:00 | paid | 25.00 | 20.00 | Tea"
            " | 1 | 20.00",
        ),
        (3, 2, 2, 2, "120.00"),
        {"voided": 1},
        "2026-04-01",
        settings={"time_zone": "Asia/Bangkok"},
    ),
    "woocommerce rest": Export(
        "woocommerce_rest_orders",
        (
            *("id", "number", "status", "currency", "date_created", "shipping_total", "total"),
            *("customer_id", "billing.first_name", "billing.last_name", "billing.email"),
            *("line_items.name", "line_items.sku", "line_items.quantity", "line_items.total"),
        ),
        table(
            "id | number | status | date_created | shipping_total | total | billing.first_name"
            " | billing.email | line_items.name | line_items.quantity | line_items.total",
            "1 | 1 | completed | 2026-01-05T09:00:00 | 5.00 | 65.00 | Anna | a@example.com | Mug"
            " | 1 | 40.00",
            "1 | 1 | completed | 2026-01-05T09:00:00 | 5.00 | 65.00 | Anna | a@example.com | Tea"
            " | 2 | 20.00",
            "2 | 2 | cancelled | 2026-01-06T09:00:00 | 0.00 | 10.00 | Bo | b@example.com | Tea"
            " | 1 | 10.00",
            "3 | 3 | processing | 2026-02-06T09:00:00 | 0.00 | 10.00 | Anna | A@example.com | Tea"
            " | 1 | 10.00",
        ),
        (3, 2, 2, 1, "70.00"),
        {"cancelled": 1},
        "2026-01-05",
    ),
}
