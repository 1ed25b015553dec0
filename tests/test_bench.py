"""The benchmark measures what it says: an invented shop, and fast answers that are right ones."""

from pathlib import Path

import pandas as pd
import pytest

from bench import days, metrics
from bench.growth import curves
from bench.imports import ROWS_ADDED, import_lines
from bench.lines import BOUNDS, LINES, SETS
from bench.measure import Line, attempt
from bench.pandas_peers import cohorts_by_pandas, crr_by_pandas, retention
from bench.report import ratios, write_report
from bench.store import Kept, Peak, Results, load, save
from lib.workspace import open_workspace


def kept(line: Line, size: int = 10) -> Kept:
    return Kept("questions", size, line, "2026-01-31")


def test_the_invented_shop_has_the_size_asked_for_and_one_row_per_customer_and_day() -> None:
    orders = days.order_days(5_000)
    assert len(orders) == 5_000
    assert not orders.duplicated(["customer_id", "ordered_on"]).any()


def test_the_invented_shop_has_a_heavy_tail() -> None:
    counts = days.order_days(20_000)["customer_id"].value_counts()
    assert (counts == 1).mean() > 0.3
    assert counts.max() > 50 * counts.median()


def test_the_invented_shop_is_the_same_every_time() -> None:
    assert days.order_days(500).equals(days.order_days(500))


def test_a_large_shop_is_written_in_chunks_with_customers_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "CHUNK", 200)
    orders = pd.read_parquet(days.write_days(500, tmp_path))
    assert len(orders) == 500
    assert not orders.duplicated(["customer_id", "ordered_on"]).any()
    assert set(orders["customer_id"] // 200) == {0, 1, 2}


def test_every_line_is_produced_and_fast_answers_agree_with_sets(tmp_path: Path) -> None:
    shop = days.build_shop(3_000, tmp_path)
    lines = [measure(shop) for measure in LINES]
    orders = pd.read_parquet(shop.orders_file)
    assert retention(orders, BOUNDS) == shop.database.row(SETS, BOUNDS)
    shop.database.close()
    lines += [crr_by_pandas(shop, BOUNDS), cohorts_by_pandas(shop)]
    assert all(min(line.seconds) > 0 for line in lines)
    assert {line.base for line in lines} <= {line.name for line in lines}


def test_every_metric_of_an_imported_shop_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Clustering takes seconds however small the shop is.
    monkeypatch.setattr(metrics, "fit_personas", lambda shop, as_of: None)
    lines = list(metrics.metric_lines(1_000, tmp_path, repetitions=1))
    assert [line.name for line in lines if line.problem] == []
    assert len(lines) > 20


def test_a_line_that_fails_costs_nothing_but_itself() -> None:
    def fails() -> Line:
        raise ValueError("a path that nobody should read")

    assert attempt("ours", fails) == Line("ours", [], "ours", problem="ValueError")


def test_what_was_measured_is_kept_and_measured_again_replaced(tmp_path: Path) -> None:
    first = Results().with_line(kept(Line("ours", [1.0], "theirs", also=(("others", 0.1),))))
    again = first.with_line(kept(Line("ours", [2.0], "theirs"))).with_peak(Peak("questions", 10, 5))
    save(first, tmp_path)
    assert load(tmp_path) == first
    save(again, tmp_path)
    assert [each.line.seconds for each in load(tmp_path).lines] == [[2.0]]


def test_the_report_says_what_was_met_and_by_how_much_a_limit_was_missed(tmp_path: Path) -> None:
    results = Results(
        (
            kept(Line("slow", [0.2], "theirs", most=0.5)),
            kept(Line("fast", [0.01], "theirs", most=0.5, also=(("not measured", 0.1),))),
            kept(Line("theirs", [0.1, 0.1], "theirs")),
            kept(Line("broken", [], "broken", problem="ValueError")),
            kept(Line("theirs", [1.0], "theirs"), size=100),
        )
    )
    assert [(each.name, each.is_met) for each in ratios(results)] == [
        ("slow", False),
        ("fast", True),
    ]
    write_report(results, tmp_path)
    text = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "0.5 × faster, **missed 4 times**" in text
    assert "10 × faster, met" in text
    assert "broken at 10 (ValueError)" in text
    assert [curve.exponent for curve in curves(results)] == [pytest.approx(1.0)]
    assert (tmp_path / "growth.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_measured_import_takes_every_row_in(tmp_path: Path) -> None:
    reading, importing, adding = import_lines(300, tmp_path, pairs=1)
    assert {importing.base, adding.base} == {reading.name}
    assert min(reading.seconds + importing.seconds + adding.seconds) > 0
    workspace = open_workspace(tmp_path / "shop")
    assert workspace is not None
    assert workspace.row("metrics/totals")["order_lines"] == 300 + ROWS_ADDED
    workspace.close()
