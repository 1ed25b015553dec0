"""One question put to both engines: the same rows, values and types."""

from typing import Any

import pytest

from tests.spark.questions import NOT_ON_SPARK, is_ordered
from tests.spark.shops import OnBoth


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
