"""The SQL of the house in the words of Apache Spark: parsed, typed and rewritten, never run here.

sqlglot knows most of both languages. What it cannot know is the type of a column, so the tables of
lib.schema are given to it: a day minus a day is a number in one language and an interval in the
other. Every file is proved on both engines by tests/spark.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlglot import exp, parse_one
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

from lib.schema import TABLES

COLUMN_TYPES: dict[str, dict[str, str]] = {
    **{table.name: dict(table.columns) for table in TABLES},
    "shop_warnings": {"warning": "varchar"},
}

Rewrite = Callable[[Any], exp.Expression]


@cache
def spark_sql(sql: str, days: frozenset[str] = frozenset()) -> str:
    """A statement of the house for Spark; of "create table" and "insert" the query inside.

    ``days`` names the parameters that are days. Parameters stay parameters, written :name; a list
    is bound as JSON text, which passes a hundred thousand numbers as one value.
    """
    tree: Any = parse_one(sql, dialect="duckdb")
    if isinstance(tree, exp.Create | exp.Insert):
        tree = _of_table(tree.expression)
    for parameter in list(tree.find_all(exp.Placeholder)):
        if parameter.name in days:
            parameter.replace(exp.cast(parameter.copy(), "date"))
    tree = qualify(
        tree,
        schema=COLUMN_TYPES,
        dialect="duckdb",
        quote_identifiers=False,
        validate_qualify_columns=False,
    )
    tree = annotate_types(
        tree, schema=COLUMN_TYPES, dialect="duckdb", expression_metadata=TYPE_RULES
    )
    # From the innermost out, so that what is rewritten holds parts that are rewritten already.
    for node in reversed(list(tree.walk())):
        rewrite = REWRITES.get(type(node))
        if rewrite:
            replacement = rewrite(node)
            if replacement is not node:
                node.replace(replacement)
    return str(tree.sql(dialect="spark", identify=True))


def _of_table(query: Any) -> Any:
    """The rows of a table have no order in Spark, so none is paid for."""
    query.set("order", None)
    return query


def _is_day(node: Any) -> bool:
    return bool(node.is_type(exp.DType.DATE))


def _type_of_difference(annotator: Any, node: Any) -> Any:
    """A day minus a day counts days; all else is as sqlglot has it."""
    if _is_day(node.left) and _is_day(node.right):
        annotator._set_type(node, exp.DType.BIGINT)
        return node
    return DuckDB.EXPRESSION_METADATA[exp.Sub]["annotator"](annotator, node)


TYPE_RULES: Any = {**DuckDB.EXPRESSION_METADATA, exp.Sub: {"annotator": _type_of_difference}}


def _call(name: str, *arguments: Any) -> Any:
    return exp.Anonymous(this=name, expressions=[exp.convert(each) for each in arguments])


def _day_arithmetic(node: Any) -> Any:
    """Days are counted in whole numbers; Spark adds only a plain INT to a day."""
    left, right = node.this, node.expression
    if _is_day(left) and _is_day(right):
        return exp.cast(_call("datediff", left, right), "bigint")
    if _is_day(left) and not isinstance(right, exp.Literal):
        node.set("expression", exp.cast(right, "int"))
    return node


def _division(node: Any) -> Any:
    """As floating-point numbers, always: decimals divided by decimals would be rounded."""
    node.set("this", exp.cast(node.this, "double"))
    node.set("expression", exp.cast(node.expression, "double"))
    return node


def _list_parameter(node: Any) -> Any:
    """$ids::integer[], bound as JSON text."""
    if isinstance(node.this, exp.Placeholder) and node.to.is_type(exp.DType.ARRAY):
        return _call("from_json", node.this, node.to.sql(dialect="spark").lower())
    return node


def _weekday(node: Any) -> Any:
    """Monday is 1."""
    return exp.Paren(this=exp.Add(this=_call("weekday", node.this), expression=exp.convert(1)))


def _first_by(node: Any) -> Any:
    """arg_min over several columns compares them in order, as a struct does."""
    if isinstance(node.expression, exp.Tuple):
        node.set("expression", _call("struct", *node.expression.expressions))
    return node


def _quantile(node: Any) -> Any:
    """Between two values, in the type of the values: money stays money."""
    found = _call("percentile", node.this, node.expression)
    return exp.cast(found, node.this.type) if node.this.is_type(exp.DType.DECIMAL) else found


def _lower_quantile(node: Any) -> Any:
    """One of the values; Spark knows it of numbers only, so days are counted from 1970."""
    is_of_days = _is_day(node.this)
    epoch = exp.cast(exp.convert("1970-01-01"), "date")
    values = _call("datediff", node.this, epoch) if is_of_days else node.this
    found = exp.WithinGroup(
        this=_call("percentile_disc", node.expression),
        expression=exp.Order(expressions=[exp.Ordered(this=values)]),
    )
    return _call("date_add", epoch.copy(), exp.cast(found, "int")) if is_of_days else found


def _lists_together(node: Any) -> Any:
    """Lists gathered in an order, nulls last: Spark sorts structs of the key and the list."""
    ordered = node.this
    if not isinstance(ordered, exp.Order):
        return node
    key = ordered.expressions[0].this
    is_null = exp.Is(this=key.copy(), expression=exp.Null())
    entry = _call("named_struct", "is_last", is_null, "key", key, "list", ordered.this)
    pick = exp.Lambda(
        this=exp.Dot(this=exp.to_identifier("entry"), expression=exp.to_identifier("list")),
        expressions=[exp.to_identifier("entry")],
    )
    return _call("transform", _call("array_sort", _call("collect_list", entry)), pick)


def _slice(node: Any) -> Any:
    """[first:last], both counted from one."""
    bounds = node.expressions[0]
    if not isinstance(bounds, exp.Slice):
        return node
    first, last = int(bounds.this.name), int(bounds.expression.name)
    return _call("slice", node.this, first, last - first + 1)


def _one_row_per(node: Any) -> Any:
    """Several lists side by side: Spark makes rows of one expression per query only."""
    lists = [each for each in node.expressions if isinstance(each.unalias(), exp.Explode)]
    if len(lists) < 2:
        return node
    if len(lists) < len(node.expressions):
        raise NotImplementedError("lists beside other columns")
    names = [exp.to_identifier(each.alias) for each in lists]
    zipped = _call("inline", _call("arrays_zip", *(each.unalias().this for each in lists)))
    node.set("expressions", [exp.Aliases(this=zipped, expressions=names)])
    return node


def _no_qualify(node: Any) -> Any:
    # Translated, a LIMIT or ORDER BY would move inside it and change the rows without a word.
    raise NotImplementedError("QUALIFY: filter in an outer query instead")


def _named(node: Any) -> Any:
    """Functions that sqlglot leaves as they are."""
    rewrite = NAMED.get(node.name.lower())
    return rewrite(*node.expressions) if rewrite else node


def _bit(bits: Any, place: Any) -> Any:
    """Bit number ``place``, from the left, of a bound sequence of bytes."""
    while isinstance(bits, exp.Cast):
        bits = bits.this
    byte = _call("substring", bits, exp.paren(exp.IntDiv(this=place, expression=exp.convert(8))))
    byte.expressions[1] = exp.Add(this=byte.expressions[1], expression=exp.convert(1))
    byte.set("expressions", [*byte.expressions, exp.convert(1)])
    number = exp.cast(_call("conv", _call("hex", byte), 16, 10), "int")
    from_right = exp.Sub(
        this=exp.convert(7),
        expression=exp.paren(exp.Mod(this=place.copy(), expression=exp.convert(8))),
    )
    return _call("getbit", number, exp.cast(exp.paren(from_right), "int"))


NAMED: dict[str, Callable[..., Any]] = {
    # Counted from one here, from zero there; beyond the end both know nothing.
    "list_extract": lambda values, place: _call(
        "get", values, exp.Sub(this=exp.paren(place), expression=exp.convert(1))
    ),
    "list_position": lambda values, value: _call("array_position", values, value),
    # Whole units gone by, where date_diff counts the boundaries crossed.
    "date_sub": lambda unit, first, last: _call(
        "timestampdiff", exp.var(unit.name.upper()), first, last
    ),
}

REWRITES: dict[type[Any], Rewrite] = {
    exp.Sub: _day_arithmetic,
    exp.Add: _day_arithmetic,
    exp.Div: _division,
    exp.Cast: _list_parameter,
    exp.DayOfWeekIso: _weekday,
    exp.ArgMin: _first_by,
    exp.PercentileCont: _quantile,
    exp.PercentileDisc: _lower_quantile,
    exp.ArrayAgg: _lists_together,
    exp.Bracket: _slice,
    exp.Select: _one_row_per,
    exp.Qualify: _no_qualify,
    exp.Anonymous: _named,
    exp.Getbit: lambda node: _bit(node.this, node.expression),
}
