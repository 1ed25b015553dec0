"""One upload may hold several files; whatever harms or is no table stays outside."""

import gzip
import zipfile
from pathlib import Path
from tempfile import mkdtemp

import pytest

from lib.errors import FileRefused
from lib.ingest.containers import Expanded, expand
from lib.ingest.inspect import inspect_file
from lib.ingest.job import import_request, inspect_request
from lib.ingest.plan import carry_out
from lib.shop_files import Settings
from tests.import_support import TestShop, no_report
from tests.ingest import workbooks
from tests.ingest.workbook_reading import assert_same_shop
from tests.ingest.workbooks import HEADER, NOTES, ORDERS, csv_text, zip_of

PRODUCTS = "sku,title,price\nA,Lantern,3\nB,Candle,4\n"
FIRST, SECOND = csv_text([HEADER, *ORDERS[:3]]), csv_text([HEADER, *ORDERS[3:]])


def opened(path: Path) -> Expanded:
    return expand(path, path.name, Path(mkdtemp(prefix="scratch-", dir=path.parent)))


def names(path: Path) -> list[str]:
    return [name for _path, name in opened(path).files]


def refusal(path: Path, code: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        opened(path)
    assert caught.value.code == code
    assert path.name in caught.value.title
    assert caught.value.hint
    return caught.value


def test_a_zip_with_one_csv_gives_the_same_shop(tmp_path: Path) -> None:
    assert_same_shop(zip_of(tmp_path / "a.zip", {"orders.csv": csv_text()}))


@pytest.mark.parametrize("name", ["orders.xlsx", "orders.csv", "orders.gz", "orders"])
def test_a_zip_is_known_by_its_content_not_by_its_name(tmp_path: Path, name: str) -> None:
    assert_same_shop(zip_of(tmp_path / name, {"orders.csv": csv_text()}))


def test_tables_with_the_same_columns_are_imported_one_by_one(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "2024.zip", {"q1/a.csv": FIRST, "q2/a.csv": SECOND})
    shop = assert_same_shop(path)
    assert [each.file_name for each in shop.imports()] == ["a.csv", "a (2).csv"]
    again = shop.take_in(path)
    assert (again["import_ids"], len(again["already"])) == ([], 2)
    assert again["notes"] == [
        "2024.zip holds 2 files: a.csv, a (2).csv. Each is imported as a file of its own."
    ]


def test_a_shop_from_a_zip_is_rebuilt_without_the_zip(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "2024.zip", {"a.csv": FIRST, "b.csv": SECOND})
    shop = assert_same_shop(path)
    path.unlink()
    shop.undo()
    assert shop.totals()["orders"] == 3


def test_every_kind_of_table_may_lie_in_a_zip(tmp_path: Path) -> None:
    book = workbooks.xlsx(tmp_path / "b.xlsx", {"Notes": NOTES, "Orders": [HEADER, *ORDERS[2:4]]})
    entries = {
        "a.csv": csv_text([HEADER, *ORDERS[:2]]),
        "b.xlsx": book.read_bytes(),
        "c.jsonl": workbooks.json_lines(ORDERS[4:6]),
        "d.csv.gz": gzip.compress(csv_text([HEADER, *ORDERS[6:]]).encode()),
    }
    shop = assert_same_shop(zip_of(tmp_path / "all.zip", entries))
    assert [each.file_name for each in shop.imports()] == ["a.csv", "b.xlsx", "c.jsonl", "d.csv"]


def test_a_table_that_is_no_order_export_is_left_out_and_named(tmp_path: Path) -> None:
    entries = {"products.csv": PRODUCTS, "logo.png": b"\x89PNG\r\n\x1a\n...", "o.csv": csv_text()}
    found = opened(zip_of(tmp_path / "a.zip", entries))
    assert [name for _path, name in found.files] == ["o.csv"]
    assert found.notes == (
        "Left out of a.zip, because they do not look like orders: logo.png, products.csv.",
    )


def test_what_macs_and_windows_add_is_ignored_silently(tmp_path: Path) -> None:
    junk = ("__MACOSX/._o.csv", ".DS_Store", "Thumbs.db", "desktop.ini", "~$o.xlsx")
    path = zip_of(tmp_path / "a.zip", {"o.csv": csv_text()} | dict.fromkeys(junk, "junk"))
    found = opened(path)
    assert ([name for _path, name in found.files], found.notes) == (["o.csv"], ())


def test_a_zip_in_a_zip_is_unpacked_once_but_not_twice(tmp_path: Path) -> None:
    inner = zip_of(tmp_path / "inner.zip", {"o.csv": csv_text()})
    outer = zip_of(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()})
    assert_same_shop(outer)
    refusal(zip_of(tmp_path / "a.zip", {"outer.zip": outer.read_bytes()}), "archive_nested")


