"""Shops on both engines, made once for all tests of Spark."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # without Spark there is nothing to import
    from tests.spark.shops import OnBoth

LARGE_ORDERS = 100_000
# Compiling a question pays off on so many rows, and is what a warehouse does; conf/ turns it off.
COMPILED = {"spark.sql.codegen.wholeStage": "true", "spark.sql.codegen.factoryMode": "FALLBACK"}


@pytest.fixture(scope="session")
def set_g(tmp_path_factory: pytest.TempPathFactory) -> Iterator["OnBoth"]:
    from tests.spark.shops import on_both, shop_of_set_g

    both = on_both(shop_of_set_g(tmp_path_factory.mktemp("set_g")))
    yield both
    both.close()


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator["OnBoth"]:
    from tests.spark.shops import large_shop, on_both

    both = on_both(large_shop(tmp_path_factory.mktemp("large"), LARGE_ORDERS))
    for name, value in COMPILED.items():
        both.spark.session.conf.set(name, value)
    yield both
    both.close()
