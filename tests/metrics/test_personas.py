"""Personas: found by behaviour, the same for any order of rows, adding up to the shop."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from lib.errors import QuestionRefused
from lib.metrics.groups import resolved
from lib.metrics.persona_assign import assign, customers_of_personas, rfm_cards
from lib.metrics.persona_attributes import persona_attributes, strongest
from lib.metrics.persona_clusters import choose, cluster, nearest
from lib.metrics.persona_features import dispersion
from lib.metrics.persona_fit import fit_personas
from lib.metrics.persona_model import PersonaModel, kept_personas
from lib.metrics.persona_names import named_after
from lib.metrics.persona_rules import fit_tree
from lib.metrics.personas import personas
from lib.period import Period
from lib.segment import parse_where
from lib.workspace import Workspace
from tests import set_g
from tests.import_support import TestShop, csv_file

AS_OF = date(2024, 12, 31)
HEADER = "order_id,created_at,customer_id,product,quantity,amount,discount,country"
REFITS = 5


def planted_rows(seed: int = 1) -> list[tuple[object, ...]]:
    """Three kinds of repeat buyers and one-time buyers, whose numbers are known."""
    draw = random.Random(seed)
    rows: list[tuple[object, ...]] = []

    def buy(customer: str, days_ago: int, product: str, quantity: int, amount: float) -> None:
        day = AS_OF - timedelta(days=days_ago)
        country = "TH" if customer < "m" else "VN"
        number = len(rows) + 1
        rows.append((number, day, customer, product, quantity, f"{amount:.2f}", 0, country))

    for n in range(60):  # often, little
        for place in range(12):
            buy(f"a{n}", 10 + 28 * place + draw.randint(0, 6), "Beans", 1, 10 + draw.random() * 2)
    for n in range(50):  # seldom, much
        for place in range(3):
            buy(f"n{n}", 60 + 200 * place + draw.randint(0, 30), "Hamper", 6, 200 + 30 * n / 50)
    for n in range(45):  # long ago
        for place in range(2):
            buy(f"x{n}", 800 + 40 * place + draw.randint(0, 20), "Mug", 2, 40 + draw.random() * 9)
    for n in range(80):
        buy(f"z{n}", 20 if n < 40 else 500, "Mug" if n % 2 else "Beans", 1, 15 + n)
    return rows


def imported(path: Path, rows: list[tuple[object, ...]]) -> Workspace:
    shop = TestShop.new(path / "shop", complete_to=AS_OF.isoformat())
    shop.take_in(csv_file(path / "orders.csv", HEADER, rows))
    return shop.open()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return imported(tmp_path_factory.mktemp("planted"), planted_rows())


@pytest.fixture(scope="module")
def model(shop: Workspace) -> PersonaModel:
    return fit_personas(shop, AS_OF, refits=REFITS)


def keys_of(shop: Workspace, ids: np.ndarray) -> set[str]:
    names = shop._database.rows("select customer_id, customer_key from customers")
    wanted = set(ids.tolist())
    return {key for customer_id, key in names if customer_id in wanted}


def test_the_planted_kinds_of_repeat_buyers_are_found(shop: Workspace, model: PersonaModel) -> None:
    found = [
        {
            key[0]
            for key in keys_of(shop, customers_of_personas(shop, model, {card.persona_id}, AS_OF))
        }
        for card in model.cards
        if card.ladder
    ]
    assert all(len(kinds) == 1 for kinds in found)
    assert set.union(*found) == {"a", "n", "x"}
    assert model.explained == 1.0


def test_customers_and_revenue_add_up_to_the_shop(shop: Workspace, model: PersonaModel) -> None:
    found = personas(shop, model, as_of=AS_OF)
    assert sum(each.customers for each in found.personas) == found.customers == 235
    total = shop._database.rows("select sum(lifetime_revenue) from customers")[0][0]
    assert sum(each.revenue for each in found.personas) == found.revenue
    assert abs(found.revenue - total) < Decimal("0.005")
    assert 5 <= len(found.personas) <= 10
    assert len({each.name for each in found.personas}) == len(found.personas)


def test_a_segment_moves_nobody_to_another_persona(shop: Workspace, model: PersonaModel) -> None:
    whole = assign(shop, model, as_of=AS_OF)
    part = assign(shop, model, parse_where(["country=VN"]), AS_OF)
    place_of = dict(zip(whole.customer_ids.tolist(), whole.places.tolist(), strict=True))
    assert 0 < len(part.customer_ids) < len(whole.customer_ids)
    assert [place_of[each] for each in part.customer_ids.tolist()] == part.places.tolist()


def test_other_rows_and_other_customer_numbers_give_the_same_personas(
    tmp_path: Path, shop: Workspace, model: PersonaModel
) -> None:
    names = [f"{kind}{n}" for kind in "anxz" for n in range(80)]
    others = dict(zip(names, random.Random(5).sample(names, len(names)), strict=True))
    rows = [(row[0], row[1], others[str(row[2])], *row[3:]) for row in planted_rows()]
    random.Random(3).shuffle(rows)
    other = imported(tmp_path, rows)
    again = fit_personas(other, AS_OF, refits=REFITS)
    assert again == model
    expected = {
        others[key] for key in keys_of(shop, customers_of_personas(shop, model, {"p1"}, AS_OF))
    }
    assert keys_of(other, customers_of_personas(other, again, {"p1"}, AS_OF)) == expected
    other.close()


def test_the_owner_chooses_how_many(shop: Workspace) -> None:
    for count in (5, 6):
        found = fit_personas(shop, AS_OF, count, refits=2)
        assert len(found.cards) == count + 1  # and the card of those set apart
    for count in (4, 11):
        with pytest.raises(QuestionRefused):
            fit_personas(shop, AS_OF, count)


def test_kept_personas_come_back_as_they_were(shop: Workspace, model: PersonaModel) -> None:
    named = model.with_card("p1", "  The regulars ", "Free coffee")
    shop.keep("personas", named.as_dict())
    assert kept_personas(shop) == named
    assert personas(shop, named, as_of=AS_OF).personas[0].name == "The regulars"
    for broken in ("{", "[]", '{"cards": 3}'):
        (shop.folder.path / "personas.json").write_text(broken)
        assert kept_personas(shop) is None
    shop.keep("personas", None)


def test_a_persona_has_the_same_customers_on_its_page_and_as_a_segment(
    shop: Workspace, model: PersonaModel
) -> None:
    shop.keep("personas", model.as_dict())
    sizes = {each.card.persona_id: each.customers for each in personas(shop, model).personas}
    for name, size in sizes.items():
        segment = resolved(shop, parse_where([f"persona={name}"]), AS_OF)
        inside = shop.arrays("metrics/segment_customers", {}, segment)["customer_id"].tolist()
        assert sorted(inside) == sorted(customers_of_personas(shop, model, {name}, AS_OF))
        assert len(inside) == size
    shop.keep("personas", None)


def test_finding_them_again_keeps_ids_colours_and_names(
    shop: Workspace, model: PersonaModel
) -> None:
    cards = [replace(card, colour=9 - card.colour) for card in model.cards]
    # As if an earlier fit had numbered them the other way round.
    names = {"p1": "p3", "p3": "p1"}
    cards = [
        replace(c, persona_id=names.get(c.persona_id, c.persona_id), name=f"My {c.persona_id}")
        for c in cards
    ]
    before = replace(model, cards=tuple(cards))
    again = fit_personas(shop, AS_OF, before=before, refits=2)
    assert {(c.persona_id, c.colour, c.name) for c in again.cards} == {
        (c.persona_id, c.colour, c.name) for c in before.cards
    }


def test_retention_of_personas_adds_up(shop: Workspace, model: PersonaModel) -> None:
    found = personas(
        shop, model, None or parse_where([]), AS_OF, Period(date(2024, 7, 1), AS_OF), 184
    )
    answers = [each.retention for each in found.personas]
    from lib.metrics.retention import read_retention_data, retention

    whole = retention(read_retention_data(shop, as_of=AS_OF), Period(date(2024, 7, 1), AS_OF), 184)
    for part in ("customers_start", "customers_end", "customers_new", "retained", "lost"):
        assert sum(getattr(each, part) for each in answers) == getattr(whole, part)


def test_too_few_repeat_buyers_fall_back_to_rfm_with_the_reason(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "g", time_zone="Asia/Bangkok", complete_to="2024-12-31")
    shop.take_in(csv_file(tmp_path / "g.csv", set_g.HEADER, set_g.rows()))
    workspace = shop.open()
    model = fit_personas(workspace, AS_OF)
    assert (model.kind, model.reason) == ("rfm", "too_few_repeaters")
    found = personas(workspace, model, as_of=AS_OF)
    assert sum(each.customers for each in found.personas) == 13
    assert found.revenue == Decimal("1420.00")
    # What the owner calls them, and does for them, outlasts another fit.
    first, *others = model.cards
    named = replace(model, cards=(replace(first, name="My best", action="A card"), *others))
    assert fit_personas(workspace, AS_OF, before=named) == named
    workspace.close()


def test_names_come_back_after_rfm_groups_stood_in_for_one_import(
    shop: Workspace, model: PersonaModel, tmp_path: Path
) -> None:
    few = imported(tmp_path, [row for row in planted_rows() if row[2] in ("a1", "a2", "z3", "z60")])
    cards = [replace(c, name=f"My {c.persona_id}", action="Write") for c in model.cards]
    mine = replace(model, cards=tuple(cards))

    stood_in = PersonaModel.from_dict(fit_personas(few, AS_OF, before=mine).as_dict())
    few.close()
    assert stood_in.kind == "rfm"
    names = {card.persona_id: card.name for card in stood_in.cards}
    assert names.pop("set_apart") == "My set_apart"
    assert not any(names.values())
    stood_in = stood_in.with_card("champions", "The best", "A card")

    again = PersonaModel.from_dict(fit_personas(shop, AS_OF, before=stood_in, refits=2).as_dict())
    assert again.kind == "clusters"
    assert [(c.persona_id, c.colour, c.name, c.action) for c in again.cards] == [
        (c.persona_id, c.colour, c.name, c.action) for c in mine.cards
    ]
    # And the names of the groups that stood in are there when they are needed once more.
    assert named_after(again, replace(stood_in, cards=rfm_cards())).cards == stood_in.cards


def test_noise_without_groups_is_not_called_stable() -> None:
    points = np.random.default_rng(2).normal(size=(1500, 8))
    assert choose([cluster(points, count, refits=6) for count in (6, 8)]) is None


def test_separate_clouds_are_found_again_in_any_order() -> None:
    draw = np.random.default_rng(4)
    points = np.vstack([draw.normal(at, 0.3, size=(100, 3)) for at in (0, 5, 10)])
    found = cluster(points, 3, refits=4)
    assert found.is_stable
    assert min(found.jaccard) > 0.99
    shuffled = cluster(points[draw.permutation(300)], 3, refits=4)
    assert np.array_equal(found.centres, shuffled.centres)
    assert sorted(np.bincount(nearest(points, found.centres)).tolist()) == [100, 100, 100]


def test_a_tree_tells_groups_apart_in_plain_units() -> None:
    labels = np.repeat([0, 1], 50)
    features = {"recency_days": np.concatenate([np.arange(50.0), np.arange(200.0, 250.0)])}
    found = fit_tree(features, labels, 2)
    assert found.accuracy == 1
    assert [(step.feature, step.is_above) for step in found.rules[0]] == [("recency_days", False)]
    assert 49 < found.rules[0][0].bound < 200


def test_a_habit_is_more_than_chance() -> None:
    draw = np.random.default_rng(3)
    of = np.full(2000, 4.0)
    assert dispersion(draw.binomial(4, 2 / 7, 2000).astype(float), of) == pytest.approx(1, abs=0.1)
    assert dispersion(np.repeat([0.0, 4.0], 1000), of) > 3
    assert dispersion(np.zeros(5), np.ones(5)) == 0


def test_customers_set_apart_have_a_card_of_their_own(shop: Workspace, model: PersonaModel) -> None:
    from lib.metrics.persona_features import read_behaviour

    behaviour = read_behaviour(shop, AS_OF, model.ground)
    apart = replace(behaviour, is_quarantined=behaviour.purchase_days > 11)
    found = assign(shop, model, as_of=AS_OF, behaviour=apart)
    assert model.cards[-1].persona_id == "set_apart"
    assert (found.places == len(model.cards) - 1).sum() == 60


def test_a_list_of_customers_says_who_a_persona_is(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop", complete_to=AS_OF.isoformat())
    shop.take_in(csv_file(tmp_path / "orders.csv", HEADER, planted_rows()))
    people = [f"a{n},{'female' if n < 50 else 'male'},1990-06-01" for n in range(60)]
    people += [f"n{n},{'female' if n < 10 else 'male'},1960-06-01" for n in range(50)]
    shop.take_in(csv_file(tmp_path / "people.csv", "Customer ID,Gender,Date of birth", people))
    workspace = shop.open()
    model = fit_personas(workspace, AS_OF, 5, refits=2)
    ids = tuple(card.persona_id for card in model.cards)
    tables = persona_attributes(workspace, assign(workspace, model, as_of=AS_OF), ids)
    regulars = next(card.persona_id for card in model.cards if card.ladder == "champions")
    found = {cell.attribute: cell for cell in strongest(tables, regulars, most=9)}
    assert found["gender"].level.casefold() == "female"
    assert found["gender"].lift == pytest.approx((50 / 60) / (60 / 110))
    assert found["birth_date"].level == "30s"
    assert tables["gender"].coverage == pytest.approx(110 / 235)
    workspace.close()
