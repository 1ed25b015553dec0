"""Customers chosen by what is known about them: as SQL with bound values, and in words."""

import csv
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lib.errors import QuestionRefused
from lib.i18n import _

# What a condition compares, for each key the user may name. Written here and nowhere else, so no
# user text ever reaches the SQL.
_COLUMNS = {
    "country": "customers.country",
    "region": "customers.region",
    "first_channel": "customers.first_channel",
    "first_product": "customers.first_product",
    "first_category": "customers.first_category",
    "coupon_first": "customers.first_coupon",
}
KEYS = (*_COLUMNS, "channel")
KEYS_TO_COME = ("rfm_segment", "persona", "lifecycle")

# The tables with a customer_id, as an SQL file reads them when it can answer for a segment.
_IN_VIEW = re.compile(r"(purchase_days|orders|customers)_in_view as \(select \* from \1\)")


@dataclass(frozen=True)
class Condition:
    """Customers whose ``key`` is one of ``values``, capitals ignored; or is none of them."""

    key: str
    values: tuple[str, ...]
    is_excluded: bool = False
    """True keeps the customers that do not match, those of whom nothing is known included."""

    def __post_init__(self) -> None:
        _check_key(self.key)
        if not self.values:
            raise QuestionRefused(
                _("The filter on {key} names no value.").format(key=self.key),
                hint=_("Name at least one value, or leave the filter out."),
                code="segment_without_value",
            )


@dataclass(frozen=True)
class Segment:
    """Customers that meet every condition. Without conditions: all customers."""

    conditions: tuple[Condition, ...] = ()

    def to_sql(self) -> tuple[str, dict[str, Any]]:
        """A clause over the table ``customers`` and the values it binds ($segment_0, ...)."""
        clauses = []
        bound: dict[str, Any] = {}
        for condition in self.conditions:
            names = []
            for value in condition.values:
                name = f"segment_{len(bound)}"
                # The words yes and no are part of the clause, not values to look for.
                if condition.key == "coupon_first" and value.lower() in ("yes", "no"):
                    names.append(value.lower())
                    continue
                bound[name] = value
                names.append(f"lower(${name})")
            clauses.append(_clause(condition, names))
        return " and ".join(clauses) if clauses else "true", bound

    def describe(self) -> str:
        """The segment as the end of a sentence: "customers whose country is France"."""
        if not self.conditions:
            return _("all customers")
        joined = _(", and ").join(_describe_condition(each) for each in self.conditions)
        return _("customers whose {conditions}").format(conditions=joined)


EVERYONE = Segment()


def parse_where(arguments: Iterable[str]) -> Segment:
    """The segment of arguments such as "country=United Kingdom,France" or "country!=France".

    A value that contains a comma stands in double quotes. The same key given twice means either.
    Raises QuestionRefused for an unknown key or a missing value.
    """
    values: dict[tuple[str, bool], list[str]] = {}
    for argument in arguments:
        key, separator, text = argument.partition("=")
        if not separator:
            raise QuestionRefused(
                _('The filter "{argument}" has no equals sign.').format(argument=argument),
                _("A filter is a key, an equals sign, and one or more values."),
                _("Write it like country=France or country=France,Germany."),
                code="segment_without_value",
            )
        is_excluded = key.endswith("!")
        found = [value.strip() for value in _split_values(argument, text)]
        known = values.setdefault((key.removesuffix("!").strip(), is_excluded), [])
        known.extend(value for value in found if value and value not in known)
    conditions = (
        Condition(key, tuple(chosen), is_excluded) for (key, is_excluded), chosen in values.items()
    )
    return Segment(tuple(conditions))


def scoped(sql: str, segment: Segment) -> tuple[str, dict[str, Any]]:
    """The text of an SQL file restricted to a segment, and the values this adds.

    A file opts in by reading ``purchase_days_in_view as (select * from purchase_days)``; without a
    segment its text stays as it is. Raises ValueError when a segment is asked of a file that
    reads none, so that a filter is never silently ignored.
    """
    if not segment.conditions:
        return sql, {}
    clause, values = segment.to_sql()
    # The clause holds column names of this module and parameter names only (hence noqa: S608).
    chosen = f"select customers.customer_id from customers where {clause}"  # noqa: S608

    def restrict(found: re.Match[str]) -> str:
        table = found[1]
        return f"{table}_in_view as (select * from {table} where customer_id in ({chosen}))"  # noqa: S608

    restricted, count = _IN_VIEW.subn(restrict, sql)
    if not count:
        raise ValueError(f"this question cannot be asked of a segment: {sql[:80]}")
    return restricted, values


def _split_values(argument: str, text: str) -> list[str]:
    try:
        return next(csv.reader([text], skipinitialspace=True, strict=True), [])
    except csv.Error as error:
        raise QuestionRefused(
            _('The values of the filter "{argument}" could not be told apart.').format(
                argument=argument
            ),
            _("A value with a comma stands in double quotes, on one line."),
            _('Write it like country="Korea, Republic of",France.'),
            code="segment_unreadable",
        ) from error


def _clause(condition: Condition, names: list[str]) -> str:
    if condition.key == "channel":
        # One order through a channel makes a customer of that channel. Guests are left out first:
        # one null in the list would make "is none of them" match nobody.
        of_customers = "orders.is_valid and orders.customer_id is not null"
        through = f"lower(orders.channel) in ({', '.join(names)})"
        buyers = f"select orders.customer_id from orders where {of_customers} and {through}"  # noqa: S608
        matches = f"customers.customer_id in ({buyers})"
    else:
        column = f"coalesce({_COLUMNS[condition.key]}, '')"
        words = {"yes": f"{column} <> ''", "no": f"{column} = ''"}
        parts = [words[name] for name in names if name in words]
        values = [name for name in names if name not in words]
        if values:
            parts.append(f"lower({column}) in ({', '.join(values)})")
        matches = " or ".join(parts)
    return f"not ({matches})" if condition.is_excluded else f"({matches})"


def _describe_condition(condition: Condition) -> str:
    label = {
        "country": _("country"),
        "region": _("region"),
        "first_channel": _("first channel"),
        "first_product": _("first product"),
        "first_category": _("first category"),
        "coupon_first": _("coupon on the first order"),
        "channel": _("channel of any order"),
    }[condition.key]
    sentence = _("{label} is not {values}") if condition.is_excluded else _("{label} is {values}")
    values = (value or _("unknown") for value in condition.values)
    return sentence.format(label=label, values=_(" or ").join(values))


def _check_key(key: str) -> None:
    if key in KEYS:
        return
    if key in KEYS_TO_COME:
        raise QuestionRefused(
            _("Filtering by {key} is not available yet in this version.").format(key=key),
            hint=_("Filters that work: {keys}.").format(keys=", ".join(KEYS)),
            code="segment_not_available",
        )
    nearest = difflib.get_close_matches(key, (*KEYS, *KEYS_TO_COME), n=1)
    known = _("Filters that work: {keys}.").format(keys=", ".join(KEYS))
    hint = _("Did you mean {nearest}?").format(nearest=nearest[0]) if nearest else known
    raise QuestionRefused(
        _('There is no filter "{key}".').format(key=key), known, hint, code="segment_unknown"
    )
