"""What a text column of amounts means: one decimal mark for the whole column, from all its values.

1.234 is undecidable alone; 565.063.917 or 12,50 elsewhere in the column, or a currency without
decimals, settles it. The work is SQL; Python sees only counts per kind of amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.engines.duck import Database
from lib.ingest.currency_marks import (
    CURRENCY_OF_MARK,
    WITH_DECIMAL_COMMA,
    WITH_THREE_DECIMALS,
    WITHOUT_DECIMALS,
)
from lib.ingest.text_columns import checked_column, example_values

DOT, COMMA = ".", ","
PLAIN = r"-?[0-9]+(\.[0-9]+)?"
# Plain amounts that no grouping of thousands could have made; few columns hold anything else.
_CERTAIN = r"-?[0-9]+(\.([0-9]{1,2}|[0-9]{4,}))?"
_WHOLE = "-?[0-9]+"
_GROUPED = r"-?([0-9]+|[1-9][0-9]{0,2}([group][0-9]{3})+)([mark][0-9]+)?"
_UNGROUPED = r"-?[0-9]{4,}"


# Below a million millions: more is a barcode or an order number in the wrong column.
READABLE = "decimal(16, 4)"


@dataclass(frozen=True)
class NumberReading:
    """How a column of amounts is read. ``sql`` gives DECIMAL(18,4), NULL where there is no amount.

    ``is_proven`` is False when both marks fit (1.234) or when the column contradicts itself;
    ``currency`` is the ISO code of the one currency named in the cells.
    """

    decimal_mark: str
    is_proven: bool
    currency: str | None
    unreadable: int
    examples: tuple[str, ...]
    sql: str
    shortened: int = 0
    """Cells like 500k or 1tr2, read as thousands and millions."""


@dataclass(frozen=True)
class _Kind:
    """Cells alike: the form of macro amount_form, the currency mark, readable with either mark."""

    form: str
    mark: str
    is_plain: bool
    rows: int
    with_dot: int
    with_comma: int
    is_short: bool = False

    def readable(self, decimal_mark: str) -> int:
        return self.with_dot if decimal_mark == DOT else self.with_comma


def read_numbers(
    db: Database,
    table: str,
    column: str,
    *,
    currency: str | None = None,
    forced_mark: str | None = None,
) -> NumberReading:
    """Decide how to read ``column``; needs the macros of staging/macros.

    ``currency`` (ISO) is what is known from elsewhere; ``forced_mark`` settles the decimal mark.
    """
    checked_column(table, column)
    certain = _certain_kinds(db, table, column)
    uncertain = _uncertain_kinds(db, table, column) if certain.others else []
    kinds = [*certain.kinds, *uncertain]
    found = _currency(uncertain)
    is_ungrouped = _holds_ungrouped(db, table, column) if _is_undecided(kinds) else False
    mark, is_proven = _decimal_mark(kinds, currency or found, is_ungrouped)
    if forced_mark in (DOT, COMMA):
        mark, is_proven = forced_mark, True
    sql = _amount_sql(kinds, column, mark)
    unreadable = sum(kind.rows - kind.readable(mark) for kind in kinds if kind.form != "empty")
    return NumberReading(
        decimal_mark=mark,
        is_proven=is_proven,
        currency=found,
        unreadable=unreadable,
        examples=_examples(db, table, column, sql) if unreadable else (),
        sql=sql,
        shortened=sum(kind.rows for kind in kinds if kind.is_short),
    )


def read_percentages(db: Database, table: str, column: str) -> NumberReading | None:
    """A column of percentages ("20 %") as shares (0.2); None when most cells carry no % sign."""
    checked_column(table, column)
    text = f"clean_text({column})"
    filled, percent = db.rows(
        f"select count({text}), count(*) filter (ends_with({text}, '%')) from {table}"
    )[0]
    if not percent or percent * 2 < filled:
        return None
    digits = f"replace(replace(replace({text}, '%', ''), ' ', ''), ',', '.')"
    sql = f"(try_cast({digits} as decimal(18, 6)) / 100)::decimal(18, 4)"
    wrong = f"{text} is not null and ({sql}) is null"
    unreadable = int(db.rows(f"select count(*) from {table} where {wrong}")[0][0])
    examples = example_values(db, table, column, wrong, {}) if unreadable else ()
    return NumberReading(DOT, True, None, unreadable, examples, sql)


@dataclass(frozen=True)
class _Certain:
    kinds: tuple[_Kind, ...]
    others: int


def _certain_kinds(db: Database, table: str, column: str) -> _Certain:
    """The cheap pass: plain amounts whose mark is in no doubt, and the number of other cells."""
    found = db.row(
        f"""
        select
            count(*) filter (not is_certain) as others,
            count(*) filter (is_certain and not has_dot) as whole,
            count(value) filter (is_certain and not has_dot) as readable_whole,
            count(*) filter (is_certain and has_dot) as dotted,
            count(value) filter (is_certain and has_dot) as readable_dotted
        from (
            select
                regexp_full_match({column}, '{_CERTAIN}') as is_certain,
                contains({column}, '.') as has_dot,
                try_cast({column} as {READABLE}) as value
            from {table}
            where {column} is not null and {column} <> ''
        )
        """
    )
    whole, readable = found["whole"], found["readable_whole"]
    dotted, readable_dotted = found["dotted"], found["readable_dotted"]
    kinds = (
        _Kind("whole", "", True, whole, readable, readable),
        _Kind("dot", "", True, dotted, readable_dotted, 0),
    )
    return _Certain(tuple(kind for kind in kinds if kind.rows), found["others"])


def _uncertain_kinds(db: Database, table: str, column: str) -> list[_Kind]:
    rows = db.rows(
        f"""
        select
            coalesce(amount_form(amount), '') as form,
            mark,
            is_plain,
            count(*),
            count(amount_value(amount, '.')),
            count(amount_value(amount, ',')),
            is_short
        from (
            select
                signed_amount(tidy) as amount,
                coalesce(regexp_extract(tidy, currency_pattern()), '') as mark,
                is_plain,
                is_short_amount(tidy) as is_short
            from (
                select
                    amount_text({column}) as tidy,
                    regexp_full_match({column}, '{PLAIN}') as is_plain
                from {table}
                where
                    {column} is not null and {column} <> ''
                    and not regexp_full_match({column}, '{_CERTAIN}')
            )
        )
        group by form, mark, is_plain, is_short
        order by form, mark, is_plain, is_short
        """
    )
    return [_Kind(*row) for row in rows]


def _currency(kinds: Sequence[_Kind]) -> str | None:
    """The one currency the cells name; None when they name none, several, or only "$"."""
    marks = {kind.mark for kind in kinds if kind.mark and kind.form}
    codes = {CURRENCY_OF_MARK.get(mark.strip(". "), None) for mark in marks}
    return codes.pop() if len(codes) == 1 else None


def _rows_of(kinds: Sequence[_Kind], form: str) -> int:
    return sum(kind.rows for kind in kinds if kind.form == form)


def _is_undecided(kinds: Sequence[_Kind]) -> bool:
    return not _rows_of(kinds, "dot") and not _rows_of(kinds, "comma")


def _holds_ungrouped(db: Database, table: str, column: str) -> bool:
    """True when some amount from 1000 up has no separator: then nobody grouped thousands here."""
    condition = f"regexp_full_match({column}, '{_UNGROUPED}')"
    return bool(db.rows(f"select 1 from {table} where {condition} limit 1"))


def _decimal_mark(
    kinds: Sequence[_Kind], currency: str | None, is_ungrouped: bool
) -> tuple[str, bool]:
    """(decimal mark, proven): by the amounts, else by what the currency allows, else a guess."""
    dot, comma = _rows_of(kinds, "dot"), _rows_of(kinds, "comma")
    if dot or comma:
        return (DOT if dot >= comma else COMMA), not (dot and comma)
    three_after_dot, three_after_comma = _rows_of(kinds, "dot?"), _rows_of(kinds, "comma?")
    if three_after_dot and three_after_comma:
        return (COMMA if three_after_dot > three_after_comma else DOT), False
    if three_after_dot:
        if currency in WITHOUT_DECIMALS:
            return COMMA, True
        if currency in WITH_DECIMAL_COMMA and not is_ungrouped:
            return COMMA, True  # 1.250 € is more than a thousand: it has no third decimal
        return DOT, is_ungrouped
    if three_after_comma:
        if currency in WITH_THREE_DECIMALS:
            return DOT, False
        # 1,234 beside 999: decimals would have been written on both.
        return DOT, currency is not None or bool(_rows_of(kinds, "whole"))
    return DOT, True


def _amount_sql(kinds: Sequence[_Kind], column: str, mark: str) -> str:
    plain = f"try_cast({column} as {READABLE})"
    if mark == DOT and all(kind.is_plain for kind in kinds):
        return plain
    group = COMMA if mark == DOT else DOT
    # With a comma as decimal mark 1.234 is grouped, so only whole numbers are plain.
    branches = [
        f"when regexp_full_match({column}, '{PLAIN if mark == DOT else _WHOLE}') then {plain}"
    ]
    if any(kind.readable(mark) for kind in kinds if not kind.is_plain or mark == COMMA):
        digits = f"replace(replace({column}, '{group}', ''), ',', '.')"
        value = f"try_cast({digits} as {READABLE})"
        grouped = _GROUPED.replace("group", group).replace("mark", mark)
        branches += [
            f"when regexp_full_match({column}, '{grouped}') then {value}",
            f"else read_amount({column}, '{mark}')",
        ]
    return f"case {' '.join(branches)} end"


def _examples(db: Database, table: str, column: str, sql: str) -> tuple[str, ...]:
    return example_values(db, table, column, f"({sql}) is null and says_amount({column})", {})
