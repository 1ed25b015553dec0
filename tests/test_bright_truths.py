"""What was planted in the coffee shop is what its bright spots teach, by import and command."""

import json
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.ui.first_screen import samples
from tests.import_support import TestShop
from tests.samples.sales import SAMPLES, TRUTHS


def test_the_house_blend_makes_and_keeps_the_regulars_of_the_coffee_shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = next(each for each in samples() if each.key.startswith("coffee"))
    shop = TestShop.new(tmp_path / "coffee", time_zone=sample.time_zone, currency=sample.currency)
    shop.take_in(*(SAMPLES / name for name in sample.files))
    capsys.readouterr()
    assert main(["bright-spots", str(shop.folder.path), "--rule", "champions"]) == 0
    found = json.loads(capsys.readouterr().out)
    planted = TRUTHS["coffee_th"]["planted"]

    rhythms = {each["sku"]: each for each in found["replenishment"]}
    blend, kilo = planted["house_blend"], planted["kilo_bag"]
    assert abs(rhythms[blend["sku"]]["bright_median_days"] - blend["median_gap_days"]) <= 2
    assert abs(rhythms[kilo["sku"]]["bright_median_days"] - kilo["median_gap_days"]) <= 4
    assert not set(planted["equipment"]["skus"]) & set(rhythms)

    entry = {each["sku"]: each for each in found["traits"] if each["trait"] == "product"}
    for sku in (blend["sku"], kilo["sku"]):
        assert entry[sku]["difference_low"] > 0.2
        assert entry[sku]["holds"]
    clear = [each["sku"] for each in found["products"] if each["is_finding"]]
    assert set(clear[:2]) == {blend["sku"], kilo["sku"]}
