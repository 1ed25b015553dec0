"""What was planted in the invented shops is found by import and app; chance is not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from lib.__main__ import main
from lib.commands.shop import totals_as_dict
from lib.metrics.bright_products import bright_products
from lib.metrics.bright_rules import Rule, RuleName
from lib.metrics.bright_spots import bright_bounds, bright_spot_customers, bright_spots
from lib.metrics.bright_traits import first_order_traits
from lib.metrics.intervals import newcombe_difference
from lib.metrics.persona_fit import fit_personas
from lib.metrics.personas import Persona, personas
from lib.metrics.quarantine import Reason, doubtful_customers
from lib.metrics.source import shop_days
from lib.ui.first_screen import samples
from lib.workspace import Workspace
from tests.import_support import TestShop
from tests.samples.sales import SAMPLES, TRUTHS

COFFEE, COSMETICS = TRUTHS["coffee_th"]["planted"], TRUTHS["cosmetics_vn"]["planted"]
GIFTS = TRUTHS["gifts_uk"]["planted"]


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Workspace]]:
    folder = tmp_path_factory.mktemp("samples")
    opened = {}
    for sample in samples():
        shop = TestShop.new(
            folder / sample.key, time_zone=sample.time_zone, currency=sample.currency
        )
        shop.take_in(*(SAMPLES / name for name in sample.files))
        opened[sample.key] = shop.open()
    yield opened
    for workspace in opened.values():
        workspace.close()


def answer_of(capsys: pytest.CaptureFixture[str], shop: Workspace, *words: str) -> dict[str, Any]:
    """What the command prints for a shop."""
    capsys.readouterr()
    command, *options = words
    assert main([command, str(shop.folder.path), *options]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("key", TRUTHS)
def test_an_import_counts_what_was_written_down(shops: dict[str, Workspace], key: str) -> None:
    found, truth = totals_as_dict(shops[key]), TRUTHS[key]["totals"]
    counted = ("orders", "valid_orders", "identified_orders", "first_ordered_on", "last_ordered_on")
    assert {name: found[name] for name in counted} == {name: truth[name] for name in counted}
    assert Decimal(found["revenue"]) == Decimal(truth["revenue"])
    # Two keys of one person are joined.
    assert found["customers"] == truth["people"]


def test_the_house_blend_makes_and_keeps_the_regulars_of_the_coffee_shop(
    shops: dict[str, Workspace], capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer_of(capsys, shops["coffee_th"], "bright-spots", "--rule", "champions")
    rhythms = {each["sku"]: each for each in found["replenishment"]}
    blend, kilo = COFFEE["house_blend"], COFFEE["kilo_bag"]
    assert abs(rhythms[blend["sku"]]["bright_median_days"] - blend["median_gap_days"]) <= 2
    assert abs(rhythms[kilo["sku"]]["bright_median_days"] - kilo["median_gap_days"]) <= 4
    assert not set(COFFEE["equipment"]["skus"]) & set(rhythms)

    entry = {each["sku"]: each for each in found["traits"] if each["trait"] == "product"}
    for sku in (blend["sku"], kilo["sku"]):
        assert entry[sku]["difference_low"] > 0.2
        assert entry[sku]["holds"]
    clear = [each["sku"] for each in found["products"] if each["is_finding"]]
    assert set(clear[:2]) == {blend["sku"], kilo["sku"]}


def test_coffee_personas_part_the_two_rhythms_of_the_regulars(shops: dict[str, Workspace]) -> None:
    found = personas_of(shops["coffee_th"])
    gaps = [each.median_gap_days for each in found if each.card.ladder == "champions"]
    for planted in (COFFEE["house_blend"], COFFEE["kilo_bag"]):
        assert any(gap and abs(gap - planted["median_gap_days"]) <= 3 for gap in gaps)


def test_the_planted_dummy_and_staff_are_found_and_nobody_else(
    shops: dict[str, Workspace],
) -> None:
    found = {
        key: {each.customer_key: each for each in doubtful_customers(shop)}
        for key, shop in shops.items()
    }
    assert {key: set(keys) for key, keys in found.items()} == {
        "coffee_th": set(),
        "cosmetics_vn": {"TIKTOK", "KH000042"},
        "gifts_uk": set(),
    }
    dummy, staff = found["cosmetics_vn"]["TIKTOK"], found["cosmetics_vn"]["KH000042"]
    assert dummy.order_count == COSMETICS["dummy_buyer"]["orders"]
    assert staff.order_count == COSMETICS["staff_account"]["orders"]
    assert Reason("dummy_name", 0) in dummy.reasons
    assert [reason.code for reason in staff.reasons] == ["busy_days", "many_orders"]


@pytest.mark.parametrize("name", list(RuleName))
def test_the_planted_accounts_are_bright_spots_by_no_rule(
    shops: dict[str, Workspace], name: RuleName
) -> None:
    shop = shops["cosmetics_vn"]
    # The dummy stopped in 2023, the member of staff in June 2025.
    for day in (date(2023, 12, 1), date(2025, 6, 1)):
        found = bright_spots(shop, day, rule=Rule(name))
        people = bright_spot_customers(shop, found)
        assert not {"TIKTOK", "KH000042"} & set(people["customer_key"])
        # Nobody there buys one product thirty times, so nobody buys it faster than usual.
        assert len(people) > 20 or name is RuleName.FAST


def test_cosmetics_regulars_are_a_persona_that_comes_about_every_six_weeks(
    shops: dict[str, Workspace],
) -> None:
    planted = COSMETICS["regulars"]
    regulars = max(personas_of(shops["cosmetics_vn"]), key=lambda each: each.share_of_revenue
                   if each.card.ladder == "champions" else 0)  # fmt: skip
    assert regulars.median_gap_days is not None
    assert abs(regulars.median_gap_days - planted["median_gap_days"]) <= 6
    assert abs(regulars.customers / planted["customers"] - 1) < 0.15


def test_the_loyalty_programme_shows_in_cohorts_and_in_the_years(
    shops: dict[str, Workspace], capsys: pytest.CaptureFixture[str]
) -> None:
    shop, planted = shops["gifts_uk"], GIFTS["loyalty_programme"]
    options = ("--grain", "quarter", "--measure", "repeat_rate", "--age", "days", "--step", "180")
    cells = answer_of(capsys, shop, "cohorts", *options)["rows"]
    assert planted["from"] == "2024-07-01"
    first = [each for each in cells if each["age"] == 1 and each["complete"]]
    sizes = dict.fromkeys((False, True), 0)
    back = dict.fromkeys((False, True), 0.0)
    for each in first:
        side = each["cohort"] >= "2024-Q3"
        sizes[side] += each["size"]
        back[side] += each["size"] * each["value"]
    before, after = (back[side] / sizes[side] for side in (False, True))
    assert before == pytest.approx(planted["second_order_chance_before"], abs=0.02)
    assert after == pytest.approx(planted["second_order_chance_after"], abs=0.03)

    for year, share in GIFTS["people_who_bought_the_year_before_and_again"].items():
        days = ("--from", f"{year}-01-01", "--to", f"{year}-12-31", "--as-of", "2025-12-31")
        found = answer_of(capsys, shop, "retention", *days, "--window", "365")
        assert found["retained_bought"] / found["customers_start"] == pytest.approx(share, abs=1e-3)
    years = ("--from", "2025-01-01", "--to", "2025-12-30", "--with-from", "2024-01-01")
    found = answer_of(capsys, shop, "compare", *years, "--with-to", "2024-12-31", "--window", "366")
    assert found["strict_crr_difference_low"] > 0.02


@pytest.mark.parametrize("key", ["coffee_th", "cosmetics_vn", "gifts_uk"])
def test_labels_at_random_teach_nothing(shops: dict[str, Workspace], key: str) -> None:
    shop = shops[key]
    day = shop_days(shop).as_of
    assert day is not None
    found = bright_spots(shop, day)
    known = shop.arrays("metrics/bright_buyers", bright_bounds(day))
    is_known = (known["tenure_days"] >= 90) & ~known["is_quarantined"].astype(bool)
    seeds = range(6)
    findings = 0
    for seed in seeds:
        draw = np.random.default_rng(seed)
        drawn = draw.choice(known["customer_id"][is_known], found.customers, replace=False)
        labelled = replace(found, customer_ids=np.sort(drawn))
        findings += bool(first_order_traits(shop, labelled).found)
        findings += any(each.is_finding for each in bright_products(shop, labelled))
    # Of 12 questions a false-discovery rate of 5 % lets one or two through.
    assert findings <= 2


def test_the_loyalty_programme_is_nothing_when_its_day_is_drawn_by_lot(
    shops: dict[str, Workspace],
) -> None:
    asked = {"ages": [180], "as_of": date(2025, 12, 30)}
    ((_age, customers, repeated),) = shops["gifts_uk"].rows("metrics/second_purchases", asked)
    late = customers // 4
    draw = np.random.default_rng(1)
    lucky = draw.hypergeometric(repeated, customers - repeated, late, size=2000)
    findings = 0
    for hits in lucky.tolist():
        found = newcombe_difference((hits, late), (repeated - hits, customers - late))
        assert found is not None
        findings += not found[0] <= 0 <= found[1]
    assert 0.02 < findings / len(lucky) < 0.08


def personas_of(shop: Workspace) -> tuple[Persona, ...]:
    """The personas of a shop, from few refits."""
    day = shop_days(shop).as_of
    return personas(shop, fit_personas(shop, day, refits=5), as_of=day).personas
