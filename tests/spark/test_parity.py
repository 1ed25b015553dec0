"""Every metric file asked on Apache Spark and on DuckDB: the same rows, values and types."""

from typing import Any

import pytest

from lib.engines.sql_files import sql_text
from lib.segment import Condition, CustomerSet, Segment, scoped
from tests.spark.questions import METRIC_FILES, NOT_ON_SPARK, is_ordered, questions

pytest.importorskip("pyspark", reason="Spark is not installed here; make test-spark installs it")

from tests.spark.shops import OnBoth

# Customers 1, 3 and 10 by number, as a group of customers is bound.
GROUP = CustomerSet(bytes([0b01010000, 0b00100000]))
SEGMENTS = (
    Segment((Condition("order_value", ("30-60",)), Condition("country", ("x",), is_excluded=True))),
    Segment((Condition("rfm_segment", ("champions",), customers=GROUP),)),
    Segment((Condition("product", ("Product S7",)), Condition("attribute:gender", ("male", "")))),
)
IN_VIEW = tuple(name for name in METRIC_FILES if "_in_view as (" in sql_text(f"metrics/{name}"))


@pytest.mark.parametrize("name", METRIC_FILES)
def test_set_g_has_the_same_answer_on_both_engines(name: str, set_g: OnBoth) -> None:
    for parameters in questions(name):
        compare(set_g, name, sql_text(f"metrics/{name}"), parameters)


@pytest.mark.parametrize("name", METRIC_FILES)
def test_a_large_shop_has_the_same_answer_on_both_engines(name: str, large: OnBoth) -> None:
    compare(large, name, sql_text(f"metrics/{name}"), next(questions(name)))


@pytest.mark.parametrize("name", IN_VIEW)
def test_a_segment_has_the_same_answer_on_both_engines(name: str, set_g: OnBoth) -> None:
    """Each kind of clause meets some of the files, and each file one kind."""
    segment = SEGMENTS[IN_VIEW.index(name) % len(SEGMENTS)]
    sql, values = scoped(sql_text(f"metrics/{name}"), segment)
    compare(set_g, name, sql, next(questions(name)) | values)


def test_every_form_of_an_answer_has_the_same_types_on_both_engines(set_g: OnBoth) -> None:
    sql = sql_text("metrics/retention_customers")
    parameters = next(questions("retention_customers"))
    found, expected = (each.frame(sql, parameters) for each in (set_g.spark, set_g.duck))
    assert found.equals(expected)
    assert list(found.dtypes) == list(expected.dtypes)
    grids = [each.arrays(sql_text("metrics/cohort_days")) for each in (set_g.spark, set_g.duck)]
    assert {name: values.dtype for name, values in grids[0].items()} == {
        name: values.dtype for name, values in grids[1].items()
    }


def compare(both: OnBoth, name: str, sql: str, parameters: dict[str, Any]) -> None:
    """The same rows; in the same order where the file promises one."""
    if name in NOT_ON_SPARK:
        pytest.xfail(NOT_ON_SPARK[name])
    expected, found = both.duck.rows(sql, parameters), both.spark.rows(sql, parameters)
    if not is_ordered(name):
        expected, found = sorted(expected, key=repr), sorted(found, key=repr)
    assert len(found) == len(expected), parameters
    for ours, theirs in zip(found, expected, strict=True):
        assert all(map(is_same, ours, theirs)), (ours, theirs, parameters)


def is_same(ours: Any, theirs: Any) -> bool:
    """Equal in value and type; sums of floating-point numbers but for the order of adding."""
    if type(ours) is not type(theirs):
        return False
    if isinstance(ours, float):
        return ours == pytest.approx(theirs, rel=1e-9, abs=1e-12, nan_ok=True)
    return bool(ours == theirs)
