"""What every test stands on: no shop of the person at the machine, one time zone, empty caches."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:  # the house is imported once the time zone below is set
    from tests.import_support import TestShop

ROOT = Path(__file__).parent.parent
BROWSER_TESTS = ROOT / "tests" / "e2e"

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

# Imports, apps and commands of the tests run in processes of their own, hundreds of them: where
# Python is told to keep no bytecode each would compile the whole house anew, a third of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The same examples on every run: a red test must mean a change, not luck.
settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shops made by a test lie in its own folder."""
    monkeypatch.setenv("BRIGHT_SPOTS_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def imported_set_g(tmp_path_factory: pytest.TempPathFactory) -> "TestShop":
    """The hand-worked shop, complete to the end of 2024; a test that changes it takes a copy."""
    from tests import set_g
    from tests.import_support import TestShop, csv_file

    folder = tmp_path_factory.mktemp("set_g")
    shop = TestShop.new(
        folder / "set-g",
        name="Set G",
        time_zone="Asia/Bangkok",
        currency="THB",
        complete_to="2024-12-31",
    )
    shop.take_in(csv_file(folder / "orders.csv", set_g.HEADER, set_g.rows()))
    return shop


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """Streamlit's caches are global: no test may see what another one computed."""
    yield
    streamlit = sys.modules.get("streamlit")
    if streamlit is not None:
        streamlit.cache_data.clear()
        streamlit.cache_resource.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a real browser come last: what is quick to find is found first."""
    items.sort(key=lambda item: BROWSER_TESTS in item.path.parents)
