"""Differences between groups, against hand-worked and published numbers."""

import numpy as np
import pytest

from lib.metrics.crosstab import UNKNOWN, benjamini_hochberg, crosstab, crosstab_of_counts

EXAMPLE = np.array([[60, 40], [45, 155], [95, 105]])


def test_the_worked_example() -> None:
    found = crosstab_of_counts(("a", "b", "c"), ("F", "M"), EXAMPLE)
    assert found.chi_square == pytest.approx(46.9, abs=0.05)
    assert found.cramers_v == pytest.approx(0.31, abs=0.005)
    assert found.residual[:, 0] == pytest.approx([4.56, -6.52, 2.80], abs=0.005)
    assert found.residual[:, 1] == pytest.approx(-found.residual[:, 0])
    assert found.lift[:, 0] == pytest.approx([1.50, 0.5625, 1.1875])
    assert found.q_value[:, 0] == pytest.approx([7.5e-6, 2.1e-10, 0.0052], rel=0.02)
    assert found.is_notable.all()


def test_published_p_values_are_adjusted_as_published() -> None:
    p_values = np.array([.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1])  # fmt: skip  # noqa: E501
    found = benjamini_hochberg(p_values)
    assert found[:5] == pytest.approx([0.0015, 0.0030, 0.0095, 0.0356, 0.0603], abs=5e-5)
    assert (found <= 0.05).sum() == 4
    shuffled = np.random.default_rng(1).permutation(15)
    assert benjamini_hochberg(p_values[shuffled]) == pytest.approx(found[shuffled])


def test_unknown_is_a_level_and_counts_against_the_coverage() -> None:
    values = np.array(["f", "m", None, ""] * 25, dtype=object)
    found = crosstab(np.zeros(100, dtype=np.int64), ("all",), values)
    assert found.levels == ("f", "m", UNKNOWN)
    assert found.coverage == 0.5


def test_small_cells_are_hidden() -> None:
    found = crosstab_of_counts(("a", "b"), ("x", "y"), np.array([[9, 91], [50, 50]]))
    assert found.is_hidden.tolist() == [[True, False], [False, False]]
    assert not found.is_notable[0, 0]


def test_rare_levels_stand_together() -> None:
    values = np.array([f"town {n:02}" for n in range(15) for _each in range(20 - n)], object)
    found = crosstab(np.zeros(len(values), dtype=np.int64), ("all",), values)
    assert len(found.levels) == 11
    assert found.counts.sum() == len(values)


@pytest.mark.parametrize("counts", [np.zeros((2, 2), dtype=int), np.array([[5, 0], [0, 0]])])
def test_empty_tables_say_nothing(counts: np.ndarray) -> None:
    found = crosstab_of_counts(("a", "b"), ("x", "y"), counts)
    assert not found.is_notable.any()
    assert found.chi_square == 0


def test_shuffled_labels_find_almost_nothing() -> None:
    random = np.random.default_rng(7)
    values = random.choice(np.array(["x", "y", "z"], object), 2000)
    found = [
        crosstab(random.integers(0, 6, 2000), tuple("abcdef"), values).is_notable.any()
        for _seed in range(60)
    ]
    assert sum(found) <= 8  # 5 % of tables may hold a false finding
