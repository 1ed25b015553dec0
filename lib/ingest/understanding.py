"""How each mapped column of a staged file is read, decided from its values."""

from dataclasses import dataclass, field, replace
from typing import Any

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.currencies import currency_by_sign, expected_currency
from lib.ingest.date_groups import know_every_writing
from lib.ingest.dates import (
    DAY_FIRST,
    MONTH_FIRST,
    PARTS,
    DateReading,
    put_together,
    read_dates,
    with_time,
)
from lib.ingest.mapping import Mapping
from lib.ingest.numbers import NumberReading, read_numbers, read_percentages
from lib.ingest.recognise import GENERIC, Layout, layout_of
from lib.ingest.text_columns import tidy_columns
from lib.schema import FIELD_BY_NAME, IDENTITY_FIELDS, Kind

STAGED = "work.staged"
DISCOUNTS = ("order_discount", "line_discount")
MONEY_AND_NUMBERS = (Kind.MONEY, Kind.NUMBER)


@dataclass
class Understanding:
    """How each mapped column of one file was read: SQL expressions and what to tell the owner."""

    mapping: Mapping
    positions: dict[str, list[str]]
    dates: DateReading | None = None
    updates: DateReading | None = None
    refund_dates: DateReading | None = None
    numbers: dict[str, NumberReading] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    currency_sign: str | None = None
    """SQL for the currency that a row's amount names, where no column does."""
    expected_currency: str = ""
    """The currency of most amounts, as far as anything says it."""
    zero_is_a_customer: bool = False
    """Whether customer number 0 is a person like 1 and 2, not the till's word for "nobody"."""
    paid_total: tuple[str, ...] = ()
    """The column whose total was found to be the row's: what was paid, discounts taken off."""
    order_id_fills_down: bool = False
    """Rows without an order number go on with the order above them."""
    tidy: frozenset[str] = frozenset()
    """Staged columns whose cells are their own clean text."""
    plain_keys: set[str] = field(default_factory=set)
    """Identity fields whose texts are all keys as they stand."""
    refused_keys: set[str] = field(default_factory=set)
    """Identity fields with texts that may not stand for a person."""

    def tidied(self, column: str) -> str:
        """The clean text of a staged column."""
        return column if column in self.tidy else f"clean_text({column})"

    def text(self, name: str) -> str:
        """The cleaned text of a field, or its fixed value, or null."""
        columns = self.positions.get(name, [])
        if name in self.mapping.fixed and not columns:
            self.parameters[f"fixed_{name}"] = self.mapping.fixed[name]
            return f"$fixed_{name}"
        cleaned = [self.tidied(column) for column in columns]
        if not cleaned:
            return "null::varchar"
        if len(cleaned) == 1 and name != "customer_name":
            return cleaned[0]
        filled = ", ".join(f"case when is_filled({text}) then {text} end" for text in cleaned)
        if name == "customer_name":
            return f"nullif(concat_ws(' ', {filled}), '')"
        return f"coalesce({filled})"

    def number(self, name: str) -> str:
        """The amount of a field, or its fixed value, or null."""
        if name in self.numbers:
            return self.numbers[name].sql
        if name in self.mapping.fixed:
            self.parameters[f"fixed_{name}"] = self.mapping.fixed[name]
            return f"$fixed_{name}::decimal(18, 4)"
        return "null::decimal(18, 4)"

    @property
    def currency(self) -> str:
        """The currency of a row as SQL text."""
        return f"upper({self.currency_sign or self.text('currency')})"

    @property
    def layout(self) -> Layout:
        return layout_of(self.mapping.layout)

    @property
    def moment(self) -> str:
        assert self.dates is not None
        time = self.positions.get("ordered_time")
        return with_time(self.dates.sql, time[0]) if time else self.dates.sql

    @property
    def updated_at(self) -> str:
        """When the export last changed the order, as SQL; null where it does not say."""
        return self.updates.sql if self.updates else "null::timestamp"

    @property
    def refund_moment(self) -> str:
        """When the money of a row went back, as SQL."""
        return self.refund_dates.sql if self.refund_dates else "null::timestamp"


