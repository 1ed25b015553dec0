"""A rule of bright spots as a segment: the customers of its list, wherever it is asked."""

from datetime import date
from pathlib import Path

import pytest

from lib.errors import QuestionRefused
from lib.metrics.bright_spots import bright_spots
from lib.metrics.groups import resolved
from lib.metrics.purchase_columns import read_purchase_columns
from lib.segment import parse_where
from lib.segment.bright import Rule, RuleName, rule_of, written_rule
from lib.ui.remembered import Remembered
from tests.metrics.bright_shop import bright_shop
from tests.metrics.shop_diagrams import DiagramShop, golden_orders

YEAR_END = date(2024, 12, 31)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    made = bright_shop(Path(tmp_path_factory.mktemp("golden")), golden_orders())
    made.database.run("update customers set country = 'TH' where customer_id <= 6")
    return made


def members(shop: DiagramShop, *where: str) -> set[int]:
    segment = resolved(shop, parse_where(where), YEAR_END)
    return set(shop.arrays("metrics/segment_customers", segment=segment)["customer_id"].tolist())


@pytest.mark.parametrize(
    ("where", "customers"),
    [
        # Purchase days in the year: c01 and c04 five and four, c06 and c09 three.
        (["bright_spot=frequent:3"], {1, 4, 6, 9}),
        (["bright_spot=frequent:5"], {1}),
        (["bright_spot=frequent:3,WHALES"], {1, 4, 5, 6, 9}),
        (["bright_spot=whales"], {1, 5, 6, 9}),
        (["bright_spot!=whales"], {2, 3, 4, 7, 8, 10, 11, 12, 13}),
        (["bright_spot=frequent:3", "bright_spot!=whales"], {4}),
        # Of 810 of the first six 250, 150 and 135 reach the half; of the others' 610 180 and 125.
        (["bright_spot=whales", "country=TH"], {1, 5, 6}),
        (["bright_spot=whales", "country!=TH"], {7, 9}),
    ],
)
def test_a_rule_is_a_segment_of_the_customers_counted_by_hand(
    shop: DiagramShop, where: list[str], customers: set[int]
) -> None:
    assert members(shop, *where) == customers


@pytest.mark.parametrize("rule", [*RuleName, "frequent:2", "whales:0.35", "early:0.1", "fast:2"])
@pytest.mark.parametrize("where", [(), ("country=TH",)])
def test_list_segment_and_memory_hold_the_same_customers(
    shop: DiagramShop, rule: str, where: tuple[str, ...]
) -> None:
    among = parse_where(where)
    listed = set(bright_spots(shop, YEAR_END, among, rule_of(rule)).customer_ids.tolist())
    assert members(shop, *where, f"bright_spot={rule}") == listed
    columns = read_purchase_columns(shop)
    asked = (*where, f"bright_spot={rule}")
    remembered = resolved(Remembered(shop, lambda: columns), parse_where(asked), YEAR_END)
    assert remembered == resolved(shop, parse_where(asked), YEAR_END)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Whales: 0.40", Rule(RuleName.WHALES, 0.4)),
        ("frequent:6", Rule(RuleName.FREQUENT, 6)),
        ("champions", Rule(RuleName.CHAMPIONS)),
        ("early:.1", Rule(RuleName.EARLY, 0.1)),
    ],
)
def test_a_rule_is_read_as_written_and_written_as_read(written: str, meant: Rule) -> None:
    assert rule_of(written) == meant == rule_of(written_rule(meant))
    segment = parse_where([f"bright_spot={written}"])
    assert segment.as_arguments() == [f"bright_spot={written_rule(meant)}"]
    assert parse_where(segment.as_arguments()) == segment


@pytest.mark.parametrize("written", ["whale", "whales:0", "whales:50", "frequent:2.5",
                                     "champions:3", "fast:nan", ":1", "early:-1"])  # fmt: skip
def test_a_rule_nobody_knows_is_refused_with_the_rules_there_are(written: str) -> None:
    with pytest.raises(QuestionRefused, match="rule of bright spots") as refused:
        parse_where([f"bright_spot={written}"])
    assert "champions, frequent, fast, whales, early" in refused.value.detail


def test_a_rule_says_its_threshold_in_words() -> None:
    segment = parse_where(["bright_spot=whales,fast:0.6", "bright_spot!=frequent:6"])
    assert segment.describe() == (
        "customers whose rule of bright spots is Biggest spenders (50 % of the revenue) or Fast"
        " replenishers (at most 60 % of the usual time), and rule of bright spots is not Frequent"
        " (at least 6 purchase days in a year)"
    )
    assert segment.looks_ahead


def test_a_shop_without_customers_has_no_bright_spots(tmp_path: Path) -> None:
    empty = DiagramShop.open(tmp_path).draw([])
    with_nobody = resolved(empty, parse_where(["bright_spot=whales"]), None)
    assert not len(empty.arrays("metrics/segment_customers", segment=with_nobody)["customer_id"])
