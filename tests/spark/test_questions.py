"""What the parity tests ask, checked where there is no Spark."""

import pytest

from tests.spark.questions import METRIC_FILES, NOT_ON_SPARK, questions


@pytest.mark.parametrize("name", METRIC_FILES)
def test_every_parameter_of_a_metric_file_has_a_value(name: str) -> None:
    assert list(questions(name))


def test_only_files_that_exist_are_excused() -> None:
    assert set(NOT_ON_SPARK) <= set(METRIC_FILES)
