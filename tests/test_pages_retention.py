"""The Retention page on what it cannot know: who is new in a young file, why a rate is missing."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from lib.shop_files import ShopFolder
from lib.ui.campaigns import KEPT_AS
from tests import set_g
from tests.import_support import TestShop, csv_file

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture
def app(imported_set_g: TestShop, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on the hand-worked shop, whose suggested window is 180 days; no test changes it."""
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(imported_set_g.folder.path.parent))
    return AppTest.from_file(APP, default_timeout=60)


@pytest.fixture
def steady(tmp_path: Path) -> AppTest:
    """The app on a shop of two years: thirty customers who buy every thirty days."""
    first = date(2023, 1, 1)
    rows = [
        f"{who}-{turn},{first + timedelta(days=30 * turn + who)},c{who},10,paid"
        for who in range(30)
        for turn in range(24)
    ]
    shop = TestShop.new(tmp_path / "home" / "steady", currency="EUR", complete_to="2024-12-31")
    shop.take_in(csv_file(tmp_path / "orders.csv", set_g.HEADER, rows))
    return AppTest.from_file(APP, default_timeout=60)


def retention_of(app: AppTest, days: str, **more: str) -> AppTest:
    """The page for a period, under a window of 120 days."""
    app.query_params |= {"period": "custom", "days": days, "window": "120", **more}
    app.run()
    app.switch_page("pages/retention.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> list[str]:
    """Every sentence of the page itself."""
    kinds = (app.main.markdown, app.main.caption, app.main.info, app.main.warning)
    return [element.value for kind in kinds for element in kind]


def facts(app: AppTest, column: str) -> list[dict[Any, Any]]:
    """The facts of the picture whose table has a column of this name."""
    tables = [
        convert_arrow_bytes_to_pandas_df(each.data.data)
        for chart in app.get("vega_lite_chart")
        for each in chart.proto.datasets
    ]
    table = next(each for each in tables if column in each.columns)
    return list(table.to_dict("records"))


def bars(app: AppTest) -> list[dict[Any, Any]]:
    return facts(app, "is_doubtful")


def test_a_period_at_the_beginning_of_the_file_says_how_many_are_probably_old(
    app: AppTest,
) -> None:
    # c07 and c08 are new, 5/11 + 4/9 of them are probably old; 8 of 14 as of 1 April.
    retention_of(app, "2024-04-01_2024-06-30")
    (note,) = [info.value for info in app.main.info if "first 180 days" in info.value]
    assert "Of the 2 new customers, probably at least 1 had bought before" in note
    assert "begins on 5 Jan 2024" in note
    assert "looking back only 87 days" in note
    assert "14 seem to be first orders and 8 of these are repeats" in note


def test_the_first_quarter_of_the_file_is_told_even_without_a_rate(app: AppTest) -> None:
    retention_of(app, "2024-01-05_2024-03-31")
    (note,) = [info.value for info in app.main.info if "first 180 days" in info.value]
    assert "Of the 7 new customers, probably at least 4 had bought before" in note


def test_a_later_period_says_it_in_grey_and_nothing_where_hardly_any_is_old(app: AppTest) -> None:
    # From 3 July on, 180 days after the first: 2/5 of c09 and 1/3 of c11.
    retention_of(app, "2024-07-03_2024-09-30")
    assert not [info.value for info in app.main.info if "first 180 days" in info.value]
    assert sum("Of the 2 new customers, probably at least 1" in each for each in said(app)) == 1
    retention_of(app, "2024-10-01_2024-12-31")
    assert not [each for each in said(app) if each.startswith("Of the 1 new")]


def test_new_customers_at_the_beginning_of_the_file_are_pale_and_the_reason_is_said(
    app: AppTest,
) -> None:
    retention_of(app, "2024-10-01_2024-12-31")
    shown = [(row["customers"], row["is_doubtful"]) for row in bars(app)]
    # The third quarter begins on day 178 of the file.
    assert shown == [(7, True), (2, True), (3, True), (1, False)]
    assert bars(app)[0]["old_text"] == "at least 4"
    (why,) = [each for each in said(app) if each.startswith("Pale")]
    # 4.11 + 0.90 + 1.07 of 12.
    assert "of these 12, probably at least 6 had bought before" in why


def test_steps_that_are_not_over_are_not_in_the_picture_of_new_customers(app: AppTest) -> None:
    retention_of(app, "2024-07-01_2024-09-30", as_of="2024-11-30")
    assert [row["customers"] for row in bars(app)] == [7, 2, 3]


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ("2024-01-05_2024-03-31", "no active customers at the start"),
        ("2024-01-06_2024-12-31", "longer than the history"),
    ],
)
def test_why_there_is_no_rate_is_said_once(app: AppTest, days: str, reason: str) -> None:
    retention_of(app, days)
    assert sum(reason in each for each in said(app)) == 1


