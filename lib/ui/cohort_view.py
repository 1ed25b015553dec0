"""The cohort picture of the Cohorts page, the notes below it, and the table to take along."""

import streamlit as st

from lib import formats
from lib.charts.cohorts import SELECTION, HeatWords, heatmap_chart
from lib.export.safe_csv import safe_csv
from lib.glossary import term
from lib.i18n import _
from lib.metrics.cohort_grid import Attribute
from lib.metrics.cohort_inequality import cohort_inequality, lifetime_bounds
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_table import CHAINS, MARGINS, MONEY, SUMS, CohortTable, Measure, Share
from lib.metrics.intervals import wilson
from lib.ui import state
from lib.ui.cohort_answers import Cohorts, ask_change, margins_of_shop
from lib.ui.cohort_cells import heat_cells
from lib.ui.cohort_choices import MERGED_FROM, draw_switches
from lib.ui.cohort_people import open_cell
from lib.ui.cohort_words import ages_title, change_sentence, cohort_name
from lib.ui.explain import explain
from lib.ui.pictures import draw_chart, picture
from lib.ui.plain_text import plain


def headline(cohorts: Cohorts) -> str:
    """What changed, as far as an interval supports it; of personas what they cannot show."""
    if cohorts.choices.attribute is Attribute.PERSONA:
        return _(
            "Personas are made from all that customers did up to {as_of}, **coming back included**:"
            " see here how each persona came about, not who will stay."
        ).format(as_of=formats.day(cohorts.view.as_of))
    return change_sentence(ask_change(cohorts), cohorts.choices.question.grain)


def draw_heatmap(cohorts: Cohorts) -> None:
    """The picture with its pooled row, the notes below it, the two switches."""
    cells, labels = heat_cells(cohorts)
    choices = cohorts.choices
    key = f"heatmap_{abs(hash((choices, cohorts.view.segment, cohorts.workspace.key)))}"
    draw_chart(
        picture(heatmap_chart, cells, labels, _words(cohorts), is_rate=choices.is_rate),
        width="stretch",
        key=key,
        alt=_("{measure} by cohort and age; the table below has the same numbers").format(
            measure=term(f"cohort_{choices.measure.value}").label
        ),
        on_select=lambda: open_cell(cohorts, labels, key),
        selection_mode=SELECTION,
    )
    for note in _notes(cohorts):
        st.caption(note)
    sizes = [cohort.size for cohort in cohorts.table.cohorts]
    draw_switches(
        can_merge=any(size < MERGED_FROM for size in sizes) and len(sizes) > 1,
        can_show_all=len(cohorts.rows) < len(sizes) or cohorts.ages < cohorts.table.ages,
    )


