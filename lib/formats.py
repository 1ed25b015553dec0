"""Numbers, days and money as people of the session's language write them."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_currency_symbol,
)

from lib.i18n import _, language
from lib.period import Period

LOCALES = {"en": "en", "th": "th_TH", "vi": "vi_VN"}
# Christian years in Thai too: the exports write 2024, and two calendars on one screen mislead.
DAY = {"en": "d MMM y", "th": "d MMM y", "vi": "dd/MM/y"}
SHORT_DAY = {"en": "d MMM", "th": "d MMM", "vi": "dd/MM"}
MONTH = {"en": "MMM y", "th": "MMM y", "vi": "MM/y"}
MINUS = "−"
DASH = "–"


def _locale() -> str:
    return LOCALES[language()]


def count(number: int) -> str:
    """12,345 in the language's grouping."""
    return _decimal(number, "#,##0", _locale())


def signed_count(number: int) -> str:
    """A count that is added or taken away: +12, −7."""
    return ("+" if number > 0 else "") + count(number)


def rate(share: float | None, decimals: int = 1) -> str:
    """0.8333 -> "83.3 %"; None -> a dash."""
    if share is None:
        return DASH
    return decimal(100 * share, decimals) + "\u00a0%"


def small_share(share: float) -> str:
    """A chance: one decimal of a percent, and what is less than that said as less."""
    return f"< {rate(0.001)}" if share < 0.001 else rate(share)


def interval(low: float | None, high: float | None) -> str:
    """The two ends of a 95 % interval of a rate: "58.6 – 62.9 %"."""
    if low is None or high is None:
        return DASH
    return f"{decimal(100 * low, 1)}\u2009{DASH}\u2009{rate(high)}"


def points(difference: float | None) -> str:
    """A difference of two rates in percentage points: "+4.0 points"."""
    if difference is None:
        return DASH
    sign = "+" if difference > 0 else ""
    return _("{number} points").format(number=sign + decimal(100 * difference, 1))


def decimal(number: float, decimals: int) -> str:
    """A number with exactly so many decimals."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    # Nothing below zero is nothing: both would be kept under one key.
    return _decimal(number or 0, pattern, _locale())


def money(amount: Decimal | float, currency: str) -> str:
    """An amount with its currency, to the cent where it has cents; without one, the number."""
    if not currency:
        return decimal(float(amount), 2)
    if amount == round(amount):
        return whole_money(amount, currency)
    return _money(amount, currency, _locale())


def whole_money(amount: Decimal | float, currency: str) -> str:
    """An amount without its cents, for a limit one recognises somebody by."""
    if not currency:
        return decimal(float(amount), 0)
    return _whole_money(amount or 0, currency, _locale())


def short_money(amount: Decimal | float, currency: str) -> str:
    """A large amount in few letters: "£8.9M"."""
    if not currency:
        return decimal(float(amount), 0)
    if language() == "th":  # people say ล้าน; the short form of the library is an English M
        figures = format_compact_decimal(
            amount, format_type="long", locale=_locale(), fraction_digits=1
        )
        return _with_symbol(get_currency_symbol(currency, _locale()) + figures, currency)
    short = format_compact_currency(amount, currency, locale=_locale(), fraction_digits=1)
    return _with_symbol(short, currency)


# Writing a number takes the library longer than working it out, and a page of tables writes the
# same thousand numbers again at every click.
@lru_cache(maxsize=1 << 15)
def _decimal(number: float, pattern: str, locale: str) -> str:
    return format_decimal(number, format=pattern, locale=locale).replace("-", MINUS)


@lru_cache(maxsize=1 << 15)
def _money(amount: Decimal | float, currency: str, locale: str) -> str:
    return _with_symbol(format_currency(amount, currency, locale=locale), currency)


@lru_cache(maxsize=1 << 15)
def _whole_money(amount: Decimal | float, currency: str, locale: str) -> str:
    pattern = Locale.parse(locale).currency_formats["standard"]
    written = pattern.apply(
        amount, locale, currency=currency, currency_digits=False, force_frac=(0, 0)
    )
    return _with_symbol(written, currency)


def _with_symbol(written: str, currency: str) -> str:
    """The symbol at home where this language knows only the code: ฿1,234, not THB1,234.

    A code that stays, for want of a symbol of its own, is kept apart from the digits.
    """
    symbol = _symbol_at_home(currency)
    if symbol and get_currency_symbol(currency, _locale()) == currency:
        written = written.replace(currency, symbol)
    apart = re.sub(rf"{re.escape(currency)}(?=[\d-])", currency + "\u00a0", written)
    return apart.replace("-", MINUS)


@cache
def _symbol_at_home(currency: str) -> str | None:
    """What the country of a currency writes, if that is one sign which no other country uses."""
    try:  # ISO 4217 begins with the country's code
        home = Locale.parse(f"und_{currency[:2]}", resolve_likely_subtags=True)
    except (UnknownLocaleError, ValueError):
        return None
    symbol = get_currency_symbol(currency, home)
    return symbol if len(symbol) == 1 and not symbol.isascii() and symbol != "£" else None


def day(value: date | datetime | None) -> str:
    """30 Sep 2024."""
    if value is None:
        return DASH
    return format_date(value, format=DAY[language()], locale=_locale())


def short_day(value: date) -> str:
    """30 Sep, where the year is clear."""
    return format_date(value, format=SHORT_DAY[language()], locale=_locale())


def weekday(number: int) -> str:
    """The day's name; 1 is Monday."""
    return str(get_day_names("wide", locale=_locale())[number - 1])


def day_column() -> str:
    """Days in a table, where the browser writes them: it knows no month names but English ones."""
    return "D MMM YYYY" if language() == "en" else "DD/MM/YYYY"


def period(value: Period) -> str:
    """1 Jul – 30 Sep 2024; the year once when it is the same."""
    first = value.first_day
    same_year = first.year == value.last_day.year
    beginning = short_day(first) if same_year else day(first)
    return f"{beginning} {DASH} {day(value.last_day)}"


def month(value: date) -> str:
    """Dec 2010; 12/2010 in Vietnamese."""
    return format_date(value, format=MONTH[language()], locale=_locale())


def short_amount(number: float) -> str:
    """A number in at most five letters or so, for a cell of a picture: 8.9K, 432, 18.5."""
    if abs(number) >= 1000:
        short: str = format_compact_decimal(number, locale=_locale(), fraction_digits=1)
        return short.replace("\u00a0", "").replace("-", MINUS)
    return decimal(number, 0 if number == round(number) or abs(number) >= 100 else 1)


def days(number: int) -> str:
    """92 days."""
    return _("{number} days").format(number=count(number))
