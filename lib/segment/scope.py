"""Orders chosen by what is known about them: everything counts as if only these were placed."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.segment.clauses import Bound, column_clause, product_clause
from lib.segment.keys import check_key, value_label
from lib.segment.model import written
from lib.segment.parse import read_arguments

# What a condition compares, for each key the user may name. Written here and nowhere else, so no
# user text ever reaches the SQL.
ORDER_COLUMNS = {
    "channel": "orders.channel",
    "country": "orders.country",
    "region": "orders.region",
    "coupon": "orders.coupon",
    "payment_method": "orders.payment_method",
}
# One line with it makes the whole order count.
LINE_KEYS = ("category", "product")
SCOPE_KEYS = (*ORDER_COLUMNS, *LINE_KEYS)

_IN_SCOPE = "orders_in_scope as (select * from shop.orders)"


@dataclass(frozen=True)
class OrderCondition:
    """Orders whose ``key`` is one of ``values``, capitals ignored; or is none of them."""

    key: str
    values: tuple[str, ...]
    is_excluded: bool = False

    def __post_init__(self) -> None:
        check_key(self.key, SCOPE_KEYS)
        if not self.values:
            raise QuestionRefused(
                _("The filter on {key} names no value.").format(key=self.key),
                hint=_("Name at least one value, or leave the filter out."),
                code="segment_without_value",
            )

    def as_argument(self) -> str:
        """The condition as ``parse_scope`` reads it: channel=web,"Shop, Bangkok"."""
        return written(self.key, self.values, self.is_excluded)

    def describe(self) -> str:
        """ "channel is web or app", "products do not include Tea"."""
        if self.key in ORDER_COLUMNS:
            sentence = (
                _("{label} is not {values}") if self.is_excluded else _("{label} is {values}")
            )
        elif self.is_excluded:
            sentence = _("{label} do not include {values}")
        else:
            sentence = _("{label} include {values}")
        values = (scope_value_label(self.key, value) for value in self.values)
        return sentence.format(label=scope_key_label(self.key), values=_(" or ").join(values))

    def clause(self, bound: Bound) -> str:
        """The condition over the table ``orders``; what it binds is added to ``bound``."""
        if self.key in ORDER_COLUMNS:
            has_words = self.key == "coupon"
            found = column_clause(ORDER_COLUMNS[self.key], self.values, bound, has_words=has_words)
        else:
            found = self._of_lines(bound)
        return f"not ({found})" if self.is_excluded else f"({found})"

    def _of_lines(self, bound: Bound) -> str:
        if self.key == "product":
            bought = product_clause(
                "order_lines.product_id", self.values, bound, names="shop.product_names"
            )
            if "" in self.values:
                bought = f"({bought} or order_lines.product_id is null)"
        else:
            bought = column_clause("products.category", self.values, bound)
        # The names of columns and of parameters only (hence noqa: S608).
        return (
            "orders.order_id in (select order_lines.order_id from shop.order_lines"  # noqa: S608
            " left join shop.products on order_lines.product_id = products.product_id"
            f" where {bought})"
        )


@dataclass(frozen=True)
class Scope:
    """Orders that meet every condition. Without conditions: all orders."""

    conditions: tuple[OrderCondition, ...] = ()

    def as_arguments(self) -> list[str]:
        """One argument per condition, as the command line and the URL write them."""
        return [condition.as_argument() for condition in self.conditions]

    @property
    def digest(self) -> str:
        """A short name for files that belong to these orders."""
        text = "\n".join(self.as_arguments()).lower()
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def describe(self) -> str:
        """The scope as a part of a sentence: "only orders whose channel is web"."""
        if not self.conditions:
            return _("all orders")
        joined = _(", and ").join(each.describe() for each in self.conditions)
        return _("only orders whose {conditions}").format(conditions=joined)

    def restricted(self, sql: str) -> tuple[str, dict[str, Any]]:
        """The text of the SQL file that makes the table of orders, and the values this adds."""
        bound: Bound = {}
        clause = " and ".join(each.clause(bound) for each in self.conditions)
        chosen = f"orders_in_scope as (select * from shop.orders where {clause})"  # noqa: S608
        restricted, count = re.subn(re.escape(_IN_SCOPE), lambda _found: chosen, sql)
        if count != 1:
            raise ValueError(f"this file makes no table of orders: {sql[:80]}")
        return restricted, bound


EVERY_ORDER = Scope()


def parse_scope(arguments: Iterable[str]) -> Scope:
    """The scope of arguments such as "channel=web,app" or "coupon!=yes"; written like segments.

    Raises QuestionRefused for an unknown key or a missing value.
    """
    return Scope(tuple(OrderCondition(*each) for each in read_arguments(arguments)))


def scope_key_label(key: str) -> str:
    """The key in the words of a sentence about orders."""
    return {
        "channel": _("channel"),
        "country": _("country"),
        "region": _("region"),
        "coupon": _("coupon"),
        "payment_method": _("way of paying"),
        "category": _("categories"),
        "product": _("products"),
    }[key]


def scope_value_label(key: str, value: str) -> str:
    """A value as people say it; what the shop's own files say stays as it is."""
    return value_label("coupon_first" if key == "coupon" else key, value)
