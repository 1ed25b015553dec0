"""A scope counts as if only its orders had been placed: the same as an import of only those."""

import random
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.errors import QuestionRefused
from lib.metrics.bright_spots import bright_spots
from lib.metrics.cohort_grid import Attribute, read_cohort_grid
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_table import MARGINS, Measure
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.compare import compare
from lib.metrics.definitions import retention_definitions
from lib.metrics.groups import resolved
from lib.metrics.identity import read_strict_retention_data
from lib.metrics.mix import mix_of_kept
from lib.metrics.retention import counts_by_scan, read_retention_data, retention
from lib.metrics.rfm import rfm
from lib.metrics.scope_values import scope_keys_of_shop, scope_values
from lib.metrics.source import shop_days
from lib.metrics.spending import spending
from lib.metrics.totals import totals
from lib.metrics.trend import retention_trend
from lib.order_scope import within
from lib.period import Grain, Period
from lib.segment import EVERY_ORDER, EVERYONE, SCOPE_KEYS, Segment, parse_scope, parse_where
from lib.workspace import Workspace
from tests.import_support import TestShop, csv_file

HEADER = "order id,date,customer id,email,sku,product,category,quantity,total,status," + (
    "channel,country,coupon,payment method"
)
FIRST, YEAR_END = date(2023, 1, 1), date(2024, 6, 30)
NOW, BEFORE = (
    Period(date(2024, 3, 1), date(2024, 3, 31)),
    Period(date(2024, 2, 1), date(2024, 2, 29)),
)
# Of the scope, and what it means for one row of the file.
SCOPES: dict[str, Callable[[tuple[Any, ...]], bool]] = {
    "channel=web": lambda row: row[10] == "web",
    "channel!=Web,app": lambda row: row[10] not in ("web", "app"),
    "coupon=yes": lambda row: row[12] != "",
    "category=Tea": lambda row: row[6] == "Tea",
    "product!=Cup": lambda row: row[5] != "Cup",
}

WHERE: tuple[list[str], ...] = ([], ["country=France", "order_count=2+"])
Row = tuple[Any, ...]


def drawn_rows(seed: int, orders: int = 200) -> list[Row]:
    """One line per order; a person orders under a number, and mail and number always agree."""
    draw = random.Random(seed)
    rows: list[Row] = []
    for number in range(1, orders + 1):
        who = int(draw.paretovariate(0.7)) % 60
        day = FIRST + timedelta(days=draw.randrange((YEAR_END - FIRST).days))
        product, category = draw.choice([("Cup", "Dishes"), ("Green", "Tea"), ("Black", "Tea")])
        rows.append(
            (
                *(number, day.isoformat(), f"c{who:02}", f"c{who:02}@example.com"),
                *(product.lower(), product, category, 1, draw.randrange(100, 9000) / 100),
                "cancelled" if draw.random() < 0.05 else "paid",
                draw.choice(["web", "web", "shop", "app", ""]),
                draw.choice(["France", "Spain"]),
                draw.choice(["", "", "WELCOME"]),
                draw.choice(["Cash", "Card"]),
            )
        )
    # Both shops know of days up to the same one.
    rows.append((orders + 1, YEAR_END.isoformat(), "last", "last@example.com", "x", "Pot",
                 "Dishes", 1, 5, "paid", "market", "Malta", "", "Voucher"))  # fmt: skip
    return rows


def imported(folder: Path, rows: Sequence[Row]) -> Workspace:
    shop = TestShop.new(folder, time_zone="Asia/Bangkok", currency="EUR")
    shop.take_in(csv_file(folder.parent / f"{folder.name}.csv", HEADER, rows))
    return shop.open()


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return drawn_rows(7)


