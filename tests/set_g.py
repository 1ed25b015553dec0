"""Thirteen customers whose every number was worked out by hand, as an order export.

c05's first order was placed on 28 February 2024 at 23:30 UTC, which is the 29th in Bangkok.
"""

HEADER = "order_id,created_at,customer_id,amount,status"

ORDERS = """
c01: 01-10 50, 02-14 40, 05-20 60, 08-15 55, 11-20 45
c02: 01-15 30, 04-02 35
c03: 01-20 100
c04: 02-05 20, 02-05 15, 06-18 25, 07-30 30, 09-12 20
c05: 02-29 80, 10-05 70
c06: 03-03 45, 06-25 50, 12-01 40
c07: 04-11 60, 04-30 35x, 07-08 65
c08: 05-05 35, 08-01 40r
c09: 07-10 90, 08-12 40, 09-25 50
c10: 07-02 25
c11: 08-20 55, 10-10 45
c12: 10-15 75
c13: 01-05 40, 08-28 30
"""


def rows() -> list[str]:
    """One line per order; times carry their offset, so the shop's time zone decides the day."""
    lines: list[str] = []
    for line in ORDERS.strip().splitlines():
        customer, orders = line.split(": ")
        for order in orders.split(", "):
            day, amount = order.split(" ")
            status = {"x": "cancelled", "r": "refunded"}.get(amount[-1], "paid")
            moment = f"2024-{day} 12:00:00 +0700"
            if (customer, day) == ("c05", "02-29"):
                moment = "2024-02-28 23:30:00 +0000"
            number = len(lines) + 1
            lines.append(f"{number},{moment},{customer},{amount.rstrip('xr')},{status}")
    return lines
