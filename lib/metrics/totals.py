"""What a shop holds: orders, customers, revenue, and what became of every source row."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from lib.metrics.source import ShopData


@dataclass(frozen=True)
class Totals:
    """Counts and money of a shop; revenue is of valid orders, guests included."""

    order_lines: int
    identified_order_lines: int
    orders: int
    valid_orders: int
    identified_orders: int
    customers: int
    revenue: Decimal
    identified_revenue: Decimal
    first_ordered_on: date | None
    last_ordered_on: date | None

    @property
    def identity_coverage(self) -> float | None:
        """Identified valid orders / valid orders; None without valid orders."""
        return self.identified_orders / self.valid_orders if self.valid_orders else None


@dataclass(frozen=True)
class RuleCount:
    """Source rows of one import set aside by one rule."""

    import_id: int
    rule: str
    rows: int
    amount: Decimal


@dataclass(frozen=True)
class ImportSummary:
    """One file taken in; rows_read = rows_used + rows_set_aside."""

    import_id: int
    file_name: str
    sha256: str
    platform: str
    encoding: str
    delimiter: str
    date_order: str
    rows_read: int
    rows_used: int
    rows_set_aside: int
    imported_at: Any
    warnings: tuple[str, ...]
    set_aside: tuple[RuleCount, ...]


def totals(shop: ShopData) -> Totals:
    """One Totals for the whole shop."""
    return Totals(**shop.row("metrics/totals"))


def rules_of_imports(shop: ShopData) -> list[RuleCount]:
    """Every import and rule with the rows it set aside, largest first within an import."""
    return [RuleCount(*row) for row in shop.rows("metrics/ledger_by_rule")]


def import_summaries(shop: ShopData) -> list[ImportSummary]:
    """Every file taken in, oldest first."""
    rules = rules_of_imports(shop)
    columns = (
        "import_id", "file_name", "sha256", "platform", "encoding", "delimiter", "date_order",
        "rows_read", "rows_used", "rows_set_aside", "warnings", "imported_at",
    )  # fmt: skip
    summaries = []
    for row in shop.rows("metrics/imports"):
        fields = dict(zip(columns, row, strict=True))
        fields["warnings"] = tuple(json.loads(fields["warnings"]))
        fields["set_aside"] = tuple(rule for rule in rules if rule.import_id == fields["import_id"])
        summaries.append(ImportSummary(**fields))
    return summaries


def ledger_rows(shop: ShopData, rule: str = "", most_rows: int = 10_000_000) -> pd.DataFrame:
    """One row per source row set aside ("" = by any rule), at most ``most_rows``.

    Columns: file_name, row_number, column_name, value, rule, amount.
    """
    return shop.frame("metrics/ledger_rows", {"rule": rule, "most_rows": most_rows})


def shop_warnings(shop: ShopData) -> list[str]:
    """What the owner must know before trusting a number."""
    return [warning for (warning,) in shop.rows("metrics/shop_warnings")]
