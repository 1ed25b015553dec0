"""Ways to score and to name groups: our own, and those of two well-known shop tools."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lib.metrics.rfm_scores import Scores, Values, fifths, frequency_scores

Scoring = Callable[[Values], Scores]
Placing = Callable[[Scores, Scores, Scores], Scores]

BRIGHT_SPOTS = "bright_spots"
SHOPIFY = "shopify"
KLAVIYO = "klaviyo"

KLAVIYO_RECENT_DAYS = 180
KLAVIYO_LAPSED_DAYS = 365

SEGMENTS = (
    "cant_lose",
    "new",
    "promising",
    "champions",
    "loyal",
    "potential_loyalist",
    "need_attention",
    "about_to_sleep",
    "at_risk",
    "hibernating",
    "lost",
)
SHOPIFY_GROUPS = (
    "champions",
    "loyal",
    "active",
    "new",
    "promising",
    "needs_attention",
    "almost_lost",
    "previously_loyal",
    "at_risk",
    "dormant",
)
# The scores of recency, frequency and money, as Klaviyo's help lists them for each group.
KLAVIYO_SCORES = {
    "champions": "333 332 323",
    "loyal": "321 322 331 232 233",
    "recent": "312 313 311 222 223",
    "needs_attention": "213 221 123 132 133",
    "at_risk": "231 212 122 131 211",
    "inactive": "111 112 113 121",
}


@dataclass(frozen=True)
class Preset:
    """How three measures become scores from 1 to ``parts``, and the scores become groups."""

    name: str
    parts: int
    lookback_days: int | None
    """None counts the whole history."""
    counts_orders: bool
    """True counts orders, False counts days with a purchase."""
    groups: tuple[str, ...]
    recency: Scoring
    frequency: Scoring
    revenue: Scoring
    places: Placing


def segment_places(recency: Scores, frequency: Scores, monetary: Scores) -> Scores:
    """The place in SEGMENTS of every customer: rules for all 125 scores, the first one wins."""
    both = (frequency + monetary + 1) // 2
    return _first_that_holds(
        (recency <= 2) & (both == 5),
        (recency == 5) & (frequency == 1),
        (recency == 4) & (frequency == 1),
        (recency == 5) & (both >= 4),
        (recency >= 3) & (recency <= 4) & (both >= 4),
        recency >= 4,
        (recency == 3) & (both == 3),
        (recency == 3) & (both <= 2),
        (recency <= 2) & (both >= 3) & (both <= 4),
        (recency == 2) & (both <= 2),
        (recency == 1) & (both <= 2),
    )


def shopify_places(recency: Scores, frequency: Scores, monetary: Scores) -> Scores:
    """The place in SHOPIFY_GROUPS: recency against the mean of frequency and money, half up."""
    both = (frequency + monetary + 1) // 2
    return _first_that_holds(
        (recency == 5) & (both >= 4),
        (recency >= 3) & (both >= 4),
        (recency >= 4) & (both >= 2),
        (recency == 5) & (both == 1),
        (recency == 4) & (both == 1),
        (recency == 3) & (both == 3),
        (recency == 3) & (both <= 2),
        (recency <= 2) & (both == 5),
        (recency <= 2) & (both >= 3),
        (recency <= 2) & (both <= 2),
    )


def klaviyo_places(recency: Scores, frequency: Scores, monetary: Scores) -> Scores:
    """The place in KLAVIYO_SCORES by the three figures of the score."""
    place_of = np.full(334, -1, dtype=np.int64)
    for place, scores in enumerate(KLAVIYO_SCORES.values()):
        for score in scores.split():
            place_of[int(score)] = place
    found: Scores = place_of[100 * recency + 10 * frequency + monetary]
    return found


def _first_that_holds(*conditions: np.ndarray) -> Scores:
    return np.select(conditions, list(range(len(conditions))), default=-1).astype(np.int64)


def _low_is_good(parts: int) -> Scoring:
    return lambda values: parts - fifths(values, parts)


def _high_is_good(parts: int) -> Scoring:
    return lambda values: 1 + fifths(values, parts)


def _klaviyo_recency(days: Values) -> Scores:
    return (1 + (days <= KLAVIYO_LAPSED_DAYS) + (days <= KLAVIYO_RECENT_DAYS)).astype(np.int64)


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            BRIGHT_SPOTS,
            parts=5,
            lookback_days=730,
            counts_orders=False,
            groups=SEGMENTS,
            recency=_low_is_good(5),
            frequency=frequency_scores,
            revenue=_high_is_good(5),
            places=segment_places,
        ),
        Preset(
            SHOPIFY,
            parts=5,
            lookback_days=None,
            counts_orders=True,
            groups=SHOPIFY_GROUPS,
            recency=_low_is_good(5),
            frequency=_high_is_good(5),
            revenue=_high_is_good(5),
            places=shopify_places,
        ),
        Preset(
            KLAVIYO,
            parts=3,
            lookback_days=None,
            counts_orders=True,
            groups=tuple(KLAVIYO_SCORES),
            recency=_klaviyo_recency,
            frequency=_high_is_good(3),
            revenue=_high_is_good(3),
            places=klaviyo_places,
        ),
    )
}
