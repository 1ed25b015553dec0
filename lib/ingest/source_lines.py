"""From staged text to typed source lines: one insert-select per file, built from column positions.

The SQL text holds only our own names and the positional names c1..cN of the staged table; every
header, status word and fixed value of the file is bound.
"""

from dataclasses import dataclass, field
from typing import Any

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.dates import DateReading, read_dates, with_time
from lib.ingest.mapping import Mapping
from lib.ingest.numbers import NumberReading, read_numbers
from lib.ingest.recognise import status_words
from lib.schema import FIELD_BY_NAME, Kind

STAGED = "work.staged"
MONEY_AND_NUMBERS = (Kind.MONEY, Kind.NUMBER)
# A few unreadable cells are the file's fault; this share of them means the column is not that field.
UNREADABLE_SHARE_REFUSED = 0.5

CASH_ON_DELIVERY = (
    "(^|[^a-z])cod([^a-z]|$)|cash on delivery|เก็บเงินปลายทาง|thanh toán khi nhận|nachnahme"
    "|contre remboursement|contra reembolso"
)
# Payments that shops make to themselves while trying out their checkout.
TEST_PAYMENT = "bogus gateway|test gateway|test payment|for testing"


@dataclass
class Understanding:
    """How each mapped column of one file was read: SQL expressions and what to tell the owner."""

    mapping: Mapping
    positions: dict[str, list[str]]
    dates: DateReading | None = None
    numbers: dict[str, NumberReading] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cleaned text of a field, or its fixed value, or null."""
        columns = self.positions.get(name, [])
        if name in self.mapping.fixed and not columns:
            self.parameters[f"fixed_{name}"] = self.mapping.fixed[name]
            return f"$fixed_{name}"
        cleaned = [f"clean_text({column})" for column in columns]
        if not cleaned:
            return "null::varchar"
        if name == "customer_name" and len(cleaned) > 1:
            return f"nullif(concat_ws(' ', {', '.join(cleaned)}), '')"
        return f"coalesce({', '.join(cleaned)})" if len(cleaned) > 1 else cleaned[0]

    def number(self, name: str) -> str:
        return self.numbers[name].sql if name in self.numbers else "null::decimal(18, 4)"

    @property
    def moment(self) -> str:
        assert self.dates is not None
        time = self.positions.get("ordered_time")
        return with_time(self.dates.sql, time[0]) if time else self.dates.sql


def understand(
    db: Database, mapping: Mapping, headers: tuple[str, ...], time_zone: str, currency: str = ""
) -> Understanding:
    """Look at every mapped column of the staged table and decide how its text is read."""
    positions = {
        name: [f"c{headers.index(header) + 1}" for header in used]
        for name, used in mapping.columns.items()
    }
    understanding = Understanding(mapping, positions)
    moment = positions["ordered_at"][0]
    understanding.dates = read_dates(
        db, STAGED, moment, forced_order=mapping.date_order or None
    )
    hint = currency or mapping.fixed.get("currency", "")
    for name, columns in positions.items():
        if FIELD_BY_NAME[name].kind in MONEY_AND_NUMBERS:
            is_money = FIELD_BY_NAME[name].kind is Kind.MONEY
            understanding.numbers[name] = read_numbers(
                db, STAGED, columns[0], currency=(hint or None) if is_money else None
            )
    if "$time_zone" in understanding.moment:
        understanding.parameters["time_zone"] = time_zone
    return understanding


def settle_amount_basis(db: Database, understanding: Understanding) -> Understanding:
    """Decide whether a column called "total" belongs to the order or to the row.

    A total that every row of an order repeats is the order's; rows that differ add up. Declared
    layouts and explicit choices are left alone.
    """
    mapping = understanding.mapping
    totals = [name for name in ("order_total", "order_subtotal") if mapping.has(name)]
    if mapping.layout != "generic" or not totals or not mapping.has("order_id"):
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
    understanding.mapping = mapping.with_column(name, ()).with_column("line_total", header)
    understanding.numbers["line_total"] = understanding.numbers.pop(name)
    understanding.positions["line_total"] = understanding.positions.pop(name)
    return understanding


def _measured_basis(db: Database, understanding: Understanding, name: str) -> str:
    order, value = understanding.text("order_id"), understanding.number(name)
    several, same = db.rows(
        f"""
        select count(*), count(*) filter (lowest = highest)
        from (
            select min({value}) as lowest, max({value}) as highest
            from {STAGED} group by {order} having count(*) > 1
        )
        """
    )[0]
    return "order" if same >= 0.95 * several else "line"


def _repeats(db: Database, understanding: Understanding) -> bool:
    order = understanding.text("order_id")
    return bool(
        db.rows(f"select 1 from {STAGED} group by {order} having count(*) > 1 limit 1")
    )


def insert_source_lines(
    db: Database, understanding: Understanding, import_id: int, file_mark: str
) -> None:
    """Append the staged rows to source_lines, typed. ``file_mark`` names orders that have no id."""
    u = understanding
    order_key = u.text("order_id") if u.mapping.has("order_id") else "null"
    if not u.mapping.has("order_id"):
        order_key = "$file_mark || ':' || row_number"
        u.parameters["file_mark"] = file_mark
    rule, column, value = _problems(u)
    db.run("create or replace table work.status_words (word varchar, status varchar)")
    db.insert("work.status_words", list(status_words().items()))
    statement = f"""
        insert into source_lines
        select
            $import_id, row_number, $platform, {order_key}, {u.moment},
            {_identifier(u, "customer_id")}, email_key({u.text("email")}),
            phone_key({u.text("phone")}, {_dialling_code(u)}), {_identifier(u, "username")},
            {u.text("customer_name")},
            {_status(u)}, status_text,
            {u.text("sku")}, {u.text("product_name")}, {u.text("category")},
            {u.number("quantity")}, {_line_value(u)}, {u.number("line_discount")},
            {u.number("order_subtotal")}, {u.number("order_total")}, {u.number("order_discount")},
            {u.number("shipping")}, {u.number("tax")}, {u.number("refund")},
            upper({u.text("currency")}), {u.text("channel")}, {u.text("country")},
            {u.text("region")}, {u.text("coupon")}, {u.text("payment_method")},
            $is_line_file, $has_money, {rule}, {column}, {value}
        from (select *, {u.text("status")} as status_text from {STAGED}) as staged
        left join work.status_words as by_status on by_status.word = status_word(status_text)
        left join work.status_words as by_fulfillment
            on by_fulfillment.word = status_word({u.text("fulfillment_status")})
        left join work.status_words as by_return
            on by_return.word = status_word({u.text("return_status")})
        """
    # Composing the statement collects what it binds, so the values are put together afterwards.
    db.run(
        statement,
        u.parameters
        | {
            "import_id": import_id,
            "platform": u.mapping.platform,
            "is_line_file": u.mapping.is_line_file,
            "has_money": u.mapping.has_money,
            "cash_on_delivery": CASH_ON_DELIVERY,
            "test_payment": TEST_PAYMENT,
        },
    )
    u.warnings.extend(_unknown_statuses(db, u))


def _identifier(u: Understanding, name: str) -> str:
    return f"identity_key({u.text(name)})"


def _dialling_code(u: Understanding) -> str:
    u.parameters.setdefault("dialling_code", "")
    return "$dialling_code"


def _line_value(u: Understanding) -> str:
    """What the row itself is worth, discount of the line taken off; null when rows carry no value."""
    if u.mapping.has("line_total"):
        return u.number("line_total")
    if not u.mapping.has("unit_price"):
        return "null"
    price = u.number("unit_price")
    if u.mapping.has("quantity"):
        price = f"{price} * {u.number('quantity')}"
    discount = f" - coalesce({u.number('line_discount')}, 0)" if u.mapping.has("line_discount") else ""
    return f"({price}){discount}"


def _status(u: Understanding) -> str:
    """One status per row out of up to four columns; a cancellation date outranks the words."""
    cancelled = u.text("cancelled_at")
    shipped = "coalesce(by_fulfillment.status = 'paid', false)"
    payment = f"lower(coalesce({u.text('payment_method')}, ''))"
    by_cash = f"regexp_matches({payment}, $cash_on_delivery)"
    return f"""
        case
            when {cancelled} is not null then 'cancelled'
            when regexp_matches({payment}, $test_payment) then 'test'
            when by_status.status in ('cancelled', 'voided', 'failed', 'draft', 'test')
                then by_status.status
            when by_fulfillment.status in ('cancelled', 'returned') then by_fulfillment.status
            when by_return.status in ('returned', 'refunded') then by_return.status
            when by_status.status = 'pending' and not ({shipped} or {by_cash}) then 'unpaid'
            when by_status.status is not null then by_status.status
            when status_text is not null then 'paid'
        end
    """


def _problems(u: Understanding) -> tuple[str, str, str]:
    """SQL for rule, column header and cell text of the first thing in a row that cannot be read."""
    checks: list[tuple[str, str, str, str]] = []
    if u.mapping.has("order_id"):
        checks.append(("no_order_id", "order_id", f"{u.text('order_id')} is null", "null"))
    moment = f"clean_text({u.positions['ordered_at'][0]})"
    assert u.dates is not None
    checks.append(
        ("unreadable_date", "ordered_at", f"{moment} is not null and {u.dates.sql} is null", moment)
    )
    for name, reading in u.numbers.items():
        if not reading.unreadable:
            continue
        text = f"clean_text({u.positions[name][0]})"
        rule = "unreadable_quantity" if name == "quantity" else "unreadable_amount"
        checks.append((rule, name, f"is_filled({text}) and {reading.sql} is null", text))
    rules, columns, values = [], [], []
    for rule, name, condition, text in checks:
        mark = f"header_{name}"
        u.parameters[mark] = u.mapping.columns[name][0]
        rules.append(f"when {condition} then '{rule}'")
        columns.append(f"when {condition} then ${mark}")
        values.append(f"when {condition} then {text}")
    return tuple(f"case {' '.join(parts)} end" for parts in (rules, columns, values))  # type: ignore[return-value]


def _unknown_statuses(db: Database, u: Understanding) -> list[str]:
    if not u.mapping.has("status"):
        return []
    unknown = db.rows(
        f"""
        select {u.text("status")} as said, count(*) as row_count from {STAGED}
        where {u.text("status")} is not null
          and status_word({u.text("status")}) not in (select word from work.status_words)
        group by said order by row_count desc, said limit 5
        """,
        {key: value for key, value in u.parameters.items() if key == "fixed_status"},
    )
    return [
        _(
            "The status “{status}” ({rows} rows) is not known; these rows count as purchases."
        ).format(status=said[:60], rows=count)
        for said, count in unknown
    ]
