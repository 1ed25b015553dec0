"""The Bright Spots page, run as Streamlit runs it, from an import to names that are hidden."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import set_g
from tests.import_support import TestShop, csv_file

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture
def app(tmp_path: Path) -> AppTest:
    shop = TestShop.new(
        tmp_path / "home" / "set-g", time_zone="Asia/Bangkok", complete_to="2024-12-31"
    )
    shop.take_in(csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows()))
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["rule"] = "whales"
    return app


def shown(app: AppTest) -> str:
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info))


def test_the_rule_of_the_link_is_answered_in_words_and_as_a_list(app: AppTest) -> None:
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    assert not app.exception
    assert "**4** of 13 buyers" in shown(app)
    assert "too few for a finding" in shown(app)
    lists = [each.value for each in app.dataframe if "customer_key" in each.value.columns]
    assert sorted(lists[-1]["customer_key"]) == ["c01", "c05", "c06", "c09"]


def test_hidden_names_are_nowhere_on_the_page(app: AppTest) -> None:
    app.query_params["masked"] = "1"
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    assert not app.exception
    lists = [each.value for each in app.dataframe if "customer_key" in each.value.columns]
    assert all(key.startswith("#") for each in lists for key in each["customer_key"])
    assert "c09" not in shown(app)
