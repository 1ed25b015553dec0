"""Every metric file asked of 100,000 orders on Apache Spark and on DuckDB."""

import pytest

from lib.engines.sql_files import sql_text
from tests.spark.questions import METRIC_FILES, questions

pytest.importorskip("pyspark", reason="Spark is not installed here; make test-spark installs it")

from tests.spark.parity import compare
from tests.spark.shops import OnBoth


@pytest.mark.parametrize("name", METRIC_FILES)
def test_a_large_shop_has_the_same_answer_on_both_engines(name: str, large: OnBoth) -> None:
    compare(large, name, sql_text(f"metrics/{name}"), next(questions(name)))
