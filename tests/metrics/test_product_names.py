"""A product is found under its code and every name it was ever sold under."""

from collections.abc import Iterator
from datetime import date

import pytest

from lib.metrics.scope_values import scope_values
from lib.metrics.segment_values import segment_values
from lib.metrics.totals import totals
from lib.order_scope import within
from lib.segment import Segment, parse_scope, parse_where
from lib.workspace import Workspace
from tests.import_support import TestShop, csv_file

# M1 was renamed from Mug to Cup, M2 is another mug, S9 has only its code, Tea has none.
LINES = (
    (1, "2024-01-10", "ann", "M1", "Mug", 1, 10),
    (2, "2024-02-10", "ben", "M1", "Cup", 1, 12),
    (3, "2024-02-11", "cat", "S9", "", 1, 5),
    (4, "2024-03-01", "ann", "", "Tea", 1, 4),
    (5, "2024-03-02", "dan", "M2", "Mug", 1, 7),
    (5, "2024-03-02", "dan", "S9", "", 1, 5),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("names")
    shop = TestShop.new(folder / "shop", time_zone="Asia/Bangkok", currency="THB")
    shop.take_in(
        csv_file(folder / "a.csv", "order id,date,customer id,sku,product,quantity,total", LINES)
    )
    workspace = shop.open()
    yield workspace
    workspace.close()


def chosen(shop: Workspace, segment: Segment) -> set[str]:
    clause, bound = segment.to_sql()
    sql = f"select customer_key from customers where {clause}"
    return {key for (key,) in shop._database.rows(sql, bound)}


def test_every_name_and_the_code_are_kept_and_one_is_shown(shop: Workspace) -> None:
    assert shop._database.rows(
        """
        select coalesce(sku, products.product_name), product_names.product_name, is_listed
        from product_names inner join products using (product_id) order by all
        """
    ) == [
        ("M1", "Cup", True),
        ("M1", "M1", False),
        ("M1", "Mug", False),
        ("M2", "M2", False),
        ("M2", "Mug", True),
        ("S9", "S9", True),
        ("Tea", "Tea", True),
    ]


@pytest.mark.parametrize(
    ("where", "customers"),
    [
        ("product=mug", {"ann", "ben", "dan"}),
        ("product=CUP", {"ann", "ben"}),
        ("product=m1,tea", {"ann", "ben"}),
        ("product=S9", {"cat", "dan"}),
        ("product!=mug", {"cat"}),
        ("first_product=Mug", {"ann", "ben", "dan"}),
        ("first_product=m2", {"dan"}),
        ("first_product=s9", {"cat"}),
        ("first_product=Tea", set()),
        ("first_product!=Cup", {"cat", "dan"}),
    ],
)
def test_old_names_and_codes_find_the_product(
    shop: Workspace, where: str, customers: set[str]
) -> None:
    assert chosen(shop, parse_where([where])) == customers


@pytest.mark.parametrize(
    ("scope", "orders"),
    [("product=mug", 3), ("product=Cup", 2), ("product=s9", 2), ("product!=M1", 3)],
)
def test_a_scope_finds_them_too(shop: Workspace, scope: str, orders: int) -> None:
    scoped = within(shop, parse_scope([scope]))
    assert totals(scoped).valid_orders == orders
    scoped.close()


def test_lists_show_one_name_per_product_and_count_whom_it_chooses(shop: Workspace) -> None:
    as_of = date(2024, 3, 1)
    for key, expected in (
        ("product", [("Mug", 3), ("Cup", 2), ("S9", 2), ("Tea", 1)]),
        ("first_product", [("Mug", 3), ("Cup", 2), ("S9", 1)]),
    ):
        found = [(value, size) for value, _title, size in segment_values(shop, key, as_of)]
        assert found == expected
        for value, size in found:
            assert len(chosen(shop, parse_where([f"{key}={value}"]))) == size
    assert [(value, size) for value, _title, size in scope_values(shop, "product")] == [
        ("Mug", 3),
        ("Cup", 2),
        ("S9", 2),
        ("Tea", 1),
    ]


def test_cohorts_of_a_first_product_name_those_with_a_code_only(shop: Workspace) -> None:
    rows = shop.rows("metrics/cohort_groups", {"attribute": "first_product"})
    assert rows == [("cup", "Cup", 2), ("mug", "Mug", 1), ("s9", "S9", 1)]
