"""The pages on RFM groups and personas show what the functions computed, and keep what is typed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.metrics.persona_model import kept_personas
from lib.metrics.rfm_models import kept_model
from tests.import_support import TestShop

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture
def shop(imported_set_g: TestShop, tmp_path: Path) -> TestShop:
    return imported_set_g.copied_to(tmp_path / "home" / "set-g")


def test_rfm_groups_open_their_customers_and_keep_their_limits(shop: TestShop) -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.query_params["rfm_group"] = "champions"
    app.switch_page("pages/rfm.py").run()
    assert not app.exception
    groups = next(f.value for f in app.dataframe if "share" in f.value.columns)
    assert groups["customers"].sum() == 13
    assert groups["revenue"].sum() == pytest.approx(1420)
    people = next(f.value for f in app.dataframe if "customer_key" in f.value.columns)
    champions = groups.loc[groups["group"] == "Champions", "customers"].item()
    assert len(people) == champions > 0
    workspace = shop.open()
    assert kept_model(workspace) is not None
    workspace.close()


def test_a_small_shop_sees_rfm_groups_as_personas_and_may_name_them(shop: TestShop) -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.switch_page("pages/personas.py").run()
    assert not app.exception
    assert any("Too few customers" in info.value for info in app.info)
    app.text_input(key="persona_name_champions").set_value("My *best*")
    app.text_area(key="persona_plan_champions").set_value("A card")
    app.button(key="persona_keep_champions").click().run()
    assert not app.exception
    shown = " ".join(markdown.value for markdown in app.markdown)
    assert "My \\*best\\*" in shown
    assert "A card" in shown
    workspace = shop.open()
    kept = kept_personas(workspace)
    workspace.close()
    assert kept is not None
    assert "My *best*" in {card.name for card in kept.cards}
