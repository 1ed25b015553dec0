"""Workbooks that are damaged, locked or meant to harm end in one sentence, in little memory."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from lib.errors import FileRefused
from tests.ingest import workbooks
from tests.ingest.workbook_reading import assert_same_shop, read, refusal, warned
from tests.ingest.workbooks import ORDERS

SHEET = "xl/worksheets/sheet1.xml"
CHECKOUT = Path(__file__).parents[2]
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="peak memory is read from /proc"
)


def stray(kind: str, path: Path) -> Path:
    """The orders, and one cell in the last row and column that the format has."""
    if kind == "xlsx":
        cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return workbooks.with_part(
            workbooks.xlsx(path), SHEET, lambda xml: xml.replace("</sheetData>", cell)
        )
    far = (
        '<table:table-row table:number-rows-repeated="1048566"/><table:table-row>'
        '<table:table-cell table:number-columns-repeated="16383"/>'
        f"{workbooks.ods_cell('x')}</table:table-row>"
    )
    return workbooks.ods(path, {"Orders": workbooks.ods_rows() + far})


@needs_proc
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_cell_in_the_last_corner_of_the_sheet_is_left_out_and_named(
    tmp_path: Path, kind: str
) -> None:
    path = stray(kind, tmp_path / f"a.{kind}")
    reading, rows = read(path)
    assert len(rows) == len(ORDERS)
    assert "XFD1048576" in warned(reading)["stray_cells"]
    seconds, megabytes, _said = measured(path)
    assert seconds < 5
    assert megabytes < 300
    assert_same_shop(path)


def bomb(path: Path) -> Path:
    """A sheet of 70 KB that unpacks to 64 MB."""
    workbooks.xlsx(path)
    return workbooks.with_part(
        path, SHEET, lambda xml: xml.replace("</sheetData>", " " * (64 << 20) + "</sheetData>")
    )


def laughs(path: Path) -> Path:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{entities}]><worksheet'
    return workbooks.with_part(
        workbooks.xlsx(path), SHEET, lambda xml: xml.replace("<worksheet", doctype, 1)
    )


def repeated(path: Path) -> Path:
    """An ODS whose one row claims to repeat a million times over 16,384 columns."""
    cell = workbooks.ods_cell("x", 'table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return workbooks.ods(path, {"Orders": row * 20})


@needs_proc
@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("bomb.xlsx", bomb, "unpacks_too_large"),
        ("laughs.xlsx", laughs, "workbook_unsafe"),
        ("repeated.ods", repeated, "workbook_unsafe"),
    ],
)
def test_a_bomb_is_refused_quickly_and_in_little_memory(
    tmp_path: Path, name: str, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path / name)
    seconds, megabytes, said = measured(path)
    assert said == code
    assert seconds < 5
    assert megabytes < 300
    refusal(path, code)


def measured(path: Path) -> tuple[float, float, str]:
    """Seconds of processor and megabytes that a fresh process needs to read it, and its refusal."""
    code = f"""
import re, resource, tempfile
from pathlib import Path
from lib.errors import FileRefused
from lib.ingest.sheets.table import read_workbook
said = ""
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    try:
        read_workbook(Path({str(path)!r}), folder / "staged.csv", folder,
                      set_aside=folder / "aside.csv", file_name="x")
    except FileRefused as error:
        said = error.code
used = resource.getrusage(resource.RUSAGE_SELF)
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(used.ru_utime + used.ru_stime, int(peak[1]) / 1024, said or "-")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    seconds, megabytes, said = done.stdout.split()
    return float(seconds), float(megabytes), said


