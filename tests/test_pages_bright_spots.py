"""The Bright Spots page, run as Streamlit runs it, from an import to names that are hidden."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.__main__ import main
from tests.import_support import TestShop

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture
def app(imported_set_g: TestShop, tmp_path: Path) -> AppTest:
    imported_set_g.copied_to(tmp_path / "home" / "set-g")
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["rule"] = "whales"
    app.query_params["part"] = "all"
    return app


def shown(app: AppTest) -> str:
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info))


def test_the_rule_of_the_link_is_answered_in_words_and_as_a_list(app: AppTest) -> None:
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    assert not app.exception
    assert "**4** of 13 buyers" in shown(app)
    lists = [each.value for each in app.dataframe if "customer_key" in each.value.columns]
    assert sorted(lists[-1]["customer_key"]) == ["c01", "c05", "c06", "c09"]


def test_only_the_part_that_is_open_is_asked_and_the_link_names_it(app: AppTest) -> None:
    app.query_params["part"] = "quiet"
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    assert "past" in shown(app)
    for label, name, said in (
        ("What made them", "made", "too few for a finding"),
        ("What they buy", "buy", "name no products"),
        ("How soon again", "again", "No product was bought again often enough"),
        ("Set apart", "apart", "Nobody is set apart"),
    ):
        app.session_state["bright_part"] = label
        app.run()
        assert not app.exception
        assert said in shown(app)
        assert app.query_params["part"] == name
        assert not [each for each in app.dataframe if "customer_key" in each.value.columns]


def test_the_file_of_a_list_holds_the_customers_of_the_table_on_screen(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, bytes] = {}

    def keep_file(
        _label: str, *, data: bytes | Callable[[], bytes], file_name: str, **_how: object
    ) -> None:
        files[file_name] = data() if callable(data) else data

    monkeypatch.setattr("streamlit.download_button", keep_file)
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    app.session_state["download_bright_spots_page_box"] = True
    app.run()
    assert not app.exception
    [table] = [each.value for each in app.dataframe if "customer_key" in each.value.columns]
    _headers, *rows = csv.reader(
        io.StringIO(files["bright_spots_2024-12-31.csv"].decode("utf-8-sig"))
    )
    assert len(rows) == 4
    assert [row[0] for row in rows] == list(table["customer_key"])


def test_hidden_names_are_nowhere_on_the_page(app: AppTest) -> None:
    app.query_params["masked"] = "1"
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    assert not app.exception
    lists = [each.value for each in app.dataframe if "customer_key" in each.value.columns]
    assert all(key.startswith("#") for each in lists for key in each["customer_key"])
    assert "c09" not in shown(app)


def test_a_rule_becomes_the_customers_of_every_page_and_of_the_command_line(
    app: AppTest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    app.button("use_bright_spot_whales").click().run()
    assert not app.exception
    assert app.query_params["where"] == "bright_spot=whales"
    assert "Biggest spenders" in shown(app)
    assert "chooses once more among them" in shown(app)
    app.switch_page("pages/rfm.py").run()
    groups = next(each.value for each in app.dataframe if "customers" in each.value.columns)
    assert groups["customers"].sum() == 4
    shop = str(tmp_path / "home" / "set-g")
    assert main(["rfm", shop, "--where", "bright_spot=whales"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert sum(each["customers"] for each in rows) == 4