@pytest.fixture(scope="module")
def whole(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return imported(tmp_path_factory.mktemp("whole") / "shop", rows)


def answers(shop: Workspace, where: Segment) -> dict[str, Any]:
    """What retention, cohorts, comparing and groups say of a shop; customers by name."""
    as_of = date(2024, 6, 29)
    segment = resolved(shop, where, as_of)
    data = read_retention_data(shop, segment, as_of)
    strict = read_strict_retention_data(shop, segment, as_of)
    names = dict(shop._database.rows("select customer_id, customer_key from customers"))
    cohorts = [
        table_rows(
            cohort_table(
                read_cohort_grid(shop, segment, as_of, 0, attribute, 30),
                CohortQuestion(Grain.MONTH, step_days, 0),
            ),
            measure,
        )
        for attribute, step_days in ((None, 0), (Attribute.FIRST_PRODUCT, 30))
        for measure in Measure
        if measure not in MARGINS
    ]
    rates = [counts_of(retention(data, NOW, window)) for window in (10, 31, 90, 365)]
    return {
        "rates": rates,
        "scan": vars(counts_by_scan(data, NOW, 90)),
        "trend": [counts_of(step) for step in retention_trend(data, Grain.QUARTER, 120)][-3:],
        "compare": compare(data, NOW, BEFORE, 90).as_dict() | {"flags": ()},
        "spending": spending(data, NOW, BEFORE).measures,
        "definitions": retention_definitions(data, NOW, 90).rows,
        "mix": mix_of_kept(data, NOW, BEFORE, 90, "first_channel"),
        "groups": rfm(shop, segment, as_of).as_dict()["rows"],
        "bright": sorted(names[i] for i in bright_spots(shop, as_of, segment).customer_ids),
        "cohorts": cohorts,
        "strict": vars(strict.grid.counts(NOW.start_boundary, NOW.last_day, 90)),
        "coverage": shop_days(shop, as_of).identity_coverage,
        # Cancelled orders have no products, so a scope by product holds none of them.
        "totals": {
            name: value
            for name, value in vars(totals(shop)).items()
            if "_on" not in name and name != "orders"
        },
    }


def printed(answer: Any) -> str:
    """Everything of an answer; sums of floats may differ in their last digits."""
    return re.sub(r"-?\d+\.\d{7,}(e-?\d+)?", lambda found: f"{float(found[0]):.8g}", repr(answer))


def counts_of(answer: Any) -> dict[str, Any]:
    """The numbers; flags also depend on how far back the file goes, which the shop knows better."""
    found: dict[str, Any] = answer.as_dict()
    return {name: value for name, value in found.items() if name.startswith(("cust", "re", "lost"))}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_equals_an_import_of_only_its_orders(
    whole: Workspace, rows: list[Row], tmp_path: Path, scope: str
) -> None:
    chosen = [row for row in rows if SCOPES[scope](row)]
    assert 10 < len(chosen) < len(rows)
    alone = imported(tmp_path / "alone", chosen)
    scoped = within(whole, parse_scope([scope]))
    try:
        for where in WHERE if scope == "channel=web" else WHERE[:1]:
            segment = parse_where(where)
            expected, found = answers(alone, segment), answers(scoped, segment)
            for name, value in expected.items():
                assert printed(found[name]) == printed(value), f"{scope} {where} {name}"
    finally:
        scoped.close()
        alone.close()


def test_neighbours_of_purchases_are_those_of_the_scope(tmp_path: Path) -> None:
    def order(number: int, day: str, channel: str) -> Row:
        return (number, day, "ann", "a@example.com", "s", "Cup", "Dishes", 1, 10, "paid", channel,
                "France", "", "Cash")  # fmt: skip

    shop = imported(
        tmp_path / "shop",
        [
            order(1, "2024-01-05", "shop"),
            order(2, "2024-02-05", "web"),
            order(3, "2024-03-05", "shop"),
            order(4, "2024-04-05", "web"),
            order(5, "2024-05-05", "shop"),
        ],
    )
    scoped = within(shop, parse_scope(["channel=web"]))
    days = scoped._database.rows(
        "select purchased_on, purchase_number, previous_on, next_on, first_on from purchase_days"
    )
    first, second = date(2024, 2, 5), date(2024, 4, 5)
    assert days == [(first, 1, None, second, first), (second, 2, first, None, first)]
    # The files still tell of every day up to the fourth of May.
    assert shop_days(scoped) == shop_days(shop)
    assert shop_days(scoped).data_start == date(2024, 1, 5)
    assert shop_days(scoped).as_of == date(2024, 5, 4)
    scoped.close()


def test_a_scope_without_orders_is_an_empty_shop(whole: Workspace) -> None:
    scoped = within(whole, parse_scope(["channel=Atlantis"]))
    found = retention(read_retention_data(scoped, EVERYONE, date(2024, 6, 29)), NOW, 90)
    assert (found.customers_start, found.customers_end) == (0, 0)
    assert "no_start_customers" in found.flags
    assert shop_days(scoped).as_of == shop_days(whole).as_of
    scoped.close()


def test_without_a_scope_the_shop_itself_answers(whole: Workspace) -> None:
    assert within(whole, EVERY_ORDER) is whole


def test_what_is_measured_in_a_scope_is_kept_apart(rows: list[Row], tmp_path: Path) -> None:
    shop = imported(tmp_path / "shop", rows[:50])
    scoped = within(shop, parse_scope(["channel=web"]))
    shop.keep("rfm", {"of": "all"})
    scoped.keep("rfm", {"of": "web"})
    scoped.keep("segments", {"mine": ["country=France"]})
    assert (shop.kept("rfm"), scoped.kept("rfm")) == ({"of": "all"}, {"of": "web"})
    assert shop.kept("segments") == {"mine": ["country=France"]}
    scoped.close()


@pytest.mark.parametrize("text", ["channel=web", 'product!=Tea,"Cup, red"', "coupon=(unknown)"])
def test_a_scope_is_written_as_it_is_read(text: str) -> None:
    assert parse_scope([text]).as_arguments() == [text]


def test_a_scope_says_itself() -> None:
    scope = parse_scope(["channel=web,app", "product!=Tea", "coupon=no"])
    assert scope.describe() == (
        "only orders whose channel is web or app, and products do not include Tea, and coupon is no"
    )
    assert EVERY_ORDER.describe() == "all orders"


@pytest.mark.parametrize("text", ["chanel=web", "persona=A", "channel=", "channel"])
def test_a_scope_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(QuestionRefused):
        parse_scope([text])


def test_values_of_a_scope_are_bound_and_never_become_sql(whole: Workspace) -> None:
    hostile = "x') or true; drop table orders; --"
    scoped = within(whole, parse_scope([f'channel="{hostile}"', f'product="{hostile}"']))
    assert totals(scoped).orders == 0
    assert totals(whole).orders > 0
    scoped.close()


def test_keys_of_a_scope_are_offered_when_two_of_their_values_have_orders(whole: Workspace) -> None:
    with_two = [
        key
        for key in SCOPE_KEYS
        if sum(orders > 0 for value, _title, orders in scope_values(whole, key) if value != "yes")
        > 1
    ]
    assert scope_keys_of_shop(whole) == with_two
    for key in ("channel", "country", "payment_method"):
        orders = sum(size for _value, _title, size in scope_values(whole, key))
        assert orders == whole.row("metrics/totals")["valid_orders"]
