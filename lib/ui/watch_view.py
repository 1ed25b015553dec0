"""Where the numbers of the last screen came from: answers, queries, times, rows, engine."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from lib import formats
from lib.engines.sql_files import sql_text
from lib.i18n import _, ngettext
from lib.ui.screen_log import Asked, ScreenLog
from lib.watch import Query


def draw_watch(log: ScreenLog) -> None:
    """One sentence, one row per answer, one row per query, and the text of each query."""
    answers = _once(log.answers)
    new = [each for each in answers if each.is_new]
    st.markdown(_sentence(log, answers, new))
    st.subheader(_("Answers of the screen"))
    st.dataframe(_answers_table(answers), hide_index=True, width="stretch")
    st.caption(
        _(
            "CRR and its parts are no rows here: each is a handful of additions in the grid that"
            " read_retention_data made, and takes microseconds for any period and any window."
        )
    )
    queries = [(each.name, query) for each in answers for query in each.queries]
    queries += [(log.title, query) for query in log.queries]
    if queries:
        st.subheader(_("Queries behind them"))
        st.dataframe(_queries_table(queries), hide_index=True, width="stretch")
        _draw_texts(query.name for _answer, query in queries)


def _once(answers: list[Asked]) -> list[Asked]:
    """A screen asks for some answers many times; the first time tells what they cost."""
    found: dict[tuple[str, float], Asked] = {}
    for each in answers:
        found.setdefault((each.name, each.seconds), each)
    return list(found.values())


def _sentence(log: ScreenLog, answers: list[Asked], new: list[Asked]) -> str:
    asked = ngettext("{count} answer", "{count} answers", len(answers)).format(
        count=formats.count(len(answers))
    )
    return _(
        "The screen **{title}** took **{seconds} ms** to write. It is made of **{asked}**, of which"
        " **{kept}** came from memory; counting the others took **{counting} ms**."
    ).format(
        title=log.title,
        seconds=_milliseconds(log.seconds),
        asked=asked,
        kept=formats.count(len(answers) - len(new)),
        counting=_milliseconds(sum(each.seconds for each in new)),
    )


def _answers_table(answers: list[Asked]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Answer"): [_short(each.name) for each in answers],
            _("Now"): [_("counted") if each.is_new else _("from memory") for each in answers],
            _("Counting took, ms"): [_milliseconds(each.seconds) for each in answers],
            _("Queries"): [len(each.queries) for each in answers],
            _("Function"): [each.name for each in answers],
        }
    )


def _queries_table(queries: list[tuple[str, Query]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Query"): [query.name for _answer, query in queries],
            _("Took, ms"): [_milliseconds(query.seconds) for _answer, query in queries],
            _("Rows of the answer"): [query.rows for _answer, query in queries],
            _("Engine"): [query.engine for _answer, query in queries],
            _("Asked for"): [_short(answer) for answer, _query in queries],
        }
    )


def _draw_texts(names: Iterable[str]) -> None:
    with st.expander(_("The text of each query"), icon=":material/code:"):
        for name in dict.fromkeys(names):
            st.markdown(f"`lib/sql/{name}.sql`")
            st.code(sql_text(name), language="sql")


def _short(name: str) -> str:
    """The function's name in words: lib.metrics.rfm.fit_rfm is "fit rfm"."""
    return name.rpartition(".")[2].strip("_").replace("_", " ")


def _milliseconds(seconds: float) -> str:
    milliseconds = 1000 * seconds
    return f"{milliseconds:,.0f}" if milliseconds >= 10 else f"{milliseconds:.2g}"
