"""From links between tables to one table of orders: which rows, and what each table adds."""

from dataclasses import replace

from lib.ingest.header_match import loose
from lib.ingest.header_words import headers_by_words, spoken
from lib.ingest.mapping import LINE_FIELDS, MONEY_FIELDS
from lib.ingest.recognise import recognise
from lib.ingest.related.keys import CATEGORY_WORDS, ID_WORDS, ORDER, PERSON, PRODUCT, Link
from lib.ingest.related.pack import Column, Join, JoinPlan, Source
from lib.ingest.related.profile import TableProfile
from lib.schema.lists import ORDERS

# What a list of people or products may add, and how the joined table calls it where its own
# header would not be understood among others.
ADDED_BY_PEOPLE = {
    "customer_id": "customer id",
    "email": "email",
    "phone": "phone",
    "customer_name": "customer name",
    "country": "country",
    "region": "region",
}
ADDED_BY_PRODUCTS = {
    "sku": "sku",
    "product_name": "product name",
    "category": "category",
    "unit_price": "unit price",
}
BARE_NAMES = ("name", "title", "ชื่อ", "tên", "nombre", "nom", "nome", "nazwa", "naam")


def plan_of(tables: list[TableProfile], links: list[Link]) -> JoinPlan | None:
    """How the tables become one, or None where no link leads to a table of dated orders."""
    orders = _orders(tables, links)
    if orders is None:
        return None
    to_orders = _rows_of_orders(tables, links, orders)
    builder = _Builder(tables, orders, to_orders)
    builder.look_up(links)
    return builder.plan()


def _orders(tables: list[TableProfile], links: list[Link]) -> int | None:
    """The table that says when: the one that others name rows of, and that names buyers."""

    def worth(table: int) -> tuple[bool, bool, int, int]:
        profile = tables[table]
        named_by = [link for link in links if link.one == table and link.concept == ORDER]
        names = [link for link in links if link.many == table]
        leads_to_people = any(link.concept == PERSON for link in names)
        return (
            profile.names_buyers or leads_to_people,
            profile.sells or bool(named_by),
            len(named_by),
            len(names),
        )

    dated = [
        place
        for place, table in enumerate(tables)
        if table.is_dated and any(place in (link.many, link.one) for link in links)
    ]
    best = max(dated, key=worth, default=None)
    return best if best is not None and all(worth(best)[:2]) else None


def _rows_of_orders(tables: list[TableProfile], links: list[Link], orders: int) -> Link | None:
    """The link from the table of the orders' parts, where there is one that adds something."""
    has_money = tables[orders].mapping.has_money

    def worth(link: Link) -> tuple[bool, bool, bool]:
        mapping = tables[link.many].mapping
        names_goods = mapping.has(*LINE_FIELDS[:3])
        return names_goods and mapping.has_money, names_goods, mapping.has_money

    parts = [
        link
        for link in links
        if link.one == orders
        and link.concept == ORDER
        and tables[link.many].sells
        # Payments beside totals would count the money twice.
        and (worth(link)[1] or not has_money)
    ]
    return max(parts, key=worth, default=None)


