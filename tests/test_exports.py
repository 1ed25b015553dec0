"""Lists out: published hashes, clean contacts, cells that stay text, the tenth kept out."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest

from lib.export.audiences import (
    Person,
    Tool,
    audience_rows,
    bare_name,
    clean_email,
    clean_phone,
    country_code,
    hashed,
    person,
    split_name,
)
from lib.export.brief import Part, brief
from lib.export.hold_out import is_held_out
from lib.export.safe_xlsx import safe_xlsx_of_frame
from lib.export.tool_csv import tool_csv

MARY = Person("john_smith@gmail.com", "+16505551212", "Mary", "O'Neil-Smith", "US")
VALERY = "08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c"
PUBLISHED = {
    "john_smith@gmail.com": "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
    "16505551212": "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176",
    "mary": "6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec",
    "정": "8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14",
    "valéry": VALERY,
    "vale\u0301ry": VALERY,
    "": "",
}


@pytest.mark.parametrize("text", PUBLISHED)
def test_the_published_hashes(text: str) -> None:
    assert hashed(text) == PUBLISHED[text]


def test_meta_gets_hashes_of_clean_values() -> None:
    headers, rows = audience_rows(Tool.META, [MARY])
    assert headers == ("email", "phone", "fn", "ln", "country")
    clean = ("john_smith@gmail.com", "16505551212", "mary", "oneilsmith", "us")
    assert rows == [tuple(hashed(part) for part in clean)]
    assert bare_name(" Valéry! ") == "valéry"


def test_google_hashes_all_but_the_country_and_the_postcode() -> None:
    known = replace(MARY, postcode="94043")
    headers, rows = audience_rows(Tool.GOOGLE, [known, MARY])
    assert headers == ("Email", "Phone", "First Name", "Last Name", "Country", "Zip")
    mail, phone, first, _last, country, place = rows[0]
    assert mail == PUBLISHED["john_smith@gmail.com"]
    assert (phone, first) == (hashed("+16505551212"), PUBLISHED["mary"])
    assert (country, place) == ("US", "94043")
    assert rows[1][-1] == ""


def test_without_any_postcode_google_gets_no_column_that_is_empty() -> None:
    headers, rows = audience_rows(Tool.GOOGLE, [MARY])
    assert headers == ("Email", "Phone")
    assert rows == [(PUBLISHED["john_smith@gmail.com"], hashed("+16505551212"))]
    assert person("Vy", "", "", "", "GB", " ab1 2cd ").postcode == "AB12CD"


def test_mail_tools_get_plain_contacts() -> None:
    assert audience_rows(Tool.KLAVIYO, [MARY])[1] == [
        ("john_smith@gmail.com", "+16505551212", "Mary", "O'Neil-Smith")
    ]
    assert audience_rows(Tool.MAILCHIMP, [MARY])[0][0] == "Email Address"
    long = Person("a@b.co", "", "ก" * 200, "", "TH")
    assert len(audience_rows(Tool.MAILCHIMP, [long])[1][0][1].encode()) <= 255


def test_contacts_are_cleaned() -> None:
    assert clean_email("  Anna.B@Example.ORG ") == "anna.b@example.org"
    assert clean_email("=cmd|x@example.org") == ""
    assert clean_email("an***@example.org") == ""
    assert clean_phone("081-234 5678", "TH") == "+66812345678"
    assert clean_phone("0912345678", "VN") == "+84912345678"
    assert clean_phone("****678", "TH") == ""
    codes = [country_code(each) for each in ("United Kingdom", "UK", "ไทย", "Narnia", "")]
    assert codes == ["GB", "GB", "TH", "", ""]
    assert split_name("Dương Kim Vy", "VN") == ("Vy", "Dương Kim")
    assert split_name("ชนิดา วงศ์สว่าง", "TH") == ("ชนิดา", "วงศ์สว่าง")
    assert person("Vy", "", "0912345678", "", "VN").phone == "+84912345678"


def test_who_cannot_be_reached_is_not_in_the_file() -> None:
    nobody, only_phone = Person("", "", "A", "", ""), Person("", "+66812345678", "B", "", "TH")
    assert len(audience_rows(Tool.KLAVIYO, [nobody, only_phone])[1]) == 1
    assert audience_rows(Tool.MAILCHIMP, [nobody, only_phone])[1] == []


def test_one_in_ten_is_kept_out_and_always_the_same() -> None:
    keys = [f"customer-{number}" for number in range(5000)]
    first = [is_held_out("shop", "list", key) for key in keys]
    assert first == [is_held_out("shop", "list", key) for key in keys]
    assert 0.08 < sum(first) / len(keys) < 0.12
    assert first != [is_held_out("shop", "other list", key) for key in keys]


def test_who_is_kept_out_is_a_column_or_not_in_the_file() -> None:
    other = Person("b@c.de", "", "B", "", "DE")
    headers, rows = audience_rows(Tool.KLAVIYO, [MARY, other], [True, False])
    assert headers[-1] == "hold_out"
    assert [row[-1] for row in rows] == ["yes", "no"]
    headers, rows = audience_rows(Tool.META, [MARY, other], [True, False])
    assert "hold_out" not in headers
    assert [row[0] for row in rows] == [hashed("b@c.de")]


def test_a_name_like_a_formula_stays_a_name() -> None:
    evil = Person("a@b.co", "", "=1+1", "@SUM(A1)", "GB")
    rows = list(csv.reader(io.StringIO(tool_csv(*audience_rows(Tool.KLAVIYO, [evil])).decode())))
    assert rows[1] == ["a@b.co", "", "'=1+1", "'@SUM(A1)"]


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    frame = pd.DataFrame(
        {"name": ["=HYPERLINK(1)", "https://a.example"], "n": [1, 2], "on": [date(2024, 1, 2)] * 2}
    )
    book = zipfile.ZipFile(io.BytesIO(safe_xlsx_of_frame(frame)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    shared = "".join(ElementTree.fromstring(book.read("xl/sharedStrings.xml")).itertext())
    assert "=HYPERLINK(1)" in shared


def test_a_brief_shows_markup_as_text() -> None:
    evil = "<script>alert(1)</script>"
    page = brief(evil, [evil], [Part(evil, [evil], [evil], [[evil]])]).decode()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 7
