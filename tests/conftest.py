"""What every test stands on: no shop of the person at the machine, one time zone, empty caches."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

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
