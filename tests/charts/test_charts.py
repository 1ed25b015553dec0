"""Charts draw what they are given, in the colours of the ground, and survive having nothing."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib.charts.bridge import Step, bridge_chart
from lib.charts.landscape import LandscapeMark, daily_chart, landscape_chart
from lib.charts.movement import MovementCell, movement_chart
from lib.charts.new_customers import NewCustomers, new_customers_chart
from lib.charts.theme import DARK, LIGHT, Palette, palette
from lib.charts.trend import TrendPoint, trend_chart
from lib.charts.waits import WaitPoint, waits_chart
from lib.charts.waterfall import Bar, drivers_chart, waterfall_chart

STEPS = [
    Step("Had on\n30 Jun", "total", 0, 6, "6"),
    Step("Lost", "loss", 4, 6, "−2"),
    Step("Have on\n30 Sep", "total", 0, 8, "8"),
]


def point(day: date, kept: float) -> TrendPoint:
    return TrendPoint(day, str(day), kept + 0.1, kept, kept - 0.05, kept + 0.05, "c", "k", "100")


def values(chart: dict[str, object], name: str) -> list[object]:
    """One column of the data of a chart."""
    (rows,) = chart["datasets"].values()  # type: ignore[attr-defined]
    return [row[name] for row in rows]


def test_a_bridge_draws_one_bar_and_one_number_per_step() -> None:
    chart = bridge_chart(STEPS, is_dark=False).to_dict()
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["bar", "text"]
    assert values(chart, "printed") == ["6", "−2", "8"]
    assert values(chart, "bottom") == [0, 4, 0]


@pytest.mark.parametrize(("is_dark", "colours"), [(False, LIGHT), (True, DARK)])
def test_the_numbers_of_a_bridge_take_the_ink_of_the_ground(is_dark: bool, colours: object) -> None:
    chart = bridge_chart(STEPS, is_dark=is_dark).to_dict()
    assert chart["layer"][1]["mark"]["color"] == palette(is_dark=is_dark).text
    assert palette(is_dark=is_dark) == colours


def test_losses_are_rust_and_bright_spots_alone_are_amber() -> None:
    chart = bridge_chart(STEPS, is_dark=False).to_dict()
    scale = chart["layer"][0]["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True))["loss"] == LIGHT.loss
    assert LIGHT.bright_spot not in scale["range"]


def test_a_trend_has_a_band_limits_two_lines_and_their_points() -> None:
    points = [point(date(2024, month, 28), 0.5 + month / 100) for month in range(1, 5)]
    chart = trend_chart(points, crr_label="CRR", kept_label="Kept", is_dark=True).to_dict()
    kinds = [layer["mark"]["type"] for layer in chart["layer"]]
    assert kinds == ["area", "line", "line", "line", "point"]
    colour = chart["layer"][3]["encoding"]["color"]["scale"]
    assert colour["domain"] == ["Kept", "CRR"]
    assert colour["range"] == [DARK.rate, DARK.neutral]


@pytest.mark.parametrize(("is_dark", "colours"), [(False, LIGHT), (True, DARK)])
def test_new_customers_in_doubt_are_pale_with_a_dashed_edge(
    is_dark: bool, colours: Palette
) -> None:
    first, then, after = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
    steps = [
        NewCustomers(first, then, 40, True, "Jan", "40", "at least 22"),
        NewCustomers(then, after, 12, False, "Feb", "12", "at least 0"),
    ]
    chart = new_customers_chart(steps, new_label="New", old_label="Old", is_dark=is_dark).to_dict()
    known, doubtful = chart["layer"]
    assert known["transform"] == [{"filter": "!datum.is_doubtful"}]
    assert known["mark"]["color"] == colours.gain
    assert doubtful["transform"] == [{"filter": "datum.is_doubtful"}]
    assert doubtful["mark"]["color"] == colours.faint
    assert doubtful["mark"]["strokeDash"]
    assert values(chart, "customers") == [40, 12]


@pytest.mark.parametrize("is_dark", [False, True])
def test_charts_without_data_are_empty_not_broken(is_dark: bool) -> None:
    assert bridge_chart([], is_dark=is_dark).to_dict()["layer"]
    assert trend_chart([], crr_label="a", kept_label="b", is_dark=is_dark).to_dict()["layer"]
    assert new_customers_chart([], new_label="a", old_label="b", is_dark=is_dark).to_dict()


def test_a_landscape_colours_every_rate_from_none_to_all_whatever_it_shows() -> None:
    days = pd.to_datetime(["2024-01-31", "2024-01-31"])
    cells = pd.DataFrame(
        {
            "ended_on": days,
            "ended_before": days + pd.Timedelta(days=1),
            "window_days": [30, 60],
            "window_below": [60, 90],
            "rate": [0.4, 0.5],
            "customers": [100, 120],
        }
    )
    chart = landscape_chart(
        cells,
        LandscapeMark(date(2024, 1, 31), 45, "yours"),
        rate_label="Kept",
        words=("day", "window", "n"),
        is_dark=True,
    ).to_dict()
    scale = chart["layer"][0]["encoding"]["color"]["scale"]
    assert scale == {"domain": [0, 1], "range": [DARK.faint, DARK.rate], "clamp": True}
    assert chart["layer"][0]["mark"]["type"] == "rect"


def test_a_day_without_a_rate_breaks_the_daily_line() -> None:
    points = pd.DataFrame(
        {
            "ended_on": pd.to_datetime(["2024-01-01", "2024-01-02"]),
            "rate": [0.5, None],
            "low": [0.4, None],
            "high": [0.6, None],
        }
    )
    chart = daily_chart(points, date(2024, 1, 1), rate_label="Kept", is_dark=False).to_dict()
    rows = next(rows for rows in chart["datasets"].values() if "rate" in rows[0])
    assert [row["rate"] for row in rows] == [0.5, None]


BARS = [
    Bar("Before", "total", 0, 265, "265"),
    Bar("New", "gain", 265, 525, "+260"),
    Bar("Absent", "loss", 525, 405, "−120"),
]


def test_a_waterfall_hangs_each_cause_where_the_last_one_ended() -> None:
    chart = waterfall_chart(BARS, is_dark=False).to_dict()
    assert values(chart, "left") == [0, 265, 405]
    assert values(chart, "right") == [265, 525, 525]
    assert values(chart, "printed") == ["265", "+260", "−120"]


@pytest.mark.parametrize("is_dark", [False, True])
def test_waterfalls_and_drivers_without_rows_are_empty_not_broken(is_dark: bool) -> None:
    assert waterfall_chart([], is_dark=is_dark).to_dict()["layer"]
    assert drivers_chart([], is_dark=is_dark).to_dict()["layer"]
    assert drivers_chart(BARS, is_dark=is_dark).to_dict()["layer"]


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_movement_says_how_many_and_colours_by_the_row(is_dark: bool) -> None:
    cells = [
        MovementCell("New", "Active", 0.25, "1", "25 %"),
        MovementCell("New", "Lapsed", 0.75, "3", "75 %"),
    ]
    names: dict[str, Any] = {
        "rows": ["New"],
        "columns": ["Active", "Lapsed"],
        "share_label": "of the row",
    }
    chart = movement_chart(cells, **names, is_dark=is_dark).to_dict()
    assert values(chart, "printed") == ["1", "3"]
    first, second = values(chart, "ink")
    assert first == palette(is_dark=is_dark).text
    assert second != first
    assert movement_chart([], **names, is_dark=is_dark).to_dict()["layer"]


def test_waits_are_steps_within_bands_and_dashed_apart() -> None:
    points = [
        WaitPoint(name, days, days / 100, 0.0, 1.0, "", "")
        for name in ("After 1", "After 2")
        for days in (10, 20)
    ]
    names: dict[str, Any] = {
        "names": ["After 1", "After 2"],
        "days_label": "days",
        "risk_label": "n",
    }
    chart = waits_chart(points, **names, is_dark=False).to_dict()
    line = next(layer for layer in chart["layer"] if layer["mark"]["type"] == "line")
    assert line["mark"]["interpolate"] == "step-after"
    assert line["encoding"]["color"]["scale"]["range"] == [LIGHT.rate, LIGHT.neutral]
    assert "strokeDash" in line["encoding"]
    assert waits_chart([], **{**names, "names": []}, is_dark=True).to_dict()["layer"]
