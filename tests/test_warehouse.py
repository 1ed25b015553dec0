"""A shop whose shop.toml names a warehouse, as far as that needs no Spark."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.__main__ import main
from lib.errors import QuestionRefused, ShopRefused
from lib.ingest.job import import_request
from lib.ingest.plan import carry_out
from lib.order_scope import check_scope
from lib.segment import parse_scope
from lib.shop_files import Settings, ShopFolder
from lib.warehouse import connection_of
from lib.workspace import Workspace, list_shops, open_workspace
from tests.import_support import csv_file, no_report

APP = Path(__file__).parent.parent / "app.py"
SPARK = {"kind": "spark", "parquet": "tables"}


@pytest.fixture
def shop(tmp_path: Path) -> ShopFolder:
    return shop_of(tmp_path / "home" / "shop", SPARK)


def shop_of(path: Path, engine: dict[str, Any]) -> ShopFolder:
    folder = ShopFolder(path)
    folder.write_settings(Settings("Warehouse", engine=engine))
    return folder


@pytest.mark.parametrize(
    ("engine", "wrong"),
    [
        ("spark", "engine"),
        ({"parquet": "tables"}, "kind"),
        (SPARK | {"kind": "oracle"}, "kind"),
        (SPARK | {"password": "secret"}, "password"),
        (SPARK | {"master": 5}, "master"),
        (SPARK | {"shuffle_partitions": "two"}, "shuffle_partitions"),
        (SPARK | {"shuffle_partitions": True}, "shuffle_partitions"),
        (SPARK | {"tables": "orders"}, "tables"),
        (SPARK | {"tables": {"order": "sales.orders"}}, "tables.order"),
        (SPARK | {"tables": {"orders": 1}}, "tables.orders"),
    ],
)
def test_what_is_not_understood_is_named(engine: Any, wrong: str) -> None:
    with pytest.raises(ShopRefused) as refused:
        connection_of(engine, Path())
    assert refused.value.code == "engine_unknown"
    assert refused.value.detail.endswith(f"look at {wrong}.")
    assert 'kind = "spark"' in refused.value.hint
    assert "secret" not in str(refused.value.as_dict())


def test_a_connection_must_name_orders() -> None:
    with pytest.raises(ShopRefused, match="names no orders"):
        connection_of({"kind": "spark"}, Path())


def test_a_folder_is_found_from_the_shop_and_an_address_stays(tmp_path: Path) -> None:
    assert connection_of(SPARK, tmp_path).parquet == str(tmp_path.resolve() / "tables")
    there = connection_of(SPARK | {"parquet": "s3a://bucket/tables"}, tmp_path)
    assert there.parquet == "s3a://bucket/tables"


def test_only_what_is_stated_becomes_a_setting_of_spark() -> None:
    assert connection_of(SPARK, Path()).options == {}
    stated = connection_of(SPARK | {"driver_memory": "2g", "shuffle_partitions": 8}, Path())
    assert stated.options == {
        "spark.driver.memory": "2g",
        "spark.sql.shuffle.partitions": "8",
    }


def test_a_version_changes_with_the_files_and_with_the_tables_named(shop: ShopFolder) -> None:
    seen = [shop.current_version()]
    file = shop.path / "tables" / "orders.parquet" / "part-0.parquet"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"one")
    seen.append(shop.current_version())
    assert shop.current_version() == seen[-1]
    os.utime(file, ns=(0, 0))
    seen.append(shop.current_version())
    shop_of(shop.path, SPARK | {"tables": {"orders": "sales.orders"}})
    seen.append(shop.current_version())
    assert len(set(seen)) == 4


def test_a_broken_connection_is_told_when_the_shop_is_opened(shop: ShopFolder) -> None:
    shop_of(shop.path, {"kind": "oracle"})
    assert [each.path for each in list_shops(shop.path.parent)] == [shop.path]
    assert shop.current_version() is not None
    with pytest.raises(ShopRefused, match="not understood"):
        open_workspace(shop.path)


@pytest.mark.parametrize("written", ['name = "A"\n[engine]\nkind = "oracle"', "name = ["])
def test_the_app_shows_what_is_wrong_with_a_shop_toml(shop: ShopFolder, written: str) -> None:
    (shop.path / "shop.toml").write_text(written, encoding="utf-8")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert ["shop.toml" in each.value for each in app.error] == [True]


def test_without_spark_the_command_line_says_how_to_get_it(
    shop: ShopFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("lib.engines.spark_tables", "lib.engines.spark"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    for name in ("pyspark", "py4j"):
        monkeypatch.setitem(sys.modules, name, None)
    assert main(["shop", str(shop.path)]) == 1
    said = capsys.readouterr()
    assert '"spark_missing"' in said.out
    assert "pip install -r requirements-spark.txt" in said.err


def test_nothing_is_imported_into_a_warehouse(shop: ShopFolder, tmp_path: Path) -> None:
    orders = csv_file(tmp_path / "orders.csv", "order_id,order_date,email,total", ["1,,,"])
    request = import_request(shop, [{"path": str(orders), "name": "orders.csv", "mapping": {}}])
    with pytest.raises(ShopRefused) as refused:
        carry_out(request, no_report)
    assert refused.value.code == "shop_read_only"
    assert sorted(path.name for path in shop.path.iterdir()) == ["shop.toml"]


def test_orders_cannot_be_chosen_in_a_warehouse(shop: ShopFolder) -> None:
    manifest = shop.current_manifest()
    assert manifest is not None
    never_asked: Any = None
    workspace = Workspace(shop, shop.settings(), manifest, _database=never_asked)
    with pytest.raises(QuestionRefused, match="live in a warehouse"):
        check_scope(workspace, parse_scope(["channel=web"]))
    check_scope(workspace, parse_scope([]))
