"""Every metric file asked of set G on Apache Spark and on DuckDB, with every kind of segment."""

import pytest

from lib.engines.sql_files import sql_text
from lib.segment import Condition, CustomerSet, Segment, scoped
from tests.spark.questions import METRIC_FILES, questions

pytest.importorskip("pyspark", reason="Spark is not installed here; make test-spark installs it")

from tests.spark.parity import compare
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
