"""A value that nobody has is refused with a remedy; what the shop knows of anybody is asked."""

import json
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.errors import QuestionRefused
from lib.metrics.known_values import check_values, near_matches
from lib.segment import EVERY_ORDER, EVERYONE, parse_scope, parse_where
from lib.shop_files import ShopFolder
from lib.workspace import Workspace
from tests.import_support import TestShop, csv_file

HEADER = "order id,date,customer id,sku,product,category,total,channel,country,region,coupon"
LINES = (
    (1, "2024-01-10", "ann", "M1", "Red mug", "Cups", 10, "web", "United Kingdom", "Kent", ""),
    (2, "2024-02-10", "ann", "M1", "Red cup", "Cups", 10, "shop", "France", "", "TEN"),
    (3, "2024-02-11", "ben", "T1", "Tea", "", 5, "web", "Finland", "", ""),
    (4, "2024-02-12", "cat", "T1", "Tea", "", 5, "web", "United Kingdom", "", ""),
    (5, "2024-02-13", "", "T1", "Tea", "", 5, "till", "Finland", "", ""),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("known")
    shop = TestShop.new(folder / "shop", time_zone="Asia/Bangkok", currency="THB")
    shop.take_in(csv_file(folder / "a.csv", HEADER, LINES))
    return shop.folder.path


@pytest.fixture(scope="module")
def shop(folder: Path) -> Workspace:
    return TestShop(ShopFolder(folder)).open()


@pytest.mark.parametrize(
    "where",
    [
        ["country=united kingdom,(unknown)"],
        # Ann's second order went to France: no customer is from there, but the shop knows it.
        ["country=France", "channel=till", "first_channel!=shop"],
        ["coupon_first=yes,no", "coupon_first!=ten"],
        ["product=red mug,m1"],
        ["first_product=T1", "first_category=cups"],
        ["order_count=99+", "lifecycle=lapsed", "attribute:email_marketing=no"],
    ],
)
def test_what_anything_in_the_shop_has_is_let_pass(shop: Workspace, where: list[str]) -> None:
    check_values(shop, parse_where(where), EVERY_ORDER)


@pytest.mark.parametrize(
    ("where", "title", "hint"),
    [
        ("country=Atlantis", '"Atlantis" as country', "Most have: United Kingdom, Finland."),
        ("country!=Narnia", '"Narnia" as country', "Most have: United Kingdom, Finland."),
        ("country=France,Finnland", '"Finnland" as country', "Did you mean Finland?"),
        ("country=kingdom", '"kingdom"', "Did you mean United Kingdom?"),
        ("product=Cup", '"Cup" as product of any order', "Did you mean Red cup?"),
        ("channel=wep", '"wep" as channel of any order', "Did you mean web?"),
        ("coupon_first=TON", '"TON" as coupon', "take the filter away"),
        ("attribute:gender=male", '"male" as gender', "do not tell it"),
    ],
)
def test_a_value_that_nobody_has_is_refused_with_a_remedy(
    shop: Workspace, where: str, title: str, hint: str
) -> None:
    with pytest.raises(QuestionRefused) as refused:
        check_values(shop, parse_where([where]), EVERY_ORDER)
    assert refused.value.code == "segment_value_unknown"
    assert title in refused.value.title
    assert hint in refused.value.hint
    assert where in refused.value.detail


@pytest.mark.parametrize(
    ("scope", "hint"),
    [
        ("channel=webb", "Did you mean web?"),
        ("country!=Narnia", "Finland, United Kingdom, France"),
        ("category=cup", "Did you mean Cups?"),
        ("payment_method=cash", "do not tell it"),
    ],
)
def test_so_is_a_value_no_order_has(shop: Workspace, scope: str, hint: str) -> None:
    with pytest.raises(QuestionRefused) as refused:
        check_values(shop, EVERYONE, parse_scope([scope]))
    assert hint in refused.value.hint
    check_values(shop, EVERYONE, parse_scope(["channel=TILL", "coupon=yes", "product=t1"]))


def test_the_command_line_prints_the_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["retention", str(folder), "--from=2024-02-01", "--to=2024-02-12", "--window=12"]
    assert main([*asked, "--where=country=Atlantis"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "segment_value_unknown"
    assert main([*asked, "--scope=channel=web", "--where=country!=France"]) == 0


def test_near_are_first_those_written_alike_then_those_that_hold_the_text() -> None:
    known = ["RED MUG", "Mugs", "White mug, large", "Mug"]
    assert near_matches("mug", known) == ["Mug", "Mugs", "RED MUG"]
    assert near_matches("xyz", known) == []
