"""Phone numbers become one key per number, however people write them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.engines.duck import Database
from lib.ingest.phones import dialling_code
from tests.column_support import database_with_macros
from tests.import_support import TestShop, csv_file


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    db = database_with_macros(tmp_path_factory.mktemp("scratch"))
    db.run_file("staging/identity_macros")
    yield db
    db.close()


def key(db: Database, written: str, code: str) -> str | None:
    found: str | None = db.rows(
        "select phone_key($written, $code)", {"written": written, "code": code}
    )[0][0]
    return found


@pytest.mark.parametrize(
    ("written", "code", "wanted"),
    [
        ("081-234-5678", "66", "+66812345678"),
        ("+66 (0)81 234 5678", "66", "+66812345678"),
        ("0066 81 234 5678", "66", "+66812345678"),
        ("66812345678", "66", "+66812345678"),
        ("812345678.0", "66", "+66812345678"),
        ("๐๘๑๒๓๔๕๖๗๘", "66", "+66812345678"),
        ("０８１２３４５６７８", "66", "+66812345678"),
        ("0812345678 ต่อ 12", "66", "+66812345678"),
        ("01212345678", "84", "+84792345678"),
        ("+84 169 123 4567", "84", "+84391234567"),
        ("0912.345.678", "84", "+84912345678"),
        ("+44 (0)7700 900123", "", "+447700900123"),
        ("(212) 555-0123 x12", "1", "+12125550123"),
        ("+49 (0) 151 23456789", "49", "+4915123456789"),
        ("0812345678", "", "0812345678"),
        ("6.68E+10", "66", None),
        ("0000000000", "66", None),
        ("(+60)172****54", "60", None),
        ("12345", "66", None),
    ],
)
def test_a_phone_number_has_one_key(
    database: Database, written: str, code: str, wanted: str | None
) -> None:
    assert key(database, written, code) == wanted


def test_numbers_the_library_finds_valid_get_the_same_key(database: Database) -> None:
    import phonenumbers

    for region in ("TH", "VN", "GB", "DE", "FR", "US", "AU", "SG", "MY", "ID", "PH", "JP", "KR"):
        number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
        assert number is not None
        wanted = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        for form in (
            phonenumbers.PhoneNumberFormat.NATIONAL,
            phonenumbers.PhoneNumberFormat.INTERNATIONAL,
        ):
            written = phonenumbers.format_number(number, form)
            assert key(database, written, str(number.country_code)) == wanted


@pytest.mark.parametrize(
    ("zone", "code"),
    [("Asia/Bangkok", "66"), ("Asia/Ho_Chi_Minh", "84"), ("Asia/Saigon", "84"),
     ("America/New_York", "1"), ("Europe/Madrid", "34"), ("UTC", ""), ("", "")],
)  # fmt: skip
def test_the_zone_of_a_shop_names_its_country_code(zone: str, code: str) -> None:
    assert dialling_code(zone) == code


@pytest.mark.parametrize(
    ("currency", "headers", "code"),
    [("THB", (), "66"), ("VND", (), "84"), ("GBP", (), "44"), ("USD", (), ""), ("EUR", (), ""),
     ("", ("เลขที่", "โทร"), "66"), ("", ("Ngày", "Điện thoại"), "84"),
     ("", ("Bestellung", "Telefon"), ""), ("", ("Café", "Téléphone"), ""),
     ("", ("โทร", "Điện thoại"), ""), ("USD", ("โทร",), "66")],
)  # fmt: skip
def test_a_zone_of_no_country_leaves_it_to_the_currency_and_the_letters(
    currency: str, headers: tuple[str, ...], code: str
) -> None:
    assert dialling_code("UTC", currency, headers) == code
    assert dialling_code("Asia/Bangkok", currency, headers) == "66"


def test_a_phone_that_excel_cut_is_the_same_customer_without_any_setting(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    columns = "เลขที่,วันที่,โทร,ยอดสุทธิ"
    shop.take_in(csv_file(tmp_path / "till.csv", columns, ["1,2024-01-05,0812340058,5"]))
    shop.take_in(csv_file(tmp_path / "excel.csv", columns, ["9,2024-02-05,812340058,5"]))
    assert shop.totals()["customers"] == 1


def test_a_phone_before_and_after_2018_is_one_vietnamese_customer(tmp_path: Path) -> None:
    rows = ["1,2018-01-05,01691234567,5", "2,2019-01-05,0391234567,5"]
    shop = TestShop.new(tmp_path / "shop", time_zone="Asia/Ho_Chi_Minh")
    shop.take_in(csv_file(tmp_path / "x.csv", "order,date,phone,total", rows))
    assert shop.totals()["customers"] == 1
