"""The Answers and Retention pages, run as Streamlit runs them, show what the functions computed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import set_g
from tests.import_support import TestShop, csv_file

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture
def app(imported_set_g: TestShop, tmp_path: Path) -> AppTest:
    """The app on the hand-worked shop, third quarter, window 120 days."""
    imported_set_g.copied_to(tmp_path / "home" / "set-g")
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["period"] = "custom"
    app.query_params["days"] = "2024-07-01_2024-09-30"
    app.query_params["window"] = "120"
    return app


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value.replace("\u00a0", " ") for metric in app.metric}


def test_an_app_without_shops_offers_the_samples_and_an_upload(tmp_path: Path) -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert not app.exception
    assert app.get("file_uploader")
    assert len(app.button) >= 3


def test_answers_shows_both_rates_of_the_link(app: AppTest) -> None:
    app.run()
    assert not app.exception
    shown = metrics(app)
    assert shown["CRR, (E − N) ÷ S"] == "83.3 %"
    assert shown["Kept customers"] == "66.7 %"
    assert "Bright spots bring" in shown
    text = " ".join(markdown.value for markdown in app.markdown)
    assert "**4** were still customers" in text


def test_of_many_customers_the_sentence_speaks_of_a_hundred_and_says_how_many_there_were(
    tmp_path: Path,
) -> None:
    shop = TestShop.new(tmp_path / "home" / "many", currency="EUR", complete_to="2024-12-31")
    days = ["2024-03-01", "2024-06-01"]
    rows = [f"{day}-{who},{day},c{who},10,paid" for day in days for who in range(40)]
    rows += [f"kept-{who},2024-08-01,c{who},10,paid" for who in range(10)]
    rows += [f"new-{who},2024-08-02,n{who},10,paid" for who in range(7)]
    shop.take_in(csv_file(tmp_path / "orders.csv", set_g.HEADER, rows))
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params |= {"period": "custom", "days": "2024-07-01_2024-09-30", "window": "92"}
    app.run()
    text = " ".join(markdown.value for markdown in app.markdown)
    assert "Of every **100** of the 40 customers you had" in text
    assert "**25** were still customers" in text
    assert "In all, **0** who had drifted away came back, and **7** bought for the first" in text


def test_another_window_changes_both_rates(app: AppTest) -> None:
    app.run()
    app.slider(key="window").set_value(92).run()
    shown = metrics(app)
    assert (shown["CRR, (E − N) ÷ S"], shown["Kept customers"]) == ("66.7 %", "50.0 %")


def test_another_period_changes_both_rates(app: AppTest) -> None:
    import datetime

    app.run()
    app.date_input(key="days").set_value(
        (datetime.date(2024, 10, 1), datetime.date(2024, 12, 31))
    ).run()
    app.slider(key="window").set_value(120).run()
    shown = metrics(app)
    assert (shown["CRR, (E − N) ÷ S"], shown["Kept customers"]) == ("75.0 %", "62.5 %")


def test_a_window_below_the_period_needs_the_expert_switch(app: AppTest) -> None:
    app.query_params["window"] = "30"
    app.run()
    assert app.toggle(key="expert").value
    shown = metrics(app)
    assert (shown["CRR, (E − N) ÷ S"], shown["Kept customers"]) == ("−50.0 %", "50.0 %")


def test_a_period_that_is_not_over_is_cut_on_both_sides_and_says_so(app: AppTest) -> None:
    # 7 customers on 30 November (1 4 5 9 11 12 13), of whom 13 is lost by 31 December.
    app.query_params["days"] = "2024-12-01_2025-02-28"
    app.run()
    assert metrics(app)["Kept customers"] == "85.7 %"
    said = " ".join(caption.value for caption in app.caption)
    assert "1 Dec – 31 Dec 2024, compared with 2 Sep – 2 Oct 2024" in said
    assert "both sides have their first 31 days only" in said


def test_a_period_that_has_not_begun_has_no_rate_but_says_why(app: AppTest) -> None:
    app.query_params["days"] = "2025-01-01_2025-02-28"
    app.run()
    app.switch_page("pages/retention.py").run()
    assert not app.exception
    assert metrics(app)["Kept customers"] == "–"
    assert any("not over" in warning.value for warning in app.warning)


def test_the_link_chooses_customers_comparison_and_last_day(app: AppTest) -> None:
    app.query_params["where"] = ["order_count=2+", "lifecycle!=lapsing"]
    app.query_params["vs"] = "last_year"
    app.query_params["as_of"] = "2024-12-30"
    app.run()
    assert not app.exception
    said = " ".join(caption.value for caption in app.caption)
    assert "compared with 3 Jul – 2 Oct 2023" in said
    assert "number of orders is 2+, and lifecycle stage is not Lapsing" in said
    assert "data to 30 Dec 2024" in said
    # Active on 30 June: 1 4 6 7 of the six; 6 is quiet, 1 4 6 7 all stay.
    assert metrics(app)["Kept customers"] == "100.0 %"


def test_a_filter_that_cannot_be_read_is_named_and_left_out(app: AppTest) -> None:
    app.query_params["where"] = "contry=France"
    app.run()
    assert not app.exception
    assert any("contry" in warning.value for warning in app.warning)
    assert metrics(app)["Kept customers"] == "66.7 %"


def test_values_that_nobody_has_are_named_and_left_out(app: AppTest) -> None:
    app.query_params["where"] = "country!=Narnia"
    app.query_params["scope"] = "channel=Atlantis"
    app.run()
    assert not app.exception
    # In the page itself: on a phone the sidebar is closed.
    said = " ".join(warning.value for warning in app.main.warning)
    assert "Narnia" in said
    assert "Atlantis" in said
    assert metrics(app)["Kept customers"] == "66.7 %"


def test_a_segment_is_put_together_saved_and_found_again(app: AppTest) -> None:
    app.run()
    app.selectbox(key="segment_key").set_value("lifecycle").run()
    app.multiselect(key="segment_values_lifecycle").set_value(["active_repeat"]).run()
    app.button(key="add_customers_condition").click().run()
    assert metrics(app)["Kept customers"] == "100.0 %"
    app.text_input(key="segment_name").set_value("Regulars").run()
    app.button(key="all_customers").click().run()
    assert metrics(app)["Kept customers"] == "66.7 %"
    app.selectbox(key="saved_segment").set_value("Regulars").run()
    assert not app.exception
    assert metrics(app)["Kept customers"] == "100.0 %"


def test_the_whole_life_of_the_shop_has_no_rate_but_says_why(app: AppTest) -> None:
    app.query_params["days"] = "2024-01-05_2024-12-31"
    app.query_params["window"] = ""
    app.run()
    app.switch_page("pages/retention.py").run()
    assert metrics(app)["CRR, (E − N) ÷ S"] == "–"
    assert app.warning


def test_every_part_of_the_bridge_is_on_the_retention_page(app: AppTest) -> None:
    app.run()
    app.switch_page("pages/retention.py").run()
    assert not app.exception
    table = next(frame.value for frame in app.dataframe if "now" in frame.value.columns)
    assert list(table["now"]) == [6, 4, 3, 1, 2, 1, 3, 3, 8]


def test_a_count_opens_its_customers(app: AppTest) -> None:
    app.query_params["who"] = "lost"
    app.run()
    app.switch_page("pages/retention.py").run()
    people = next(frame.value for frame in app.dataframe if "customer_key" in frame.value.columns)
    assert sorted(people["customer_key"]) == ["c02", "c08"]


def test_how_it_is_computed_shows_the_sql_and_the_values(app: AppTest) -> None:
    app.run()
    app.switch_page("pages/retention.py").run()
    shown = " ".join(code.value for code in app.code)
    assert "retained_bought" in shown
    assert "window_days = 120" in shown


def test_a_shop_too_small_for_a_line_says_so(app: AppTest) -> None:
    app.run()
    app.switch_page("pages/retention.py").run()
    assert any("not enough finished steps" in info.value for info in app.info)


def test_bright_spots_open_as_a_list(app: AppTest) -> None:
    app.query_params["days"] = "2024-08-01_2024-11-30"
    app.run()
    assert not app.exception
    assert any("bright spot" in expander.label for expander in app.expander)


def test_swapping_exchanges_the_period_and_what_it_is_compared_with(app: AppTest) -> None:
    app.run()
    next(button for button in app.button if button.label == "Swap the two").click().run()
    assert not app.exception
    assert app.query_params["days"] == "2024-03-31_2024-06-30"
    assert app.query_params["vs_days"] == "2024-07-01_2024-09-30"


def test_a_link_with_a_day_far_outside_the_history_opens(app: AppTest) -> None:
    app.query_params["as_of"] = "1999-01-01"
    app.run()
    assert not app.exception
    assert "as_of" not in app.query_params