def test_a_workbook_cut_off_in_the_middle_is_damaged(tmp_path: Path) -> None:
    for path in (
        workbooks.xlsx(tmp_path / "a.xlsx"),
        workbooks.xls(tmp_path / "a.xls"),
        workbooks.ods(tmp_path / "a.ods", {"Orders": workbooks.ods_rows()}),
    ):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        refusal(path, "workbook_damaged")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, "</sheetData>", ""),
        (SHEET, '<c r="A2"', '<c r="123"'),
        (SHEET, '<row r="3"', '<row r="1"'),
        (SHEET, '<c r="A1" t="s"><v>0', '<c r="A1" t="s"><v>999999'),
        (SHEET, "<v>120</v>", "<v>twelve</v>"),
        ("xl/workbook.xml", "<sheet ", "<shoot "),
    ],
)
def test_xml_that_makes_no_sheet_is_damaged(tmp_path: Path, part: str, old: str, new: str) -> None:
    def change(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new, 1)

    path = workbooks.with_part(workbooks.xlsx(tmp_path / "a.xlsx"), part, change)
    refusal(path, "workbook_damaged")


def test_a_workbook_without_its_sheet_is_damaged(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != SHEET}
    refusal(workbooks.zip_of(path, parts), "workbook_damaged")


def test_a_workbook_with_a_password_is_refused_without_asking_for_it(tmp_path: Path) -> None:
    streams = {"EncryptionInfo": b"x", "EncryptedPackage": b"y" * 5000}
    refusal(workbooks.ole(tmp_path / "a.xlsx", streams), "workbook_locked")
    path = workbooks.ods(tmp_path / "a.ods", {"Orders": ""})
    manifest = "META-INF/manifest.xml"
    workbooks.with_part(path, manifest, lambda _xml: "<manifest><encryption-data/></manifest>")
    refusal(path, "workbook_locked")
    path = workbooks.xls(tmp_path / "a.xls", is_locked=True)
    refusal(path, "workbook_locked")


def test_an_office_file_without_sheets_is_named_as_such(tmp_path: Path) -> None:
    refusal(workbooks.ole(tmp_path / "a.xls", {"WordDocument": b"x"}), "file_not_a_table")
    word = {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}
    refusal(workbooks.zip_of(tmp_path / "b.xlsx", word), "file_not_a_table")
    binary = {"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}
    refusal(workbooks.zip_of(tmp_path / "c.xlsx", binary), "workbook_binary")


def test_a_workbook_without_a_filled_cell_is_empty(tmp_path: Path) -> None:
    refusal(workbooks.xlsx(tmp_path / "a.xlsx", {"One": (), "Two": ()}), "file_empty")


def test_more_columns_than_a_table_of_orders_has_are_refused(tmp_path: Path) -> None:
    rows = [tuple(f"c{place}" for place in range(2_100)), tuple(range(2_100))]
    refusal(workbooks.xlsx(tmp_path / "a.xlsx", {"Wide": rows}), "too_many_columns")


def test_macros_and_links_to_other_files_are_left_alone(tmp_path: Path) -> None:
    extra = {
        "xl/vbaProject.bin": b"not a macro",
        "xl/externalLinks/externalLink1.xml": b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>",
    }
    path = workbooks.xlsx(tmp_path / "orders.xlsm")
    assert_same_shop(workbooks.with_part(path, SHEET, str, extra))


def test_an_entity_that_names_a_file_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = f'<!DOCTYPE worksheet [<!ENTITY f SYSTEM "{secret.as_uri()}">]><worksheet'
    path = workbooks.xlsx(tmp_path / "a.xlsx")
    workbooks.with_part(path, SHEET, lambda xml: xml.replace("<worksheet", doctype, 1))
    refusal(path, "workbook_unsafe")


def test_xls_files_with_random_damage_load_or_are_refused(tmp_path: Path) -> None:
    path = workbooks.xls(tmp_path / "a.xls")
    whole = path.read_bytes()
    for start in range(512, 1024 + 512, 96):
        path.write_bytes(whole[:start] + b"\xff" * 24 + whole[start + 24 :])
        with suppress(FileRefused):
            reading, rows = read(path)
            assert reading.rows_read == len(rows)
