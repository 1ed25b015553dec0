"""The hand-worked shop through the real import: every number as on paper."""

from pathlib import Path

import pytest

from lib.ingest.job import import_request
from lib.ingest.plan import carry_out
from tests import set_g
from tests.import_support import TestShop, csv_file


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("set_g")
    shop = TestShop.new(folder / "shop", time_zone="Asia/Bangkok", currency="THB")
    shop.take_in(csv_file(folder / "orders.csv", set_g.HEADER, set_g.rows()))
    return shop


def test_thirty_valid_orders_of_thirteen_customers_bring_1420(shop: TestShop) -> None:
    totals = shop.totals()
    assert totals["orders"] == 32
    assert totals["valid_orders"] == 30
    assert totals["customers"] == 13
    assert totals["revenue"] == "1420.00"
    assert totals["identity_coverage"] == 1.0
    assert len(shop.purchase_days()) == 29


def test_the_cancelled_and_the_refunded_order_are_in_the_ledger(shop: TestShop) -> None:
    assert shop.set_aside() == {"cancelled": 1, "refunded": 1}


def test_an_order_late_in_the_evening_utc_counts_on_the_next_day_in_bangkok(
    shop: TestShop,
) -> None:
    days = [str(day) for key, day, _number, _revenue in shop.purchase_days() if key == "c05"]
    assert days == ["2024-02-29", "2024-10-05"]


def test_two_orders_of_one_day_are_one_purchase_day(shop: TestShop) -> None:
    c04 = [row for row in shop.purchase_days() if row[0] == "c04"]
    assert [row[3] for row in c04] == [35, 25, 30, 20]


QUARTER_3 = ("2024-07-01", "2024-09-30")
QUARTER_4 = ("2024-10-01", "2024-12-31")


@pytest.mark.parametrize(
    ("period", "window", "expected"),
    [
        (QUARTER_3, 120, {"S": 6, "E": 8, "N": 3, "NE": 3, "R": (3, 1), "A": 1, "X": 2}),
        (QUARTER_3, 92, {"S": 6, "E": 7, "N": 3, "NE": 3, "R": (3, 0), "A": 1, "X": 3}),
        (QUARTER_3, 30, {"S": 2, "E": 2, "N": 3, "NE": 1, "R": (1, 0), "A": 0, "X": 1}),
        (QUARTER_4, 120, {"S": 8, "E": 7, "N": 1, "NE": 1, "R": None, "A": 1, "X": 3}),
    ],
)
def test_every_part_of_the_bridge_is_as_worked_out_by_hand(
    shop: TestShop, period: tuple[str, str], window: int, expected: dict[str, object]
) -> None:
    found = shop.retention(*period, window, as_of="2024-12-31")
    assert found.customers_start == expected["S"]
    assert found.customers_end == expected["E"]
    assert found.customers_new == expected["N"]
    assert found.customers_new_active == expected["NE"]
    assert found.reactivated == expected["A"]
    assert found.lost == expected["X"]
    if expected["R"]:
        assert (found.retained_bought, found.retained_quiet) == expected["R"]


@pytest.mark.parametrize(
    ("period", "window", "crr", "strict"),
    [
        (QUARTER_3, 120, 5 / 6, 4 / 6),
        (QUARTER_3, 92, 4 / 6, 3 / 6),
        (QUARTER_3, 30, -1 / 2, 1 / 2),
        (QUARTER_4, 120, 6 / 8, 5 / 8),
    ],
)
def test_both_rates_are_as_worked_out_by_hand(
    shop: TestShop, period: tuple[str, str], window: int, crr: float, strict: float
) -> None:
    found = shop.retention(*period, window, as_of="2024-12-31")
    assert found.crr == pytest.approx(crr)
    assert found.strict_crr == pytest.approx(strict)


def test_counting_refunded_orders_keeps_one_customer_more(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop", time_zone="Asia/Bangkok", rules={"count_refunded": True})
    shop.take_in(csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows()))
    found = shop.retention(*QUARTER_3, 120, as_of="2024-12-31")
    assert found.strict_crr == pytest.approx(5 / 6)


def test_an_import_tells_how_many_of_its_tables_are_built(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    shop = TestShop.new(tmp_path / "shop")
    path = csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows())
    request = import_request(shop.folder, [{"path": str(path), "name": path.name, "mapping": {}}])
    carry_out(request, lambda name, done, total: told.append((name, done, total)))
    steps = [(done, total) for name, done, total in told if name == "tables"]
    assert len(steps) > 10
    assert steps == [(done, len(steps)) for done in range(len(steps))]
