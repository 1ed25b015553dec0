"""The Cohorts page, run as Streamlit runs it, shows what the functions computed."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from lib.__main__ import main
from lib.charts.cohorts import amount_bands, band_names
from lib.charts.theme import contrast, readable_ink, sequential
from tests import set_g
from tests.import_support import TestShop, csv_file

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    """The hand-worked shop with two products."""
    folder = tmp_path_factory.mktemp("imported")
    shop = TestShop.new(
        folder / "set-g",
        name="Set G",
        time_zone="Asia/Bangkok",
        currency="THB",
        complete_to="2024-12-31",
    )
    products = ["Tea", "Cup", "Tea"]
    lines = [f"{line},{products[place % 3]}" for place, line in enumerate(set_g.rows())]
    shop.take_in(csv_file(folder / "orders.csv", f"{set_g.HEADER},product", lines))
    return shop


@pytest.fixture
def app(imported: TestShop, tmp_path: Path) -> AppTest:
    """The hand-worked shop in quarters, its data complete to the end of 2024."""
    imported.copied_to(tmp_path / "home" / "set-g")
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["by"] = "quarter"
    return app


def opened(app: AppTest) -> AppTest:
    app.run()
    app.switch_page("pages/cohorts.py").run()
    assert not app.exception
    return app


def heat_cells(app: AppTest) -> dict[tuple[str, int], dict[Any, Any]]:
    """What the first chart of the page was given, by row label and age."""
    chart = app.get("vega_lite_chart")[0].proto
    tables = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in chart.datasets]
    table = next(each for each in tables if "cohort_text" in each.columns)
    assert json.loads(chart.spec)
    return {(row["row"], row["age"]): row for row in table.to_dict("records")}


def test_every_cell_says_what_it_is_of(app: AppTest) -> None:
    cells = heat_cells(opened(app))
    assert len(cells) == 4 + 3 + 2 + 1 + 4
    first = cells["2024-Q1* · 7", 1]
    assert first["printed"] == "57%"
    assert first["count_text"] == "4 of 7 customers"
    assert first["interval_text"] == "25.0\u2009–\u200984.2\u00a0%"
    assert first["kind"] == "whole"
    assert cells["2024-Q1* · 7", 0]["kind"] == "start"
    assert cells["2024-Q2* · 2", 2]["printed"] == "0%"
    together = [cells["All together", age]["value_text"] for age in (1, 2, 3)]
    assert together == ["50.0\u00a0%", "33.3\u00a0%", "42.9\u00a0%"]
    assert cells["All together", 1]["count_text"] == "6 of 12 customers"


def test_the_revenue_chain_stands_in_the_cells(app: AppTest) -> None:
    app.query_params["by"], app.query_params["show"] = "year", "cumulative_revenue"
    app.query_params["ages"] = "90"
    cells = heat_cells(opened(app))
    texts = [cells["2024* · 13", age]["value_text"] for age in range(4)]
    assert texts == ["฿55.38", "฿78.30", "฿94.80", "฿119.80"]
    assert [cells["2024* · 13", age]["interval_text"] for age in range(2)] == [
        "฿42.28 – ฿68.49",
        "฿52.48 – ฿104.13",
    ]
    assert [cells["2024* · 13", age]["kind"] for age in range(4)] == [
        *("whole", "whole", "running", "running")
    ]
    # 1,420 of 13 customers; the middle one is told beside the mean.
    assert any("one has spent ฿109.23 on average" in each.value for each in app.caption)


def test_margin_stands_beside_what_it_cost_to_win_a_customer(app: AppTest, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "set-g"
    costs = csv_file(tmp_path / "costs.csv", "Month,Channel,Amount,Kind", ["2024-01,,105,Ads"])
    assert main(["import", str(folder), str(costs)]) == 0
    assert main(["shop", str(folder), "--margin", "25"]) == 0
    app.query_params["show"] = "cumulative_margin"
    cells = heat_cells(opened(app))
    assert cells["2024-Q1* · 7", 0]["value_text"] == "฿15"  # a quarter of 420, for seven
    assert cells["2024-Q1* · 7", 0]["interval_text"] == "฿9.63 – ฿20.37"
    assert app.dataframe[0].value.to_numpy().tolist() == [
        ["2024-Q1*", "7", "฿105", "฿15", "฿31.43", "quarter of the first purchase"]
    ]


def test_a_linked_cell_opens_its_customers_and_what_they_bought(app: AppTest) -> None:
    app.query_params["cell"] = "2024-Q1~1"
    opened(app)
    assert any("**4** customers of **2024-Q1**" in each.value for each in app.markdown)
    people, products = app.dataframe[0].value, app.dataframe[1].value
    assert people["customer_key"].tolist() == ["c01", "c06", "c02", "c04"]
    # Their orders of the second quarter stand in rows 3 and 7 (tea), 11 and 17 (cups) of the file.
    # The file has totals of orders only, so no product has a revenue of its own.
    assert products.to_numpy().tolist() == [["Cup", 2, 2], ["Tea", 2, 2]]


def test_too_few_customers_make_no_comparison_and_say_what_is_missing(app: AppTest) -> None:
    opened(app)
    assert "Margin" not in app.selectbox(key="show").options  # nobody has said what it is
    assert any("Too early to compare" in each.value for each in app.markdown)
    assert any("the smallest lacks 199" in each.value for each in app.caption)


def test_joining_small_cohorts_leaves_one_that_still_grows(app: AppTest) -> None:
    app.query_params["merge"] = "1"
    cells = heat_cells(opened(app))
    assert {row for row, _age in cells} == {"2024-Q1 – 2024-Q4* · 13"}


@pytest.mark.parametrize("is_dark", [False, True])
def test_figures_stay_readable_on_every_step_of_the_colours(is_dark: bool) -> None:
    for ground in sequential(is_dark=is_dark):
        assert contrast(readable_ink(ground, is_dark=is_dark), ground) >= 3.4


def test_the_bands_of_the_legend_meet() -> None:
    assert band_names((0.02, 0.05, 0.6)) == ["< 2%", "2–5%", "5–60%", "≥ 60%"]
    assert amount_bands([10.0, float("nan")])[-1] == 9
    assert amount_bands([]) == tuple(band / 10 for band in range(1, 10))
