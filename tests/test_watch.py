"""What an answer cost is written down only while somebody watches, on screen and as JSON."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.__main__ import main
from lib.watch import answered, watched, watching
from tests import set_g
from tests.import_support import TestShop, csv_file

ROOT = Path(__file__).parent.parent


def test_queries_are_noted_while_somebody_watches_and_only_then() -> None:
    assert watched("metrics/one", "an engine", lambda: [1, 2]) == [1, 2]
    with watching() as queries:
        watched("metrics/two", "an engine", lambda: [1, 2, 3])
        inner = answered("inner", lambda: watched("metrics/three", "an engine", lambda: {"n": 1}))
    watched("metrics/four", "an engine", lambda: [1])
    assert [(query.name, query.rows) for query in queries] == [("metrics/two", 3)]
    assert inner.value == {"n": 1}
    assert [(query.name, query.rows) for query in inner.queries] == [("metrics/three", 1)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shop = TestShop.new(
        tmp_path / "home" / "set-g", name="Set G", time_zone="Asia/Bangkok", currency="THB"
    )
    shop.take_in(csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows()))
    return tmp_path / "home"


def test_explain_names_the_query_and_the_meaning_of_every_number(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ["--from", "2024-07-01", "--to", "2024-09-30"]
    assert main(["explain", "retention", str(home / "set-g"), *days, "--window", "120"]) == 0
    answer = json.loads(capsys.readouterr().out)
    files = [query["file"] for query in answer["queries"]]
    assert "lib/sql/metrics/purchase_pairs.sql" in files
    assert all((ROOT / file).exists() for file in files)
    assert all(query["engine"].startswith("DuckDB ") for query in answer["queries"])
    numbers = {number["name"]: number for number in answer["numbers"]}
    assert numbers["strict_crr"]["value"] == pytest.approx(4 / 6, abs=1e-6)
    assert numbers["customers_start"]["file"] == "lib/sql/metrics/retention_scan.sql"


def test_explain_refuses_what_the_command_itself_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "shop", str(tmp_path)]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_a_shop"


def test_the_page_behind_the_screen_lists_the_answers_of_the_screen_before(home: Path) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page("pages/watch.py").run()
    assert not app.exception
    answers, queries = (frame.value for frame in app.dataframe)
    assert "read retention data" in set(answers["Answer"])
    assert set(answers["Now"]) == {"counted"}
    assert "metrics/purchase_pairs" in set(queries["Query"])
    # Looked at once more, the page still tells of that screen and not of itself.
    app.run()
    assert app.dataframe[0].value.equals(answers)
    app.switch_page("pages/answers.py").run()
    app.switch_page("pages/watch.py").run()
    assert set(app.dataframe[0].value["Now"]) == {"from memory"}
