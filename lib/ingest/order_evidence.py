"""Which rows are one order, and whose: read from the values where the headers leave it open."""

from lib.i18n import _
from lib.ingest.column_evidence import NEARLY_ALL, SAMPLE
from lib.ingest.header_match import exact, loose
from lib.ingest.mapping import Mapping
from lib.ingest.understanding import Understanding
from lib.ingest.unnamed_columns import MOST_COLUMNS_WEIGHED, Table
from lib.schema import IDENTITY_FIELDS

# Of the values of an order number, how many must stand for one buyer and one moment.
ONE_BUYER_SHARE = 0.995
_BARE_NAMES = (
    "id",
    "no",
    "nr",
    "num",
    "number",
    "ref",
    "reference",
    "code",
    "mã",
    "số",
    "เลขที่",
    "รหัส",
)
# A number with letters before it, or the long key of a database.
_KEY = r"regexp_matches({cell}, '^([#A-Za-z]*[\w/-]*\d|[0-9A-Fa-f-]{16,})$')"


def order_id_by_values(table: Table, mapping: Mapping) -> tuple[Mapping, list[str]]:
    """The column whose equal values are rows of one buyer at one moment, in a file of products.

    A product, a place or a buyer comes again at other moments; only an order never does.
    """
    if mapping.has("order_id") or not mapping.is_line_file or not mapping.has("ordered_at"):
        return mapping, []
    who = [
        table.column(header)
        for field in IDENTITY_FIELDS
        for header in mapping.columns.get(field, ())
    ]
    if not who:
        return mapping, []
    buyer = f"concat_ws(chr(31), {', '.join(who)})"
    moment = ", ".join(table.column(name) for name in mapping.columns["ordered_at"])
    for header in table.free(mapping)[:MOST_COLUMNS_WEIGHED]:
        column = table.column(header)
        rows, orders, pairs, buyers = table.db.rows(
            f"""
            select
                count(*), count(distinct {column}),
                count(distinct ({column}, {buyer}, {moment})), count(distinct {buyer})
            from {SAMPLE} where clean_text({column}) is not null
            """
        )[0]
        if (
            buyers < orders < rows
            and orders >= ONE_BUYER_SHARE * pairs
            and table.filled[header] >= NEARLY_ALL * max(table.filled.values())
            and table.share(header, _KEY) >= NEARLY_ALL
        ):
            said = _(
                "The order number was taken from column “{column}”: rows that share it share their"
                " buyer and their time."
            )
            return mapping.with_column("order_id", (header,)), [said.format(column=exact(header))]
    return mapping, []


def order_id_by_bare_name(table: Table, mapping: Mapping) -> Mapping:
    """A column "ID" or "No." that is new in every row numbers the orders, where rows are orders.

    Numbers that count the rows of this file from one say nothing: the next file has them again.
    """
    if mapping.has("order_id") or mapping.is_line_file:
        return mapping
    for header in table.free(mapping):
        if loose(header) not in _BARE_NAMES or table.share(header, _KEY) < NEARLY_ALL:
            continue
        column = table.column(header)
        rows, different, lowest, highest = table.db.rows(
            f"""
            select
                count(*), count(distinct {column}),
                min(try_cast({column} as bigint)), max(try_cast({column} as bigint))
            from {SAMPLE} where clean_text({column}) is not null
            """
        )[0]
        counts_rows = lowest in (0, 1) and highest - lowest + 1 == rows
        if different == rows and not counts_rows:
            return mapping.with_column("order_id", (header,))
    return mapping


def customer_who_returns(table: Table, mapping: Mapping, named: tuple[str, ...]) -> Mapping:
    """Of several columns that may number customers, one whose numbers come on several orders."""
    chosen = mapping.columns.get("customer_id", ())
    orders = mapping.columns.get("order_id", ())
    if len(chosen) != 1 or len(orders) != 1 or len(named) < 2:
        return mapping
    order = table.column(orders[0])

    def returns(header: str) -> bool:
        column = table.column(header)
        return bool(
            table.db.rows(
                f"""
                select 1 from {SAMPLE} where clean_text({column}) is not null
                group by {column} having count(distinct {order}) > 1 limit 1
                """
            )
        )

    if returns(chosen[0]):
        return mapping
    free = set(table.free(mapping))
    better = [header for header in named if header in free and returns(header)]
    return mapping.with_column("customer_id", (better[0],)) if better else mapping


def gross_before_fees(mapping: Mapping, headers: tuple[str, ...]) -> Mapping:
    """Beside a column of fees, "net" is what reached the account; the buyer paid the gross."""
    by_name = {exact(header).casefold(): header for header in headers}
    net, gross = by_name.get("net"), by_name.get("gross")
    if not (net and gross and ("fee" in by_name or "fees" in by_name)):
        return mapping
    if mapping.columns.get("order_subtotal") != (net,):
        return mapping
    return mapping.with_column("order_subtotal", ()).with_column("order_total", (gross,))


def order_of_row(u: Understanding, key_of_buyer: str) -> str:
    """SQL that numbers the order of a row where the file has no order numbers.

    The rows of products that one buyer took at one moment are one order, named by its first row;
    any other row is an order of its own.
    """
    if not u.mapping.is_line_file:
        return "row_number"
    return f"""
        case
            when {key_of_buyer} is null or {u.moment} is null then row_number
            else min(row_number) over (partition by {key_of_buyer}, {u.moment})
        end"""
