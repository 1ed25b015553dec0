"""The currency of each row: its own column, else the sign beside its amount."""

import re
import unicodedata

from lib.engines.duck import Database
from lib.ingest.currency_marks import CURRENCY_OF_MARK
from lib.ingest.mapping import Mapping
from lib.ingest.numbers import PLAIN

# Where prices are written 150.000 and mean thousands.
CURRENCY_OF_ZONE = {
    "Asia/Ho_Chi_Minh": "VND",
    "Asia/Saigon": "VND",
    "Asia/Jakarta": "IDR",
    "Asia/Seoul": "KRW",
    "Asia/Tokyo": "JPY",
}
# Letters that only one language writes, and the currency of the shops that write it.
_LETTERS = {
    "VND": re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộơớờởỡợụủưứừửữựỳỵỷỹ]", re.IGNORECASE),
    "JPY": re.compile("[\u3040-\u30ff]"),
    "KRW": re.compile("[\uac00-\ud7af]"),
}
AMOUNTS = ("order_total", "line_total", "order_subtotal", "unit_price")


def expected_currency(
    db: Database, table: str, mapping: Mapping, column: str, known: str, time_zone: str
) -> str:
    """The currency the amounts are probably in; only used to tell 1.250 from 1,250. "" = unknown.

    ``column`` is the staged currency column, or "". Without any better word the language of the
    headers speaks: Vietnamese shops write dong.
    """
    if column:
        found = db.rows(
            f"""
            select upper(clean_text({column})) as said from {table} where said is not null
            group by said order by count(*) desc, said limit 1
            """
        )
        if found:
            return str(found[0][0])
    named = known or mapping.fixed.get("currency", "") or CURRENCY_OF_ZONE.get(time_zone, "")
    return named or _currency_of_language(mapping)


def _currency_of_language(mapping: Mapping) -> str:
    headers = unicodedata.normalize(
        "NFC", " ".join(h for used in mapping.columns.values() for h in used)
    )
    return next((code for code, letters in _LETTERS.items() if letters.search(headers)), "")


def currency_by_sign(
    db: Database, table: str, positions: dict[str, list[str]], known: str
) -> str | None:
    """SQL for the currency a row's amount names by its sign; None where no amount names one.

    Beside other currencies a sign of several countries ("$") stands for itself.
    """
    columns = [positions[name][0] for name in AMOUNTS if positions.get(name)]
    if not columns:
        return None
    column = columns[0]
    mark = f"coalesce(trim(regexp_extract(amount_text({column}), currency_pattern()), '. '), '')"
    amounts = f"{column} is not null and not regexp_full_match({column}, '{PLAIN}')"
    marks = {said for (said,) in db.rows(f"select distinct {mark} from {table} where {amounts}")}
    marks.discard("")
    codes = {said: CURRENCY_OF_MARK.get(said) for said in marks}
    if not any(codes.values()) and len(marks) < 2:
        return None
    branches = [
        f"when '{said}' then '{code or _own_dollar(said, known)}'" for said, code in codes.items()
    ]
    return f"case when {amounts} then case {mark} {' '.join(branches)} end end"


def _own_dollar(sign: str, known: str) -> str:
    return known if sign == "$" and known.endswith("D") else sign
