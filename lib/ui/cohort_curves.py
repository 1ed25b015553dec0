"""Cohorts compared as curves, and how one age developed from cohort to cohort."""

import numpy as np
import streamlit as st

from lib.charts.cohort_lines import AgePoint, CurvePoint, curves_chart, one_age_chart
from lib.i18n import _
from lib.metrics.cohort_grid import Attribute
from lib.metrics.cohort_table import Share
from lib.ui import state
from lib.ui.cohort_answers import Cohorts
from lib.ui.cohort_cells import SMALL_BELOW, denominators, is_given
from lib.ui.cohort_words import age_name, ages_title, count_text, value_text
from lib.ui.pictures import draw_chart, picture

CURVES, AT = "curves", "at"
MOST_CURVES, FEWEST_POINTS = 5, 2


def draw_curves(cohorts: Cohorts) -> None:
    """The chosen rows and all together, finished cells only."""
    table, choices = cohorts.table, cohorts.choices
    whole = {
        table.cohorts[row].label: row
        for row in cohorts.rows
        if table.is_complete[row, : cohorts.ages].sum() >= FEWEST_POINTS
    }
    if not whole:
        return
    st.subheader(_("How do cohorts compare?"))
    if any(label not in whole for label in st.session_state.get(CURVES, [None])):
        asked = st.query_params.get(CURVES, "").split("~")
        known = [label for label in asked if label in whole]
        st.session_state[CURVES] = known or _usual_curves(cohorts, list(whole))
    chosen = st.multiselect(
        _("Cohorts to compare"),
        list(whole),
        key=CURVES,
        max_selections=MOST_CURVES,
        format_func=lambda label: cohorts.name(whole[label]),
    )
    is_usual = chosen == _usual_curves(cohorts, list(whole))
    state.write_url(CURVES, "" if is_usual else "~".join(chosen))
    names = [_("All together"), *(cohorts.name(whole[label]) for label in chosen)]
    points = _pooled_curve(cohorts, names[0])
    for label, name in zip(chosen, names[1:], strict=True):
        points += _curve(cohorts, whole[label], name)
    draw_chart(
        picture(
            curves_chart,
            points,
            names,
            ages=ages_title(choices.question),
            count="n",
            is_rate=choices.is_rate or choices.share is Share.PREVIOUS,
        ),
        width="stretch",
        key="curves",
        alt=_("A line per cohort over its ages, finished cells only"),
    )
    st.caption(
        _("Only finished cells are on a line. Late ages of all together are of old cohorts only.")
    )


def draw_one_age(cohorts: Cohorts) -> None:
    """One column of the picture from top to bottom: is it getting better?"""
    table, choices, values = cohorts.table, cohorts.choices, cohorts.values
    is_known = table.is_complete & ~np.isnan(values)
    ages = [
        age
        for age in range(1 if is_given(choices) else 0, cohorts.ages)
        if is_known[list(cohorts.rows), age].sum() >= FEWEST_POINTS
    ]
    if not ages:
        return
    st.subheader(_("How did one age develop?"))
    if st.session_state.get(AT) not in ages:
        asked = st.query_params.get(AT, "")
        usual = 1 if 1 in ages else ages[0]
        is_offered = asked.isdigit() and int(asked) in ages
        st.session_state[AT] = int(asked) if is_offered else usual
    age = st.selectbox(
        _("Age"), ages, key=AT, format_func=lambda each: age_name(choices.question, each)
    )
    state.write_url(AT, str(age) if age != 1 else "")
    bases = denominators(table, choices.measure)
    numerators = table.numerators(choices.measure)
    points = []
    for row in cohorts.rows:
        if is_known[row, age]:
            numerator, base = float(numerators[row, age]), int(bases[row, age])
            points.append(
                AgePoint(
                    cohorts.name(row),
                    float(values[row, age]),
                    float(cohorts.bounds.low[row, age]),
                    float(cohorts.bounds.high[row, age]),
                    bool(table.base[row, age] < SMALL_BELOW),
                    value_text(float(values[row, age]), choices, cohorts.currency),
                    count_text(numerator, base, choices, cohorts.currency),
                )
            )
    pooled = float(cohorts.pooled.values[age])
    draw_chart(
        picture(
            one_age_chart,
            points,
            None if np.isnan(pooled) else pooled,
            count="n",
            is_rate=choices.is_rate or choices.share is Share.PREVIOUS,
        ),
        width="stretch",
        key="one_age",
        alt=_("The chosen age of every cohort, with its interval"),
    )
    st.caption(
        _(
            "Each dot is a finished cell, the bar its 95 % interval, the dashed line all cohorts"
            " together. Differences inside the bars may be chance."
        )
        if (choices.is_rate or cohorts.spread) and choices.attribute is not Attribute.PERSONA
        else _("Each dot is a finished cell, the dashed line all cohorts together.")
    )


def _usual_curves(cohorts: Cohorts, labels: list[str]) -> list[str]:
    """The newest with something to show, and the one a year, or a few cohorts, before."""
    if cohorts.choices.attribute is not None:
        return labels[:3]
    return [labels[0], labels[-1]] if len(labels) < 4 else [labels[-3], labels[len(labels) // 2]]


def _curve(cohorts: Cohorts, row: int, name: str) -> list[CurvePoint]:
    table, choices = cohorts.table, cohorts.choices
    values = cohorts.values[row]
    numerators = table.numerators(choices.measure)[row]
    bases = denominators(table, choices.measure)[row]
    return [
        CurvePoint(
            name,
            age,
            float(values[age]),
            value_text(float(values[age]), choices, cohorts.currency),
            count_text(float(numerators[age]), int(bases[age]), choices, cohorts.currency),
        )
        for age in range(1 if is_given(choices) else 0, cohorts.ages)
        if table.is_complete[row, age] and not np.isnan(values[age])
    ]


def _pooled_curve(cohorts: Cohorts, name: str) -> list[CurvePoint]:
    choices, pooled = cohorts.choices, cohorts.pooled
    return [
        CurvePoint(
            name,
            age,
            float(pooled.values[age]),
            value_text(float(pooled.values[age]), choices, cohorts.currency),
            _("{number} cohorts").format(number=int(pooled.cohorts[age])),
        )
        for age in range(1 if is_given(choices) else 0, cohorts.ages)
        if pooled.cohorts[age] and not np.isnan(pooled.values[age])
    ]
