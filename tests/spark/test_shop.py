"""A shop whose shop.toml names a Spark is opened, asked and drawn like any other."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="Spark is not installed here; make test-spark installs it")

import pyarrow.parquet as parquet
from streamlit.testing.v1 import AppTest

from lib.__main__ import main
from lib.errors import ShopRefused
from lib.shop_files import ShopFolder
from lib.workspace import open_workspace
from tests.spark.shops import OnBoth, shop_in_warehouse

ROOT = Path(__file__).parent.parent.parent
QUESTIONS = (
    ["shop"],
    ["retention", "--from=2024-07-01", "--to=2024-09-30", "--window=92", "--where=order_count=2+"],
    ["cohorts", "--grain=quarter", "--measure=retention"],
    ["rfm"],
)


def test_the_command_line_answers_as_for_an_imported_shop(
    set_g: OnBoth, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shop_in_warehouse(tmp_path / "shop", parquet=str(set_g.parquet))
    for command, *rest in QUESTIONS:
        answers = [
            answer_of([command, str(path), *rest], capsys)
            for path in (folder.path, set_g.shop.folder.path)
        ]
        assert answers[0] == answers[1], command


def answer_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(arguments) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_app_shows_the_numbers_and_offers_no_import(
    set_g: OnBoth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop_in_warehouse(tmp_path / "home" / "shop", parquet=str(set_g.parquet))
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(tmp_path / "home"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
    assert not app.exception
    app.switch_page("pages/data.py").run()
    assert not app.exception
    assert any("live in a warehouse" in each.value for each in app.info)
    assert not app.main.get("file_uploader")
    assert [each.label for each in app.sidebar.selectbox][:1] == ["Shop"]
    assert {each.label for each in app.main.text_input} == {"Name"}


def test_a_table_may_be_named_in_the_catalog(set_g: OnBoth, tmp_path: Path) -> None:
    session = set_g.spark.session
    session.read.parquet(str(set_g.parquet / "orders.parquet")).createGlobalTempView("sales")
    folder = shop_in_warehouse(
        tmp_path / "shop", parquet=str(set_g.parquet), tables={"orders": "global_temp.sales"}
    )
    workspace = open_workspace(folder.path)
    assert workspace is not None
    sql = "select count(*), sum(revenue) from orders"
    assert workspace._database.rows(sql) == set_g.duck.rows(sql)
    workspace.close()


def test_what_is_missing_is_named_with_a_remedy(set_g: OnBoth, tmp_path: Path) -> None:
    folder = shop_in_warehouse(tmp_path / "shop", parquet="nowhere")
    assert refusal(folder).code == "warehouse_table_missing"
    assert str(tmp_path / "shop" / "nowhere" / "orders.parquet") in refusal(folder).detail

    named = {"orders": "sales.nothing"}
    folder = shop_in_warehouse(tmp_path / "shop", parquet=str(set_g.parquet), tables=named)
    assert refusal(folder).detail == "It was looked for as sales.nothing."

    orders = parquet.read_table(set_g.parquet / "orders.parquet").drop(["revenue", "is_valid"])
    (tmp_path / "less").mkdir()
    parquet.write_table(orders, tmp_path / "less" / "orders.parquet")
    folder = shop_in_warehouse(tmp_path / "shop", parquet=str(tmp_path / "less"))
    assert refusal(folder).code == "warehouse_column_missing"
    assert refusal(folder).detail == "Not there: is_valid, revenue."


def test_one_app_speaks_to_one_spark(set_g: OnBoth, tmp_path: Path) -> None:
    folder = shop_in_warehouse(tmp_path / "shop", parquet=str(set_g.parquet), master="local[1]")
    assert refusal(folder).title == "Another Spark is in use."


def test_without_java_the_command_line_says_what_is_needed(tmp_path: Path) -> None:
    folder = shop_in_warehouse(tmp_path / "shop", parquet="tables")
    found = subprocess.run(
        [sys.executable, "-m", "lib", "shop", str(folder.path)],
        env=os.environ | {"JAVA_HOME": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 1
    assert "Java 17" in json.loads(found.stdout)["error"]["hint"]
    assert "Traceback" not in found.stderr


def refusal(folder: ShopFolder) -> ShopRefused:
    with pytest.raises(ShopRefused) as refused:
        open_workspace(folder.path)
    return refused.value
