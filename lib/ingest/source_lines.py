"""From staged text to typed source lines: one insert-select per file, built from column positions.

The SQL text holds only our own names and the positional names c1..cN of the staged table; every
header, status word and fixed value of the file is bound.
"""

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.line_products import has_huge_products, is_huge, price_times_quantity
from lib.ingest.line_statuses import (
    CASH_ON_DELIVERY,
    NOT_SENT,
    STATUS_FIELDS,
    TEST_PAYMENT,
    load_status_words,
    status_joins,
    status_sql,
    unknown_status_warnings,
)
from lib.ingest.order_evidence import order_of_row
from lib.ingest.packed_items import items_sql, unsplit_warnings
from lib.ingest.source_rows import append_source_rows
from lib.ingest.status_phrases import status_texts
from lib.ingest.understanding import STAGED, Understanding
from lib.schema import IDENTITY_FIELDS


def insert_source_lines(
    db: Database, understanding: Understanding, import_id: int, file_mark: str
) -> None:
    """Append the staged rows to source_lines, typed. ``file_mark`` names orders that have no id."""
    u = understanding
    u.warnings += load_status_words(db, u.mapping.layout, _status_texts(db, u))
    if u.mapping.has("packed_items"):
        db.know_macros("staging/item_macros")
    columns = _columns(u) | _problems(db, u)
    source = f"""
        (
            select *, {u.text("status")} as status_text, {_order_key(u, file_mark)} as order_key
            from {STAGED}
        ) as staged
        {status_joins({name: u.text(name) for name in _status_fields(u)}, STAGED)}
        """
    # Composing the statement collects what it binds, so the values are put together afterwards.
    values = u.parameters | {
        "import_id": import_id,
        "platform": u.mapping.platform,
        "is_line_file": u.mapping.is_line_file,
        "has_money": u.mapping.has_money,
        "cash_on_delivery": CASH_ON_DELIVERY,
        "test_payment": TEST_PAYMENT,
        "not_sent": list(NOT_SENT),
    }
    append_source_rows(db, columns, source, values)
    if u.mapping.has("status"):
        fixed = {key: value for key, value in u.parameters.items() if key == "fixed_status"}
        u.warnings.extend(unknown_status_warnings(db, STAGED, u.text("status"), fixed))
    u.warnings.extend(_masked_usernames(db, u))
    u.warnings.extend(unsplit_warnings(db, u))


def _columns(u: Understanding) -> dict[str, str]:
    """What a row says, as SQL by the column of source_lines."""
    return {
        "import_id": "$import_id",
        "row_number": "row_number",
        "platform": "$platform",
        "order_key": "order_key",
        "ordered_at": u.moment,
        "updated_at": u.updated_at,
        "customer_ref": key_sql(u, "customer_id"),
        "email": key_sql(u, "email"),
        "phone": key_sql(u, "phone"),
        "username": key_sql(u, "username"),
        "customer_name": u.text("customer_name"),
        "status": _status(u),
        "status_text": "status_text" if "status" in _status_fields(u) else "null",
        "sku": u.text("sku"),
        "product_name": u.text("product_name"),
        "category": u.text("category"),
        "quantity": _quantity(u),
        "line_value": _line_value(u),
        "line_discount": _discount(u, "line_discount"),
        "items": items_sql(u),
        "order_subtotal": _order_subtotal(u),
        "order_total": u.number("order_total"),
        "order_discount": _discount(u, "order_discount"),
        "shipping": u.number("shipping"),
        "tax": u.number("tax"),
        "refund": _refund(u),
        "refunded_at": u.refund_moment,
        "currency": u.currency,
        "channel": u.text("channel"),
        "country": u.text("country"),
        "region": u.text("region"),
        "coupon": u.text("coupon"),
        "payment_method": u.text("payment_method"),
        "is_line_file": "$is_line_file",
        "has_money": "$has_money",
    }


def _status_fields(u: Understanding) -> list[str]:
    return [name for name in STATUS_FIELDS if u.mapping.has(name) or name in u.mapping.fixed]


def _status_texts(db: Database, u: Understanding) -> list[str]:
    """What the status columns of the file say."""
    texts = []
    for name in STATUS_FIELDS:
        if u.positions.get(name):
            texts += status_texts(db, STAGED, u.text(name), {})
    return texts


def _order_key(u: Understanding, file_mark: str) -> str:
    """What tells orders apart: the order number, else the first row of the order."""
    if not u.mapping.has("order_id"):
        u.parameters["file_mark"] = file_mark
        keys = ", ".join(key_sql(u, name) for name in IDENTITY_FIELDS if u.mapping.has(name))
        return f"$file_mark || ':' || {order_of_row(u, f'coalesce({keys})')}"
    order_id = u.text("order_id")
    if not u.order_id_fills_down:
        return order_id
    return f"""
        case
            when {order_id} is null and coalesce({u.text("sku")}, {u.text("product_name")}) is null
                then null
            else last_value({order_id} ignore nulls) over (
                order by row_number rows between unbounded preceding and current row
            )
        end"""


def key_sql(u: Understanding, name: str) -> str:
    """SQL for the key in an identity field, null where the cell may not stand for a person."""
    return u.text(name) if name in u.plain_keys else key_of(u, name, u.text(name))


def key_of(u: Understanding, name: str, text: str) -> str:
    """SQL for the key that a text in this identity field is."""
    if name == "email":
        return f"email_key({text})"
    if name == "phone":
        u.parameters.setdefault("dialling_code", "")
        return f"phone_key({text}, $dialling_code)"
    if name == "customer_id" and u.zero_is_a_customer:
        return f"case when {text} in ('0', '0.0') then '0' else identity_key({text}) end"
    is_masked_key = name == "username" and u.layout.masked_username_is_key
    return f"{'masked_key' if is_masked_key else 'identity_key'}({text})"


