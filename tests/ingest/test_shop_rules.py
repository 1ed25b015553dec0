"""Which orders count is the owner's to say; each rule is a switch that rebuilds and can go back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.ingest.job import rebuild_request
from lib.ingest.plan import carry_out
from lib.ingest.rules import SWITCHES, switch_word
from lib.metrics.changes import last_rule_change
from lib.schema import STATUSES
from tests.import_support import TestShop, csv_file, no_report

HEADER = "Order ID,Order date,Email,Status,Subtotal,Shipping,Tax,Total,Refunded amount"
ROWS = (
    "1,2024-01-05,a@x.com,paid,100,10,7,117,",
    "2,2024-02-05,a@x.com,cancelled,50,0,0,50,",
    "3,2024-03-05,b@x.com,refunded,30,0,0,30,30",
    "4,2024-03-06,c@x.com,paid,0,0,0,0,",
    "5,2024-03-07,d@x.com,voided,20,5,0,25,",
)
# Switch -> (valid orders, customers, revenue).
ANSWERS = {
    "": (1, 1, "100.00"),
    "count_cancelled": (2, 1, "150.00"),
    "count_voided": (2, 2, "120.00"),
    "count_refunded": (2, 2, "100.00"),
    "count_worth_nothing": (2, 2, "100.00"),
    "include_shipping": (1, 1, "110.00"),
    "include_tax": (1, 1, "107.00"),
}


def change(shop: TestShop, **changes: object) -> None:
    wanted = replace(shop.folder.settings(), **changes)  # type: ignore[arg-type]
    carry_out(rebuild_request(shop.folder, wanted), no_report)


def test_each_rule_is_a_switch_and_switching_back_restores_every_number(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop", currency="EUR")
    shop.take_in(csv_file(tmp_path / "orders.csv", HEADER, ROWS))
    for name, answer in [*ANSWERS.items(), ("", ANSWERS[""])]:
        change(shop, rules={name: True} if name else {})
        totals = shop.totals()
        assert (totals["valid_orders"], totals["customers"], totals["revenue"]) == answer, name
        assert shop.set_aside().keys() is not None  # read = used + set aside, asked per file
    found = shop._asked(last_rule_change)
    assert found is not None
    assert found[0] == ("include_tax",)
    assert str(found[1].revenue) == "-7.0000"


def test_every_state_that_does_not_count_has_a_switch() -> None:
    switched = {name.removeprefix("count_") for name in SWITCHES}
    excluded = {status for status, (_rank, counts) in STATUSES.items() if not counts}
    assert excluded - {"browsed"} <= switched  # a page that was seen is no order at all
    assert all(switch_word(name) for name in SWITCHES)


def test_a_mistyped_year_is_set_aside_until_the_owner_says_it_is_right(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    rows = ["1,2024-01-05,a@x.com,10", "2,2024-03-05,b@x.com,10", "3,2099-03-06,c@x.com,10"]
    shop.take_in(csv_file(tmp_path / "orders.csv", "Order ID,Order date,Email,Total", rows))
    assert shop.totals()["last_ordered_on"] == "2024-03-05"
    assert shop.set_aside() == {"far_future": 1}
    change(shop, complete_to="2099-12-31")
    assert shop.totals()["last_ordered_on"] == "2099-03-06"
    assert shop.set_aside() == {}


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.dates(date(1995, 1, 1), date(2024, 1, 1)),
    gaps=st.lists(st.integers(0, 700), min_size=1, max_size=12),
)
def test_an_honest_file_loses_no_order_to_the_rule_on_future_days(
    tmp_path: Path, first: date, gaps: list[int]
) -> None:
    days = [first]
    for gap in gaps:
        days.append(min(days[-1] + timedelta(days=gap), date(2026, 1, 2)))
    rows = [f"{place},{day},a{place}@x.com,10" for place, day in enumerate(days)]
    shop = TestShop.new(Path(tmp_path) / f"shop-{len(list(tmp_path.iterdir()))}")
    shop.take_in(csv_file(tmp_path / "orders.csv", "Order ID,Order date,Email,Total", rows))
    assert shop.totals()["valid_orders"] == len(days)