@pytest.mark.parametrize(
    "bad", ["../../out.csv", "/etc/out.csv", "..\\..\\out.csv", "C:\\out.csv", "a/../../out.csv"]
)
def test_an_entry_that_leads_outside_is_refused_by_its_name(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "deep" / "er" / "a.zip"
    path.parent.mkdir(parents=True)
    found = opened(zip_of(path, {bad: csv_text(), "ok.csv": csv_text()}))
    assert [name for _path, name in found.files] == ["ok.csv"]
    assert bad in found.notes[0]
    assert not list(tmp_path.rglob("out.csv"))


def test_a_link_in_a_zip_is_refused_and_never_followed(tmp_path: Path) -> None:
    entries = {"o.csv": csv_text()}
    found = opened(workbooks.zip_with_link(tmp_path / "a.zip", "link.csv", "/etc/passwd", entries))
    assert [name for _path, name in found.files] == ["o.csv"]
    assert "link.csv" in found.notes[0]
    alone = workbooks.zip_with_link(tmp_path / "b.zip", "link.csv", "/etc/passwd", {})
    assert "link.csv" in refusal(alone, "archive_empty").detail


def test_thai_names_of_old_zips_are_readable(tmp_path: Path) -> None:
    name = "ออเดอร์มกราคม.csv"
    path = zip_of(tmp_path / "a.zip", {"x" * len(name): csv_text()})
    content = path.read_bytes().replace(b"x" * len(name), name.encode("cp874"))
    path.write_bytes(content)
    assert names(path) == [name]


def test_a_long_name_is_cut_and_keeps_its_ending(tmp_path: Path) -> None:
    (name,) = names(zip_of(tmp_path / "a.zip", {"o" * 300 + ".csv": csv_text()}))
    assert len(name) == 120
    assert name.endswith("o.csv")


def test_a_damaged_zip_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    def fresh(name: str) -> Path:
        return zip_of(tmp_path / name / "a.zip", {"o.csv": csv_text()})

    for name in ("cut", "crc", "lie", "locked"):
        (tmp_path / name).mkdir()
    path = fresh("cut")
    path.write_bytes(path.read_bytes()[:-30])
    assert "cut off" in refusal(path, "archive_damaged").detail
    path = workbooks.with_directory_field(fresh("crc"), 16, "<I", 12345)
    assert "checksum" in refusal(path, "archive_damaged").detail
    path = workbooks.with_directory_field(fresh("lie"), 24, "<I", 10)
    assert "claims to hold 10 bytes" in refusal(path, "archive_damaged").detail
    path = workbooks.with_directory_field(fresh("locked"), 8, "<H", 1)
    assert "password" in refusal(path, "archive_locked").title


def test_an_archive_without_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    assert "empty" in refusal(zip_of(tmp_path / "a.zip", {}), "archive_empty").detail
    pictures = {"a.png": b"\x89PNG\r\n\x1a\n", "b.png": b"\x89PNG\r\n\x1a\n"}
    assert "a.png" in refusal(zip_of(tmp_path / "b" / "a.zip", pictures), "archive_empty").detail


@pytest.mark.parametrize("count", [201, 40_000])
def test_more_than_two_hundred_files_are_refused(tmp_path: Path, count: int) -> None:
    path = zip_of(tmp_path / "a.zip", {f"{number}.csv": "a,b\n" for number in range(count)})
    refusal(path, "archive_too_many_files")


def test_a_zip_bomb_is_stopped_early(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("o.csv", "w") as entry,
    ):
        for _block in range(64):
            entry.write(b"a,b,c\n" * 175_000)
    refusal(path, "unpacks_too_large")
    refusal(workbooks.with_directory_field(path, 24, "<I", 100), "unpacks_too_large")
    written = [file.stat().st_size for file in tmp_path.rglob("entry-*")]
    assert 0 < sum(written) <= 20 << 20


def test_gzip_is_the_file_inside_it(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress(csv_text().encode()))
    assert_same_shop(path)
    book = workbooks.xlsx(tmp_path / "b.xlsx")
    path = tmp_path / "second" / "orders.zip"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(book.read_bytes()))
    assert_same_shop(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (gzip.compress(b"a,b\n" * 9000)[:-12], "gzip_damaged"),
        (gzip.compress(b"a,b,c\n" * 8_000_000), "unpacks_too_large"),
        (gzip.compress(b"o.csv".ljust(257, b"\0") + b"ustar" + bytes(300)), "file_not_a_table"),
    ],
    ids=["cut short", "a bomb", "a tar"],  # the bytes hold the time, and workers must agree
)
def test_a_broken_gzip_a_bomb_and_a_tar_are_refused(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(content)
    shop = TestShop.new(tmp_path / "shop")
    with pytest.raises(FileRefused) as caught:
        shop.take_in(path)
    assert caught.value.code == code
    assert shop.folder.current_version() is None


def test_looking_at_a_zip_names_all_its_files_and_shows_the_first(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.csv": FIRST, "b.csv": SECOND})
    answer = inspect_file(inspect_request(path, path.name, Settings(name="x")))
    assert answer["rows_previewed"] == 3
    assert answer["problem"] is None
    assert "2 files: a.csv, b.csv" in answer["warnings"][0]


def test_confirmed_columns_hold_for_the_files_of_an_archive_that_have_them(tmp_path: Path) -> None:
    header = "nr,when,who,worth"
    first, second = (f"{header}\n{n},2024-01-0{n},c{n},10\n" for n in (1, 2))
    path = zip_of(tmp_path / "a.zip", {"a.csv": first, "b.csv": second})
    columns = {"order_id": "nr", "ordered_at": "when", "customer_id": "who", "order_total": "worth"}
    shop = TestShop.new(tmp_path / "shop")
    request = inspect_request(path, path.name, Settings(name="x"), {"columns": columns})
    answer = inspect_file(request)
    assert answer["problem"] is None
    file = {"path": str(path), "name": path.name}
    file |= {"mapping": answer["mapping"], "layout_mark": answer["layout_mark"]}
    carry_out(import_request(shop.folder, [file]), no_report)
    assert (shop.totals()["orders"], shop.totals()["revenue"]) == (2, "20.00")
