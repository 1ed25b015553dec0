"""Columns that no known header names, understood by the words in it and by what they hold."""

from dataclasses import dataclass, replace
from itertools import permutations

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.column_evidence import (
    NEARLY_ALL,
    OTHER_DATES,
    SAMPLE,
    fits,
    looks_written_as_date,
    share,
    share_of_dates,
)
from lib.ingest.currency_marks import CURRENCY_OF_MARK
from lib.ingest.header_match import exact, loose
from lib.ingest.header_words import field_words, headers_by_words, spoken
from lib.ingest.mapping import Mapping
from lib.ingest.numbers import read_numbers
from lib.ingest.status_phrases import share_of_known_words
from lib.schema import IDENTITY_FIELDS

AMOUNTS = ("order_total", "order_subtotal", "line_total", "unit_price")
MOST_COLUMNS_WEIGHED = 40
# What tells an amount from a number that counts something: decimals, a currency, round thousands.
_MONEY = r"\d[.,]\d{1,2}\D*$|\d[.,]\d{3}[.,]\d|[^\d\s.,()+-]\s*-?\s*\d|\d\s*[^\d\s.,()+%-]|\d00$"
_NOT_MONEY = ("lat", "lon", "lng", "kg", "zip", "postcode", "age", "score", "rating", "discount")
_FEW = 12


@dataclass(frozen=True)
class Table:
    """The sampled rows: where each header stands and how many of its cells are filled."""

    db: Database
    headers: tuple[str, ...]
    filled: dict[str, int]

    def column(self, header: str) -> str:
        return f"c{self.headers.index(header) + 1}"

    def free(self, mapping: Mapping) -> list[str]:
        """Filled columns that no field uses."""
        used = {header for group in mapping.columns.values() for header in group}
        return [header for header in self.headers if header not in used and self.filled[header]]

    def share(self, header: str, condition: str) -> float:
        """The share of filled cells for which a condition on {cell} holds."""
        column = self.column(header)
        return share(self.db, column, condition.replace("{cell}", f"clean_text({column})"))

    def is_money(self, header: str, least: float = 0.01) -> bool:
        """Whether a column holds numbers, some of them written as only amounts are."""
        column = self.column(header)
        if any(f" {word} " in spoken(header) for word in _NOT_MONEY):
            return False
        unreadable = read_numbers(self.db, SAMPLE, column).unreadable
        return (
            unreadable <= 0.1 * self.filled[header]
            and self.share(header, f"regexp_matches({{cell}}, '{_MONEY}')") >= least
        )


def name_by_words(table: Table, mapping: Mapping) -> Mapping:
    """Fields that no whole header names, from headers that hold a word for them."""
    by_words = headers_by_words(table.headers)
    for field, named in by_words.items():
        if mapping.has(field) or (field in AMOUNTS and mapping.has_money):
            continue
        if field == "unit_price" and not mapping.has("quantity"):
            continue
        free = table.free(mapping)
        fitting = [header for header in named if header in free and _fits(table, field, header)]
        if field == "order_total":
            fitting = _totals_first(fitting)
        if fitting:
            mapping = mapping.with_column(field, (fitting[0],))
    return mapping


def name_by_values(table: Table, mapping: Mapping) -> tuple[Mapping, list[str]]:
    """What the values alone say: amounts, statuses, currencies; without headers also who."""
    said: list[str] = []
    if _has_no_header(table.headers):
        mapping = _ids_by_values(table, mapping)
    if not mapping.has_money:
        mapping, said = _amounts_by_values(table, mapping)
    mapping = _status_by_values(table, mapping)
    return _currency_by_values(table, mapping), said


def _fits(table: Table, field: str, header: str) -> bool:
    """Whether a column can be what a word in its header says."""
    column = table.column(header)
    if field == "ordered_at":
        return not OTHER_DATES.search(header) and share_of_dates(table.db, column) >= NEARLY_ALL
    if field == "order_id":
        # An order has a few lines; what comes again more often is no number of an order.
        return not _is_date(table, header) and 50 * _distinct(table, header) > table.filled[header]
    if field == "customer_id":
        return (
            table.share(header, r"regexp_matches({cell}, '\d') and not contains({cell}, '@')")
            >= 0.5
        )
    if field == "customer_name":
        return table.share(header, r"regexp_matches({cell}, '^[^\d@]*$')") >= 0.5
    if field == "product_name":
        # "Line Item" 1, 2, 3 and "num_of_item" count; they name nothing.
        return table.share(header, r"not regexp_matches({cell}, '^\d{1,4}([.,]0+)?$')") >= 0.5
    if field == "phone":
        return table.share(header, r"regexp_matches({cell}, '^[^A-Za-z@]*\d[\d ().-]{5,}$')") >= 0.5
    if field == "status":
        # Words of a status that nobody has met are told one by one; they must not go unseen.
        different = _distinct(table, header)
        is_handful = 0 < different <= _FEW and table.filled[header] >= 5 * different
        return is_handful or share_of_known_words(table.db, SAMPLE, column) >= 0.5
    if field == "currency":
        return _names_currencies(table, header)
    return fits(table.db, field, column, loose(header))


def _totals_first(headers: list[str]) -> list[str]:
    """Of several amounts the one that calls itself the total."""
    totals = (
        "total",
        "gesamt",
        "รวม",
        "สุทธิ",
        "tổng",
        "合計",
        "合计",
        "합계",
        "suma",
        "paid",
        "实付",
    )
    return sorted(headers, key=lambda header: not any(word in spoken(header) for word in totals))


def _distinct(table: Table, header: str) -> int:
    column = table.column(header)
    return int(table.db.rows(f"select count(distinct {column}) from {SAMPLE}")[0][0])


