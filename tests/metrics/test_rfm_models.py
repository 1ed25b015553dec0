"""Limits that are kept, limits set by hand, other tools' groups, and who moved."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import QuestionRefused
from lib.metrics.rfm import fit_rfm, rfm
from lib.metrics.rfm_models import RfmModel, kept_model, own_model, scores_of
from lib.metrics.rfm_movement import NOT_THERE, migration, movement_between
from lib.metrics.rfm_presets import KLAVIYO, KLAVIYO_SCORES, PRESETS, SHOPIFY
from lib.metrics.rfm_scores import limits_of, score_by
from lib.metrics.whole_cents import cents_of_parts
from tests.import_support import TestShop, csv_file
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

AS_OF = date(2024, 12, 31)
# The R package's own cuts on its sample orders: 995 customers on 31 December 2006.
R_PACKAGE: dict[str, list[float]] = {
    "recency": [114, 180, 297, 481],
    "frequency": [8, 6, 5, 4],
    "revenue": [666, 506.4, 382, 255.8],
}


def arrays(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.sampled_from(list(PRESETS)))
def test_limits_give_every_value_the_score_of_its_rank(values: list[int], name: str) -> None:
    preset, found = PRESETS[name], np.array(values, dtype=float)
    for scoring, is_low_good in ((preset.recency, True), (preset.revenue, False)):
        limits = limits_of(scoring(found), found, is_low_good=is_low_good)
        assert list(score_by(found, limits, is_low_good=is_low_good)) == list(scoring(found))


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_score_is_in_exactly_one_group(name: str) -> None:
    preset = PRESETS[name]
    scores = np.array(list(product(range(1, preset.parts + 1), repeat=3)))
    places = preset.places(scores[:, 0], scores[:, 1], scores[:, 2])
    assert set(places.tolist()) == set(range(len(preset.groups)))


def test_klaviyos_help_lists_all_27_scores_once() -> None:
    listed = " ".join(KLAVIYO_SCORES.values()).split()
    assert len(listed) == len(set(listed)) == 27


def test_klaviyos_recency_is_counted_in_days() -> None:
    scores = PRESETS[KLAVIYO].recency(arrays(0, 180, 181, 365, 366))
    assert list(scores) == [3, 3, 2, 2, 1]


def test_shopifys_groups_set_recency_against_the_mean_of_the_other_two() -> None:
    preset = PRESETS[SHOPIFY]
    places = preset.places(*(np.array(s) for s in ([5, 4, 5, 3, 1, 2, 1], [5, 5, 1, 2, 5, 3, 1], [4, 4, 1, 2, 5, 4, 2])))  # fmt: skip  # noqa: E501
    assert [preset.groups[place] for place in places] == [
        "champions", "loyal", "new", "almost_lost", "previously_loyal", "at_risk", "dormant",
    ]  # fmt: skip


def test_the_r_packages_own_cuts_score_its_first_customers_as_published() -> None:
    empty = RfmModel("bright_spots", "2006-12-31", None, counts_orders=True)
    model = own_model(empty, **R_PACKAGE)
    # O'Reilly, Senger, Lesch, Murphy, Senger: days, orders, revenue
    measures = (arrays(205, 140, 194, 98, 132), arrays(6, 3, 4, 7, 5), arrays(472, 340, 405, 596, 448))  # fmt: skip  # noqa: E501
    scores = zip(*scores_of(model, measures), strict=True)
    assert ["".join(str(figure) for figure in each) for each in scores] == [
        "343", "412", "323", "544", "433",
    ]  # fmt: skip


@pytest.mark.parametrize("worse", [{"recency": [30, 30, 90, 120]}, {"revenue": [1, 2, 3, 4]}, {"frequency": [3, 2]}])  # fmt: skip  # noqa: E501
def test_limits_out_of_order_are_refused(worse: dict[str, list[float]]) -> None:
    empty = RfmModel("bright_spots", None, 730, counts_orders=False)
    with pytest.raises(QuestionRefused):
        own_model(empty, **(R_PACKAGE | worse))


def test_under_kept_limits_an_order_moves_its_customer_alone(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(golden_orders())
    model = fit_rfm(shop, AS_OF)
    before = rfm(shop, as_of=AS_OF, model=model)
    shop.draw([*golden_orders(), Order(3, AS_OF, 500), Order(3, AS_OF - timedelta(1), 500)])
    after = rfm(shop, as_of=AS_OF, model=model)
    moved = before.customer_ids[before.places != after.places]
    assert list(moved) == [3]


def test_movement_counts_every_customer_once(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(golden_orders())
    model = fit_rfm(shop, AS_OF)
    moves = movement_between(shop, date(2024, 6, 30), AS_OF, model)
    assert moves["customers"].sum() == 13
    # c09, c10, c11 and c12 came in the second half; c13 too, but first bought in January
    assert moves.loc[moves["was"] == NOT_THERE, "customers"].sum() == 4
    same = migration(shop, AS_OF, model, model)
    assert (same["was"] == same["is_now"]).all()


def test_a_segment_is_scored_by_the_whole_shop(tmp_path: Path) -> None:
    orders = [
        Order(n, AS_OF - timedelta(days=n), 10 + n, country="TH" if n % 3 else "VN")
        for n in range(1, 60)
    ]
    shop = DiagramShop.open(tmp_path).draw(orders)
    from lib.segment import parse_where

    whole = rfm(shop, as_of=AS_OF)
    parts = [rfm(shop, parse_where([f"country={name}"]), AS_OF) for name in ("TH", "VN")]
    for place, segment in enumerate(whole.segments):
        assert sum(part.segments[place].customers for part in parts) == segment.customers
        assert sum(part.segments[place].revenue for part in parts) == segment.revenue


def test_kept_limits_survive_an_import(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    header = "order_id,created_at,customer_id,amount"
    shop.take_in(csv_file(tmp_path / "a.csv", header, [f"{n},2024-01-{n:02},c{n},{n}" for n in range(1, 29)]))  # fmt: skip  # noqa: E501
    workspace = shop.open()
    model = fit_rfm(workspace, date(2024, 1, 28))
    workspace.keep("rfm", model.as_dict())
    workspace.close()
    shop.take_in(csv_file(tmp_path / "b.csv", header, ["99,2024-03-01,c99,1000"]))
    workspace = shop.open()
    assert kept_model(workspace) == model
    assert rfm(workspace, as_of=date(2024, 3, 1)).model == model
    for unreadable in ("", "[]", '{"preset": "of yesterday"}', "{"):
        (tmp_path / "shop" / "rfm.json").write_text(unreadable)
        assert kept_model(workspace) is None
    workspace.keep("rfm", None)
    assert kept_model(workspace) is None
    workspace.close()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-99999, 99999), st.integers(0, 4)), max_size=30))
def test_parts_add_up_to_the_rounded_whole(parts: list[tuple[int, int]]) -> None:
    amounts = np.array([steps / 10_000 for steps, _place in parts])
    places = np.array([place for _steps, place in parts], dtype=np.int64)
    cents = cents_of_parts(amounts, places, 5)
    whole = Decimal(sum(steps for steps, _place in parts)) / 10_000
    assert abs(sum(cents, Decimal(0)) - whole) <= Decimal("0.005")
    assert all(cent == cent.quantize(Decimal("0.01")) for cent in cents)
