"""What a persona is called and by which rule one knows it: a fixed vocabulary, in words."""

import math
from collections.abc import Callable

from lib.i18n import _
from lib.metrics.persona_features import FAMILY
from lib.metrics.persona_model import (
    RFM_GROUPS,
    SET_APART,
    PersonaCard,
    PersonaModel,
    joined_to,
)
from lib.metrics.persona_rules import (
    ONCE_DISCOUNT,
    ONCE_LAPSED,
    ONCE_LARGE,
    ONCE_NEW,
    Condition,
)
from lib.segment.keys import rfm_group_labels

Money = Callable[[float], str]


def persona_name(card: PersonaCard, model: PersonaModel) -> str:
    """The owner's name for it, else the one its numbers give it."""
    return card.name or automatic_name(card, model)


def automatic_name(card: PersonaCard, model: PersonaModel) -> str:
    """Ladder and traits: "Loyal: small baskets, quick rhythm"; never the same name twice."""
    if card.persona_id in _names_by_rule():
        return _names_by_rule()[card.persona_id]
    if model.kind == RFM_GROUPS or not card.traits:
        return _ladder_name(card.ladder)
    traits = ", ".join(_trait_name(trait) for trait in card.traits)
    return _("{ladder}: {traits}").format(ladder=_ladder_name(card.ladder), traits=traits)


def amount(value: float, currency: str) -> str:
    """An amount with its code; three figures are enough to recognise somebody by."""
    figures = f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
    return f"{currency}\u00a0{figures}" if currency else figures


def rule_sentence(card: PersonaCard, model: PersonaModel, money: Money) -> str:
    """By what a shop assistant could tell that somebody is this persona.

    ``money`` writes an amount the way the reader is used to.
    """
    once, several = model.once, _("Several purchases")
    if card.persona_id == SET_APART:
        return _("Accounts that buy unlike a person, such as staff or a till; see the Data page.")
    if model.kind == RFM_GROUPS:
        return _("Customers in the RFM group {group}.").format(
            group=" + ".join(_ladder_name(name) for name in (card.ladder, *joined_to(card.ladder)))
        )
    if card.persona_id == ONCE_NEW:
        return _("One purchase, in the last {days} days.").format(days=once.new_within_days)
    if card.persona_id == ONCE_DISCOUNT:
        return _("One purchase, with a discount or coupon, and none of the other groups.")
    if card.persona_id == ONCE_LARGE:
        return _("One purchase of {amount} or more, longer ago.").format(
            amount=money(once.large_from)
        )
    if card.persona_id == ONCE_LAPSED:
        return _("One purchase, and in none of the other groups of one-time buyers.")
    steps = [several, *(_step(step, money) for step in card.rule)]
    return "; ".join(steps) + "."


def fallback_sentence(model: PersonaModel) -> str:
    """Why RFM groups stand in for personas; "" when they do not."""
    if model.reason == "too_few_repeaters":
        return _(
            "Too few customers bought more than once to find groups among them, so these are RFM"
            " groups."
        )
    if model.reason == "nothing_stable":
        return _(
            "No stable personas: whatever their number, the groups change when the customers are"
            " drawn again. So these are RFM groups."
        )
    return ""


def _names_by_rule() -> dict[str, str]:
    return {
        ONCE_NEW: _("New: one purchase so far"),
        ONCE_DISCOUNT: _("Came once, for a discount"),
        ONCE_LARGE: _("Came once, large basket"),
        ONCE_LAPSED: _("Came once, not again"),
        SET_APART: _("Set apart: perhaps no person"),
    }


def _ladder_name(ladder: str) -> str:
    """What the RFM page calls the group."""
    return rfm_group_labels()[ladder]


def _trait_name(trait: str) -> str:
    is_more, feature = trait[0] == "+", trait[1:]
    if feature.startswith(FAMILY):
        return _("mostly {family}").format(family=feature.removeprefix(FAMILY))
    more, less = {
        "recency_days": (_("silent for long"), _("bought lately")),
        "purchases_per_year": (_("frequent"), _("rare")),
        "average_order_value": (_("large baskets"), _("small baskets")),
        "median_gap_days": (_("slow rhythm"), _("quick rhythm")),
        "discount_share": (_("discount buyers"), _("full price")),
        "items_per_order": (_("many items at once"), _("few items at once")),
        "variety": (_("wide choice"), _("few products")),
        "weekend_share": (_("weekend shoppers"), _("weekday shoppers")),
        "main_channel_share": (_("main channel"), _("other channels")),
    }[feature]
    return more if is_more else less


def _step(step: Condition, money: Money) -> str:
    """One question of the tree in plain units."""
    if step.feature.startswith(FAMILY):
        family = step.feature.removeprefix(FAMILY)
        share = f"{100 * step.bound:.0f} %"
        if step.is_above:
            return _("more than {share} of the spending on {family}").format(
                share=share, family=family
            )
        return _("at most {share} of the spending on {family}").format(share=share, family=family)
    above, below = {
        "recency_days": (
            _("last purchase more than {bound} days ago"),
            _("last purchase within {bound} days"),
        ),
        "purchases_per_year": (
            _("more than {bound} purchases a year"),
            _("at most {bound} purchases a year"),
        ),
        "average_order_value": (
            _("more than {bound} per order"),
            _("at most {bound} per order"),
        ),
        "median_gap_days": (
            _("usually more than {bound} days between purchases"),
            _("usually within {bound} days of the last purchase"),
        ),
        "discount_share": (
            _("a discount on more than {bound} % of the orders"),
            _("a discount on at most {bound} % of the orders"),
        ),
        "items_per_order": (
            _("more than {bound} items per order"),
            _("at most {bound} items per order"),
        ),
        "variety": (
            _("spending spread over more than {bound} products"),
            _("spending on at most {bound} products"),
        ),
        "weekend_share": (
            _("more than {bound} % of the purchases at weekends"),
            _("at most {bound} % of the purchases at weekends"),
        ),
        "main_channel_share": (
            _("more than {bound} % of the orders in the main channel"),
            _("at most {bound} % of the orders in the main channel"),
        ),
    }[step.feature]
    return (above if step.is_above else below).format(bound=_bound(step, money))


def _bound(step: Condition, money: Money) -> str:
    if step.feature.endswith("_share"):
        return f"{100 * step.bound:.0f}"
    if step.feature == "variety":  # entropy: so many products in equal parts
        return f"{math.exp(step.bound):.1f}"
    if step.feature in ("recency_days", "median_gap_days"):
        return f"{step.bound:.0f}"
    if step.feature == "average_order_value":
        return money(step.bound)
    return f"{step.bound:.2f}" if step.bound < 10 else f"{step.bound:.1f}"
