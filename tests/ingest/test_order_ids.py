"""A customer number that is new on every order is refused; one that is not, passes."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from lib.errors import MappingNeeded
from lib.ingest.inspect import inspect_file
from lib.ingest.job import inspect_request, rebuild_request
from lib.ingest.plan import carry_out
from tests.import_support import TestShop, csv_file, no_report

HEADER = "order_id,order_date,customer_id,email,total"


def orders(
    start: int, count: int, customers: int, mailboxes: int = 0, file: int = 0
) -> list[Sequence[object]]:
    """Orders of so many customers and mailboxes, taking turns."""
    return [
        (
            f"{file}-{n}",
            f"2024-{n % 12 + 1:02d}-{n % 27 + 1:02d}",
            f"c{start + n % customers}",
            f"m{n % mailboxes}@example.com" if mailboxes else "",
            5,
        )
        for n in range(count)
    ]


def take_in(tmp_path: Path, *files: list[Sequence[object]], **mapping: object) -> TestShop:
    shop = TestShop.new(tmp_path / "shop")
    for place, rows in enumerate(files):
        path = csv_file(tmp_path / f"orders{place}.csv", HEADER, rows)
        shop.take_in(path, mapping=dict(mapping) or None)
    return shop


def test_a_customer_number_per_order_is_refused_with_column_and_numbers(tmp_path: Path) -> None:
    with pytest.raises(MappingNeeded) as refused:
        take_in(tmp_path, orders(0, 501, 501))
    error = refused.value
    assert error.code == "id_is_per_order"
    assert "“customer_id”" in error.detail
    assert "501 orders have 501 different customers" in error.detail
    assert "accept_id_per_order" in error.hint
    assert not (tmp_path / "shop" / "CURRENT").exists()


@pytest.mark.parametrize(("count", "customers"), [(500, 500), (600, 597)])
def test_few_orders_or_customers_who_return_pass(
    tmp_path: Path, count: int, customers: int
) -> None:
    assert take_in(tmp_path, orders(0, count, customers)).totals()["customers"] == customers


def test_just_under_five_in_a_thousand_returning_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingNeeded):
        take_in(tmp_path, orders(0, 600, 598))


def test_an_address_that_does_return_speaks_against_the_number(tmp_path: Path) -> None:
    with pytest.raises(MappingNeeded):
        take_in(tmp_path, orders(0, 600, 600, mailboxes=300))


def test_addresses_that_are_new_on_every_order_too_speak_for_it(tmp_path: Path) -> None:
    shop = take_in(tmp_path, orders(0, 600, 600, mailboxes=600))
    assert shop.totals()["customers"] == 600


def test_a_month_without_returns_passes_once_others_have_shown_returns(tmp_path: Path) -> None:
    with pytest.raises(MappingNeeded):
        take_in(tmp_path / "alone", orders(0, 600, 600))
    shop = take_in(tmp_path, orders(0, 600, 300), orders(0, 600, 600, file=1))
    assert shop.totals()["customers"] == 600


def test_two_small_files_are_refused_together(tmp_path: Path) -> None:
    shop = take_in(tmp_path, orders(0, 400, 400))
    with pytest.raises(MappingNeeded):
        shop.take_in(csv_file(tmp_path / "more.csv", HEADER, orders(1000, 400, 400, file=1)))
    assert shop.totals()["customers"] == 400


def test_the_owner_may_insist_and_is_not_asked_again_when_the_shop_is_rebuilt(
    tmp_path: Path,
) -> None:
    shop = take_in(tmp_path, orders(0, 600, 600), accept_id_per_order=True)
    assert shop.totals()["customers"] == 600
    carry_out(rebuild_request(shop.folder, shop.folder.settings()), no_report)
    assert shop.totals()["customers"] == 600


def test_looking_at_the_file_already_shows_the_doubt(tmp_path: Path) -> None:
    def doubt(rows: list[Sequence[object]]) -> bool:
        path = csv_file(tmp_path / "orders.csv", HEADER, rows)
        request = inspect_request(path, path.name, TestShop.new(tmp_path / "s").folder.settings())
        return bool(inspect_file(request)["has_ids_per_order"])

    assert doubt(orders(0, 600, 600))
    assert not doubt(orders(0, 600, 300))
