"""JSON records are a table; a folder on the command line is the exports in it."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from lib.commands.importing import import_files
from lib.errors import FileRefused
from tests.import_support import TestShop
from tests.ingest import workbooks
from tests.ingest.workbook_reading import assert_same_shop
from tests.ingest.workbooks import HEADER, ORDERS, REVENUE, csv_text

RECORDS = [json.loads(line) for line in workbooks.json_lines().splitlines()]


def json_file(folder: Path, text: str) -> Path:
    path = folder / "orders.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        workbooks.json_lines(),
        json.dumps(RECORDS, ensure_ascii=False),
        json.dumps(RECORDS, indent=2),
        json.dumps({"orders": RECORDS, "count": 8}),
        "\ufeff" + workbooks.json_lines(),
        "".join(json.dumps(record, indent=1) for record in RECORDS),
    ],
    ids=["lines", "array", "indented", "wrapped", "marked", "strung together"],
)
def test_json_records_give_the_same_shop(tmp_path: Path, text: str) -> None:
    assert_same_shop(json_file(tmp_path, text))


def test_json_without_a_date_is_refused_for_its_columns(tmp_path: Path) -> None:
    path = json_file(tmp_path, '[{"sku": "A", "price": 3}]')
    with pytest.raises(Exception, match="no column with the order date"):
        TestShop.new(tmp_path / "shop").take_in(path)


def test_long_numbers_keep_every_digit_and_lists_stay_text(tmp_path: Path) -> None:
    record = {
        "order_id": 12345678901234567890,
        "order_date": "2024-01-05",
        "email": "a@example.com",
        "total": 10.10,
        "tags": ["A"],
        "note": None,
    }
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(json_file(tmp_path, json.dumps(record)))
    workspace = shop.open()
    rows = workspace._database.rows("select order_key, order_total from source_lines")
    workspace.close()
    assert [(order, float(total)) for order, total in rows] == [("12345678901234567890", 10.1)]
    assert shop.imports()[0].warnings[0].startswith("1 value is a list or an object")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a": 1}, {"a": ', "json_damaged"),
        ('{"a": 1}\n{"a"', "json_damaged"),
        ('[{"a": 1}, 2]', "json_not_a_table"),
        ('{"a": 1}\n[1, 2]', "json_not_a_table"),
        ('[{"a": ' + "[" * 100_000, "json_not_a_table"),
        ('[{"a": 1}, {' + ", ".join(f'"k{n}": 1' for n in range(2_001)) + "}]", "json_not_a_table"),
    ],
    ids=["cut array", "cut line", "bare value", "bare list", "deep", "wide"],
)
def test_json_that_is_no_list_of_records_is_refused(tmp_path: Path, text: str, code: str) -> None:
    shop = TestShop.new(tmp_path / "shop")
    with pytest.raises(FileRefused) as caught:
        shop.take_in(json_file(tmp_path, text))
    assert caught.value.code == code
    assert shop.folder.current_version() is None


def imported(tmp_path: Path, *paths: Path) -> dict[str, Any]:
    options = {"platform": "", "mapping": None, "time_zone": "UTC", "date_order": None}
    chosen = Namespace(shop=tmp_path / "shop", files=list(paths), currency="", rules=[], **options)
    return import_files(chosen)


def test_a_folder_is_the_exports_in_it_and_in_its_folders(tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    (exports / "2024").mkdir(parents=True)
    (exports / "a.csv").write_text(csv_text([HEADER, *ORDERS[:3]]), encoding="utf-8")
    workbooks.xlsx(exports / "2024" / "b.XLSX", {"Orders": [HEADER, *ORDERS[3:]]})
    (exports / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (exports / "._a.csv").write_bytes(b"junk")
    answer = imported(tmp_path, exports)
    assert {each["file"] for each in answer["imports"]} == {"a.csv", "b.XLSX"}
    assert answer["totals"]["revenue"] == REVENUE


def test_what_an_archive_left_out_is_among_the_warnings_of_the_command(tmp_path: Path) -> None:
    entries = {"o.csv": csv_text(), "products.csv": "sku,price\nA,1\nB,2\n"}
    answer = imported(tmp_path, workbooks.zip_of(tmp_path / "a.zip", entries))
    assert any("products.csv" in warning for warning in answer["warnings"])


def test_a_folder_without_an_export_is_refused_and_makes_no_shop(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    with pytest.raises(FileRefused) as caught:
        imported(tmp_path, tmp_path / "exports")
    assert caught.value.code == "folder_empty"
    assert not (tmp_path / "shop").exists()
