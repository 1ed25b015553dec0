"""Ranges of numbers as people type them: 3, 2-4, 5+."""

import re
from decimal import Decimal

from lib.errors import QuestionRefused
from lib.i18n import _

_RANGE = re.compile(r"(\d{1,12}(?:\.\d{1,4})?)\s*(?:(\+)|[-–]\s*(\d{1,12}(?:\.\d{1,4})?))?")


def range_of(key: str, text: str) -> tuple[Decimal, Decimal | None]:
    """Lower and upper end; no upper end means "and more". Raises QuestionRefused for other text."""
    found = _RANGE.fullmatch(text)
    if found:
        low = Decimal(found[1])
        high = None if found[2] else Decimal(found[3] or found[1])
        if high is None or high >= low:
            return low, high
    raise QuestionRefused(
        _('"{text}" is not a range of numbers for {key}.').format(text=text, key=key),
        _("A range is one number, two numbers with a dash, or a number and a plus."),
        _("Write it like {key}=1, {key}=2-4 or {key}=5+.").format(key=key),
        code="segment_range",
    )
