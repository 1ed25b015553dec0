"""What is left of revenue after the goods, and what winning customers cost: where it is known.

Nothing is assumed: a margin comes from the goods costs in the shop's lists, or from the owner.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.cohort_grid import CohortGrid, day_number
from lib.metrics.source import ShopData, ShopDays

# How lists of costs call the goods themselves, and what neither buys goods nor wins customers.
GOODS_KINDS = (
    "goods", "cogs", "cost of goods", "cost of goods sold", "product cost", "purchase of goods",
    "inventory", "waren", "wareneinsatz", "wareneinkauf", "marchandises", "mercancía", "merci",
    "ต้นทุนสินค้า", "ต้นทุนขาย", "ค่าสินค้า",
    "giá vốn", "giá vốn hàng bán", "tiền hàng",
)  # fmt: skip
OTHER_KINDS = (
    "rent", "shipping", "delivery", "postage", "packaging", "payment fees", "fees", "tax", "taxes",
    "salary", "salaries", "wages", "electricity",
    "miete", "versand", "verpackung", "loyer", "livraison", "alquiler", "envío", "affitto",
    "ค่าเช่า", "ค่าส่ง", "ค่าจัดส่ง", "ภาษี", "ค่าแรง", "เงินเดือน", "ค่าไฟ",
    "tiền thuê", "thuê nhà", "thuê mặt bằng", "lương", "tiền lương", "tiền điện", "bao bì",
    "vận chuyển", "phí vận chuyển", "thuế",
)  # fmt: skip


@dataclass(frozen=True)
class MonthOfCosts:
    """A calendar month: what came in, and what the lists say was paid."""

    month: date
    revenue: Decimal
    goods: Decimal
    winning: Decimal
    """Spent on winning customers: every kind but goods, rent, shipping and the like."""
    has_goods: bool


@dataclass(frozen=True)
class Margins:
    """The share of revenue that is left after the goods, for every day of the shop."""

    first_day: date
    rates: tuple[float, ...]
    months_of_goods: int
    """How many months take it from their goods costs; the others take the owner's rate."""

    def of_days(self, days: np.ndarray) -> np.ndarray:
        """The rate of each day (days since 1970)."""
        found: np.ndarray = np.array(self.rates)[days - day_number(self.first_day)]
        return found


def cost_months(source: ShopData) -> tuple[MonthOfCosts, ...]:
    """Every month with an order or a cost, oldest first."""
    asked = {"goods_kinds": list(GOODS_KINDS), "other_kinds": list(OTHER_KINDS)}
    rows = source.rows("metrics/cost_months", asked)
    return tuple(MonthOfCosts(*row) for row in rows)


def margins(source: ShopData, days: ShopDays, rate: Decimal | None) -> Margins | None:
    """The margin of every day, None while it is unknown for a month with revenue.

    Of a month with goods costs 1 - goods / revenue; of any other month the owner's ``rate``.
    """
    if days.data_start is None or days.last_ordered_on is None:
        return None
    known: dict[date, float] = {}
    from_goods = 0
    for each in cost_months(source):
        if each.has_goods and each.revenue > 0:
            known[each.month] = float(1 - each.goods / each.revenue)
            from_goods += 1
        elif rate is not None:
            known[each.month] = float(rate)
        elif each.revenue:
            return None
    by_day = []
    day = days.data_start
    while day <= days.last_ordered_on:
        by_day.append(known.get(day.replace(day=1), 0.0))
        day += timedelta(days=1)
    return Margins(days.data_start, tuple(by_day), from_goods) if known else None


def margin_grid(grid: CohortGrid, found: Margins) -> CohortGrid:
    """The same purchases with what is left of their revenue in its place."""
    left = grid.columns["revenue"] * found.of_days(grid.columns["bought_day"])
    columns = {**grid.columns, "revenue": np.rint(left).astype(np.int64)}
    return replace(grid, columns=columns, is_margin=True)


def margin_unknown() -> QuestionRefused:
    """Why no margin is shown, and how to make it known."""
    return QuestionRefused(
        _("The margin of this shop is not known."),
        _("Neither was it entered, nor do lists of costs say for every month what the goods cost."),
        _(
            "Enter it among the settings on the Data page, or with: python -m lib shop SHOP"
            " --margin 35"
        ),
        code="margin_unknown",
    )
