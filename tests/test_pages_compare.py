"""The pages on comparing, run as Streamlit runs them, show what the functions computed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import set_g
from tests.import_support import TestShop, csv_file

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-worked shop, imported once."""
    home = tmp_path_factory.mktemp("imported") / "home"
    shop = TestShop.new(
        home / "set-g",
        name="Set G",
        time_zone="Asia/Bangkok",
        currency="THB",
        complete_to="2024-12-31",
    )
    first, *others = set_g.rows()
    # Nobody bought at the counter later than in January.
    rows = [f"{first},counter", *(f"{row},web" for row in others)]
    shop.take_in(csv_file(home.parent / "orders.csv", set_g.HEADER + ",channel", rows))
    return home


@pytest.fixture
def app(imported: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on it: third quarter, window 120 days. No test here changes the shop."""
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(imported))
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["period"] = "custom"
    app.query_params["days"] = "2024-07-01_2024-09-30"
    app.query_params["window"] = "120"
    return app


def opened_at(app: AppTest, page: str) -> AppTest:
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def through_the_menu(app: AppTest, page: str) -> None:
    """To another page; the menu leads to bare addresses."""
    for key in list(app.query_params):
        del app.query_params[key]
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception


def test_compare_tells_rates_and_revenue_in_two_sentences(app: AppTest) -> None:
    opened_at(app, "compare")
    said = " ".join(markdown.value for markdown in app.markdown).replace("\u2060", "")
    assert "within chance" in said or "more than chance" in said or "cannot be compared" in said
    assert "**rose by THB" in said.replace("\u0e3f", "THB") or "rose by" in said
    assert "195" in said
    assert "260" in said


def test_compare_shows_every_measure_of_both_periods(app: AppTest) -> None:
    opened_at(app, "compare")
    table = next(frame.value for frame in app.dataframe if "chance" in frame.value.columns)
    shown = {row["name"]: (row["before"], row["now"]) for _at, row in table.iterrows()}
    # A rate never without what it is a share of.
    assert shown["Customers you had (S)"] == ("7", "6")
    assert shown["Buyers"] == ("6", "7")
    assert shown["Orders per buyer"] == ("1.00", "1.43")
    assert shown["Revenue per order"][1].endswith("46")


def test_a_part_of_the_bridge_opens_its_customers(app: AppTest) -> None:
    app.query_params["part"] = "absent"
    opened_at(app, "compare")
    people = next(frame.value for frame in app.dataframe if "customer_key" in frame.value.columns)
    assert sorted(people["customer_key"]) == ["c02", "c06", "c08"]


def test_a_period_that_is_not_over_is_cut_and_says_so(app: AppTest) -> None:
    app.query_params["days"] = "2024-12-01_2025-02-28"
    opened_at(app, "compare")
    assert any("cut to the same" in note.value for note in app.info)


def test_nine_definitions_stand_on_one_page(app: AppTest) -> None:
    opened_at(app, "definitions")
    table = next(frame.value for frame in app.dataframe if "divided" in frame.value.columns)
    assert list(table["number"]) == list(range(1, 10))
    assert table["value"][0].replace("\u00a0", " ") == "83.3 %"
    assert table["divided"][7] == "1 ÷ 4"
    assert any("calls" in item.value or "30 days" in item.value for item in app.markdown)


def test_orders_of_unknown_buyers_are_told_to_be_in_none_of_the_nine(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_at(app, "definitions")
    assert not [item for item in app.markdown if "none of the nine" in item.value]
    shop = TestShop.new(tmp_path / "guests" / "set-g", currency="THB", complete_to="2024-12-31")
    guests = [f"{100 + number},2024-08-0{number},,10,paid" for number in range(1, 6)]
    shop.take_in(csv_file(tmp_path / "orders.csv", set_g.HEADER, [*set_g.rows(), *guests]))
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(tmp_path / "guests"))
    with_guests = opened_at(AppTest.from_file(APP, default_timeout=60), "definitions")
    (told,) = [item.value for item in with_guests.markdown if "none of the nine" in item.value]
    assert "14.3" in told  # 5 of 35


def test_a_first_period_has_nothing_to_divide_by_and_nothing_that_moved_it(app: AppTest) -> None:
    app.query_params["days"] = "2024-01-05_2024-03-31"
    opened_at(app, "definitions")
    said = [item.value for item in app.markdown]
    assert any(each.startswith("- **1** has no value here") for each in said)
    assert any("have nobody to follow" in each for each in said)
    assert any("no active customers at the start" in each.value for each in app.warning)
    opened_at(app, "compare")
    said = [item.value for item in app.markdown]
    assert any("**rose by" in each and "420" in each for each in said)
    assert not any("What moved it most" in each for each in said)


def outcome_of(app: AppTest) -> dict[str, tuple[str, str]]:
    table = next(frame.value for frame in app.dataframe if "today" in frame.value.columns)
    return {row["name"]: (row["today"], row["base"]) for _at, row in table.iterrows()}


def test_levers_at_rest_show_the_period_as_it_was(app: AppTest) -> None:
    opened_at(app, "what_if")
    assert all(now == base for now, base in outcome_of(app).values())


def test_a_lever_of_the_link_changes_the_outcome(app: AppTest) -> None:
    app.query_params["orders_more"] = "10"
    opened_at(app, "what_if")
    assert outcome_of(app)["Orders"] == ("10", "11")
    app.button(key="back_to_today").click().run()
    assert outcome_of(app)["Orders"] == ("10", "10")


def test_a_cell_of_the_movement_opens_its_customers(app: AppTest) -> None:
    app.query_params |= {"since": "2024-06-30", "until": "2024-12-31"}
    app.query_params |= {"was": "not_yet", "is_now": "active_repeat"}
    opened_at(app, "lifecycle")
    people = next(frame.value for frame in app.dataframe if "customer_key" in frame.value.columns)
    assert sorted(people["customer_key"]) == ["c09", "c11"]
    stages = next(frame.value for frame in app.dataframe if "before" in frame.value.columns)
    assert list(stages["now"]) == [1, 8, 0, 4, 0]


def test_the_wait_for_the_next_purchase_has_its_median(app: AppTest) -> None:
    opened_at(app, "next_purchase")
    assert any("134 days" in markdown.value for markdown in app.markdown)
    table = next(frame.value for frame in app.dataframe if "median" in frame.value.columns)
    assert table["median"][0] == "134"


def test_days_of_a_link_far_outside_the_history_fall_back_to_the_usual_period(app: AppTest) -> None:
    app.query_params["days"] = "2015-01-01_2015-02-01"
    opened_at(app, "compare")


def test_compare_says_what_weakens_its_rates(app: AppTest) -> None:
    opened_at(app, "compare")
    assert any("Fewer than 10 customers" in note.value for note in app.info)


def test_a_scope_of_the_link_is_said_and_changes_every_number(app: AppTest) -> None:
    app.query_params["scope"] = ["channel=counter"]
    opened_at(app, "compare")
    assert any("only orders whose channel is counter" in note.value for note in app.caption)
    table = next(frame.value for frame in app.dataframe if "chance" in frame.value.columns)
    assert {row["now"] for _at, row in table.iterrows() if row["name"] == "Buyers"} == {"0"}
    app.button(key="all_orders").click().run()
    assert "scope" not in app.query_params or not app.query_params["scope"]
    table = next(frame.value for frame in app.dataframe if "chance" in frame.value.columns)
    assert {row["now"] for _at, row in table.iterrows() if row["name"] == "Buyers"} == {"7"}


def test_choices_of_a_page_are_there_again_after_another_page(app: AppTest) -> None:
    opened_at(app, "compare")
    app.query_params |= {"mix": "order_value", "part": "absent"}
    app.session_state["mix"], app.session_state["part"] = "order_value", "absent"
    app.run()
    through_the_menu(app, "definitions")
    assert "mix" not in app.query_params
    through_the_menu(app, "compare")
    assert "order_value" in app.query_params["mix"]
    people = next(frame.value for frame in app.dataframe if "customer_key" in frame.value.columns)
    assert len(people) == 3
    assert app.session_state["mix"] == "order_value"


def test_the_steps_of_trends_belong_to_the_view_and_its_link(app: AppTest) -> None:
    app.query_params["grain"] = "month"
    opened_at(app, "retention")
    assert any(note.value.endswith("trends by month") for note in app.caption)
    assert "grain=month" in next(each.value for each in app.code if "grain=" in each.value)
    opened_at(app, "compare")
    assert "month" in app.query_params["grain"]