def draw_download(cohorts: Cohorts) -> None:
    """Every cell that can be shown, not only those in view, as a safe file."""
    choices = cohorts.choices
    rows = table_rows(cohorts.table, choices.measure, choices.share, cohorts.spread)
    names = [_("Cohort"), _("Size"), _("Age"), term(f"cohort_{choices.measure.value}").label]
    st.download_button(
        _("Download this table (CSV)"),
        data=lambda: safe_csv(
            [*names, _("Complete"), _("Low"), _("High")], [list(row.values()) for row in rows]
        ),
        file_name=f"cohorts_{choices.question.grain.value}_{choices.measure.value}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _words(cohorts: Cohorts) -> HeatWords:
    measure = cohorts.choices.measure.value
    return HeatWords(
        ages=ages_title(cohorts.choices.question),
        cohort=term("cohort").label,
        age=_("Age"),
        value=term(f"cohort_{measure}").label,
        count="n",
        interval=term("interval").label,
        state=_("State"),
    )


def _notes(cohorts: Cohorts) -> list[str]:
    """What the ink means, and what the reader should not conclude."""
    notes = [
        _(
            "Hatched: unfinished, left out of colours and averages. Empty: not reached yet. The"
            " number after each name is how many customers were won. Click a cell to see them."
        )
    ]
    if cohorts.old_rows.intersection(cohorts.rows):
        notes.append(
            _(
                "A star: may contain old customers. They first bought so soon after the file begins"
                " that earlier purchases may be missing."
            )
        )
    if cohorts.choices.measure in (*SUMS, *CHAINS) and margins_of_shop(cohorts.view) is None:
        notes.append(
            _(
                "To see margin too, enter it among the settings on the Data page, or import a list"
                " of costs that names the goods of every month."
            )
        )
    sentences = (small_sentence(cohorts.table), inequality_sentence(cohorts))
    return [*notes, *(sentence for sentence in sentences if sentence)]


def inequality_sentence(cohorts: Cohorts) -> str:
    """Whether a mean of money speaks for most customers; "" for other measures and groups."""
    choices, view = cohorts.choices, cohorts.view
    if choices.measure not in MONEY or choices.attribute is not None:
        return ""
    grain, week_start = choices.question.grain, cohorts.workspace.settings.week_start
    asked = (cohort_inequality, cohorts.workspace, view.as_of, grain, view.segment, week_start)
    found = state.ask(*asked)
    if found.mean is None or found.median is None:
        return ""
    whole = _(
        "Of all customers together, one has spent {mean} on average so far, the middle one"
        " {median}."
    ).format(
        mean=formats.money(found.mean, cohorts.currency),
        median=formats.money(found.median, cohorts.currency),
    )
    if not found.top_heavy or choices.question.merge_below:
        return whole
    worst = found.top_heavy[0]
    heavy = _(
        "In {count} of {all} cohorts the 1 % who spend most bring more than 30 % of the revenue"
        " (most in {cohort}: {share}), so their means say little about the others."
    ).format(
        count=formats.count(len(found.top_heavy)),
        all=formats.count(found.cohorts),
        cohort=plain(cohort_name(worst.cohort, grain)),
        share=formats.rate(worst.share, 0),
    )
    return f"{whole} {heavy}"


def small_sentence(table: CohortTable) -> str:
    """What small cohorts lack, in words."""
    sizes = [cohort.size for cohort in table.cohorts]
    small = [size for size in sizes if size < MERGED_FROM]
    if not small:
        return ""
    least = min(small)
    low, high = wilson(round(0.3 * least), least) or (0.0, 1.0)
    return _(
        "{small} of {all} cohorts have fewer than {wanted} customers; the smallest lacks {missing}."
        " Of its {least} customers a rate of 30 % could be anything from {low} to {high}: rates of"
        " fewer than 30 customers are muted."
    ).format(
        small=formats.count(len(small)),
        all=formats.count(len(sizes)),
        wanted=MERGED_FROM,
        missing=formats.count(MERGED_FROM - least),
        least=formats.count(least),
        low=formats.rate(low, 0),
        high=formats.rate(high, 0),
    )


def describe(cohorts: Cohorts) -> str:
    """Whose cohorts, up to which day, and how their age is counted; one grey line."""
    question = cohorts.choices.question
    ages = (
        _("exact ages, {days} each").format(days=formats.days(question.step_days))
        if question.step_days
        else _("calendar ages")
    )
    return _("{segment} · data to {as_of} · {measure} · {ages}").format(
        segment=plain(cohorts.view.segment.describe()),
        as_of=formats.day(cohorts.view.as_of),
        measure=term(f"cohort_{cohorts.choices.measure.value}").label,
        ages=ages,
    )


def explain_cohorts(cohorts: Cohorts) -> None:
    """The definitions, the SQL and the values behind the picture."""
    choices = cohorts.choices
    keys = [
        *("cohort", f"cohort_{choices.measure.value}", "cohort_age", "cohort_complete"),
        *("cohort_pooled", "interval"),
    ]
    if choices.measure in MONEY and choices.attribute is None:
        keys.append("cohort_middle")
    if choices.measure is Measure.CUMULATIVE_MARGIN:
        keys.append("cohort_cac")
    if choices.attribute is Attribute.PERSONA:
        keys.append("cohort_persona")
    if choices.share is Share.PREVIOUS:
        keys.append("cohort_previous")
    parameters: dict[str, object] = {
        "grain": choices.question.grain.value,
        "attribute": choices.attribute.value if choices.attribute else "",
        "step_days": choices.question.step_days or 30,
        "week_start": cohorts.workspace.settings.week_start,
        "merge_below": choices.question.merge_below,
        "as_of": cohorts.view.as_of,
    }
    if "cohort_middle" in keys:
        parameters |= lifetime_bounds(cohorts.view.as_of)
    if choices.measure in MARGINS:
        rate = cohorts.workspace.settings.margin_rate
        parameters["margin"] = _("from lists of costs") if rate is None else float(rate)
    explain(keys, parameters, shows_grid_note=False)