def understand(
    db: Database,
    mapping: Mapping,
    headers: tuple[str, ...],
    time_zone: str,
    currency: str = "",
    *,
    is_plain: bool = False,
) -> Understanding:
    """Look at every mapped column of the staged table and decide how its text is read."""
    positions = {
        name: [f"c{headers.index(header) + 1}" for header in used]
        for name, used in mapping.columns.items()
    }
    if len(positions["ordered_at"]) == len(PARTS):
        positions["ordered_at"] = [put_together(db, positions["ordered_at"], len(headers))]
    used = [column for group in positions.values() for column in group]
    tidy = tidy_columns(db, STAGED, used, is_plain=is_plain)
    understanding = Understanding(mapping, positions, tidy=tidy)
    moment = positions["ordered_at"][0]
    dates = read_dates(db, STAGED, moment, forced_order=mapping.date_order or None)
    if "ordered_time" in positions:
        know_every_writing(db)
    if not dates.is_proven and understanding.layout.date_order:
        dates = read_dates(db, STAGED, moment, forced_order=understanding.layout.date_order)
    understanding.dates = dates
    order = mapping.date_order or (dates.order if dates.order in (DAY_FIRST, MONTH_FIRST) else None)
    if "updated_at" in positions:
        understanding.updates = read_dates(
            db, STAGED, positions["updated_at"][0], forced_order=order
        )
    if "refunded_at" in positions:
        understanding.refund_dates = _refund_dates(db, positions["refunded_at"][0], order)
    named = positions.get("currency", [""])[0]
    hint = expected_currency(db, STAGED, mapping, named, currency, time_zone)
    understanding.expected_currency = hint
    if not named and not mapping.fixed.get("currency"):
        understanding.currency_sign = currency_by_sign(db, STAGED, positions, currency)
    for name, columns in positions.items():
        if FIELD_BY_NAME[name].kind in MONEY_AND_NUMBERS:
            is_money = FIELD_BY_NAME[name].kind is Kind.MONEY
            known = (hint or None) if is_money else None
            reading = read_percentages(db, STAGED, columns[0]) if name in DISCOUNTS else None
            understanding.numbers[name] = reading or added_up(
                columns, [read_numbers(db, STAGED, column, currency=known) for column in columns]
            )
    understanding.order_id_fills_down = understanding.layout.order_id_fills_down or (
        mapping.layout == GENERIC and _order_id_fills_down(db, understanding)
    )
    if mapping.layout == GENERIC and mapping.has("customer_id"):
        understanding.zero_is_a_customer = _zero_is_a_customer(db, positions["customer_id"][0])
    moments = understanding.moment + understanding.updated_at + understanding.refund_moment
    if "$time_zone" in moments:
        understanding.parameters["time_zone"] = time_zone
    return understanding


def _refund_dates(db: Database, column: str, order: str | None) -> DateReading | None:
    """Days of refunds; None when the column holds no dates."""
    found = read_dates(db, STAGED, column, forced_order=order)
    filled = db.rows(f"select count(*) from {STAGED} where is_filled({column})")[0][0]
    return None if 2 * found.unreadable > filled else found


def _order_id_fills_down(db: Database, u: Understanding) -> bool:
    """Whether rows that name a product but neither order, day nor buyer continue the row above."""
    if not u.mapping.has("order_id") or not u.mapping.has("sku", "product_name"):
        return False
    order, day = u.text("order_id"), u.text("ordered_at")
    if not db.rows(f"select 1 from {STAGED} where {order} is null limit 1"):
        return False
    buyer = ", ".join(u.text(name) for name in IDENTITY_FIELDS)
    product = f"coalesce({u.text('sku')}, {u.text('product_name')})"
    unnamed, going_on, first = db.rows(
        f"""
        select
            count(*) filter ({order} is null and {product} is not null),
            count(*) filter (
                {order} is null and {product} is not null
                and {day} is null and coalesce({buyer}) is null
            ),
            min_by({order} is null, row_number)
        from {STAGED}
        """
    )[0]
    return bool(unnamed and going_on == unnamed and not first)


