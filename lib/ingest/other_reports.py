"""Exports that are no orders: lists of customers or products, visits, advertising."""

from lib.errors import FileRefused, MappingNeeded
from lib.i18n import _
from lib.ingest.header_match import loose
from lib.ingest.mapping import Mapping
from lib.ingest.recognise import GENERIC, layout_of
from lib.schema import IDENTITY_FIELDS

_CUSTOMERS = (
    "total orders", "orders count", "order count", "number of orders", "no of orders",
    "total spent", "total spend", "lifetime value", "customer lifetime value", "last order",
    "last order date", "last visit", "most recent visit", "recency days", "accepts marketing",
    "accepts email marketing", "date registered", "registered at", "sign up date", "date of birth",
    "birthday", "tax exempt", "last active", "customer since", "tags", "customer group",
)  # fmt: skip
_VISITS = (
    "sessions", "page views", "pageviews", "visits", "visitors", "users", "new users",
    "bounce rate", "conversion rate", "impressions", "clicks", "ctr", "cpc", "page", "page path",
    "landing page", "event name", "event type", "session id", "ad spend", "campaign", "url",
)  # fmt: skip
_PRODUCTS = (
    "sku", "price", "stock", "inventory", "variant sku", "variant price", "handle", "vendor",
    "body (html)", "cost", "unit cost", "quantity on hand", "barcode", "published",
    "stock quantity", "product id", "product name", "title", "category",
)  # fmt: skip
# One word may stand in any file; two say what the file is.
WORDS_NEEDED = 2


def refuse_other_reports(mapping: Mapping, headers: tuple[str, ...], file_name: str) -> None:
    """Raise MappingNeeded for a file that names no order and is plainly something else."""
    if mapping.layout != GENERIC or mapping.has("order_id"):
        return
    if mapping.has("ordered_at") and mapping.has_money:
        return
    names = {loose(header) for header in headers}
    counts = {
        kind: sum(loose(word) in names for word in words)
        for kind, words in (("c", _CUSTOMERS), ("v", _VISITS), ("p", _PRODUCTS))
    }
    kind = max(counts, key=lambda each: counts[each])
    if counts[kind] < WORDS_NEEDED:
        return
    looks = {
        "c": _("It looks like a list of customers, not of orders."),
        "v": _("It looks like a report on visits or advertising, not a list of orders."),
        "p": _("It looks like a list of products, not of orders."),
    }
    has_date = mapping.has("ordered_at")
    if has_date:
        title = _("{file} is not a list of orders.").format(file=file_name)
    else:
        title = _("{file} has no column with the order date.").format(file=file_name)
    columns = ", ".join(header[:40] for header in headers[:30])
    raise MappingNeeded(
        title,
        f"{looks[kind]} {_('Its columns are: {columns}.').format(columns=columns)}",
        _("Export the orders from your shop; if these are orders, point to the columns yourself."),
        code="not_orders" if has_date else "missing_date",
    )


def check_names_buyers(mapping: Mapping, file_name: str) -> None:
    """Raise FileRefused for an export that never says who bought."""
    layout = layout_of(mapping.layout)
    if not layout.names_no_buyer or mapping.has(*IDENTITY_FIELDS):
        return
    raise FileRefused(
        _("{file} does not say who bought, so retention cannot be computed from it.").format(
            file=file_name
        ),
        _("The export “{layout}” has no name, e-mail address or customer number.").format(
            layout=layout.name
        ),
        _("Import orders from a shop or marketplace whose export names the buyer."),
        code="names_no_buyer",
    )
