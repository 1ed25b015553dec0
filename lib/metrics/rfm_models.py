"""Limits between scores that stay the same from import to import until the owner changes them."""

from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.rfm_presets import PRESETS
from lib.metrics.rfm_scores import Limits, Scores, Values, limits_from, score_by
from lib.metrics.source import ShopData, kept

KEPT_AS = "rfm"
# Raised when the same limits would mean something else; kept ones are then measured again.
VERSION = 1


@dataclass(frozen=True)
class RfmModel:
    """Everything that decides a score: limits, the day they were drawn, what they count."""

    preset: str
    as_of: str | None
    """ISO day on which the limits were measured."""
    lookback_days: int | None
    counts_orders: bool
    recency: Limits = ()
    frequency: Limits = ()
    revenue: Limits = ()
    is_own: bool = False
    """True when the owner set the limits by hand."""
    version: int = VERSION

    def with_limits(self, recency: Limits, frequency: Limits, revenue: Limits) -> "RfmModel":
        return replace(self, recency=recency, frequency=frequency, revenue=revenue)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "RfmModel":
        limits = {
            name: tuple((int(score), float(limit)) for score, limit in fields[name])
            for name in ("recency", "frequency", "revenue")
        }
        return cls(**(fields | limits))


def kept_model(source: ShopData) -> RfmModel | None:
    """The limits a shop has kept; None when it has none, or none that still mean the same."""
    fields = kept(source, KEPT_AS)
    try:
        model = RfmModel.from_dict(fields) if fields else None
    except (KeyError, TypeError, ValueError):
        return None
    if model is None or model.version != VERSION or model.preset not in PRESETS:
        return None
    return model


def own_model(
    model: RfmModel, recency: list[float], frequency: list[float], revenue: list[float]
) -> RfmModel:
    """The same groups with limits set by hand: for each measure the best score's limit first.

    Raises QuestionRefused unless days rise, and orders and money fall, from score to score.
    """
    parts = PRESETS[model.preset].parts
    for limits, rises in ((recency, True), (frequency, False), (revenue, False)):
        steps = pairwise(limits)
        in_order = all((better < worse) if rises else (better > worse) for better, worse in steps)
        if len(limits) != parts - 1 or not in_order or min(limits, default=0) < 0:
            raise QuestionRefused(
                _("These limits do not part the scores."),
                _(
                    "From the best score down, the days must grow, and the purchases and the"
                    " revenue must shrink."
                ),
                _("Correct the limits in the table; none may be equal to the one beside it."),
                code="rfm_limits_out_of_order",
            )
    return replace(
        model.with_limits(
            limits_from(recency, parts), limits_from(frequency, parts), limits_from(revenue, parts)
        ),
        is_own=True,
    )


def scores_of(
    model: RfmModel, measures: tuple[Values, Values, Values]
) -> tuple[Scores, Scores, Scores]:
    """The three scores of every customer."""
    return (
        score_by(measures[0], model.recency, is_low_good=True),
        score_by(measures[1], model.frequency, is_low_good=False),
        score_by(measures[2], model.revenue, is_low_good=False),
    )
