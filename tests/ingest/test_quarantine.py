"""Customers that are perhaps no person: who is found, who is not, and how the owner decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.ingest.job import rebuild_request
from lib.ingest.plan import carry_out
from lib.metrics.bright_rules import Rule, RuleName
from lib.metrics.bright_spots import bright_spot_customers, bright_spots
from lib.metrics.quarantine import Doubtful, Reason, doubtful_customers
from lib.metrics.totals import shop_warnings
from lib.shop_files import ShopFolder
from lib.workspace import Workspace
from tests.import_support import TestShop, csv_file, no_report

ROOT = Path(__file__).parent.parent.parent
HEADER = "order_id,order_date,customer_id,email,phone,customer_name,total"
START = date(2024, 1, 1)
Found = dict[str, tuple[str, ...]]
"""Customer key -> codes of the reasons."""


def ask(shop: TestShop, question: Callable[[Workspace], Any]) -> Any:
    workspace = shop.open()
    try:
        return question(workspace)
    finally:
        workspace.close()


def reasons_of(tmp_path: Path, rows: list[str]) -> Found:
    """Who is set apart, for orders of one file."""
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(csv_file(tmp_path / "orders.csv", HEADER, rows))
    doubtful: list[Doubtful] = ask(shop, doubtful_customers)
    return {each.customer_key: tuple(reason.code for reason in each.reasons) for each in doubtful}


def order(number: int, day: int = 0, /, **fields: str) -> str:
    said = {"customer_id": "", "email": "", "phone": "", "customer_name": ""} | fields
    return ",".join([str(number), str(START + timedelta(days=day)), *said.values(), "10"])


TILLS_WORDS = (
    *("Khách TikTok", "TikTok Order", "Walk-in", "walk in customer", "Khách lẻ", "Khach le"),
    *("Khách Shopee 123", "LAZADA", "ลูกค้าทั่วไป", "ลูกค้าshopee", "Guest", "Unknown"),
)
NAMES_THAT_SOUND_ALIKE = (
    *("Nguyễn Kim Ngân", "Line Hansen", "Anna Guest", "Khách", "Frederick Stafford"),
    *("Posy Walker", "Contessa Demopoulos", "สมหญิง ภูเขา", "Trần Thị Nhân"),
)
STAFF_AND_TESTS = (
    ({"customer_name": "Nhân viên Lan"}, "staff_name"),
    ({"customer_name": "พนักงานสมชาย"}, "staff_name"),
    ({"customer_name": "Anna (staff)"}, "staff_name"),
    ({"email": "staff.hanoi@example.com"}, "staff_name"),
    ({"customer_name": "Test order 12"}, "test_name"),
    ({"customer_name": "ทดสอบ"}, "test_name"),
    ({"email": "test1@example.com"}, "test_name"),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Who is set apart in one shop of all these customers, each with an order, Lan with two."""
    customers: list[dict[str, str]] = [
        *({"customer_id": f"till {name}", "customer_name": name} for name in TILLS_WORDS),
        *(
            {
                "customer_id": f"alike {name}",
                "email": f"staffordshire{place}@example.com",
                "customer_name": name,
            }
            for place, name in enumerate(NAMES_THAT_SOUND_ALIKE)
        ),
        *(
            {"customer_id": f"K{place}"} | fields
            for place, (fields, _reason) in enumerate(STAFF_AND_TESTS)
        ),
        {"customer_id": "SHOPEE"},
        {"phone": "+84912345678", "customer_name": "Khách lẻ"},
        {"customer_id": "Lan", "customer_name": "Lan"},
        {"customer_id": "Lan", "customer_name": "Khách lẻ"},
    ]
    rows = [order(place, place, **fields) for place, fields in enumerate(customers)]
    return reasons_of(tmp_path_factory.mktemp("many"), rows)


@pytest.mark.parametrize("name", TILLS_WORDS)
def test_a_tills_word_instead_of_a_name_is_found(found: Found, name: str) -> None:
    assert found[f"till {name}"] == ("dummy_name",)


@pytest.mark.parametrize("name", NAMES_THAT_SOUND_ALIKE)
def test_people_with_names_that_sound_alike_are_left_alone(found: Found, name: str) -> None:
    assert f"alike {name}" not in found


def test_a_marketplace_as_the_customer_number_is_found_without_a_name(found: Found) -> None:
    assert found["SHOPEE"] == ("dummy_name",)


def test_behind_a_phone_of_its_own_stands_somebody_whatever_the_till_wrote(found: Found) -> None:
    assert not [key for key in found if "912345678" in key]


def test_one_dummy_name_among_real_ones_makes_no_dummy(found: Found) -> None:
    assert "Lan" not in found


@pytest.mark.parametrize("place", range(len(STAFF_AND_TESTS)))
def test_staff_and_tests_are_found_by_name_or_mailbox(found: Found, place: int) -> None:
    assert found[f"K{place}"] == (STAFF_AND_TESTS[place][1],)