class _Builder:
    """The joined table as it grows, one looked-up table after the other."""

    def __init__(self, tables: list[TableProfile], orders: int, to_orders: Link | None) -> None:
        self._tables = tables
        self._orders = orders
        self._rows = to_orders.many if to_orders else orders
        self._joins = [to_orders] if to_orders else []
        self._fields = {
            name for place in {self._rows, orders} for name in tables[place].mapping.columns
        }
        self._columns: list[Column] = []
        self._add_all(self._rows)
        if to_orders:
            self._add_all(orders)
            self._merge(to_orders)

    def look_up(self, links: list[Link]) -> None:
        """Join every table that adds something to a table that is joined already."""
        grown = True
        while grown:
            grown = False
            joined = {self._rows, self._orders, *(link.one for link in self._joins)}
            for link in links:
                if link.many in joined and link.one not in joined and self._add_list(link):
                    joined.add(link.one)
                    grown = True

    def plan(self) -> JoinPlan | None:
        if not self._joins:
            return None
        used = sorted({self._rows, self._orders, *(link.one for link in self._joins)})
        place = {table: number for number, table in enumerate(used)}
        return JoinPlan(
            tuple(
                Source(
                    tuple(name for _path, name in self._tables[table].files),
                    self._tables[table].columns,
                )
                for table in used
            ),
            place[self._rows],
            place[self._orders],
            tuple(
                Join(place[link.many], link.column, place[link.one], link.key)
                for link in self._joins
            ),
            tuple(
                replace(
                    column, parts=tuple((place[table], header) for table, header in column.parts)
                )
                for column in self._columns
            ),
        )

    def _add_all(self, table: int) -> None:
        for header in self._tables[table].columns:
            self._add(header, (table, header))

    def _add(self, name: str, part: tuple[int, str]) -> None:
        """A column, or one more place to look for what the column of that name lacks."""
        for number, column in enumerate(self._columns):
            if loose(column.name) == loose(name) and part not in column.parts:
                self._columns[number] = replace(column, parts=(*column.parts, part))
                return
        self._columns.append(Column(name, (part,)))

    def _merge(self, link: Link) -> None:
        """The number of an order is one column, whatever the two tables call it."""
        own, other = (link.many, link.column), (link.one, link.key)
        kept = []
        for column in self._columns:
            if own in column.parts:
                parts = tuple(dict.fromkeys((*column.parts, other)))
                kept.append(replace(column, parts=parts))
                continue
            parts = tuple(part for part in column.parts if part != other)
            if parts:
                kept.append(replace(column, parts=parts))
        self._columns = kept

    def _add_list(self, link: Link) -> bool:
        """What a list of people or products adds; False when that is nothing."""
        table = self._tables[link.one]
        if table.kind == ORDERS and table.is_dated and table.mapping.has("order_id", *MONEY_FIELDS):
            return False
        is_product = link.concept == PRODUCT or (
            link.concept != PERSON and self._is_about_products(link.many)
        )
        if link.concept not in (PERSON, PRODUCT) and not is_product:
            return False
        wanted = dict(ADDED_BY_PRODUCTS if is_product else ADDED_BY_PEOPLE)
        if self._fields.intersection(MONEY_FIELDS):
            wanted.pop("unit_price", None)
        added = False
        for field, headers in _headers_by_field(table, is_product=is_product).items():
            own = [header for header in headers if header != link.key]
            is_other_number = field == "customer_id" and own
            if field not in wanted or not own or (field in self._fields and not is_other_number):
                continue
            for header in own:
                self._add(
                    _name_in_joined(field, header, wanted[field], len(own)), (link.one, header)
                )
            self._fields.add(field)
            added = True
        if added:
            self._joins.append(link)
        return added

    def _is_about_products(self, table: int) -> bool:
        return any(link.one == table and link.concept == PRODUCT for link in self._joins)


def _headers_by_field(table: TableProfile, *, is_product: bool) -> dict[str, tuple[str, ...]]:
    """Which columns of a list of people or products hold what."""
    found = dict(table.mapping.columns)
    bare = [header for header in table.columns if loose(header) in BARE_NAMES]
    if bare:
        found["product_name" if is_product else "customer_name"] = (bare[0],)
    if not is_product:
        return found
    priced = headers_by_words(table.columns)["unit_price"]
    categories = [header for header in table.columns if _names_category(header)]
    # A list of products has no quantity, without which a price alone is not taken for one.
    found |= {"unit_price": priced[:1]} if priced else {}
    found |= {"category": (categories[0],)} if categories else {}
    return found


def _names_category(header: str) -> bool:
    words = spoken(header).split()
    return bool(CATEGORY_WORDS.intersection(words)) and not ID_WORDS.intersection(words)


def _name_in_joined(field: str, header: str, plain: str, parts: int) -> str:
    """Its own header where that is understood alone, else a plain word for it."""
    alone = recognise((header,)).columns
    if parts > 1 or field in alone:
        return header
    return plain
