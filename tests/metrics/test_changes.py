"""What the last import, or its undoing, did to a shop."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lib.ingest.job import rebuild_request
from lib.ingest.plan import carry_out
from lib.metrics.changes import ShopChange, last_change
from lib.ui.what_changed import change_in_words
from tests.import_support import TestShop, csv_file, no_report

HEADER = "order_id,order_date,email,total"
JANUARY = ["1,2024-01-05,anna@example.com,10", "2,2024-01-20,bo@example.com,20"]
# Order 2 again, now dearer, and two orders of February, one by somebody new.
FEBRUARY = [
    "2,2024-01-20,bo@example.com,25",
    "3,2024-02-10,cy@example.com,40",
    "4,2024-02-11,anna@example.com,50",
]
COVERED_JANUARY = (date(2024, 1, 5), date(2024, 1, 20))
COVERED_BOTH = (date(2024, 1, 5), date(2024, 2, 11))
FEBRUARY_CAME_IN = ShopChange(
    ("february.csv",), (), 2, 1, 1, Decimal("95.00"), COVERED_JANUARY, COVERED_BOTH
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("imported")
    shop = TestShop.new(folder / "shop")
    shop.take_in(csv_file(folder / "january.csv", HEADER, JANUARY))
    return shop


@pytest.fixture
def shop(imported: TestShop, tmp_path: Path) -> TestShop:
    """A shop that holds January, and its file beside it."""
    csv_file(tmp_path / "january.csv", HEADER, JANUARY)
    return imported.copied_to(tmp_path / "shop")


@pytest.fixture
def both(shop: TestShop, tmp_path: Path) -> TestShop:
    shop.take_in(csv_file(tmp_path / "february.csv", HEADER, FEBRUARY))
    return shop


def change_of(shop: TestShop, question: Callable[..., Any] = last_change) -> ShopChange | None:
    workspace = shop.open()
    try:
        found: ShopChange | None = question(workspace)
        return found
    finally:
        workspace.close()


def test_a_first_import_has_nothing_to_be_compared_with(shop: TestShop) -> None:
    assert change_of(shop) is None


def test_an_import_says_what_it_added_and_replaced(both: TestShop) -> None:
    assert change_of(both) == FEBRUARY_CAME_IN


def test_undo_says_what_went_with_the_file(both: TestShop) -> None:
    both.undo()
    assert change_of(both) == ShopChange(
        (), ("february.csv",), -2, 0, -1, Decimal("-95.00"), COVERED_BOTH, COVERED_JANUARY
    )


def test_the_same_file_again_is_no_change(both: TestShop, tmp_path: Path) -> None:
    both.take_in(tmp_path / "february.csv")
    assert change_of(both) == FEBRUARY_CAME_IN


def test_a_change_of_settings_does_not_hide_the_last_import(both: TestShop) -> None:
    settings = replace(both.folder.settings(), rules={"count_unpaid": True})
    carry_out(rebuild_request(both.folder, settings), no_report)
    assert change_of(both) == FEBRUARY_CAME_IN


def test_a_record_before_that_is_gone_is_nothing_to_compare_with(both: TestShop) -> None:
    both.folder.manifest_file(1).unlink()
    assert change_of(both) is None


def test_a_shop_emptied_and_filled_again_begins_anew(both: TestShop, tmp_path: Path) -> None:
    both.undo()
    both.undo()
    both.take_in(tmp_path / "january.csv")
    assert change_of(both) is None


def test_the_words_name_every_change_and_leave_out_what_stayed() -> None:
    assert change_in_words(FEBRUARY_CAME_IN, "GBP") == [
        "2 new orders",
        "1 order replaced by what the newer file says of it",
        "1 new customer",
        "£95 more revenue",
        "days covered: 5 Jan – 20 Jan 2024 → 5 Jan – 11 Feb 2024",
    ]
    gone = replace(
        FEBRUARY_CAME_IN, orders=-1, replaced_orders=0, customers=-2, revenue=Decimal(-5)
    )
    assert change_in_words(replace(gone, days_after=COVERED_JANUARY), "") == [
        "1 order fewer",
        "2 customers fewer",
        "5.00 less revenue",
    ]
    nothing = ShopChange(("a",), (), 0, 0, 0, Decimal(0), COVERED_BOTH, COVERED_BOTH)
    assert change_in_words(nothing, "THB") == ["No order, customer or amount changed."]
