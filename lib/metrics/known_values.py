"""Values that nobody in the shop has are refused: their answer would be nobody, or silently all."""

import difflib
from collections.abc import Callable, Sequence

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.scope_values import scope_values
from lib.metrics.segment_values import named_values
from lib.metrics.source import ShopData
from lib.segment import GROUP_KEYS, Condition, OrderCondition, Scope, Segment
from lib.segment.keys import RANGE_KEYS, attribute_of, key_label
from lib.segment.scope import scope_key_label

Choices = list[tuple[str, str, int]]

# What the words yes and no ask is answered by every shop, also where nobody has a coupon.
YES_OR_NO = frozenset({"yes", "no"})
KEYS_OF_YES_OR_NO = frozenset(
    {"coupon", "coupon_first", "attribute:email_marketing", "attribute:sms_marketing"}
)
MOST_NAMED = 5


def check_values(shop: ShopData, segment: Segment, scope: Scope) -> None:
    """Raises the refusal of the first value that nobody has."""
    refusal = unknown_in_segment(shop, segment) or unknown_in_scope(shop, scope)
    if refusal:
        raise refusal


def unknown_in_segment(shop: ShopData, segment: Segment) -> QuestionRefused | None:
    """What is wrong with the first value that nobody has, fit to be remembered; None when all are
    known. Ask the whole shop, not a scope of it.

    Groups of customers have names of their own and are checked where they are made.
    """
    for each in segment.conditions:
        if each.key not in (*RANGE_KEYS, *GROUP_KEYS):
            refusal = _unknown(shop, each, key_label(each.key), named_values)
            if refusal:
                return refusal
    return None


def unknown_in_scope(shop: ShopData, scope: Scope) -> QuestionRefused | None:
    """The same for the choice of orders."""
    refusals = (
        _unknown(shop, each, scope_key_label(each.key), scope_values) for each in scope.conditions
    )
    return next((refusal for refusal in refusals if refusal), None)


def _unknown(
    shop: ShopData,
    condition: Condition | OrderCondition,
    label: str,
    listed: Callable[[ShopData, str], Choices],
) -> QuestionRefused | None:
    key = condition.key
    words = YES_OR_NO if key in KEYS_OF_YES_OR_NO else frozenset[str]()
    names = [value for value in condition.values if value and value.lower() not in words]
    if not names:
        return None
    attribute = attribute_of(key)
    asked = {"key": "attribute" if attribute else key, "attribute": attribute, "names": names}
    known = {name for (name,) in shop.rows("metrics/known_values", asked)}
    value = next((name for name in names if name not in known), None)
    if value is None:
        return None
    choices = [title for name, title, _size in listed(shop, key) if name not in ("", *words)]
    return QuestionRefused(
        _('Nothing in this shop has "{value}" as {label}.').format(value=value, label=label),
        _("The filter was {filter}.").format(filter=condition.as_argument()),
        _remedy(value, choices),
        code="segment_value_unknown",
    )


def _remedy(value: str, choices: Sequence[str]) -> str:
    near = near_matches(value, choices)
    if near:
        return _("Did you mean {names}?").format(names=_(" or ").join(near))
    if choices:
        return _("Choose one that is known, or take the filter away. Most have: {names}.").format(
            names=", ".join(choices[:MOST_NAMED])
        )
    return _("The files of this shop do not tell it: take the filter away.")


def near_matches(value: str, choices: Sequence[str]) -> list[str]:
    """At most three known values: those written almost alike, then those that hold the text."""
    by_name = {choice.casefold(): choice for choice in reversed(choices)}
    text = value.casefold()
    alike = difflib.get_close_matches(text, by_name, n=3)
    holding = [name for name in reversed(by_name) if len(text) > 1 and text in name]
    return [by_name[name] for name in dict.fromkeys([*alike, *holding])][:3]
