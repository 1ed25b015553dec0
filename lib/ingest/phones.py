"""The country whose phone numbers a shop may write without their country code."""

import re
from functools import cache

# Letters that one language alone writes; a till abroad does not name its columns with them.
LETTERS_OF = {
    "66": re.compile("[ก-๛]"),
    "84": re.compile("[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
}
# Money of many countries, or money in which shops all over the world keep their books.
CURRENCIES_ABROAD = {"USD", "EUR"}


def dialling_code(time_zone: str, currency: str = "", headers: tuple[str, ...] = ()) -> str:
    """The country code of a shop, "66" for Asia/Bangkok; "" where nothing names one country.

    A zone of no country (UTC) leaves the currency to say it, then the letters of the headers.
    """
    return (
        _code_of(_country_of_zone(time_zone))
        or (_code_of(currency[:2]) if currency not in CURRENCIES_ABROAD else "")
        or _code_of_letters(headers)
    )


@cache
def _country_of_zone(time_zone: str) -> str:
    from babel.core import get_global

    zone = get_global("zone_aliases").get(time_zone, time_zone)
    regions = get_global("zone_territories")
    return str(regions.get(time_zone) or regions.get(zone, ""))


@cache
def _code_of(country: str) -> str:
    from phonenumbers.phonenumberutil import country_code_for_region

    code = country_code_for_region(country)
    return str(code) if code else ""


def _code_of_letters(headers: tuple[str, ...]) -> str:
    written = " ".join(headers).lower()
    found = [code for code, letters in LETTERS_OF.items() if letters.search(written)]
    return found[0] if len(found) == 1 else ""
