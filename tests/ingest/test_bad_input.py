"""Bad input gets one clear sentence, an untouched shop and never a traceback."""

import json
from pathlib import Path

import pytest

from lib.__main__ import main
from tests.import_support import TestShop, csv_file

GOOD = ["1,2024-01-05,anna@example.com,10.00", "2,2024-02-05,bo@example.com,20.00"]
HEADER = "order_id,order_date,email,total"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("imported")
    shop = TestShop.new(folder / "shop", time_zone="Asia/Bangkok")
    shop.take_in(csv_file(folder / "good.csv", HEADER, GOOD))
    return shop


@pytest.fixture
def refusal(imported: TestShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Import a file into a shop that holds two orders; returns the error and checks the shop."""
    shop = imported.copied_to(tmp_path / "shop").folder.path
    assert main(["shop", str(shop)]) == 0
    before = json.loads(capsys.readouterr().out)["totals"]

    def refuse(file: Path, *options: str) -> dict[str, str]:
        assert main(["import", str(shop), str(file), *options]) == 1
        said = capsys.readouterr()
        error: dict[str, str] = json.loads(said.out)["error"]
        assert "Traceback" not in said.err
        assert main(["shop", str(shop)]) == 0
        assert json.loads(capsys.readouterr().out)["totals"] == before
        assert not list(shop.glob("*.building*"))
        assert error["title"].endswith(".")
        assert error["hint"]
        return error

    return refuse


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_an_empty_file_is_refused(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    error = refusal(written(tmp_path / "empty.csv", b""))
    assert "empty" in error["title"]


def test_a_file_with_a_header_only_has_no_orders(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    error = refusal(written(tmp_path / "header.csv", HEADER.encode() + b"\n"))
    assert "no orders" in " ".join(error.values()) or "0 rows" in " ".join(error.values())


def test_a_picture_named_csv_is_called_a_picture(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    error = refusal(written(tmp_path / "photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)))
    assert "PNG" in " ".join(error.values())


def test_a_product_list_has_no_order_date(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = csv_file(tmp_path / "products.csv", "sku,title,price", ["A,Lantern,10", "B,Cup,5"])
    error = refusal(file)
    assert error["code"] == "missing_date"
    assert "products.csv" in error["title"]
    assert "sku, title, price" in error["detail"]


def test_orders_without_any_customer_column_are_refused(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = csv_file(tmp_path / "o.csv", "order_id,order_date,total", ["1,2024-01-05,10"])
    assert refusal(file)["code"] == "missing_customer"


def test_a_column_of_words_is_no_order_date(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{n},soon,anna@example.com,10" for n in range(5)]
    error = refusal(csv_file(tmp_path / "o.csv", HEADER, rows))
    assert error["code"] == "unreadable_dates"
    assert "soon" in error["detail"]
    assert "order_date" in error["detail"]


def test_a_file_that_is_not_there_is_named(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert refusal(tmp_path / "gone.csv")["code"] == "file_not_found"


def test_a_mapping_that_names_a_missing_column_says_which(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\nordered_at = "when"\nemail = "email"\n', encoding="utf-8")
    file = csv_file(tmp_path / "o.csv", HEADER, ["9,2024-01-05,z@example.com,10"])
    error = refusal(file, "--mapping", str(mapping))
    assert error["code"] == "mapping_missing_column"
    assert "when" in error["detail"]


def test_an_unknown_platform_lists_the_known_ones(refusal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = csv_file(tmp_path / "o.csv", HEADER, ["9,2024-01-05,z@example.com,10"])
    error = refusal(file, "--platform", "amazonia")
    assert error["code"] == "unknown_platform"
    assert "shopify" in error["detail"]


def test_a_first_import_that_is_refused_leaves_no_shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(tmp_path / "new"), str(written(tmp_path / "e.csv", b""))]) == 1
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_no_shop_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.txt").write_text("meow")
    for arguments in (["shop", str(tmp_path / "photos")], ["shop", str(tmp_path / "nowhere")]):
        assert main(arguments) == 1
        assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_a_shop"
    good = csv_file(tmp_path / "good.csv", HEADER, GOOD)
    assert main(["import", str(tmp_path / "photos"), str(good)]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_a_shop"
    assert (tmp_path / "photos" / "cat.txt").read_text() == "meow"


def test_wrong_usage_exits_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["retention", "x"], ["retention", "x", "--from", "yesterday", "--to", "y"]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
    assert capsys.readouterr().out == ""
