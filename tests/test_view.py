"""A view written into a link and read again is the same view."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import QuestionRefused
from lib.period import Grain, Period
from lib.segment import Condition, OrderCondition, Scope, Segment
from lib.view import View, days_of, days_text

PERIODS = st.builds(
    lambda first, length: Period(first, first + timedelta(days=length)),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 800),
)
VIEWS = st.builds(
    View,
    PERIODS,
    st.integers(1, 2000),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    PERIODS,
    st.lists(
        st.builds(
            Condition,
            st.sampled_from(["country", "product", "lifecycle"]),
            st.lists(st.sampled_from(["a", 'b, "c"', "=", "ชา", ""]), min_size=1, unique=True).map(
                tuple
            ),
            st.booleans(),
        ),
        max_size=3,
        unique_by=lambda each: (each.key, each.is_excluded),
    ).map(lambda found: Segment(tuple(found))),
    st.sampled_from(list(Grain)),
    st.lists(
        st.builds(
            OrderCondition,
            st.sampled_from(["channel", "product"]),
            st.lists(st.sampled_from(["a", 'b, "c"', "=", "ชา", ""]), min_size=1, unique=True).map(
                tuple
            ),
            st.booleans(),
        ),
        max_size=2,
        unique_by=lambda each: (each.key, each.is_excluded),
    ).map(lambda found: Scope(tuple(found))),
)


@settings(max_examples=50)
@given(VIEWS)
def test_a_link_reopens_the_same_view(view: View) -> None:
    assert View.from_query(view.to_query()) == view


def test_a_link_without_days_is_refused() -> None:
    with pytest.raises(QuestionRefused):
        View.from_query({"days": ["last week"]})


def test_days_stand_in_a_link_as_iso_days() -> None:
    period = Period(date(2024, 7, 1), date(2024, 9, 30))
    assert days_text(period) == "2024-07-01_2024-09-30"
    assert days_of(days_text(period)) == period
    assert days_of("2024-09-30_2024-07-01") is None
    assert days_of("tomorrow") is None
