"""How customers were recognised: kinds of keys, joining, refusals, and what it does to CRR."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.metrics.identity import (
    Identity,
    IdentityRange,
    identity_of,
    identity_range,
    partly_hidden,
    read_strict_retention_data,
)
from lib.metrics.retention import read_retention_data
from lib.period import Period
from lib.segment import EVERYONE, Segment, parse_where
from lib.workspace import Workspace
from tests.import_support import TestShop, csv_file

HEADER = "order_id,order_date,customer_id,email,phone,customer_name,country,total"
AS_OF = date(2024, 12, 31)

# Anna: customer number 7 and two addresses that meet in it. Bo: two addresses that meet in a phone.
# Cy: one address. Her order of December has no key, and the counter's address has six names.
ORDERS = [
    "1,2024-01-10,7,anna@example.com,,Anna,France,10",
    "2,2024-08-10,7,anna@example.org,,Anna,France,10",
    "3,2024-09-10,,anna@example.org,,Anna,France,10",
    "4,2024-02-10,,bo@example.com,+66811111111,Bo,Spain,10",
    "5,2024-08-11,,bo@example.org,+66811111111,Bo,Spain,10",
    "6,2024-03-10,,cy@example.com,,Cy,France,10",
    "7,2024-12-10,,noemail@example.com,,Cy,France,10",
    *(f"{8 + n},2024-05-{10 + n},,counter@example.com,,Name {n},Spain,10" for n in range(6)),
]


def ask(shop: TestShop, question: Callable[[Workspace], Any]) -> Any:
    workspace = shop.open()
    try:
        return question(workspace)
    finally:
        workspace.close()


def shop_of(folder: Path, rows: list[str], header: str = HEADER) -> TestShop:
    shop = TestShop.new(folder / "shop")
    shop.take_in(csv_file(folder / "orders.csv", header, rows))
    return shop


def range_of(shop: TestShop, period: Period, window: int, segment: Segment = EVERYONE) -> Any:
    def question(workspace: Workspace) -> IdentityRange | None:
        return identity_range(
            read_retention_data(workspace, segment, AS_OF),
            read_strict_retention_data(workspace, segment, AS_OF),
            period,
            window,
        )

    return ask(shop, question)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    return shop_of(Path(tmp_path_factory.mktemp("identity")), ORDERS)


@pytest.fixture(scope="module")
def found(shop: TestShop) -> Identity:
    answer: Identity = ask(shop, identity_of)
    return answer


def test_joining_makes_three_people_of_five_keys(found: Identity) -> None:
    assert (found.customers, found.joined_customers, found.strict_customers) == (3, 2, 5)


def test_each_kind_says_who_is_known_by_it_has_it_and_was_joined_by_it(found: Identity) -> None:
    counts = {
        each.kind: (
            each.known_customers,
            each.holding_customers,
            each.customers_of_several,
            each.joined_customers,
        )
        for each in found.kinds
    }
    # Anna is known by her number; her second address joined the order without it.
    assert counts == {"id": (1, 1, 0, 0), "email": (2, 3, 2, 1), "phone": (0, 1, 0, 1)}


def test_every_customer_is_known_by_exactly_one_kind(found: Identity) -> None:
    assert sum(each.known_customers for each in found.kinds) == found.customers


def test_placeholders_and_shared_addresses_are_refused_with_their_rows(found: Identity) -> None:
    refused = {(each.kind, each.reason): (each.rows, each.keys) for each in found.refused}
    assert refused == {("email", "placeholder"): (1, 1), ("email", "shared"): (6, 1)}


def test_examples_are_partly_hidden(found: Identity) -> None:
    examples = {each.reason: each.examples for each in found.refused}
    assert examples == {"placeholder": ("noe…@example.com",), "shared": ("cou…@example.com",)}


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("noemail@example.com", "noe…@example.com"),
        ("a@example.com", "…@example.com"),
        ("+66811111111", "+66…11"),
        ("0000", "00…"),
        ("i***ng2791", "i***ng2791"),
    ],
)
def test_a_key_is_never_shown_whole_unless_it_hides_itself(key: str, shown: str) -> None:
    assert partly_hidden(key) == shown


def test_a_key_shared_by_six_names_joins_nobody(shop: TestShop) -> None:
    totals = shop.totals()
    assert (totals["customers"], totals["identified_orders"], totals["valid_orders"]) == (3, 6, 13)


def test_names_tell_people_apart_where_every_order_has_the_shops_own_phone(tmp_path: Path) -> None:
    rows = [f"{n},2024-05-1{n % 9},0812345678,Name {n % 7},10" for n in range(20)]
    totals = shop_of(tmp_path, rows, "order_id,order_date,phone,name,total").totals()
    assert (totals["customers"], totals["identified_orders"]) == (7, 20)


def test_a_key_shared_by_five_names_is_still_one_customer(tmp_path: Path) -> None:
    rows = [f"{n},2024-05-1{n},,family@example.com,,Name {n},Spain,10" for n in range(5)]
    assert shop_of(tmp_path, rows).totals()["customers"] == 1


def test_masked_user_names_are_counted_as_refused(tmp_path: Path) -> None:
    rows = ["1,2024-01-10,a***b,5", "2,2024-01-11,a***b,5", "3,2024-01-12,anna,5"]
    header = "order_id,order_date,username,total"
    (refused,) = ask(shop_of(tmp_path, rows, header), identity_of).refused
    assert (refused.kind, refused.reason, refused.rows, refused.keys) == ("user", "masked", 2, 1)
    assert refused.examples == ("a***b",)


def test_crr_of_both_identities_by_hand(shop: TestShop) -> None:
    # At the end of June: joined, Anna, Bo and Cy are customers. In the second half Anna and Bo buy
    # again: 2 of 3 kept. Not joined, number 7 buys again, both addresses of Bo are strangers to
    # each other, and so is Anna's second address: 1 of 3 kept, two of the buyers new.
    answer = range_of(shop, Period(date(2024, 7, 1), AS_OF), 184)
    assert (answer.joined.customers_start, answer.joined.retained) == (3, 2)
    assert (answer.strict.customers_start, answer.strict.retained) == (3, 1)
    assert (answer.joined.customers_new, answer.strict.customers_new) == (0, 2)


def test_the_range_stands_in_rising_order_and_is_missing_where_a_rate_is(shop: TestShop) -> None:
    # 184 days of period and window are more than the shop has seen: no rate, so no range.
    assert range_of(shop, Period(date(2024, 7, 1), AS_OF), 184).crr is None
    # With 170 days the third quarter begins with Bo and Cy. Joined, Bo stays and Anna returns; not
    # joined, only number 7 returns, and the second addresses of both are new.
    quarter = range_of(shop, Period(date(2024, 7, 1), date(2024, 9, 30)), 170)
    assert quarter.crr == (0.5, 1.0)
    assert quarter.strict_crr == (0.0, 0.5)


def test_a_segment_has_a_range_of_its_own(shop: TestShop) -> None:
    france = parse_where(["country=France"])
    answer = range_of(shop, Period(date(2024, 7, 1), AS_OF), 184, france)
    assert (answer.joined.customers_start, answer.joined.retained) == (2, 1)
    assert (answer.strict.customers_start, answer.strict.retained) == (2, 1)
    assert (answer.joined.customers_new, answer.strict.customers_new) == (0, 1)


def test_a_window_shorter_than_the_period_has_no_range(shop: TestShop) -> None:
    assert range_of(shop, Period(date(2024, 7, 1), AS_OF), 183) is None


def test_a_shop_in_which_nothing_was_joined_keeps_one_grid(tmp_path: Path) -> None:
    rows = ["1,2024-01-10,7,anna@example.com,,Anna,,5", "2,2024-03-10,7,anna@example.com,,Anna,,5"]
    shop = shop_of(tmp_path, rows)
    found = ask(shop, identity_of)
    assert (found.customers, found.joined_customers, found.strict_customers) == (1, 0, 1)
    assert ask(shop, lambda each: each.rows("metrics/identity_pairs_strict")) == []
    answer = range_of(shop, Period(date(2024, 2, 1), date(2024, 3, 31)), 60)
    assert answer.joined == answer.strict


LETTERS = st.sampled_from(["", "a", "b", "c"])
Keys = tuple[str, str, str]


def people(orders: list[Keys]) -> int:
    """Orders that share a customer number, address or phone, as one person; counted by hand."""
    groups: list[set[tuple[int, str]]] = []
    for keys in orders:
        said = {(kind, key) for kind, key in enumerate(keys) if key}
        for group in [each for each in groups if each & said]:
            groups.remove(group)
            said |= group
        if said:
            groups.append(said)
    return len(groups)


@settings(max_examples=12)
@given(orders=st.lists(st.tuples(LETTERS, LETTERS, LETTERS), max_size=8))
def test_joining_makes_the_people_a_hand_would_and_never_more_customers(
    orders: list[Keys], tmp_path_factory: pytest.TempPathFactory
) -> None:
    orders = [*orders, ("z", "", "")]
    # Where an order has no address a placeholder stands: nobody may be joined by it.
    rows = [
        f"{n},2024-01-{n + 1:02d},{customer},{local or 'noemail'}@x.org,"
        f"{'+668111111' + str(ord(phone)) if phone else ''},Same,,5"
        for n, (customer, local, phone) in enumerate(orders)
    ]
    found = ask(shop_of(Path(tmp_path_factory.mktemp("drawn")), rows), identity_of)
    best = {
        next((kind, key) for kind, key in enumerate(keys) if key) for keys in orders if any(keys)
    }
    assert (found.customers, found.strict_customers) == (people(orders), len(best))
    assert found.strict_customers >= found.customers
    assert (found.joined_customers > 0) == (found.strict_customers > found.customers)