def _amounts_by_values(table: Table, mapping: Mapping) -> tuple[Mapping, list[str]]:
    """A price times a quantity that gives a third column, else the only column of amounts."""
    free = table.free(mapping)[:MOST_COLUMNS_WEIGHED]
    money = [header for header in free if table.is_money(header) and not _is_date(table, header)]
    product = _product(table, mapping, free, money)
    if product:
        quantity, price, total = product
        mapping = mapping.with_column("quantity", (quantity,)).with_column("unit_price", (price,))
        return mapping.with_column("line_total", (total,)), []
    without = field_words()["order_total"]
    money = [
        header for header in money
        if without.strength(f"{spoken(header)}total ") and table.is_money(header, least=0.05)
    ]  # fmt: skip
    if len(money) == 1:
        said = _("The amounts were taken from column “{column}”, the only one that holds amounts.")
        return mapping.with_column("order_total", (money[0],)), [
            said.format(column=exact(money[0]))
        ]
    if money:
        said = _(
            "Several columns hold amounts and none says that it is the total: {columns}. Point to"
            " the right one on the Data page."
        )
        return mapping, [said.format(columns=", ".join(exact(header) for header in money[:5]))]
    return mapping, []


def _is_date(table: Table, header: str) -> bool:
    column = table.column(header)
    return looks_written_as_date(table.db, column) and share_of_dates(table.db, column) > 0.5


def _product(
    table: Table, mapping: Mapping, free: list[str], money: list[str]
) -> tuple[str, str, str] | None:
    """(quantity, price, total) where the first two multiply to the third in nearly all rows."""
    counts = list(mapping.columns.get("quantity", ())) or [
        header
        for header in free
        if table.share(header, r"regexp_matches({cell}, '^\d{1,4}$')") > 0.9
    ]
    numbers = {
        header: read_numbers(table.db, SAMPLE, table.column(header)).sql
        for header in {*counts[:_FEW], *money[:_FEW]}
    }
    for quantity in counts[:_FEW]:
        for price, total in permutations(money[:_FEW], 2):
            if quantity in (price, total):
                continue
            pieces, one, sum_ = numbers[quantity], numbers[price], numbers[total]
            rows, right, several = table.db.rows(
                f"""
                select
                    count(*),
                    count(*) filter (abs({pieces} * {one} - {sum_}) < 0.011),
                    count(*) filter ({pieces} > 1)
                from {SAMPLE} where ({one}) <> 0
                """
            )[0]
            if several and right >= 0.98 * rows:
                return quantity, price, total
    return None


def _status_by_values(table: Table, mapping: Mapping) -> Mapping:
    """A column that says nothing but "paid", "cancelled" and the like is the status."""
    if mapping.has("status"):
        return mapping
    for header in table.free(mapping)[:MOST_COLUMNS_WEIGHED]:
        column = table.column(header)
        if (
            _distinct(table, header) <= _FEW
            and field_words()["status"].strength(f"{spoken(header)}status ")
            and share_of_known_words(table.db, SAMPLE, column) >= NEARLY_ALL
        ):
            return mapping.with_column("status", (header,))
    return mapping


def _currency_by_values(table: Table, mapping: Mapping) -> Mapping:
    if mapping.has("currency") or mapping.fixed.get("currency") or not mapping.has_money:
        return mapping
    for header in table.free(mapping)[:MOST_COLUMNS_WEIGHED]:
        if _names_currencies(table, header):
            return mapping.with_column("currency", (header,))
    return mapping


def _names_currencies(table: Table, header: str) -> bool:
    codes = sorted(set(CURRENCY_OF_MARK.values()))
    known = ", ".join(f"'{code}'" for code in codes)
    return table.share(header, f"upper({{cell}}) in ({known})") >= NEARLY_ALL


def _has_no_header(headers: tuple[str, ...]) -> bool:
    return all(header == f"column {place}" for place, header in enumerate(headers, start=1))


def _ids_by_values(table: Table, mapping: Mapping) -> Mapping:
    """Order and customer numbers of a file without headers: the finer key is the order's."""
    rows = max(table.filled.values(), default=0)
    keys = []
    for header in table.free(mapping):
        is_key = (
            table.share(header, r"regexp_matches({cell}, '^[#A-Za-z]*[\w/-]*\d$')") >= NEARLY_ALL
        )
        different = _distinct(table, header)
        if is_key and different >= max(2, rows / 50) and not _is_date(table, header):
            if table.share(header, r"regexp_matches({cell}, '^(0|\+)[\d -]{8,}$')") >= NEARLY_ALL:
                mapping = mapping.with_column("phone", (header,))
            else:
                keys.append((different, header))
    keys.sort(key=lambda key: -key[0])
    if keys and keys[0][0] >= 0.999 * rows and not mapping.has("order_id"):
        mapping = mapping.with_column("order_id", (keys.pop(0)[1],))
    if keys and not mapping.has(*IDENTITY_FIELDS):
        if len(keys) > 1 and keys[0][0] > 1.2 * keys[1][0] and not mapping.has("order_id"):
            mapping = mapping.with_column("order_id", (keys.pop(0)[1],))
        mapping = mapping.with_column("customer_id", (keys[0][1],))
    return _names_by_values(table, mapping)


def _names_by_values(table: Table, mapping: Mapping) -> Mapping:
    """Two words without digits that come again are the names of people."""
    if mapping.has("customer_name"):
        return mapping
    for header in table.free(mapping):
        is_name = table.share(header, r"regexp_matches({cell}, '^[^\d@]+ [^\d@]+$')") >= 0.8
        if is_name and _distinct(table, header) < table.filled[header]:
            return replace(mapping, columns=mapping.columns | {"customer_name": (header,)})
    return mapping
