"""What the sampled cells of a column say about it: dates, amounts, addresses, statuses."""

import re

from lib.engines.duck import Database
from lib.ingest.dates import read_dates
from lib.ingest.numbers import read_numbers, read_percentages
from lib.ingest.status_phrases import share_of_known_words
from lib.ingest.understanding import DISCOUNTS
from lib.schema import FIELD_BY_NAME, Kind

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
PAYMENT_DATES = re.compile("paid|payment|zahl|paiement|pago|ชำระ|thanh toán", re.IGNORECASE)
_COMPACT_DAY = r"^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"
# Words for the state of an order that are words for a part of the country too.
ALSO_PLACES = ("state", "estado", "stato", "staat")
_PLACES = re.compile(
    "city|country|zip|postal|postcode|region|county|ciudad|país|pais|provincia|città|stadt|land|ort"
    "|stad|cidade"
)


def fits(db: Database, field: str, column: str, header: str, headers: tuple[str, ...] = ()) -> bool:
    """Whether at least half of the filled cells can be what the field holds.

    ``headers``: all of the file; beside a city or a country, "state" is a place.
    """
    kind = FIELD_BY_NAME[field].kind
    if kind is Kind.MOMENT:
        return share_of_dates(db, column) >= ENOUGH
    if kind in (Kind.MONEY, Kind.NUMBER):
        if field in DISCOUNTS and read_percentages(db, SAMPLE, column):
            return True
        filled = _count(db, f"is_filled(clean_text({column}))")
        return read_numbers(db, SAMPLE, column).unreadable <= (1 - ENOUGH) * filled
    if field == "ordered_time":
        return share(db, column, f"regexp_matches({column}, '\\d')") >= ENOUGH
    if field == "email":
        return share(db, column, f"contains({column}, '@') or contains({column}, '*')") >= ENOUGH
    if field == "phone":
        return share(db, column, f"not contains({column}, '@')") >= ENOUGH
    if field == "customer_name":
        return share(db, column, f"not regexp_matches({column}, '^[\\d., ]+$')") >= ENOUGH
    if field == "status" and header in ALSO_PLACES:
        if share_of_known_words(db, SAMPLE, column) >= ENOUGH:
            return True
        is_address = any(_PLACES.search(other.casefold()) for other in headers)
        return not is_address and _has_few_values(db, column)
    return True


def _has_few_values(db: Database, column: str) -> bool:
    """A status is one of a handful; the states of a country are not, nor are free remarks."""
    different, filled = db.rows(
        f"select count(distinct lower({column})), count(clean_text({column})) from {SAMPLE}"
    )[0]
    return bool(share_of_known_words(db, SAMPLE, column)) or different <= min(6, filled / 20)


def _count(db: Database, condition: str) -> int:
    return int(db.rows(f"select count(*) from {SAMPLE} where {condition}")[0][0])


def share(db: Database, column: str, condition: str) -> float:
    """The share of filled cells for which the SQL condition holds."""
    filled = _count(db, f"clean_text({column}) is not null")
    return _count(db, f"clean_text({column}) is not null and ({condition})") / max(filled, 1)


def share_of_dates(db: Database, column: str) -> float:
    """The share of filled cells that can be read as dates."""
    filled = _count(db, f"clean_text({column}) is not null")
    reading = read_dates(db, SAMPLE, column)
    return 0.0 if reading.order == "none" else 1 - reading.unreadable / max(filled, 1)


def looks_written_as_date(db: Database, column: str) -> bool:
    """A bare number can be read as the day of a spreadsheet, but here nothing says that it is."""
    written = rf"regexp_matches({column}, '\d[-/. :]|[^\d.,]\d|{_COMPACT_DAY}')"
    return share(db, column, written) >= NEARLY_ALL
