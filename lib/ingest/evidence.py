"""A guessed mapping held against what the columns really contain; a header alone can mislead."""

import re
from dataclasses import replace

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.column_evidence import (
    ENOUGH,
    NEARLY_ALL,
    OTHER_DATES,
    PAYMENT_DATES,
    SAMPLE,
    SAMPLED_ROWS,
    fits,
    looks_written_as_date,
    share,
    share_of_dates,
)
from lib.ingest.date_parts import order_date_in_parts
from lib.ingest.header_match import exact, loose
from lib.ingest.mapping import LINE_FIELDS, Mapping
from lib.ingest.order_evidence import (
    customer_who_returns,
    gross_before_fees,
    order_id_by_bare_name,
    order_id_by_values,
)
from lib.ingest.price_evidence import amount_of_pieces, price_of_row
from lib.ingest.recognise import (
    GENERIC,
    candidates,
    layout_of,
    missing_needs,
    recognise,
    resolve,
)
from lib.ingest.unnamed_columns import Table, name_by_values, name_by_words
from lib.schema import FIELD_BY_NAME, IDENTITY_FIELDS, Kind

NOT_THE_BUYER = re.compile(
    "seller|staff|cashier|employee|sales ?rep|vendor|supplier", re.IGNORECASE
)
EMAIL = r"^[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+$"
BARE_NAMES = ("name", "nom", "nombre", "nome", "naam", "ชื่อ", "tên")
CONTACTS = ("email", "phone")
DROPPED_WHEN_UNFIT = ("status", "ordered_time", "updated_at")


def settle_mapping(
    db: Database,
    choices: Mapping | None,
    headers: tuple[str, ...],
    remembered: Mapping | None = None,
) -> tuple[Mapping, list[str]]:
    """The mapping of the staged table and what to say about it.

    What someone chose or confirmed stands; a guess by common words is checked against the values.
    """
    mapping = resolve(choices, headers, remembered)
    if mapping.layout != GENERIC:
        return mapping, [] if choices or remembered else _lacks(mapping, headers)
    if mapping.columns != recognise(headers).columns:
        return mapping, []
    db.run(f"create or replace table {SAMPLE} as from work.staged limit {SAMPLED_ROWS}")
    try:
        return _checked(db, mapping, headers)
    finally:
        db.run(f"drop table {SAMPLE}")


def _lacks(mapping: Mapping, headers: tuple[str, ...]) -> list[str]:
    """That a layout was recognised although a column it always has is missing."""
    sentence = _("The file was taken as “{layout}”, although it has no column “{column}”.")
    name = layout_of(mapping.layout).name
    return [
        sentence.format(layout=name, column=column) for column in missing_needs(mapping, headers)
    ]


def _checked(db: Database, mapping: Mapping, headers: tuple[str, ...]) -> tuple[Mapping, list[str]]:
    """For each field the first candidate whose values fit; then what no header named."""
    place = {header: f"c{number}" for number, header in enumerate(headers, start=1)}
    filled = _filled(db, headers)
    found: dict[str, tuple[str, ...]] = {}
    said: list[str] = []
    taken: set[str] = set()
    for field, named in candidates(headers).items():
        free = [header for header in named if header not in taken]
        fitting = [
            header
            for header in free
            if filled[header] and fits(db, field, place[header], loose(header), headers)
        ]
        chosen = tuple(fitting if field in CONTACTS else fitting[:1])
        if not chosen and free:
            is_amount = FIELD_BY_NAME[field].kind in (Kind.MONEY, Kind.NUMBER)
            misnamed = [header for header in free if filled[header]]
            if misnamed and (is_amount or field in DROPPED_WHEN_UNFIT):
                said += _left_out(misnamed) if is_amount else []
                continue
            # An empty column harms nobody; wrong dates are refused later, with examples.
            chosen = tuple(free[:1])
        if chosen:
            found[field] = chosen
            taken.update(chosen)
    if len(mapping.columns.get("customer_name", ())) > 1:
        found["customer_name"] = mapping.columns["customer_name"]
    table = Table(db, headers, filled)
    settled = name_by_words(table, replace(mapping, columns=found))
    settled = _email_in_another_column(db, settled, headers, filled)
    settled = _names_that_are_products(db, settled, place)
    settled = order_date_in_parts(db, settled, headers)
    settled, about_date = _order_date(db, settled, headers, filled)
    settled, about_values = name_by_values(table, _plain_id(db, settled, headers))
    settled, about_price = price_of_row(table, amount_of_pieces(table, settled))
    settled, about_orders = order_id_by_values(table, settled)
    settled = order_id_by_bare_name(table, settled)
    settled = customer_who_returns(table, settled, candidates(headers)["customer_id"])
    settled = gross_before_fees(settled, headers)
    return settled, [*said, *about_date, *about_values, *about_price, *about_orders]