def _masked_usernames(db: Database, u: Understanding) -> list[str]:
    """That people were told apart by what is left of their user names."""
    if not u.layout.masked_username_is_key or not u.mapping.has("username"):
        return []
    name, key = u.text("username"), key_sql(u, "username")
    masked = db.rows(
        f"select count(*) from {STAGED} where contains({name}, '*') and {key} is not null"
    )[0][0]
    if not masked:
        return []
    return [
        _(
            "The user names in {rows} rows are partly hidden (like anna***07). Buyers whose names"
            " look the same count as one customer."
        ).format(rows=masked)
    ]


def _discount(u: Understanding, name: str) -> str:
    """A discount as a positive amount; some exports write -3.00 for three off."""
    return f"abs({u.number(name)})"


def _order_subtotal(u: Understanding) -> str:
    subtotal = u.number("order_subtotal")
    if not u.layout.subtotal_is_before_discount:
        return subtotal
    return f"{subtotal} - coalesce({_discount(u, 'order_discount')}, 0)"


def _refund(u: Understanding) -> str:
    """What went back; an order total after the refund says it too, where it is not an empty 0."""
    if not u.mapping.has("total_after_refund") or not u.mapping.has("order_total"):
        return u.number("refund")
    after = u.number("total_after_refund")
    difference = f"case when {after} > 0 then {u.number('order_total')} - {after} end"
    return f"coalesce({u.number('refund')}, {difference})"


def _quantity(u: Understanding) -> str:
    """The pieces that stayed with the buyer, as long as any did."""
    quantity, back = u.number("quantity"), u.number("returned_quantity")
    return f"case when {_is_kept_in_part(u)} then {quantity} - {back} else {quantity} end"


def _is_kept_in_part(u: Understanding) -> str:
    if not u.mapping.has("returned_quantity") or not u.mapping.has("quantity"):
        return "false"
    back = u.number("returned_quantity")
    return f"coalesce({back} > 0 and {back} < {u.number('quantity')}, false)"


def _gross_line_value(u: Understanding) -> str:
    """What the row was sold for, discount of the line taken off; null when rows carry no value."""
    price = u.number("unit_price")
    if u.mapping.has("quantity"):
        price = price_times_quantity(u)
    if u.mapping.has("line_discount"):
        price = f"{price} - coalesce({_discount(u, 'line_discount')}, 0)"
    value = f"coalesce({u.number('line_total')}, {price})"
    if u.layout.has_heading_rows:
        value = f"case when {u.text('product_name')} is not null then {value} end"
    return value


def _line_value(u: Understanding) -> str:
    """What the row is worth after what was sent back and repaid."""
    value = _gross_line_value(u)
    if u.mapping.has("returned_quantity") and u.mapping.has("quantity"):
        quantity = u.number("quantity")
        # An amount repaid is taken off the order; pieces sent back would take it off twice.
        is_repaid = f"coalesce({u.number('refund')}, 0) <> 0"
        value = f"""
            case
                when {_is_kept_in_part(u)} and not {is_repaid}
                    then {value} * (1 - {u.number("returned_quantity")} / {quantity})
                else {value}
            end"""
    if u.mapping.has("line_refund"):
        value = f"({value}) - coalesce(abs({u.number('line_refund')}), 0)"
    return f"({value})"


def _status(u: Understanding) -> str:
    repaid = "false"
    if u.mapping.has("line_refund"):
        repaid = f"coalesce(abs({u.number('line_refund')}) >= {_gross_line_value(u)}, false)"
        repaid = f"({repaid} and {u.number('line_refund')} <> 0)"
    return status_sql(
        fields=_status_fields(u),
        cancelled_at=u.text("cancelled_at"),
        payment_method=u.text("payment_method"),
        is_kept_in_part=_is_kept_in_part(u),
        is_repaid=repaid,
    )


def _problems(db: Database, u: Understanding) -> dict[str, str]:
    """SQL for rule, column header and cell text of the first thing in a row that cannot be read."""
    checks: list[tuple[str, str, str, str]] = []
    if u.mapping.has("order_id") and _lacks_order_ids(db, u):
        checks.append(("no_order_id", "order_id", "order_key is null", "null"))
    moment = u.tidied(u.positions["ordered_at"][0])
    assert u.dates is not None
    if u.dates.unreadable:
        unread = f"{moment} is not null and {u.dates.sql} is null"
        checks.append(("unreadable_date", "ordered_at", unread, moment))
    for name, reading in u.numbers.items():
        if not reading.unreadable:
            continue
        text = u.tidied(u.positions[name][0])
        rule = "unreadable_quantity" if name == "quantity" else "unreadable_amount"
        checks.append((rule, name, f"is_filled({text}) and {reading.sql} is null", text))
    if has_huge_products(db, u):
        checks.append(("unreadable_quantity", "quantity", is_huge(u), u.text("quantity")))
    rules, columns, values = [], [], []
    for rule, name, condition, text in checks:
        mark = f"header_{name}"
        u.parameters[mark] = u.mapping.columns[name][0]
        rules.append(f"when {condition} then '{rule}'")
        columns.append(f"when {condition} then ${mark}")
        values.append(f"when {condition} then {text}")
    found = {"problem_rule": rules, "problem_column": columns, "problem_value": values}
    return {
        name: f"case {' '.join(parts)} end" if parts else "null" for name, parts in found.items()
    }


def _lacks_order_ids(db: Database, u: Understanding) -> bool:
    """Whether any cell of the order number is empty."""
    order_id = u.text("order_id")
    return bool(db.rows(f"select 1 from {STAGED} where {order_id} is null limit 1"))
