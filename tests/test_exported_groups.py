"""The file of a group holds the customers of the group, in every format, and counts the others."""

import csv
import io
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from lib.export.audience_file import audience_of
from lib.export.audiences import Tool, hashed
from lib.export.safe_csv import safe_csv_of_frame
from lib.export.safe_xlsx import safe_xlsx_of_frame
from lib.export.tool_csv import tool_csv
from lib.metrics.contacts import contacts_of
from lib.metrics.groups import resolved
from lib.metrics.named_customers import customers_of_ids
from lib.segment import parse_where
from lib.workspace import Workspace
from tests.import_support import TestShop, csv_file

AS_OF = date(2025, 12, 31)
HEADER = "Order ID,Date,Customer ID,Customer name,Email,Phone,Total,Country"
FORMULA = "=HYPERLINK(1)"


def mail(number: int) -> str:
    return "" if number % 3 else f"c{number}@example.com"


def phone(number: int) -> str:
    return "" if number % 3 == 2 else f"+668123456{number:02}"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Thirty customers: every fifth buys every month, the others once, three years ago."""
    path = tmp_path_factory.mktemp("exports")
    rows: list[tuple[object, ...]] = []
    for number in range(30):
        for turn in range(9 if number % 5 == 0 else 1):
            day = AS_OF - timedelta(days=30 * turn + 5 if number % 5 == 0 else 1000 + number)
            who = (f"k{number}", FORMULA, mail(number), phone(number))
            rows.append((len(rows) + 1, day, *who, 100, "TH"))
    made = TestShop.new(path / "shop", complete_to=AS_OF.isoformat())
    made.take_in(csv_file(path / "orders.csv", HEADER, rows))
    return made.open()


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ("rfm_segment=potential_loyalist", range(0, 30, 5)),
        ("lifecycle=lapsed", [each for each in range(30) if each % 5]),
        ("persona=potential_loyalist", range(0, 30, 5)),
        ("bright_spot=frequent:4", range(0, 30, 5)),
        ("bright_spot!=frequent:4", [each for each in range(30) if each % 5]),
    ],
)
def test_a_file_holds_exactly_the_group_and_says_who_is_left_out(
    shop: Workspace, where: str, numbers: list[int]
) -> None:
    segment = resolved(shop, parse_where([where]), AS_OF)
    ids = shop.arrays("metrics/segment_customers", segment=segment)["customer_id"]
    people = customers_of_ids(shop, ids)
    whole = {f"k{number}" for number in numbers}

    texts = list(csv.DictReader(io.StringIO(safe_csv_of_frame(people).decode("utf-8-sig"))))
    assert {row["customer_key"] for row in texts} == whole
    assert len(texts) == len(whole)
    assert {row["customer_name"] for row in texts} == {"'" + FORMULA}
    book = zipfile.ZipFile(io.BytesIO(safe_xlsx_of_frame(people)))
    strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    assert whole <= {"".join(each.itertext()) for each in strings}
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(whole) + 1
    assert "<f>" not in sheet

    mails = {mail(each) for each in numbers} - {""}
    phones = {phone(each) for each in numbers if not mail(each)} - {""}
    contacts = contacts_of(shop, people["customer_id"].tolist())
    for tool in Tool:
        file = audience_of(tool, contacts, "TH")
        headers, *rows = csv.reader(io.StringIO(tool_csv(file.headers, file.rows).decode()))
        known = {row[0] for row in rows} - {""}
        by_phone = {row[headers.index(_PHONE[tool])] for row in rows if not row[0]}
        is_hashed = tool in (Tool.META, Tool.GOOGLE)
        bare = {each.removeprefix("+") for each in phones} if tool is Tool.META else phones
        wanted = set() if tool is Tool.MAILCHIMP else bare
        assert known == ({hashed(each) for each in mails} if is_hashed else mails)
        assert by_phone == ({hashed(each) for each in wanted} if is_hashed else wanted)
        assert len(rows) == len(mails) + len(wanted)
        assert file.unreachable == len(whole) - len(rows)
        assert not any(cell.startswith("=") for row in rows for cell in row)
        held = [number % 2 == 0 for number in range(len(contacts))]
        kept = audience_of(tool, contacts, "TH", held)
        assert len(kept.rows) + kept.unreachable + kept.kept_out == len(whole)
        assert (kept.kept_out > 0) == is_hashed


_PHONE = {
    Tool.KLAVIYO: "Phone Number",
    Tool.MAILCHIMP: "Phone Number",
    Tool.META: "phone",
    Tool.GOOGLE: "Phone",
}