def added_up(columns: list[str], readings: list[NumberReading]) -> NumberReading:
    """The sum of amounts that stand in several columns; an empty cell adds nothing."""
    if len(readings) == 1:
        return readings[0]
    parts = [
        f"coalesce({reading.sql}, case when not is_filled({column}) then 0 end)"
        for column, reading in zip(columns, readings, strict=True)
    ]
    total = f"({' + '.join(parts)})::decimal(18, 4)"
    return replace(readings[0], sql=total, unreadable=sum(each.unreadable for each in readings))


def _zero_is_a_customer(db: Database, column: str) -> bool:
    """Numbers counted from 0, where 0 buys no more often than others do; guests would."""
    if not db.rows(f"select 1 from {STAGED} where {column} in ('0', '0.0') limit 1"):
        return False
    zero, most, lowest = db.rows(
        f"""
        select
            coalesce(sum(rows) filter (number = 0), 0),
            coalesce(max(rows) filter (number <> 0), 0),
            coalesce(min(number) filter (number <> 0), 0)
        from (
            select try_cast({column} as double) as number, count(*) as rows
            from {STAGED} where {column} is not null group by number
        )
        where number is not null
        """
    )[0]
    return bool(lowest == 1 and zero <= most)


def settle_amount_basis(db: Database, understanding: Understanding) -> Understanding:
    """Decide whether a column called "total" belongs to the order or to the row.

    A total that every row of an order repeats is the order's; rows that differ add up. Declared
    layouts and explicit choices are left alone.
    """
    mapping = understanding.mapping
    totals = [name for name in ("order_total", "order_subtotal") if mapping.has(name)]
    if mapping.layout != "generic" or not totals:
        return understanding
    if not mapping.has("order_id") and not mapping.is_line_file:
        return understanding
    name = totals[0]
    basis = mapping.amount_basis or _measured_basis(db, understanding, name)
    if basis == "order":
        if not mapping.amount_basis and mapping.is_line_file and _repeats(db, understanding):
            understanding.warnings.append(
                _(
                    "The total in column “{column}” is repeated on every row of an order, so it"
                    " was counted once per order."
                ).format(column=mapping.columns[name][0])
            )
        return understanding
    header = mapping.columns[name]
    understanding.paid_total = header
    understanding.mapping = mapping.with_column(name, ()).with_column("line_total", header)
    understanding.numbers["line_total"] = understanding.numbers.pop(name)
    understanding.positions["line_total"] = understanding.positions.pop(name)
    return understanding


def _measured_basis(db: Database, understanding: Understanding, name: str) -> str:
    order, value = _order(understanding), understanding.number(name)
    several, same = db.rows(
        f"""
        select count(*), count(*) filter (lowest = highest)
        from (
            select min({value}) as lowest, max({value}) as highest
            from {STAGED} where {order} is not null group by {order} having count(*) > 1
        )
        """,
        understanding.parameters,
    )[0]
    return "order" if same >= 0.95 * several else "line"


def _repeats(db: Database, understanding: Understanding) -> bool:
    order = _order(understanding)
    return bool(
        db.rows(
            f"select 1 from {STAGED} group by {order} having count(*) > 1 limit 1",
            understanding.parameters,
        )
    )


def _order(u: Understanding) -> str:
    """SQL for what rows of one order share: its number, else buyer and moment."""
    if u.mapping.has("order_id"):
        return u.text("order_id")
    buyer = ", ".join(u.text(name) for name in IDENTITY_FIELDS if u.mapping.has(name))
    return f"concat_ws(chr(31), {buyer}, {u.text('ordered_at')})"
