"""What a segment may ask about a customer, and the words for it."""

import difflib
from collections.abc import Sequence

from lib.attributes import ATTRIBUTE_KEYS, PREFIX, attribute_word
from lib.errors import QuestionRefused
from lib.i18n import _
from lib.segment.bright import rule_words

# What a condition compares, for each key the user may name. Written here and nowhere else, so no
# user text ever reaches the SQL.
COLUMNS = {
    "country": "customers.country",
    "region": "customers.region",
    "first_channel": "customers.first_channel",
    "first_product": "customers.first_product",
    "first_category": "customers.first_category",
    "coupon_first": "customers.first_coupon",
}
BOUGHT_KEYS = ("channel", "product")
RANGE_KEYS = ("order_count", "order_value")
# Groups of customers that a metric makes on the as-of day (lib.metrics.groups).
BRIGHT_KEY = "bright_spot"
GROUP_KEYS = ("rfm_segment", "lifecycle", "persona", BRIGHT_KEY)
KEYS = (*COLUMNS, *BOUGHT_KEYS, *RANGE_KEYS, *GROUP_KEYS, *ATTRIBUTE_KEYS)
# Settled by the first order, or by a list of customers. All other keys look at what a customer
# did later too, so choosing by them chooses, in part, who stayed.
KNOWN_WHEN_JOINING = frozenset((*COLUMNS, *ATTRIBUTE_KEYS))

# How a missing country or channel is written in a filter; in a condition it is the empty text.
UNKNOWN = "(unknown)"


def check_key(key: str, keys: Sequence[str] = KEYS) -> None:
    """Raises QuestionRefused, with the nearest key, for one that is none."""
    if key in keys:
        return
    nearest = difflib.get_close_matches(key, keys, n=1)
    known = _("Filters that work: {keys}.").format(keys=", ".join(keys))
    hint = _("Did you mean {nearest}?").format(nearest=nearest[0]) if nearest else known
    raise QuestionRefused(
        _('There is no filter "{key}".').format(key=key), known, hint, code="segment_unknown"
    )


def attribute_of(key: str) -> str:
    """The name of the attribute a key asks for; "" for any other key."""
    return key.removeprefix(PREFIX) if key in ATTRIBUTE_KEYS else ""


def key_label(key: str) -> str:
    """The key in the words of a sentence: "country", "channel of any order"."""
    if key in ATTRIBUTE_KEYS:
        return attribute_word(key.removeprefix(PREFIX))
    return {
        "country": _("country"),
        "region": _("region"),
        "first_channel": _("first channel"),
        "first_product": _("first product"),
        "first_category": _("first category"),
        "coupon_first": _("coupon on the first order"),
        "channel": _("channel of any order"),
        "product": _("product of any order"),
        "order_count": _("number of orders"),
        "order_value": _("average order value"),
        "rfm_segment": _("RFM group"),
        "lifecycle": _("lifecycle stage"),
        "persona": _("persona"),
        BRIGHT_KEY: _("rule of bright spots"),
    }[key]


def value_label(key: str, value: str) -> str:
    """A value as people say it; what the shop's own files say stays as it is."""
    if not value:
        return _("unknown")
    if key == BRIGHT_KEY:
        return rule_words(value)
    words = _value_words().get(key, {})
    return words.get(value.lower(), value)


def _value_words() -> dict[str, dict[str, str]]:
    return {
        "coupon_first": {"yes": _("yes"), "no": _("no")},
        "rfm_segment": rfm_group_labels(),
        "lifecycle": {
            "new": _("New"),
            "active_repeat": _("Active, bought again"),
            "one_time_cooling": _("Bought once, cooling"),
            "lapsing": _("Lapsing"),
            "lapsed": _("Lapsed"),
        },
    }


def rfm_group_labels() -> dict[str, str]:
    """The names of RFM groups, of every preset."""
    return {
        "cant_lose": _("Can't lose"),
        "new": _("New buyers"),
        "promising": _("Promising"),
        "champions": _("Champions"),
        "loyal": _("Loyal"),
        "potential_loyalist": _("Potential loyalist"),
        "need_attention": _("Need attention"),
        "about_to_sleep": _("About to sleep"),
        "at_risk": _("At risk"),
        "hibernating": _("Hibernating"),
        "lost": _("Long gone"),
        "active": _("Active"),
        "needs_attention": _("Needs attention"),
        "almost_lost": _("Almost lost"),
        "previously_loyal": _("Previously loyal"),
        "dormant": _("Dormant"),
        "recent": _("Recent"),
        "inactive": _("Inactive"),
    }
