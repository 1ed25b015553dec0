"""Which column of one table names the rows of another, told by names and proved by values."""

from dataclasses import dataclass
from functools import cache

from lib.engines.duck import Database
from lib.ingest.header_match import loose
from lib.ingest.header_words import field_words, spoken
from lib.ingest.recognise import candidates
from lib.ingest.related.profile import TableProfile
from lib.ingest.related.staging import key_text, table_name

ORDER, PERSON, PRODUCT, SAME_NAME = "order", "person", "product", "same name"
# Of the rows that name one of the other table, at least this share must be found there.
LEAST_FOUND = 0.5
# A list of people or products may hold one twice; of an order only the same row may come again.
LEAST_DIFFERENT = 0.98
LEAST_FILLED = 0.9
ID_WORDS = frozenset(
    (
        *("id", "ids", "key", "no", "nr", "num", "number", "code", "cod", "ref", "uid", "pk", "sk"),
        *("mã", "số", "รหัส", "เลขที่", "หมายเลข", "nummer"),
    )
)
CATEGORY_WORDS = frozenset(
    (
        *("category", "subcategory", "categoria", "catégorie", "categoría", "kategorie"),
        *("หมวดหมู่", "หมวด"),
    )
)
_PRODUCT_WORDS = (
    *("product", "products", "item", "items", "sku", "article", "articles", "artikel", "goods"),
    *("track", "stock", "material", "producto", "produit", "prodotto", "produk"),
    *("สินค้า", "sản phẩm", "hàng hóa", "商品", "产品", "상품"),
)
_ORDER_WORDS = (
    *("orders", "invoices", "bills", "sales", "transactions", "receipts", "purchases"),
    *("sale", "purchase", "transaction", "คำสั่งซื้อ", "บิล", "đơn hàng", "hóa đơn"),
)


@dataclass(frozen=True)
class Link:
    """Column ``column`` of table ``many`` names rows of table ``one`` by its column ``key``."""

    many: int
    column: str
    one: int
    key: str
    concept: str
    found: float
    """Share of the filled cells of ``column`` that ``key`` has."""


class _Counts:
    """What the cells say about columns that may be keys; each column is counted once."""

    def __init__(self, db: Database, tables: list[TableProfile]) -> None:
        self._db = db
        self._tables = tables
        self._known: dict[tuple[int, str], tuple[int, int, int, int]] = {}

    def proved(self, many: int, column: str, one: int, key: str, concept: str) -> Link | None:
        """The link, unless the key comes again or is not what the cells name."""
        rows, filled, different, different_rows = self._of(one, key)
        least = different_rows if concept == ORDER else LEAST_DIFFERENT * filled
        if not filled or filled < LEAST_FILLED * rows or different < least:
            return None
        named = self._of(many, column)[1]
        if not named:
            return None
        found = self._db.rows(
            f"""
            select count(*) from ({self._texts(many, column)})
            where text in (from ({self._texts(one, key)}))
            """
        )[0][0]
        if found < LEAST_FOUND * named:
            return None
        return Link(many, column, one, key, concept, found / named)

    def _of(self, table: int, header: str) -> tuple[int, int, int, int]:
        """Rows, filled cells, different values and different rows of a column's filled cells."""
        if (table, header) not in self._known:
            self._known[table, header] = self._db.rows(
                f"""
                select
                    (select count(*) from {table_name(table)}),
                    count(*), count(distinct text), count(distinct whole)
                from ({self._texts(table, header, "hash(found) as whole")})
                """
            )[0]
        return self._known[table, header]

    def _texts(self, table: int, header: str, more: str = "") -> str:
        key = key_text(f"c{self._tables[table].columns.index(header) + 1}")
        also = f", {more}" if more else ""
        return (
            f"select {key} as text{also} from {table_name(table)} as found where is_filled({key})"
        )


def links_between(db: Database, tables: list[TableProfile]) -> list[Link]:
    """The best link of each ordered pair of tables; ``work.related_k`` holds table k."""
    counts = _Counts(db, tables)
    links = []
    for many, table in enumerate(tables):
        for one, other in enumerate(tables):
            if many == one:
                continue
            fitting = [
                link
                for column in table.columns
                for key in other.columns
                if (concept := _shared_concept(table, column, other, key))
                and (link := counts.proved(many, column, one, key, concept))
            ]
            if fitting:
                links.append(max(fitting, key=lambda link: (link.concept != SAME_NAME, link.found)))
    return links


def _shared_concept(table: TableProfile, column: str, other: TableProfile, key: str) -> str:
    """What both columns number, or "" when their names say nothing of the kind."""
    key_concept = concept_of(other, key)
    if key_concept and key_concept == concept_of(table, column):
        return key_concept
    if loose(column) == loose(key) and not _is_bare(key):
        return key_concept or SAME_NAME
    if _is_bare(key) and loose(column) in {loose(f"{noun}{key}") for noun in _singular(other.noun)}:
        return key_concept or SAME_NAME
    return ""


def concept_of(table: TableProfile, header: str) -> str:
    """Whether a column numbers orders, people or products; "" for all else."""
    if _is_bare(header):
        if any(_named_concept(each) == ORDER for each in table.columns if not _is_bare(each)):
            return ""  # the number of a row, beside the number of its order
        return _noun_concept(table.noun)
    return _named_concept(header)


@cache
def _named_concept(header: str) -> str:
    known = candidates((header,))
    for field, concept in (("order_id", ORDER), ("customer_id", PERSON), ("sku", PRODUCT)):
        if known.get(field):
            return concept
    text = spoken(header)
    if not any(_is_in(word, text) for word in ID_WORDS) or CATEGORY_WORDS.intersection(
        text.split()
    ):
        return ""
    is_order = any(_is_in(word, text) for word in field_words()["order_id"].words)
    if _says_product(text):
        return "" if is_order else PRODUCT  # the item of an order is no product
    if is_order and field_words()["order_id"].strength(text) == 2:
        return ORDER
    return PERSON if field_words()["customer_id"].strength(text) == 2 else ""


@cache
def _noun_concept(noun: str) -> str:
    if noun in _ORDER_WORDS or noun in ("order", "invoice", "bill", "receipt"):
        return ORDER
    if _says_product(f" {noun} "):
        return PRODUCT
    words = field_words()["customer_id"]
    return PERSON if any(words.strength(f" {each} id ") == 2 for each in _singular(noun)) else ""


def _says_product(text: str) -> bool:
    return any(_is_in(word, text) for word in _PRODUCT_WORDS)


def _is_in(word: str, text: str) -> bool:
    """Thai and Vietnamese words stand without blanks, or with blanks of their own."""
    return f" {word} " in text or (not word.isascii() and word in text)


def _is_bare(header: str) -> bool:
    """A header that says "number" and not of what."""
    return set(spoken(header).split()) <= ID_WORDS


def _singular(noun: str) -> tuple[str, ...]:
    """The word itself and without an English plural: "categories", "boxes", "users"."""
    forms = [noun]
    if noun.endswith("ies"):
        forms.append(f"{noun[:-3]}y")
    if noun.endswith("es"):
        forms.append(noun[:-2])
    if noun.endswith("s"):
        forms.append(noun[:-1])
    return tuple(forms)
