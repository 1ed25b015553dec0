"""Money as people write it: the sign they know, apart from the digits only where it is a code."""

from decimal import Decimal

import pytest

from lib import formats
from lib.i18n import set_language


@pytest.mark.parametrize(
    ("currency", "written"),
    [
        ("THB", "−฿1,234.50"),
        ("PHP", "−₱1,234.50"),
        ("GBP", "−£1,234.50"),
        ("VND", "−₫1,234"),
        ("SEK", "−SEK\u00a01,234.50"),
        ("SGD", "−SGD\u00a01,234.50"),
        ("EGP", "−EGP\u00a01,234.50"),
        ("XYZ", "−XYZ\u00a01,234.50"),
        ("", "−1,234.50"),
    ],
)
def test_an_amount_carries_the_sign_of_its_country(currency: str, written: str) -> None:
    assert formats.money(-1234.5, currency) == written


def test_a_large_amount_is_short_and_keeps_its_sign() -> None:
    assert formats.short_money(2_449_032, "THB") == "฿2.4M"
    assert formats.short_money(2_449_032, "SEK") == "SEK\u00a02.4M"


@pytest.mark.parametrize("nothing", [-0.0, 0.0, 0, Decimal("-0.00"), Decimal(0)])
def test_nothing_is_written_alike_from_either_side(nothing: float) -> None:
    set_language("en")
    assert formats.decimal(float(nothing), 1) == "0.0"
    assert formats.money(nothing, "GBP") == "£0"
