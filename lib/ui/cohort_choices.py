"""What a reader chooses on the Cohorts page; the URL holds all of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from lib.i18n import _
from lib.metrics.cohort_grid import Attribute
from lib.metrics.cohort_table import MARGINS, MEANS, RATES, Measure, Share, usual_share
from lib.metrics.cohorts import CohortQuestion
from lib.period import Grain
from lib.ui import state

BY, SHOW, AGES, AS, MERGE, ALL = "by", "show", "ages", "as", "merge", "all"
MERGED_FROM = 200
MEASURES = (
    *(*RATES, Measure.ORDERS, Measure.REVENUE, Measure.AVERAGE_ORDER_VALUE),
    Measure.CUMULATIVE_REVENUE,
)
STEPS = (0, 7, 30, 90)
MENU_WIDTH = 170  # two side by side on a phone
Option = TypeVar("Option", bound=str)


@dataclass(frozen=True)
class CohortChoices:
    """The question, and which number of each cell to print."""

    question: CohortQuestion
    attribute: Attribute | None
    measure: Measure
    share: Share
    shows_all: bool

    @property
    def is_rate(self) -> bool:
        """A share of the cohort: coloured in the fixed bands."""
        return self.measure in RATES and self.share is Share.COHORT


def choose_cohorts(attributes: Sequence[Attribute], *, has_margin: bool) -> CohortChoices:
    """Four short menus in a row, two by two on a phone; margin only where it is known."""
    names = _by_names()
    measures = (*MEASURES, *MARGINS) if has_margin else MEASURES
    offered = [*(grain.value for grain in Grain), *(each.value for each in attributes)]
    with st.container(horizontal=True):
        by = _choose(_("Cohorts by"), BY, offered, Grain.MONTH.value, names.get)
        measure = Measure(
            _choose(
                _("Show"),
                SHOW,
                [each.value for each in measures],
                Measure.RETENTION.value,
                _measure_names().get,
            )
        )
        step = _choose(_("Age counted in"), AGES, [str(each) for each in STEPS], "0", _step_name)
        share = _choose_share(measure)
    is_grain = by in list(Grain)
    grain = Grain(by) if is_grain else Grain.MONTH
    merge = st.session_state.get(MERGE, st.query_params.get(MERGE) == "1")
    return CohortChoices(
        CohortQuestion(grain, int(step), MERGED_FROM if merge else 0),
        None if is_grain else Attribute(by),
        measure,
        share,
        st.session_state.get(ALL, st.query_params.get(ALL) == "1"),
    )


def draw_switches(*, can_merge: bool, can_show_all: bool) -> None:
    """Under the picture: join small cohorts, show everything. Each only where it does something."""
    switches = [
        (MERGE, _("Join cohorts until each has {number} customers").format(number=MERGED_FROM)),
        (ALL, _("Show up to 60 cohorts and 60 ages")),
    ]
    wanted = [can_merge, can_show_all]
    for (key, label), is_wanted in zip(switches, wanted, strict=True):
        if is_wanted or st.session_state.get(key):
            if key not in st.session_state:
                st.session_state[key] = st.query_params.get(key) == "1"
            state.write_url(key, "1" if st.toggle(label, key=key) else "")


def _choose_share(measure: Measure) -> Share:
    usual = usual_share(measure)
    if measure in MEANS:
        offered = [Share.TOTAL, Share.PREVIOUS]
    else:
        offered = [usual, *(each for each in Share if each is not usual)]
    per_customer = _("% of the cohort") if measure in RATES else _("Per customer won")
    names = {
        Share.TOTAL: _("Customers") if measure in RATES else _("Amount"),
        Share.COHORT: per_customer,
        Share.PREVIOUS: _("% of the age before"),
    }
    chosen = _choose(
        _("As"), AS, [each.value for each in offered], usual.value, lambda key: names[Share(key)]
    )
    return Share(chosen)


def _choose(
    label: str,
    key: str,
    offered: list[Option],
    usual: Option,
    name_of: Callable[[str], str | None],
) -> Option:
    """A menu whose choice survives in the URL; what is no longer offered falls back."""
    if st.session_state.get(key) not in offered:
        asked = st.query_params.get(key)
        st.session_state[key] = next((each for each in offered if each == asked), usual)
    chosen: Option = st.selectbox(
        label,
        offered,
        key=key,
        width=MENU_WIDTH,
        format_func=lambda each: name_of(each) or each,
    )
    state.write_url(key, chosen if chosen != usual else "")
    return chosen


def _measure_names() -> dict[str, str]:
    """Short enough for a menu; the glossary has the long names."""
    return {
        Measure.RETENTION.value: _("Bought at this age"),
        Measure.REPEAT_RATE.value: _("Back by this age"),
        Measure.UNBOUNDED_RETENTION.value: _("Then or later"),
        Measure.ORDERS.value: _("Orders"),
        Measure.REVENUE.value: _("Revenue"),
        Measure.AVERAGE_ORDER_VALUE.value: _("Order value"),
        Measure.CUMULATIVE_REVENUE.value: _("Revenue so far each"),
        Measure.MARGIN.value: _("Margin"),
        Measure.CUMULATIVE_MARGIN.value: _("Margin so far each"),
    }


def _step_name(step: str) -> str:
    return _("Calendar steps") if step == "0" else _("Own {number} days").format(number=step)


def _by_names() -> dict[str, str]:
    return {
        Grain.WEEK.value: _("Week"),
        Grain.MONTH.value: _("Month"),
        Grain.QUARTER.value: _("Quarter"),
        Grain.YEAR.value: _("Year"),
        Attribute.FIRST_CHANNEL.value: _("First channel"),
        Attribute.FIRST_PRODUCT.value: _("First product"),
        Attribute.FIRST_CATEGORY.value: _("First category"),
        Attribute.FIRST_COUPON.value: _("First coupon"),
        Attribute.COUNTRY.value: _("Country"),
        Attribute.PERSONA.value: _("Persona"),
    }
