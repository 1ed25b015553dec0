"""Why a limit is missed, in words for the report."""

from bench.imports import IMPORTING
from bench.lines import CRR_BY_GRID

COHORTS = "cohorts by month"
SEGMENT = "a new segment, to the grid"
# Shown only where the limit was missed.
REASONS = {
    COHORTS: "the table is made from a grid of days × days, which costs the same milliseconds"
    " however many orders there are; with few orders the others take no longer either.",
    SEGMENT: "making the grid costs days², whatever the number of orders; only with millions of"
    " them does the query that it is compared with cost more.",
    CRR_BY_GRID: "the answer takes the same microseconds at every size; with few orders the other"
    " ways are fast, too.",
    IMPORTING: "reading is the smaller part: every row is checked, orders and persons are put"
    " together and the grids are built, in a process whose start alone costs small files a second.",
    "CRR of every day, every window": "some thousands of answers at once cost the same at every"
    " size; with few orders a single query is fast, too.",
    "start of the app to its first screen": "pandas, Altair and DuckDB take a second to load, and"
    " an empty page needs none of them; the rest is the shop's own first answers and a chart.",
    "another period, Retention": "what customers spent in the two periods is added up from every"
    " purchase day; the constant page asks nothing.",
    "another period, Compare": "two new periods ask the database who spent what in each, draw the"
    " customers a thousand times for the intervals and split the difference by groups; the constant"
    " page asks nothing.",
    "another cohort grain": "a new grain is a new picture of several hundred cells, made and sent"
    " whole; the constant page sends one it has.",
    "another cohort measure": "a new measure is a new picture of several hundred cells, made and"
    " sent whole; the constant page sends one it has.",
    "another window, Retention": "a new window changes nearly every number and two charts of the"
    " page, which are written anew; the constant page writes what it has.",
    "another period, Answers": "the bright spots of both periods are counted anew; the constant"
    " page asks nothing.",
}
