"""The Landscape page shows one rate under every definition, and marks the reader's own question."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.metrics.trend import landscape_windows
from tests import set_g
from tests.import_support import TestShop, csv_file

ROOT = Path(__file__).parent.parent


@pytest.fixture
def page(tmp_path: Path) -> AppTest:
    """The page on the hand-worked shop three times over, so that ten customers are there."""
    shop = TestShop.new(
        tmp_path / "home" / "set-g",
        name="Set G",
        time_zone="Asia/Bangkok",
        currency="THB",
        complete_to="2024-12-31",
    )
    lines = [line.split(",") for line in set_g.rows()]
    rows = [
        ",".join((f"{order}-{copy}", moment, f"{customer}-{copy}", *rest))
        for copy in range(3)
        for order, moment, customer, *rest in lines
    ]
    shop.take_in(csv_file(tmp_path / "orders.csv", set_g.HEADER, rows))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["period"] = "custom"
    app.query_params["days"] = "2024-07-01_2024-09-30"
    app.query_params["window"] = "120"
    app.run()
    app.switch_page("pages/landscape.py")
    return app


def test_the_page_marks_the_period_and_window_of_the_link(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.header[0].value == "How much does the definition move the rate?"
    text = " ".join(markdown.value for markdown in page.markdown)
    assert "For the 92 days up to 31 Dec 2024, the activity window alone moves the rate" in text


def test_an_unknown_rate_in_the_link_shows_the_kept_customers(page: AppTest) -> None:
    page.query_params["rate"] = "nonsense"
    page.query_params["length"] = "-4"
    page.run()
    assert not page.exception
    assert "rate" not in page.query_params


def test_windows_run_evenly_from_the_period_to_the_longest() -> None:
    windows = landscape_windows(92, 730)
    assert (windows[0], windows[-1], len(windows)) == (92, 730, 24)
    assert landscape_windows(365, 100) == (365, 366)
