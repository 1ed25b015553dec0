"""While names are hidden, no page that can show people says who anybody is."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.import_support import TestShop, csv_file

ROOT = Path(__file__).parent.parent
HEADER = "Order ID,Date,Customer name,Email,Phone,Total,Product,Channel"
NAMES = ("Somsri", "Malee", "Nguyenova", "Arthit", "Kanya", "Linhova", "Preecha", "Hoaxova")
SECRETS = (*NAMES, "example.com", "8123456", "Sukhumvit")
# What opens lists of people: a page, and what its link says.
OPENED: tuple[tuple[str, dict[str, str]], ...] = (
    ("answers", {}),
    ("retention", {"who": "customers_end"}),
    ("compare", {}),
    ("cohorts", {}),
    ("what_if", {}),
    ("next_purchase", {}),
    ("lifecycle", {"stage": "lapsed"}),
    ("personas", {"part": "who"}),
    ("personas", {"part": "names", "persona": "champions"}),
    ("bright_spots", {"part": "quiet", "rule": "whales"}),
    ("bright_spots", {"part": "all", "rule": "whales"}),
    ("bright_spots", {"part": "apart"}),
    ("rfm", {"rfm_group": "champions"}),
    ("definitions", {}),
    ("landscape", {}),
    ("data", {}),
    ("watch", {}),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose every customer has a name, a mail and a phone; one is perhaps no person."""
    folder = tmp_path_factory.mktemp("masked")
    rows: list[str] = []
    for place, name in enumerate((*NAMES, "Test Testova")):
        for month in range(1, 2 + 8 * (place < 4 or name.startswith("Test"))):
            who = f"{name} Testrova,{name.split()[0].lower()}@example.com,+6681234567{place}"
            amount = 900 if place < 4 else 20
            rows.append(f"{len(rows) + 1},2025-{month:02}-{10 + place},{who},{amount},Tea,web")
    shop = TestShop.new(folder / "home" / "tea", time_zone="Asia/Bangkok", currency="THB")
    people = [
        f"{name.lower()}@example.com,{name} Testrova,female,34,Sukhumvit {place}"
        for place, name in enumerate(NAMES)
    ]
    shop.take_in(
        csv_file(folder / "orders.csv", HEADER, rows),
        csv_file(folder / "people.csv", "Email,Full name,Gender,Age,Company", people),
    )
    return folder / "home"


def secrets_on(app: AppTest) -> list[str]:
    """The words of the files that stand anywhere in what the browser gets."""
    sent = " ".join(str(each.proto) for block in (app.main, app.sidebar) for each in block)
    return [secret for secret in SECRETS if secret.lower() in sent.lower()]


def test_the_same_pages_do_name_people_when_nothing_is_hidden(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(home))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update({"part": "all", "rule": "whales"})
    app.run()
    app.switch_page("pages/bright_spots.py").run()
    assert {"Somsri", "example.com"} <= set(secrets_on(app))


def test_hidden_names_are_on_no_page(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(home))
    assert {name for name, _link in OPENED} == {path.stem for path in ROOT.glob("pages/*.py")}
    for name, link in OPENED:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params.update({"masked": "1"} | link)
        app.switch_page(f"pages/{name}.py").run()
        assert not app.exception, name
        assert app.header, name
        assert secrets_on(app) == [], (name, link)
