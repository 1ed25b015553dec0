"""Order dates that stand in three columns: year, month and day, in figures or month names."""

from dataclasses import replace

from lib.engines.duck import Database
from lib.ingest.column_evidence import NEARLY_ALL, share
from lib.ingest.dates import PARTS
from lib.ingest.header_match import loose
from lib.ingest.header_words import spoken
from lib.ingest.mapping import Mapping
from lib.ingest.recognise import GENERIC, layouts

# Words that may stand before or after the part without changing what it is.
_OF_ORDERS = {
    *("order", "orders", "ordered", "sale", "sales", "sold", "invoice", "purchase", "transaction"),
    *("created", "bill", "date", "of", "bestell", "bestellung", "commande", "pedido", "สั่งซื้อ"),
    *("đặt", "hàng", "mua", "bán"),
}
_LOOKS_LIKE = {
    "year": r"^(\d{2}|(19|20|21|24|25|26)\d{2})(\.0)?$",
    "month": r"^(0?[1-9]|1[0-2])(\.0)?$|^\D*[^\d\s.,/-]\D*$",
    "day": r"^(0?[1-9]|[12]\d|3[01])(\.0)?$",
}


def parts_of_date(headers: tuple[str, ...]) -> tuple[str, ...]:
    """The headers of year, month and day, in this order; empty unless all three are there."""
    named = dict(layouts()[GENERIC].date_parts)
    found = []
    for part in PARTS:
        aliases = {loose(alias) for alias in named[part]}
        matching = [header for header in headers if _part_word(header) in aliases]
        if len(matching) != 1:
            return ()
        found += matching
    return tuple(found)


def _part_word(header: str) -> str:
    words = [word for word in spoken(header).split() if word not in _OF_ORDERS]
    return loose("".join(words)) or loose(header)


def order_date_in_parts(db: Database, mapping: Mapping, headers: tuple[str, ...]) -> Mapping:
    """The mapping with a date put together from its parts, where no column holds it whole."""
    parts = parts_of_date(headers)
    named = mapping.columns.get("ordered_at", ())
    if not parts or (named and not set(named) <= set(parts)):
        return mapping
    for part, header in zip(PARTS, parts, strict=True):
        column = f"c{headers.index(header) + 1}"
        fits = f"regexp_matches(clean_text({column}), '{_LOOKS_LIKE[part]}')"
        if share(db, column, fits) < NEARLY_ALL:
            return mapping
    columns = {
        field: used
        for field, used in mapping.columns.items()
        if field == "ordered_at" or not set(used) & set(parts)
    }
    return replace(mapping, columns=columns | {"ordered_at": parts})
