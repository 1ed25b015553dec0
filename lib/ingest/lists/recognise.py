"""Which files are no orders but a list the shop can use: told by the names of their columns."""

from dataclasses import replace
from functools import cache

from lib.ingest.header_match import loose, match_headers
from lib.ingest.mapping import MONEY_FIELDS, Mapping
from lib.ingest.recognise import (
    GENERIC,
    PLATFORM_FOLDER,
    Layout,
    read_layout,
    recognise,
)
from lib.schema import ANY_FIELD, IDENTITY_FIELDS, Kind
from lib.schema.lists import ATTRIBUTES, COSTS, CUSTOMERS, FEEDBACK, ORDERS

# Where a customer lives stands in orders too; only what is said of people alone makes a list.
SAID_OF_ORDERS_TOO = ("country", "region", "city", "postcode", "company", "language")
TELLING_ATTRIBUTES = tuple(name for name in ATTRIBUTES if name not in SAID_OF_ORDERS_TOO)
ATTRIBUTES_NEEDED = 2
# Kinds of costs and of nothing else, in any file that names neither buyer nor order nor goods.
KINDS_OF_COSTS = (
    "kind", "kind of cost", "cost kind", "cost type", "cost category", "expense type",
    "expense category", "kostenart", "ประเภทค่าใช้จ่าย", "loại chi phí",
)  # fmt: skip
# Sales are summed up by these too: they tell nothing.
KINDS_OF_SALES_TOO = ("category", "หมวด")


@cache
def list_layouts() -> dict[str, Layout]:
    """Every declared layout of a list by key."""
    paths = sorted((PLATFORM_FOLDER / "lists").glob("*.toml"))
    return {path.stem: read_layout(path) for path in paths}


def settle_list(
    choices: Mapping | None, headers: tuple[str, ...], remembered: Mapping | None = None
) -> Mapping | None:
    """The understanding of a file that is a list, or None for one to be taken as orders.

    What someone chose stands; then what was confirmed for these columns; then the names decide.
    """
    for decided in (choices, remembered):
        if decided and decided.columns:
            return None if decided.kind == ORDERS else decided
    if choices and choices.kind != ORDERS:
        return _laid_over(choices, recognise_list(headers, choices.kind))
    if choices and choices.layout:
        layout = list_layouts().get(choices.layout)
        return _laid_over(choices, _apply(layout, headers)) if layout else None
    found = recognise_list(headers)
    return _laid_over(choices, found) if found else None


def _laid_over(choices: Mapping | None, found: Mapping | None) -> Mapping | None:
    """A guess with what was decided about reading the file."""
    if choices is None or found is None:
        return found
    return replace(
        found,
        date_order=choices.date_order or found.date_order,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        header_row=choices.header_row,
    )


def recognise_list(headers: tuple[str, ...], kind: str = "") -> Mapping | None:
    """The list these headers stand for; ``kind`` forces one. None where they may be orders."""
    as_orders = recognise(headers)
    # An order may carry every column of an address list; a day and an amount make it an order.
    sells = as_orders.has("ordered_at") and (as_orders.has("order_id") or as_orders.has_money)
    declared = [
        _apply(layout, headers)
        for layout in list_layouts().values()
        if layout.needs
        and kind in ("", layout.kind)
        and _fits(layout, headers)
        and (kind or layout.platform != GENERIC or not sells)
    ]
    if declared and (kind or as_orders.layout == GENERIC):
        return max(declared, key=lambda mapping: len(mapping.columns))
    if kind:
        return _apply(list_layouts()[f"generic_{kind}"], headers)
    if as_orders.layout != GENERIC:
        return None
    tests = ((FEEDBACK, _is_feedback), (CUSTOMERS, _is_customers), (COSTS, _is_costs))
    for each, test in tests:
        mapping = _apply(list_layouts()[f"generic_{each}"], headers)
        if test(mapping, as_orders):
            return mapping
    return None


def _fits(layout: Layout, headers: tuple[str, ...]) -> bool:
    return len(match_headers(layout.needs, headers)) == len(layout.needs)


