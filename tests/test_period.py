"""Calendar steps, feasts and comparisons, worked out on a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.period import (
    Feast,
    Grain,
    Period,
    calendar_period,
    feast_day,
    feast_window,
    first_days,
    last_complete,
    last_feast_window,
    last_half_year,
    same_feast_last_year,
    same_weekdays_last_year,
)


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("grain", "as_of", "period"),
    [
        (Grain.MONTH, "2024-02-28", days("2024-01-01", "2024-01-31")),
        (Grain.MONTH, "2024-02-29", days("2024-02-01", "2024-02-29")),
        (Grain.MONTH, "2023-02-28", days("2023-02-01", "2023-02-28")),
        (Grain.QUARTER, "2024-03-30", days("2023-10-01", "2023-12-31")),
        (Grain.QUARTER, "2024-03-31", days("2024-01-01", "2024-03-31")),
        (Grain.YEAR, "2024-12-30", days("2023-01-01", "2023-12-31")),
        (Grain.YEAR, "2024-12-31", days("2024-01-01", "2024-12-31")),
        # 2024-12-30 is a Monday: the first day of ISO week 2025-W01.
        (Grain.WEEK, "2024-12-31", days("2024-12-23", "2024-12-29")),
        (Grain.WEEK, "2025-01-05", days("2024-12-30", "2025-01-05")),
    ],
)
def test_the_last_complete_step_is_over_by_the_day(
    grain: Grain, as_of: str, period: Period
) -> None:
    assert last_complete(grain, date.fromisoformat(as_of)) == period


def test_a_week_may_begin_on_sunday() -> None:
    assert calendar_period(Grain.WEEK, date(2024, 12, 31), 6) == days("2024-12-29", "2025-01-04")


@pytest.mark.parametrize(
    ("as_of", "period"),
    [
        ("2024-06-29", days("2023-07-01", "2023-12-31")),
        ("2024-06-30", days("2024-01-01", "2024-06-30")),
        ("2024-12-30", days("2024-01-01", "2024-06-30")),
        ("2024-12-31", days("2024-07-01", "2024-12-31")),
    ],
)
def test_the_last_half_year_is_over_by_the_day(as_of: str, period: Period) -> None:
    assert last_half_year(date.fromisoformat(as_of)) == period


@pytest.mark.parametrize(
    ("feast", "year", "day"),
    [
        (Feast.TET, 2024, "2024-02-10"),
        (Feast.TET, 2025, "2025-01-29"),
        (Feast.TET, 2026, "2026-02-17"),
        (Feast.TET, 2030, "2030-02-02"),
        (Feast.SONGKRAN, 2024, "2024-04-13"),
        (Feast.DOUBLE_11, 2024, "2024-11-11"),
        # November that begins on a Friday, a Thursday, and in between.
        (Feast.BLACK_FRIDAY, 2024, "2024-11-29"),
        (Feast.BLACK_FRIDAY, 2018, "2018-11-23"),
        (Feast.BLACK_FRIDAY, 2025, "2025-11-28"),
        (Feast.BLACK_FRIDAY, 2023, "2023-11-24"),
    ],
)
def test_feasts_fall_on_their_days(feast: Feast, year: int, day: str) -> None:
    assert feast_day(feast, year) == date.fromisoformat(day)


def test_every_lunar_year_from_2015_to_2030_begins_between_21_january_and_20_february() -> None:
    for year in range(2015, 2031):
        day = feast_day(Feast.TET, year)
        assert day is not None
        assert date(year, 1, 21) <= day <= date(year, 2, 20)
        before = feast_day(Feast.TET, year - 1)
        # A lunar year has 12 or 13 moons of 29.53 days.
        assert before is None or (day - before).days in (354, 355, 383, 384, 385)
    assert feast_day(Feast.TET, 2031) is None


def test_windows_of_feasts_are_the_days_people_buy_for_them() -> None:
    assert feast_window(Feast.TET, 2024) == days("2024-01-13", "2024-02-09")
    assert feast_window(Feast.SONGKRAN, 2024) == days("2024-04-06", "2024-04-15")
    assert feast_window(Feast.DOUBLE_11, 2024) == days("2024-11-05", "2024-11-11")
    assert feast_window(Feast.BLACK_FRIDAY, 2024) == days("2024-11-25", "2024-12-02")
    assert last_feast_window(Feast.TET, date(2024, 2, 8)) == days("2022-12-25", "2023-01-21")
    assert last_feast_window(Feast.TET, date(2024, 2, 9)) == days("2024-01-13", "2024-02-09")
    assert last_feast_window(Feast.TET, date(2040, 1, 1)) is None


def test_a_feast_is_compared_with_itself_wherever_it_fell() -> None:
    # Tết moved from 10 February 2024 to 29 January 2025: 354 days.
    assert same_feast_last_year(days("2025-01-01", "2025-01-28")) == days(
        "2024-01-13", "2024-02-09"
    )
    assert same_feast_last_year(days("2024-04-06", "2024-04-15")) == days(
        "2023-04-06", "2023-04-15"
    )
    assert same_feast_last_year(days("2024-07-01", "2024-07-31")) is None


@given(
    st.dates(date(2016, 1, 1), date(2029, 12, 31)),
    st.integers(1, 400),
)
def test_last_year_has_the_same_weekdays(first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length - 1))
    before = same_weekdays_last_year(period)
    assert before.days == period.days
    assert before.first_day.weekday() == period.first_day.weekday()
    feast = same_feast_last_year(period)
    assert feast is None or feast.days == period.days


def test_a_leap_day_makes_no_hole_in_last_year() -> None:
    assert same_weekdays_last_year(days("2024-02-26", "2024-03-03")) == days(
        "2023-02-27", "2023-03-05"
    )


def test_a_period_is_cut_to_its_first_days() -> None:
    whole = days("2024-12-01", "2024-12-31")
    assert first_days(whole, 10) == days("2024-12-01", "2024-12-10")
    assert first_days(whole, 99) == whole
