"""The benchmark measures what it says: an invented shop, and fast answers that are right ones."""

from pathlib import Path

from bench.__main__ import reports_of, row_of
from bench.days import build_shop, order_days
from bench.imports import ROWS_ADDED, import_lines
from bench.lines import LINES, Line
from lib.workspace import open_workspace


def test_the_invented_shop_has_the_size_asked_for_and_one_row_per_customer_and_day() -> None:
    orders = order_days(5_000)
    assert len(orders) == 5_000
    assert not orders.duplicated(["customer_id", "ordered_on"]).any()


def test_the_invented_shop_has_a_heavy_tail() -> None:
    counts = order_days(20_000)["customer_id"].value_counts()
    assert (counts == 1).mean() > 0.3
    assert counts.max() > 50 * counts.median()


def test_the_invented_shop_is_the_same_every_time() -> None:
    assert order_days(500).equals(order_days(500))


def test_every_line_is_produced_and_fast_answers_agree_with_sets(tmp_path: Path) -> None:
    shop = build_shop(3_000, tmp_path)
    lines = [measure(shop) for measure in LINES]
    shop.database.close()
    assert all(min(line.seconds) > 0 for line in lines)
    assert {line.base for line in lines} <= {line.name for line in lines}


def test_a_missed_limit_says_by_how_much() -> None:
    ours = Line("ours", [0.2], "theirs", most=0.5, also=(("not measured", 0.1),))
    slow, fast = reports_of(10, [ours, Line("theirs", [0.1, 0.1], "theirs")])
    assert row_of(slow).endswith("| 2 | theirs | ≤ 0.5: missed 4.0 times |")
    assert row_of(fast).endswith("| 1 | theirs |  |")


def test_the_measured_import_takes_every_row_in(tmp_path: Path) -> None:
    reading, importing, adding = import_lines(300, tmp_path)
    assert {importing.base, adding.base} == {reading.name}
    assert min(reading.seconds + importing.seconds + adding.seconds) > 0
    workspace = open_workspace(tmp_path / "shop")
    assert workspace is not None
    assert workspace.row("metrics/totals")["order_lines"] == 300 + ROWS_ADDED
    workspace.close()