def _is_feedback(mapping: Mapping, as_orders: Mapping) -> bool:
    """A score of somebody, and nothing bought."""
    names_somebody = mapping.has(*IDENTITY_FIELDS, "order_id")
    sells = as_orders.has_money or as_orders.has("sku", "quantity")
    return mapping.has("score") and names_somebody and not sells


def _is_customers(mapping: Mapping, as_orders: Mapping) -> bool:
    """Keys of people and at least two things that are said of people, not of orders."""
    if as_orders.has("order_id") or as_orders.has("product_name", "quantity", "sku"):
        return False
    spent = mapping.columns.get("lifetime_spent", ())
    sold = [as_orders.columns[name] for name in MONEY_FIELDS if as_orders.has(name)]
    dated = as_orders.columns.get("ordered_at", ())
    if dated and any(headers != spent for headers in sold):
        return False
    since = mapping.columns.get("customer_since", ())
    if dated and dated not in (since, mapping.columns.get("birth_date")):
        return False
    # Orders are created too: a date that may be an order's says nothing about which this is.
    telling = [
        name
        for name in TELLING_ATTRIBUTES
        if mapping.has(name) and not (name == "customer_since" and since == dated)
    ]
    has_key = mapping.has("customer_id", "email", "phone", "username")
    return has_key and len(telling) >= ATTRIBUTES_NEEDED


def _is_costs(mapping: Mapping, as_orders: Mapping) -> bool:
    """A day or month, a channel or a kind, and an amount: called a cost, or split as costs are."""
    if as_orders.has(*IDENTITY_FIELDS) or as_orders.has("order_id", "sku", "quantity"):
        return False
    if not mapping.has("spent_on") or not mapping.has("cost"):
        return False
    aliases = [loose(name) for name in list_layouts()["generic_costs"].columns["cost"]]
    is_called_cost = aliases.index(loose(mapping.columns["cost"][0])) < aliases.index("amount")
    if is_called_cost:
        return mapping.has("channel", "cost_kind")
    if not mapping.has("cost_kind"):
        return False
    kind = loose(mapping.columns["cost_kind"][0])
    if mapping.has("channel") or kind in map(loose, KINDS_OF_COSTS):
        return True
    # No order is dated by a month alone.
    return not as_orders.has("ordered_at") and kind not in map(loose, KINDS_OF_SALES_TOO)


def _apply(layout: Layout, headers: tuple[str, ...]) -> Mapping:
    """A layout on this file's headers; the same header serves one field only."""
    by_name: dict[str, str] = {}
    for header in headers:
        by_name.setdefault(loose(header), header)
    declared = [name for names in layout.columns.values() for name in names]
    matched = match_headers(declared, headers) if layout.needs else {}
    name_of = str if layout.needs else loose
    columns: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for field, aliases in layout.columns.items():
        named = ((matched if layout.needs else by_name).get(name_of(alias)) for alias in aliases)
        present = tuple(header for header in named if header and header not in taken)
        if not present:
            continue
        is_text = ANY_FIELD[field].kind in (Kind.TEXT, Kind.IDENTIFIER)
        columns[field] = present if layout.needs and is_text else present[:1]
        taken.update(columns[field])
    for parts in layout.name_parts:
        found = tuple(by_name[loose(part)] for part in parts if loose(part) in by_name)
        if len(found) == len(parts):
            columns["customer_name"] = found
            break
    return Mapping(
        layout=layout.key,
        platform=layout.platform,
        columns=columns,
        date_order=layout.date_order,
        kind=layout.kind,
    )


def kind_of_layout(key: str) -> str:
    """What a file of that layout holds: orders, customers, costs or feedback."""
    layout = list_layouts().get(key)
    return layout.kind if layout else ORDERS


def every_layout_name(orders: dict[str, Layout]) -> dict[str, str]:
    """The names of all layouts, orders and lists, by key."""
    return {key: layout.name for key, layout in (orders | list_layouts()).items()}