def test_every_count_opens_its_customers_once(app: AppTest) -> None:
    retention_of(app, "2024-07-01_2024-09-30", who="retained_bought")
    assert app.button_group[0].options[-2:] == ["Kept, bought again 3", "Kept, quiet 1"]
    people = next(frame.value for frame in app.dataframe if "customer_key" in frame.value.columns)
    assert sorted(people["customer_key"]) == ["c01", "c04", "c07"]


def test_new_customers_who_have_lapsed_again_are_told_from_the_others(app: AppTest) -> None:
    # Window 30: of c09 c10 c11 only c09 is active at the end.
    retention_of(app, "2024-07-01_2024-09-30", window="30", who="customers_new_active")
    people = next(frame.value for frame in app.dataframe if "customer_key" in frame.value.columns)
    assert list(people["customer_key"]) == ["c09"]


def test_windows_that_reach_back_before_the_data_have_a_star(app: AppTest) -> None:
    # The data begin on 5 January, 178 days before 1 July.
    retention_of(app, "2024-07-01_2024-09-30")
    table = next(frame.value for frame in app.dataframe if "window" in frame.value.columns)
    shown = dict(zip(table["window"], table["strict"], strict=True))
    assert list(shown) == ["120 days (yours)", "180 days*", "270 days*", "365 days", "540 days",
                           "730 days"]  # fmt: skip
    assert shown["365 days"] == "–"
    assert sum("reaches back before the first order, so" in each for each in said(app)) == 1


def test_the_share_of_the_kept_who_are_quiet_stands_beside_the_rates(app: AppTest) -> None:
    retention_of(app, "2024-07-01_2024-09-30")
    table = next(frame.value for frame in app.dataframe if "counted" in frame.value.columns)
    shown = dict(zip(table["name"], table["counted"], strict=True))
    assert shown["Quiet among the kept"] == "1 ÷ 4"


def test_three_articles_write_the_same_number(app: AppTest) -> None:
    retention_of(app, "2024-07-01_2024-09-30")
    shown = next(code.value for code in app.code if "× 100" in code.value).replace("\u00a0", " ")
    lines = shown.splitlines()
    assert len(lines) == 3
    assert all(line.endswith("= 83.3 %") and "(8 − 3)" in line for line in lines[:2])
    assert lines[2].endswith("= [(8 − 3) ÷ 6] × 100 = 83.3 %")


@pytest.mark.parametrize(
    ("days", "window", "is_told"),
    [
        ("2024-01-02_2024-12-31", "365", True),
        ("2024-01-02_2024-12-31", "400", False),
        ("2024-10-01_2024-12-31", "365", False),
    ],
)
def test_the_band_of_the_articles_is_told_of_a_year_in_a_year_only(
    steady: AppTest, days: str, window: str, is_told: bool
) -> None:
    retention_of(steady, days, window=window)
    band = [each for each in said(steady) if "25–40 %" in each]
    assert len(band) == is_told
    assert all("without saying for which period" in each for each in band)


def test_a_campaign_is_marked_in_the_trend_until_it_is_taken_away(
    steady: AppTest, tmp_path: Path
) -> None:
    workspace = TestShop(ShopFolder(tmp_path / "home" / "steady")).open()
    workspace.keep(KEPT_AS, {"marks": [["2024-06-05", "Mailing"], ["no day", "is left out"]]})
    workspace.close()
    retention_of(steady, "2024-10-01_2024-12-31", grain="month", window="92")
    (mark,) = facts(steady, "what")
    assert (mark["on"][:10], mark["what"]) == ("2024-06-05", "Mailing")
    steady.button(key="remove_campaign_0").click().run()
    assert not steady.exception
    assert not [each for each in said(steady) if "Mailing" in each]
