"""What a text column of dates means, decided for the whole column from all of its values.

No cell decides for itself: 03/04/2024 is read the way 25/04/2024 elsewhere in the column proves.
The work is SQL; Python sees only counts per way of writing (``lib/ingest/date_groups.py``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lib.engines.duck import Database
from lib.ingest.date_groups import DateGroup, date_groups, label, moment_sql
from lib.ingest.text_columns import checked_column, example_values

DAY_FIRST, MONTH_FIRST, MIXED = "day_first", "month_first", "mixed"
PARTS = ("year", "month", "day")
"""What a date in three columns stands in, in the order in which a mapping lists them."""
# One mistyped cell among a hundred does not make a column doubtful; one in ten does.
DOUBTFUL_SHARE = 0.05
# 60..79 is 2017..2036 in the Buddhist calendar; as 2060..2079 or 1969..1979 it is no shop's order.
SHORT_BUDDHIST_YEARS = (60, 79)


@dataclass(frozen=True)
class DateReading:
    """How a column of dates is read, with the evidence for it.

    ``is_proven`` is False when day-first and month-first fit equally well, or when the column
    contradicts itself (order "mixed") by more than stray cells: then someone has to say.
    """

    order: str
    is_proven: bool
    has_time: bool
    has_offset: bool
    is_buddhist: bool
    two_digit_year: bool
    formats: tuple[tuple[str, int], ...]
    unreadable: int
    examples: tuple[str, ...]
    sql: str

    @property
    def needs_time_zone(self) -> bool:
        """True when ``sql`` holds $time_zone, the shop's zone by its IANA name."""
        return "$time_zone" in self.sql


def read_dates(
    db: Database, table: str, column: str, *, forced_order: str | None = None
) -> DateReading:
    """Decide how to read ``column``; ``sql`` is an expression over it: TIMESTAMP, shop-local.

    Impossible dates and texts that are no dates give NULL and are counted as unreadable. Needs the
    macros of staging/macros. ``forced_order`` "day_first" or "month_first" settles the order.
    """
    checked_column(table, column)
    groups = date_groups(db, table, column, short_is_buddhist=False)
    short_is_buddhist = _short_years_are_buddhist(groups)
    if short_is_buddhist:
        groups = date_groups(db, table, column, short_is_buddhist=True)
    order, month_first, is_proven = _order(groups, forced_order)
    sql = moment_sql(groups, column, month_first=month_first, short_is_buddhist=short_is_buddhist)
    readable = [group for group in groups if group.readable(month_first=month_first)]
    unreadable = sum(group.rows - group.readable(month_first=month_first) for group in groups)
    return DateReading(
        order=order,
        is_proven=is_proven,
        has_time=any(group.has_time for group in readable),
        has_offset=any(group.has_offset for group in readable),
        is_buddhist=any(group.is_buddhist for group in readable),
        two_digit_year=any(group.is_short for group in readable),
        formats=_formats(readable, month_first),
        unreadable=unreadable,
        examples=_examples(db, table, column, sql) if unreadable else (),
        sql=sql,
    )


def with_time(date_sql: str, time_column: str) -> str:
    """The day of ``date_sql`` at the time of day written in another column, where it holds one.

    Needs what ``know_every_writing`` makes known.
    """
    return f"coalesce(({date_sql})::date + read_time({time_column}), {date_sql})"


def put_together(db: Database, parts: list[str], width: int) -> str:
    """Give work.staged one more column that holds the date whole; returns its name."""
    year, month, day = (f"regexp_replace(clean_text({part}), '\\.0$', '')" for part in parts)
    # Years of two figures are Buddhist from 60 on, as in a column of dates.
    long_year = f"""case
        when length({year}) <> 2 then {year}
        when {year} between '60' and '79' then concat('25', {year})
        else concat('20', {year})
    end"""
    name = f"c{width + 1}"
    db.run(
        f"""
        create or replace view work.staged as
        select
            *,
            case
                when {year} is null or {month} is null or {day} is null then null
                when regexp_full_match({month}, '\\d+')
                    then concat_ws('-', {long_year}, lpad({month}, 2, '0'), lpad({day}, 2, '0'))
                else concat_ws(' ', {day}, {month}, {long_year})
            end as {name}
        from work.source_rows
        """
    )
    return name


def _short_years_are_buddhist(groups: Sequence[DateGroup]) -> bool:
    lowest, highest = SHORT_BUDDHIST_YEARS
    years = [year for group in groups for year in (group.first_short, group.last_short) if year]
    return bool(years) and all(lowest <= int(year) <= highest for year in years)


def _order(groups: Sequence[DateGroup], forced: str | None) -> tuple[str, bool, bool]:
    """(order, month comes first, settled): from the values that only one order can explain."""
    doubtful = [group for group in groups if group.form == "dmy"]
    only_day = sum(group.day_first - group.both for group in doubtful)
    only_month = sum(group.month_first - group.both for group in doubtful)
    if not any(group.day_first or group.month_first for group in doubtful):
        return _order_without_doubt(groups), forced == MONTH_FIRST, True
    if forced in (DAY_FIRST, MONTH_FIRST):
        return forced, forced == MONTH_FIRST, True
    if only_day and only_month:
        is_stray = min(only_day, only_month) <= DOUBTFUL_SHARE * (only_day + only_month)
        return MIXED, only_month > only_day, is_stray
    if only_month:
        return MONTH_FIRST, True, True
    # 01/01, 02/02: the order is unknown but makes no difference.
    makes_no_difference = not any(group.differing for group in doubtful)
    return DAY_FIRST, False, bool(only_day) or makes_no_difference


def _order_without_doubt(groups: Sequence[DateGroup]) -> str:
    """The order of a column without 03/04 dates, by its most frequent way of writing."""
    counts: Counter[str] = Counter()
    for group in groups:
        if group.both:
            counts[{"serial": "excel_serial"}.get(group.form, group.form)] += group.both
    if not counts:
        return "none"
    commonest = counts.most_common(1)[0][0]
    if commonest == "epoch_ms":
        return "epoch"
    return commonest if commonest in ("excel_serial", "epoch") else "iso"


def _formats(groups: Sequence[DateGroup], month_first: bool) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[label(group, month_first=month_first)] += group.readable(month_first=month_first)
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _examples(db: Database, table: str, column: str, sql: str) -> tuple[str, ...]:
    # Whether a moment exists does not hang on the zone, so any zone will do here.
    return example_values(
        db,
        table,
        column,
        f"({sql}) is null and clean_text({column}) is not null",
        {"time_zone": "UTC"},
    )
