"""Numbers and days on axes as the session's language writes them."""

import altair as alt
from altair.typing import Optional

from lib.i18n import language

# Thai writes numbers as English does, and its calendar in exports counts Christian years.
_NUMBERS = {
    "th": alt.NumberLocale(decimal=".", thousands=",", grouping=[3], currency=["", ""]),
    "vi": alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["", ""]),
}
_MONTHS = {
    "th": [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ],
    "vi": [f"Tháng {month}" for month in range(1, 13)],
}
_SHORT_MONTHS = {
    "th": [
        "ม.ค.",
        "ก.พ.",
        "มี.ค.",
        "เม.ย.",
        "พ.ค.",
        "มิ.ย.",
        "ก.ค.",
        "ส.ค.",
        "ก.ย.",
        "ต.ค.",
        "พ.ย.",
        "ธ.ค.",
    ],
    "vi": [f"Th{month}" for month in range(1, 13)],
}
_DAYS = {
    "th": ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"],
    "vi": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
}
_SHORT_DAYS = {
    "th": ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."],
    "vi": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
}


def axis_words() -> Optional[alt.Locale]:
    """What ``chart.configure(locale=...)`` takes; nothing for English, which Vega speaks."""
    spoken = language()
    if spoken not in _NUMBERS:
        return alt.Undefined
    time = alt.TimeLocale(
        dateTime="%-d %b %Y %H:%M",
        date="%d/%m/%Y",
        time="%H:%M",
        periods=["AM", "PM"],
        days=_DAYS[spoken],
        shortDays=_SHORT_DAYS[spoken],
        months=_MONTHS[spoken],
        shortMonths=_SHORT_MONTHS[spoken],
    )
    return alt.Locale(number=_NUMBERS[spoken], time=time)
