"""A guessed mapping held against what the columns really contain; a header alone can mislead."""

import re
from collections.abc import Callable
from dataclasses import replace

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.dates import read_dates
from lib.ingest.mapping import LINE_FIELDS, Mapping
from lib.ingest.numbers import read_numbers, read_percentages
from lib.ingest.recognise import GENERIC, candidates, exact, loose, recognise, resolve
from lib.ingest.status_phrases import share_of_known_words
from lib.ingest.understanding import DISCOUNTS
from lib.schema import FIELD_BY_NAME, IDENTITY_FIELDS, Kind

SAMPLE = "work.sampled"
SAMPLED_ROWS = 5_000
# A column is what its header says when at least half of its filled cells are.
ENOUGH = 0.5
# A column nobody named for it is taken for a field only when nearly all of its cells say so.
NEARLY_ALL = 0.9
# Dates of something else than the order, in the languages of the headers we know.
OTHER_DATES = re.compile(
    "birth|dob|born|ship|deliver|dispatch|fulfil|updat|modif|chang|due|expir|paid|payment|status"
    "|cancel|refund|return|last|recent|first|next|regist|signup|sign up|join|valid|print|sync"
    "|geburt|liefer|versand|zahl|storn|naissance|livraison|expédi|paiement|nacimiento|entrega"
    "|envío|pago|nascita|consegna|spedizione|เกิด|ส่ง|ชำระ|ยกเลิก|แก้ไข|sinh|giao|thanh toán|hủy"
    "|cập nhật",
    re.IGNORECASE,
)
NOT_THE_BUYER = re.compile(
    "seller|staff|cashier|employee|sales ?rep|vendor|supplier", re.IGNORECASE
)
EMAIL = r"^[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+$"
BARE_NAMES = ("name", "nom", "nombre", "nome", "naam", "ชื่อ", "tên")
CONTACTS = ("email", "phone")
DROPPED_WHEN_UNFIT = ("status", "ordered_time")
# Words for the state of an order that are words for a part of the country too.
ALSO_PLACES = ("state", "estado", "stato", "staat")

Fits = Callable[[str], bool]


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
    if mapping.layout != GENERIC or mapping.columns != recognise(headers).columns:
        return mapping, []
    db.run(f"create or replace table {SAMPLE} as from work.staged limit {SAMPLED_ROWS}")
    try:
        return _checked(db, mapping, headers)
    finally:
        db.run(f"drop table {SAMPLE}")


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
            if filled[header] and _fits(db, field, place[header], loose(header))
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
    settled = replace(mapping, columns=found)
    settled = _email_in_another_column(db, settled, headers, filled)
    settled = _names_that_are_products(db, settled, place)
    settled, about_date = _order_date(db, settled, headers, filled)
    return _plain_id(db, settled, headers), [*said, *about_date]


def _left_out(headers: list[str]) -> list[str]:
    sentence = _("Column “{column}” holds no amounts and was left out.")
    return [sentence.format(column=exact(header)) for header in headers[:1]]


def _filled(db: Database, headers: tuple[str, ...]) -> dict[str, int]:
    counts = ", ".join(f"count(clean_text(c{place + 1}))" for place in range(len(headers)))
    return dict(zip(headers, db.rows(f"select {counts} from {SAMPLE}")[0], strict=True))


def _fits(db: Database, field: str, column: str, header: str) -> bool:
    """Whether at least half of the filled cells can be what the field holds."""
    kind = FIELD_BY_NAME[field].kind
    if kind is Kind.MOMENT:
        return _share_of_dates(db, column) >= ENOUGH
    if kind in (Kind.MONEY, Kind.NUMBER):
        if field in DISCOUNTS and read_percentages(db, SAMPLE, column):
            return True
        filled = _count(db, f"is_filled(clean_text({column}))")
        return read_numbers(db, SAMPLE, column).unreadable <= (1 - ENOUGH) * filled
    if field == "ordered_time":
        return _share(db, column, f"regexp_matches({column}, '\\d')") >= ENOUGH
    if field == "email":
        return _share(db, column, f"contains({column}, '@') or contains({column}, '*')") >= ENOUGH
    if field == "phone":
        return _share(db, column, f"not contains({column}, '@')") >= ENOUGH
    if field == "status" and header in ALSO_PLACES:
        return share_of_known_words(db, SAMPLE, column) >= ENOUGH or _has_few_values(db, column)
    return True


def _has_few_values(db: Database, column: str) -> bool:
    """A status is one of a handful; the states of a country are not, nor are free remarks."""
    different, filled = db.rows(
        f"select count(distinct lower({column})), count(clean_text({column})) from {SAMPLE}"
    )[0]
    return bool(share_of_known_words(db, SAMPLE, column)) or different <= min(6, filled / 20)


def _count(db: Database, condition: str) -> int:
    return int(db.rows(f"select count(*) from {SAMPLE} where {condition}")[0][0])


def _share(db: Database, column: str, condition: str) -> float:
    filled = _count(db, f"clean_text({column}) is not null")
    return _count(db, f"clean_text({column}) is not null and ({condition})") / max(filled, 1)


def _share_of_dates(db: Database, column: str) -> float:
    filled = _count(db, f"clean_text({column}) is not null")
    reading = read_dates(db, SAMPLE, column)
    return 0.0 if reading.order == "none" else 1 - reading.unreadable / max(filled, 1)


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
        if (
            _share(db, f"c{place}", f"regexp_matches(clean_text(c{place}), '{EMAIL}')")
            >= NEARLY_ALL
        ):
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
    named = mapping.columns.get("ordered_at", ("",))[0]
    if named and _share_of_dates(db, f"c{headers.index(named) + 1}") >= ENOUGH:
        return mapping, []
    used = {header for group in mapping.columns.values() for header in group}
    dated = [
        header
        for place, header in enumerate(headers, start=1)
        if header not in used
        and filled[header]
        and not OTHER_DATES.search(header)
        and _looks_written_as_date(db, f"c{place}")
        and _share_of_dates(db, f"c{place}") >= NEARLY_ALL
    ]
    if len(dated) != 1 or (named and not filled[named]):
        return mapping, []
    said = _("The order date was taken from column “{column}”, the only one that holds dates.")
    return mapping.with_column("ordered_at", (dated[0],)), [said.format(column=exact(dated[0]))]


def _looks_written_as_date(db: Database, column: str) -> bool:
    """A bare number can be read as the day of a spreadsheet, but here nothing says that it is."""
    return _share(db, column, f"regexp_matches({column}, '\\d[-/. :]|[^\\d.,]\\d')") >= NEARLY_ALL


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
