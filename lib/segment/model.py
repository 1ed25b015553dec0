"""A segment and its conditions as values: equal when they choose the same, fit for a cache key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.segment.bright import rule_of, written_rule
from lib.segment.clauses import clause_of
from lib.segment.keys import (
    BRIGHT_KEY,
    GROUP_KEYS,
    KNOWN_WHEN_JOINING,
    RANGE_KEYS,
    UNKNOWN,
    check_key,
    key_label,
    value_label,
)
from lib.segment.ranges import range_of


class CustomerSet:
    """The customers of a group, one bit per customer_id; compared and hashed by its digest."""

    __slots__ = ("bits", "digest")

    def __init__(self, bits: bytes) -> None:
        self.bits = bits
        """Bit number i, from the left, is 1 when customer i is in the set."""
        self.digest = hashlib.blake2b(bits, digest_size=16).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CustomerSet) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __deepcopy__(self, _memo: Any) -> "CustomerSet":
        return self

    def __repr__(self) -> str:
        return f"CustomerSet({self.digest})"


@dataclass(frozen=True)
class Condition:
    """Customers whose ``key`` is one of ``values``, capitals ignored; or is none of them."""

    key: str
    values: tuple[str, ...]
    is_excluded: bool = False
    """True keeps the customers that do not match, those of whom nothing is known included."""
    customers: CustomerSet | None = None
    """Who matches, for the keys of GROUP_KEYS: lib.metrics.groups fills it in for an as-of day."""

    def __post_init__(self) -> None:
        check_key(self.key)
        if not self.values:
            raise QuestionRefused(
                _("The filter on {key} names no value.").format(key=self.key),
                hint=_("Name at least one value, or leave the filter out."),
                code="segment_without_value",
            )
        if self.key in RANGE_KEYS:
            for value in self.values:
                range_of(self.key, value)
        if self.key == BRIGHT_KEY:
            # One spelling for one rule: equal conditions are written, kept and remembered alike.
            rules = dict.fromkeys(written_rule(rule_of(value)) for value in self.values)
            object.__setattr__(self, "values", tuple(rules))

    def as_argument(self) -> str:
        """The condition as ``parse_where`` reads it: country=France,"Korea, Republic of"."""
        return written(self.key, self.values, self.is_excluded)

    def describe(self) -> str:
        """ "country is France or Spain"."""
        sentence = _("{label} is not {values}") if self.is_excluded else _("{label} is {values}")
        values = (value_label(self.key, value) for value in self.values)
        return sentence.format(label=key_label(self.key), values=_(" or ").join(values))


@dataclass(frozen=True)
class Segment:
    """Customers that meet every condition. Without conditions: all customers."""

    conditions: tuple[Condition, ...] = ()

    def to_sql(self) -> tuple[str, dict[str, Any]]:
        """A clause over the table ``customers`` and the values it binds ($segment_0, ...).

        Raises ValueError for a group whose customers nobody has filled in (lib.metrics.groups).
        """
        clauses = []
        bound: dict[str, Any] = {}
        for condition in self.conditions:
            if condition.customers is None and condition.key in GROUP_KEYS:
                raise ValueError(f"{condition.key}: fill in its customers first")
            bits = condition.customers.bits if condition.customers else None
            clauses.append(
                clause_of(condition.key, condition.values, condition.is_excluded, bits, bound)
            )
        return " and ".join(clauses) if clauses else "true", bound

    def as_arguments(self) -> list[str]:
        """One argument per condition, as the command line and the URL write them."""
        return [condition.as_argument() for condition in self.conditions]

    def describe(self) -> str:
        """The segment as the end of a sentence: "customers whose country is France"."""
        if not self.conditions:
            return _("all customers")
        joined = _(", and ").join(each.describe() for each in self.conditions)
        return _("customers whose {conditions}").format(conditions=joined)

    @property
    def looks_ahead(self) -> bool:
        """True when membership depends on orders after the first: then staying decides it too."""
        return any(each.key not in KNOWN_WHEN_JOINING for each in self.conditions)


EVERYONE = Segment()


def written(key: str, values: Sequence[str], is_excluded: bool) -> str:
    """A condition as an argument, values with a comma in double quotes."""
    listed = ",".join(_quoted(value or UNKNOWN) for value in values)
    return f"{key}{'!' if is_excluded else ''}={listed}"


def _quoted(value: str) -> str:
    is_plain = not any(letter in value for letter in ',"\n\r') and value == value.strip()
    return value if is_plain else '"' + value.replace('"', '""') + '"'