def test_nobody_else_is_found(found: Found) -> None:
    assert len(found) == len(TILLS_WORDS) + len(STAFF_AND_TESTS) + len(["SHOPEE"])


@pytest.mark.parametrize(("names", "is_found"), [(5, False), (6, True)])
def test_a_customer_number_of_more_than_five_names_is_found(
    tmp_path: Path, names: int, is_found: bool
) -> None:
    rows = [
        order(n, n, customer_id="K1", customer_name=f"Name {'ABCDEF'[n]}") for n in range(names)
    ]
    assert reasons_of(tmp_path, rows) == ({"K1": ("many_names",)} if is_found else {})


def test_a_customer_number_of_more_than_five_phones_is_found(tmp_path: Path) -> None:
    rows = [order(n, n, customer_id="K1", phone=f"+8491234567{n}") for n in range(6)]
    assert reasons_of(tmp_path, rows) == {"K1": ("many_phones",)}


@pytest.mark.parametrize(
    ("orders_a_day", "days", "is_found"), [(4, 5, True), (4, 4, False), (3, 30, False)]
)
def test_four_orders_a_day_on_five_days_are_found(
    tmp_path: Path, orders_a_day: int, days: int, is_found: bool
) -> None:
    rows = [
        order(day * 10 + n, day, customer_id="K1")
        for day in range(days)
        for n in range(orders_a_day)
    ]
    assert reasons_of(tmp_path, rows) == ({"K1": ("busy_days",)} if is_found else {})


@pytest.mark.parametrize(("orders", "is_found"), [(6, False), (7, True)])
def test_more_than_three_times_the_usual_top_is_improbable(
    tmp_path: Path, orders: int, is_found: bool
) -> None:
    # 120 customers of two orders: 99 of 100 who came back ordered twice.
    rows = [order(c * 10 + n, c + n, customer_id=f"C{c}") for c in range(120) for n in range(2)]
    rows += [order(9000 + n, 10 * n, customer_id="K1") for n in range(orders)]
    assert reasons_of(tmp_path, rows) == ({"K1": ("many_orders",)} if is_found else {})


def test_in_a_small_shop_nobody_orders_improbably_often(tmp_path: Path) -> None:
    rows = [order(c * 10 + n, c + n, customer_id=f"C{c}") for c in range(20) for n in range(2)]
    rows += [order(9000 + n, n, customer_id="K1") for n in range(60)]
    assert reasons_of(tmp_path, rows) == {}


def confirm(shop: TestShop, keys: list[str]) -> None:
    settings = replace(shop.folder.settings(), confirmed_customers=keys)
    carry_out(rebuild_request(shop.folder, settings), no_report)


def bright_names(shop: TestShop, as_of: date) -> set[str]:
    def question(workspace: Workspace) -> set[str]:
        found = bright_spots(workspace, as_of, rule=Rule(RuleName.FREQUENT))
        people = bright_spot_customers(workspace, found)
        assert len(people) == found.customers
        return set(people["customer_key"])

    answer: set[str] = ask(shop, question)
    return answer


def test_who_is_set_apart_is_no_bright_spot_until_confirmed(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    rows = [order(n, 20 * n, customer_id="K1", customer_name="Walk-in") for n in range(9)]
    rows += [order(100 + n, 30 * n, customer_id="K2", customer_name="Lan") for n in range(5)]
    shop.take_in(csv_file(tmp_path / "orders.csv", HEADER, rows))
    as_of = START + timedelta(days=170)
    assert bright_names(shop, as_of) == {"K2"}
    assert shop.totals()["customers"] == 2
    assert any("may not be a person" in text for text in ask(shop, shop_warnings))

    [doubtful] = ask(shop, doubtful_customers)
    confirm(shop, [doubtful.person_key])
    assert bright_names(shop, as_of) == {"K1"}  # nine days raise the bar above the other's five
    [confirmed] = ask(shop, doubtful_customers)
    assert (confirmed.is_quarantined, confirmed.reasons) == (False, (Reason("dummy_name", 0),))
    assert not any("may not be a person" in text for text in ask(shop, shop_warnings))

    confirm(shop, [])
    assert bright_names(shop, as_of) == {"K2"}


def test_a_confirmation_survives_a_better_key_and_the_settings_file(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    old = [order(1, email="test1@example.com")]
    shop.take_in(csv_file(tmp_path / "old.csv", HEADER, old))
    [doubtful] = ask(shop, doubtful_customers)
    confirm(shop, [doubtful.person_key])
    new = [order(2, 9, customer_id="K1", email="test1@example.com")]
    shop.take_in(csv_file(tmp_path / "new.csv", HEADER, new))
    assert ShopFolder(shop.folder.path).settings().confirmed_customers == [
        "email:test1@example.com"
    ]
    [known] = ask(shop, doubtful_customers)
    assert (known.customer_key, known.is_quarantined) == ("K1", False)
