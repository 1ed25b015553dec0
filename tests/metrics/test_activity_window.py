"""The window a shop's own customers suggest, and the periods offered first."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.metrics.activity_window import (
    WINDOW_MENU,
    default_period,
    default_window,
    period_presets,
    suggest_window,
)
from lib.metrics.source import ShopDays, shop_days
from lib.metrics.trend import default_trend_window
from lib.period import Grain, Period
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("shop")))


def days_of(first: date, last: date) -> ShopDays:
    return ShopDays(first, last, last, 1.0)


def pairs_with_gaps(gaps: list[int], first: date) -> list[Order]:
    """One customer per gap: a first order on ``first`` and one more ``gap`` days later."""
    return [
        Order(customer, day)
        for customer, gap in enumerate(gaps)
        for day in (first, first + timedelta(days=gap))
    ]


def test_the_golden_set_has_too_few_gaps_to_learn_from(shop: DiagramShop) -> None:
    shop.draw(golden_orders())
    suggestion = suggest_window(shop, shop_days(shop, date(2024, 12, 31)))
    assert suggestion.follow_up_days == 180
    assert suggestion.gap_count == 9
    assert suggestion.gap_days_q90 == pytest.approx(139)
    assert suggestion.window_days == 180
    assert suggestion.flags == ("w_default",)


def test_a_long_history_without_gaps_falls_back_to_a_year(shop: DiagramShop) -> None:
    shop.draw([Order(1, date(2022, 1, 1)), Order(2, date(2024, 1, 2))])
    suggestion = suggest_window(shop, shop_days(shop))
    assert (suggestion.window_days, suggestion.flags) == (365, ("w_default",))
    assert suggestion.gap_days_q90 is None
    assert set(suggestion.false_lapse_shares.values()) == {None}


def test_nine_gaps_in_ten_fit_the_suggested_window(shop: DiagramShop) -> None:
    # 1, 2, ..., 200 days: nine in ten are at most 180.1 days by interpolation, so 270 of the menu.
    shop.draw(pairs_with_gaps(list(range(1, 201)), date(2022, 1, 1)))
    suggestion = suggest_window(shop, shop_days(shop, date(2023, 12, 31)))
    assert suggestion.follow_up_days == 364
    assert suggestion.gap_count == 200
    assert suggestion.gap_days_q90 == pytest.approx(180.1)
    assert suggestion.window_days == 270
    assert suggestion.flags == ()
    assert suggestion.false_lapse_shares[30] == pytest.approx(170 / 200)
    assert suggestion.false_lapse_shares[180] == pytest.approx(20 / 200)
    assert suggestion.false_lapse_shares[270] == 0
    assert suggestion.false_lapse_shares[365] is None


def test_a_gap_as_long_as_the_menu_entry_still_fits(shop: DiagramShop) -> None:
    shop.draw(pairs_with_gaps([60] * 100, date(2022, 1, 1)))
    suggestion = suggest_window(shop, shop_days(shop, date(2023, 12, 31)))
    assert suggestion.gap_days_q90 == 60
    assert suggestion.window_days == 60
    assert suggestion.false_lapse_shares[60] == 0


def test_purchases_that_could_not_be_followed_up_do_not_count(shop: DiagramShop) -> None:
    as_of = date(2023, 12, 31)
    follow_up = timedelta(days=364)
    watched = [Order(1, as_of - follow_up), Order(1, as_of)]
    too_late = [Order(2, as_of - follow_up + timedelta(days=1)), Order(2, as_of)]
    too_long = [Order(3, date(2022, 1, 1)), Order(3, date(2022, 1, 1) + follow_up + timedelta(1))]
    shop.draw([*watched, *too_late, *too_long])
    suggestion = suggest_window(shop, shop_days(shop, as_of))
    assert (suggestion.follow_up_days, suggestion.gap_count) == (364, 1)
    assert suggestion.gap_days_q90 == 364


@pytest.mark.parametrize("orders", [[], [Order(1, date(2024, 1, 1))]])
def test_a_shop_without_history_gets_the_usual_window(
    shop: DiagramShop, orders: list[Order]
) -> None:
    shop.draw(orders)
    days = shop_days(shop)
    suggestion = suggest_window(shop, days)
    assert (suggestion.window_days, suggestion.follow_up_days) == (180, 0)
    assert suggestion.flags == ("w_default",)
    assert default_period(days) is None
    assert period_presets(days) == ()


def test_the_default_window_is_no_shorter_than_period_or_need(shop: DiagramShop) -> None:
    shop.draw(golden_orders())
    suggestion = suggest_window(shop, shop_days(shop))
    assert default_window(91, suggestion) == 180
    assert default_window(365, suggestion) == 365
    assert default_trend_window(Grain.MONTH, suggestion) == 180
    assert default_trend_window(Grain.YEAR, suggestion) == 366


@pytest.mark.parametrize(
    ("history_days", "length"),
    [
        (730, 365),
        (729, 182),
        (364, 182),
        (363, 91),
        (182, 91),
        (181, 30),
        (60, 30),
        (59, 29),
        (1, 1),
    ],
)
def test_the_default_period_has_as_much_history_before_it(history_days: int, length: int) -> None:
    last = date(2024, 6, 30)
    days = days_of(last - timedelta(days=history_days - 1), last)
    assert default_period(days) == Period(last - timedelta(days=length - 1), last)


def test_presets_are_complete_steps_inside_the_history() -> None:
    presets = period_presets(days_of(date(2022, 3, 1), date(2024, 8, 15)))
    assert {preset.name: preset.period for preset in presets} == {
        "last_days": Period(date(2023, 8, 17), date(2024, 8, 15)),
        "last_month": Period(date(2024, 7, 1), date(2024, 7, 31)),
        "last_quarter": Period(date(2024, 4, 1), date(2024, 6, 30)),
        "last_half_year": Period(date(2024, 1, 1), date(2024, 6, 30)),
        "last_year": Period(date(2023, 1, 1), date(2023, 12, 31)),
        "last_30": Period(date(2024, 7, 17), date(2024, 8, 15)),
        "last_90": Period(date(2024, 5, 18), date(2024, 8, 15)),
        "year_to_date": Period(date(2024, 1, 1), date(2024, 8, 15)),
        "tet": Period(date(2024, 1, 13), date(2024, 2, 9)),
        "songkran": Period(date(2024, 4, 6), date(2024, 4, 15)),
        "double_11": Period(date(2023, 11, 5), date(2023, 11, 11)),
        "black_friday": Period(date(2023, 11, 20), date(2023, 11, 27)),
    }
    assert [preset.label for preset in presets][:2] == ["Last 365 days", "Last complete month"]


def test_a_step_that_begins_before_the_data_is_not_offered() -> None:
    presets = period_presets(days_of(date(2024, 1, 5), date(2024, 12, 31)))
    names = [preset.name for preset in presets]
    assert names[:4] == ["last_days", "last_month", "last_quarter", "last_half_year"]
    assert "last_year" not in names
    assert "last_365" not in names
    assert "year_to_date" not in names
    assert presets[3].period == Period(date(2024, 7, 1), date(2024, 12, 31))


def test_the_menu_rises() -> None:
    assert list(WINDOW_MENU) == sorted(set(WINDOW_MENU))
