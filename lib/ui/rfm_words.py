"""What the groups of RFM are called on screen, and by which scores one belongs to them."""

from collections.abc import Sequence

from lib.i18n import _
from lib.metrics.rfm import RfmSegment
from lib.metrics.rfm_presets import BRIGHT_SPOTS, KLAVIYO, KLAVIYO_SCORES, SHOPIFY
from lib.segment.keys import rfm_group_labels

BEST = frozenset({"champions", "loyal"})
DRIFTING = frozenset({"cant_lose", "at_risk", "previously_loyal", "needs_attention"})
GONE = frozenset({"lost", "hibernating", "dormant", "inactive"})

# From the best customers to those long gone, for every preset.
_READING_ORDER = (
    "champions", "loyal", "potential_loyalist", "active", "recent", "new", "promising",
    "need_attention", "needs_attention", "about_to_sleep", "almost_lost", "cant_lose",
    "previously_loyal", "at_risk", "hibernating", "dormant", "inactive", "lost",
)  # fmt: skip


def in_reading_order(groups: Sequence[RfmSegment]) -> list[RfmSegment]:
    """The same groups, the best customers first."""
    return sorted(groups, key=lambda each: _READING_ORDER.index(each.segment))


def group_label(key: str) -> str:
    """The name of a group, of any preset."""
    labels = rfm_group_labels() | {"not_there": _("No purchase in the days looked at")}
    return labels[key]


def group_rule(preset: str, key: str) -> str:
    """The scores that put a customer into a group; FM is the rounded mean of F and M."""
    if preset == KLAVIYO:
        return ", ".join(KLAVIYO_SCORES[key].split())
    rules = _OUR_RULES if preset == BRIGHT_SPOTS else _SHOPIFY_RULES
    return rules[key]


def preset_label(preset: str) -> str:
    """Whose way of scoring it is."""
    return {
        BRIGHT_SPOTS: _("Bright Spots"),
        SHOPIFY: _("As in Shopify"),
        KLAVIYO: _("As in Klaviyo"),
    }[preset]


def preset_note(preset: str) -> str:
    """What is known about a way of scoring, and what is not."""
    return {
        BRIGHT_SPOTS: _(
            "Purchase days of the last two years. One and two purchases are scores of their own,"
            " because most customers of most shops bought once."
        ),
        SHOPIFY: _(
            "Fifths of all your customers by days since the last order, orders and spend, as"
            " Shopify describes its groups. It prints no score per customer and words, not"
            " numbers, for the borders of some groups: those here are our reading of them."
        ),
        KLAVIYO: _(
            "Three scores: an order within 180 or 365 days, thirds of all customers by orders and"
            " by spend; the groups are the 27 scores that Klaviyo's help lists."
        ),
    }[preset]


_OUR_RULES = {
    "cant_lose": "R ≤ 2, FM 5",
    "new": "R 5, F 1",
    "promising": "R 4, F 1",
    "champions": "R 5, FM ≥ 4",
    "loyal": "R 3–4, FM ≥ 4",
    "potential_loyalist": "R 4–5, F ≥ 2, FM ≤ 3",
    "need_attention": "R 3, FM 3",
    "about_to_sleep": "R 3, FM ≤ 2",
    "at_risk": "R ≤ 2, FM 3–4",
    "hibernating": "R 2, FM ≤ 2",
    "lost": "R 1, FM ≤ 2",
}
_SHOPIFY_RULES = {
    "champions": "R 5, FM ≥ 4",
    "loyal": "R 3–4, FM ≥ 4",
    "active": "R 4–5, FM 2–3",
    "new": "R 5, FM 1",
    "promising": "R 4, FM 1",
    "needs_attention": "R 3, FM 3",
    "almost_lost": "R 3, FM ≤ 2",
    "previously_loyal": "R ≤ 2, FM 5",
    "at_risk": "R ≤ 2, FM 3–4",
    "dormant": "R ≤ 2, FM ≤ 2",
}