def _left_out(headers: list[str]) -> list[str]:
    sentence = _("Column “{column}” holds no amounts and was left out.")
    return [sentence.format(column=exact(header)) for header in headers[:1]]


def _filled(db: Database, headers: tuple[str, ...]) -> dict[str, int]:
    counts = ", ".join(f"count(clean_text(c{place + 1}))" for place in range(len(headers)))
    return dict(zip(headers, db.rows(f"select {counts} from {SAMPLE}")[0], strict=True))


def _email_in_another_column(
    db: Database, mapping: Mapping, headers: tuple[str, ...], filled: dict[str, int]
) -> Mapping:
    """E-mail addresses are e-mail addresses, whatever the column is called."""
    if mapping.has("email"):
        return mapping
    movable = {*mapping.columns.get("customer_id", ()), *mapping.columns.get("username", ())}
    movable |= set(mapping.columns.get("customer_name", ()))
    used = {header for group in mapping.columns.values() for header in group} - movable
    for place, header in enumerate(headers, start=1):
        if header in used or not filled[header] or NOT_THE_BUYER.search(header):
            continue
        if share(db, f"c{place}", f"regexp_matches(clean_text(c{place}), '{EMAIL}')") >= NEARLY_ALL:
            columns = {name: group for name, group in mapping.columns.items() if group != (header,)}
            return replace(mapping, columns=columns | {"email": (header,)})
    return mapping


def _names_that_are_products(db: Database, mapping: Mapping, place: dict[str, str]) -> Mapping:
    """A column "Name" holds products where rows are products and no other column names them."""
    named = mapping.columns.get("customer_name", ())
    if len(named) != 1 or loose(named[0]) not in BARE_NAMES or mapping.has("product_name"):
        return mapping
    keys = [name for name in ("customer_id", *CONTACTS) if mapping.has(name)]
    if not keys or not mapping.has(*LINE_FIELDS):
        return mapping
    key, name = place[mapping.columns[keys[0]][0]], place[named[0]]
    people, pairs = db.rows(
        f"select count(distinct {key}), count(distinct {key} || chr(31) || {name}) from {SAMPLE}"
    )[0]
    if pairs <= people:
        return mapping
    return mapping.with_column("customer_name", ()).with_column("product_name", named)


def _order_date(
    db: Database, mapping: Mapping, headers: tuple[str, ...], filled: dict[str, int]
) -> tuple[Mapping, list[str]]:
    """Where no header says "order date": the only column of dates that says nothing else."""
    named, *more = mapping.columns.get("ordered_at", ("",))
    if more or (named and share_of_dates(db, f"c{headers.index(named) + 1}") >= ENOUGH):
        return mapping, []
    used = {header for group in mapping.columns.values() for header in group}
    dated = [
        header
        for place, header in enumerate(headers, start=1)
        if header not in used
        and filled[header]
        and not OTHER_DATES.search(PAYMENT_DATES.sub("", header))
        and looks_written_as_date(db, f"c{place}")
        and share_of_dates(db, f"c{place}") >= NEARLY_ALL
    ]
    # The day of the payment is as good as any where it is the only day there is.
    dated = [header for header in dated if not OTHER_DATES.search(header)] or dated
    if len(dated) != 1 or (named and not filled[named]):
        return mapping, []
    said = _("The order date was taken from column “{column}”, the only one that holds dates.")
    return mapping.with_column("ordered_at", (dated[0],)), [said.format(column=exact(dated[0]))]


def _plain_id(db: Database, mapping: Mapping, headers: tuple[str, ...]) -> Mapping:
    """A column "id" whose values come again names people, where nothing else does."""
    if mapping.has(*IDENTITY_FIELDS):
        return mapping
    for place, header in enumerate(headers, start=1):
        if loose(header) == "id":
            rows, different = db.rows(f"select count(*), count(distinct c{place}) from {SAMPLE}")[0]
            if different < rows:
                return mapping.with_column("customer_id", (header,))
    return mapping
