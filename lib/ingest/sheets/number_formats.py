"""A stored number to the text that its cell format makes of it: a date, a time, leading zeros."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

SECONDS_PER_DAY = 86_400
MOST_DIGITS = 15
"""As many as a spreadsheet keeps of a number."""
LAST_SERIAL = 2_958_465
"""31 December 9999."""
_DATE_IDS = {*range(14, 18), *range(27, 32), *range(34, 37), *range(50, 59), *range(71, 76)}
_DATE_AND_TIME_IDS = {22, 77}
_TIME_IDS = {*range(18, 22), 32, 33, 45, 47, 76, 78, 80}
_ELAPSED_IDS = {46, 79}
_NOT_SYMBOLS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_LONG_INTEGER = re.compile(r"-?[0-9]{16,}")
_INTEGER = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True)
class NumberFormat:
    """What a cell format does to a number. ``zeros``: least count of digits, "00000" gives 5."""

    has_date: bool = False
    has_time: bool = False
    is_elapsed: bool = False
    zeros: int = 0

    @property
    def is_moment(self) -> bool:
        return self.has_date or self.has_time or self.is_elapsed


PLAIN = NumberFormat()


def number_format(format_id: int, code: str) -> NumberFormat:
    """The meaning of a built-in format, or of a format code like "dd/mm/yyyy hh:mm"."""
    if code:
        shape = _from_code(code)
    else:
        shape = NumberFormat(
            has_date=format_id in _DATE_IDS | _DATE_AND_TIME_IDS,
            has_time=format_id in _TIME_IDS | _DATE_AND_TIME_IDS,
            is_elapsed=format_id in _ELAPSED_IDS,
        )
    return PLAIN if shape == PLAIN else shape


def _from_code(code: str) -> NumberFormat:
    symbols = _NOT_SYMBOLS.sub("", code).split(";")[0].lower()
    if re.fullmatch("0{2,}", symbols):
        return NumberFormat(zeros=len(symbols))
    if "general" in symbols:
        return PLAIN
    if re.search(r"\[[hms]+\]", symbols):
        return NumberFormat(is_elapsed=True)
    symbols = re.sub(r"am/pm|a/p", "h", symbols)
    # "ss.000" has zeros in it and is a time; "#,##0" is a number whatever letters follow.
    if re.search(r"[0#?]", re.sub(r"(?<=s)[.,]0+", "", symbols)):
        return PLAIN
    has_time = bool(re.search("[hs]", symbols))
    has_date = bool(re.search("[ydbg]", symbols)) or ("m" in symbols and not has_time)
    return NumberFormat(has_date=has_date, has_time=has_time)


def number_text(stored: str, shape: NumberFormat, *, is_1904: bool) -> str:
    """The text of a stored number. Raises ValueError when it is no number."""
    if shape.is_moment:
        moment = _moment_text(float(stored), shape, is_1904=is_1904)
        if moment:
            return moment
    text = stored if _INTEGER.fullmatch(stored) else plain_number(float(stored))
    if shape.zeros and text.isdecimal():
        return text.zfill(shape.zeros)
    return text


def plain_number(value: float) -> str:
    """At most 15 digits, no exponent, no ".0" and no 19.990000000000002. Raises ValueError."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(value)
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text and abs(value) < 1e21 else text


def is_too_long(text: str) -> bool:
    """Whether an integer has more digits than a spreadsheet keeps: the last ones are lost."""
    return len(text) > MOST_DIGITS and _LONG_INTEGER.fullmatch(text) is not None


def _moment_text(serial: float, shape: NumberFormat, *, is_1904: bool) -> str:
    """ISO text of a day number; "" when no day has that number."""
    if not 0 <= serial <= LAST_SERIAL:
        return ""
    days, seconds = divmod(round(serial * SECONDS_PER_DAY), SECONDS_PER_DAY)
    if shape.is_elapsed:
        return clock_text(days * SECONDS_PER_DAY + seconds)
    if not shape.has_date and not days:
        return clock_text(seconds)
    day = _day_text(days, is_1904=is_1904)
    return f"{day} {clock_text(seconds)}" if shape.has_time or seconds else day


def _day_text(days: int, *, is_1904: bool) -> str:
    if is_1904:
        return (date(1904, 1, 1) + timedelta(days)).isoformat()
    if days > 60:
        return (date(1899, 12, 30) + timedelta(days)).isoformat()
    # Excel counts a 29 February 1900 that never was, and calls day 0 the 0th of January.
    fake = {0: "1900-01-00", 60: "1900-02-29"}
    return fake.get(days) or (date(1899, 12, 31) + timedelta(days)).isoformat()


def clock_text(seconds: int) -> str:
    """Seconds as "09:30:00"; hours may go beyond 24."""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}"
