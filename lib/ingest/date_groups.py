"""The values of a date column counted by how they are written, and the SQL that reads them all."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.date_forms import (
    FAST_FORMS,
    cast_by_name_sql,
    fast_name_sql,
)

# Whether a moment exists does not hang on the zone, so counting may use any.
_ANY_ZONE = "'UTC'"
_MOMENTS_SINCE_1970 = ("epoch", "epoch_ms")


@dataclass(frozen=True)
class DateGroup:
    """Cells written alike. ``day_first`` and ``month_first`` count those that are dates that way.

    ``fast_name`` is a name of FAST_FORMS or "other"; ``both`` are dates either way, ``differing``
    those whose two readings are different days.
    """

    fast_name: str
    form: str
    separator: str
    has_time: bool
    has_offset: bool
    is_buddhist: bool
    is_short: bool
    rows: int
    day_first: int
    month_first: int
    both: int
    differing: int
    first_short: str | None
    last_short: str | None

    def readable(self, *, month_first: bool) -> int:
        """How many cells are dates in that order."""
        return self.month_first if month_first else self.day_first


def date_groups(
    db: Database, table: str, column: str, *, short_is_buddhist: bool
) -> list[DateGroup]:
    """Every non-empty cell in exactly one group; what is no date at all has the form ""."""
    rows = db.rows(_counted(_fast_cells(table, column)))
    groups = [DateGroup(*row) for row in rows if row[0] != "other"]
    if len(groups) < len(rows):
        know_every_writing(db)
        others = db.rows(_counted(_other_cells(table, column, _sql_flag(short_is_buddhist))))
        groups += [DateGroup(*row) for row in others]
    return groups


def know_every_writing(db: Database) -> None:
    """Make known the macros for dates and times in any writing.

    Ordinary dates do without them, and a small export is imported a tenth faster.
    """
    db.know_macros("staging/date_macros")
    db.know_macros("staging/moment_macros")


def moment_sql(
    groups: Sequence[DateGroup], column: str, *, month_first: bool, short_is_buddhist: bool
) -> str:
    """One expression for the column: a cast per ordinary form, the macro for the rest."""
    names = {group.fast_name for group in groups}
    fast = [form for form in FAST_FORMS if form.name in names]
    if len(fast) == 1 and len(names) == 1:
        return fast[0].sql(column, month_first=month_first)
    branches = [
        f"when {form.matches(column)} then {form.sql(column, month_first=month_first)}"
        for form in fast
    ]
    others = [group for group in groups if group.fast_name == "other"]
    general = "null::timestamp"
    if any(group.readable(month_first=month_first) for group in others):
        shifts = any(group.has_offset or group.form in _MOMENTS_SINCE_1970 for group in others)
        orders = f"{_sql_flag(month_first)}, {_sql_flag(short_is_buddhist)}"
        general = f"read_moment({column}, {orders}, {'$time_zone' if shifts else _ANY_ZONE})"
    return f"case {' '.join(branches)} else {general} end" if branches else general


def label(group: DateGroup, *, month_first: bool) -> str:
    """The way of writing, for the screen: "DD/MM/YYYY hh:mm"."""
    year = "YY" if group.is_short else "YYYY"
    parts = ("MM", "DD", year) if month_first else ("DD", "MM", year)
    words = {
        "ymd": "YYYY-MM-DD",
        "dmy": group.separator.join(parts),
        "named": _("day, month as a word, {year}").format(year=year),
        "thai": _("day, month as a word, {year}").format(year=year),
        "compact": "YYYYMMDD",
        "serial": _("day number of a spreadsheet"),
        "epoch": _("seconds since 1970"),
        "epoch_ms": _("milliseconds since 1970"),
    }
    text = words[group.form]
    if group.has_time and group.form not in ("serial", *_MOMENTS_SINCE_1970):
        text += " hh:mm"
    if group.has_offset:
        text += " +hh:mm"
    return _("{format} (Buddhist year)").format(format=text) if group.is_buddhist else text


def _sql_flag(flag: bool) -> str:
    return "true" if flag else "false"


def _counted(cells: str) -> str:
    """One row per DateGroup out of one row per cell."""
    kind = "name, form, separator, has_time, has_offset, is_buddhist, is_short"
    return f"""
        select
            {kind},
            count(*),
            count(day_first),
            count(month_first),
            count(day_first) filter (month_first is not null),
            count(*) filter (day_first <> month_first),
            min(short_year),
            max(short_year)
        from ({cells})
        group by {kind}
        order by {kind}
    """


def _fast_cells(table: str, column: str) -> str:
    doubtful = [form for form in FAST_FORMS if form.month_first_cast]
    forms = " ".join(f"when '{form.name}' then '{form.form}'" for form in FAST_FORMS)
    day_first = cast_by_name_sql(column, "name", FAST_FORMS, month_first=False, zone=_ANY_ZONE)
    month_first = cast_by_name_sql(column, "name", doubtful, month_first=True, zone=_ANY_ZONE)
    # A cast that fails is ten times dearer than one that works: ask the patterns first.
    return f"""
        select
            name,
            case name {forms} end as form,
            case
                when not is_doubtful then ''
                when contains({column}, '/') then '/'
                when contains({column}, '.') then '.'
                else '-'
            end as separator,
            contains({column}, ':') or (name = 'serial' and contains({column}, '.')) as has_time,
            name = 'zoned' as has_offset,
            starts_with(name, 'buddhist') as is_buddhist,
            name = 'short_year' as is_short,
            case
                when not is_doubtful or regexp_matches({column}, '[/.-](?:0?\\d|1[0-2])[/.-]')
                    then {day_first}
            end as day_first,
            case
                when not is_doubtful then {day_first}
                when regexp_matches({column}, '^(?:0?\\d|1[0-2])[/.-]') then {month_first}
            end as month_first,
            null as short_year
        from (
            select *, name in ({", ".join(repr(form.name) for form in doubtful)}) as is_doubtful
            from (
                select {column}, {fast_name_sql(column)} as name
                from {table}
                where {column} is not null and {column} <> ''
            )
        )
    """


def _other_cells(table: str, column: str, short_is_buddhist: str) -> str:
    return f"""
        select
            'other' as name,
            coalesce(found.form, '') as form,
            case
                when contains({column}, '/') then '/'
                when contains({column}, '-') then '-'
                when contains({column}, '.') then '.'
                else ' '
            end as separator,
            has_time_of_day(found) as has_time,
            coalesce(clock_fields(found.rest).zone, '') <> '' as has_offset,
            has_buddhist_year(found, {short_is_buddhist}) as is_buddhist,
            has_short_year(found) as is_short,
            moment_of(found, false, {short_is_buddhist}, {_ANY_ZONE}) as day_first,
            moment_of(found, found.form = 'dmy', {short_is_buddhist}, {_ANY_ZONE}) as month_first,
            case when found.form = 'dmy' and has_short_year(found) then found.year end as short_year
        from (
            select {column}, date_fields({column}) as found
            from {table}
            where
                {column} is not null and {column} <> ''
                and {fast_name_sql(column)} = 'other'
                and clean_text({column}) is not null
        )
    """
