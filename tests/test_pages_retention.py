"""The Retention page on what it cannot know: who is new in a young file, why a rate is missing."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from tests import set_g
from tests.import_support import TestShop, csv_file

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-worked shop, imported once; its suggested window is 180 days."""
    home = tmp_path_factory.mktemp("imported") / "home"
    shop = TestShop.new(
        home / "set-g",
        name="Set G",
        time_zone="Asia/Bangkok",
        currency="THB",
        complete_to="2024-12-31",
    )
    shop.take_in(csv_file(home.parent / "orders.csv", set_g.HEADER, set_g.rows()))
    return home


@pytest.fixture
def app(imported: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(imported))
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


def bars(app: AppTest) -> list[dict[Any, Any]]:
    """The facts of the picture of new customers."""
    charts = [chart.proto for chart in app.get("vega_lite_chart")]
    tables = [
        convert_arrow_bytes_to_pandas_df(each.data.data)
        for chart in charts
        for each in chart.datasets
    ]
    table = next(each for each in tables if "is_doubtful" in each.columns)
    return list(table.to_dict("records"))


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
