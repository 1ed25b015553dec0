"""The personas of a shop: who they are, what they bring, what they buy, how many stay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np

from lib.metrics.persona_assign import Assigned, assign
from lib.metrics.persona_model import RFM_GROUPS, SET_APART, PersonaCard, PersonaModel
from lib.metrics.persona_retention import persona_retention
from lib.metrics.persona_words import (
    amount,
    fallback_sentence,
    persona_name,
    rule_sentence,
)
from lib.metrics.retention import Retention
from lib.metrics.source import ShopData
from lib.metrics.whole_cents import cents_of_parts
from lib.period import Period
from lib.segment import EVERYONE, Segment

PRODUCTS = 3


@dataclass(frozen=True)
class Persona:
    """One persona today; medians are of its own customers and None when it is empty."""

    card: PersonaCard
    name: str
    rule: str
    customers: int
    share_of_customers: float
    revenue: Decimal
    share_of_revenue: float
    median_recency_days: float | None
    median_basket: float | None
    """Half of its customers spend less per order on average."""
    median_gap_days: float | None
    """Of customers with several purchases."""
    median_purchase_days: float | None
    entry_product: str
    entry_share: float | None
    """Share of its customers whose first order began with the entry product."""
    products: tuple[str, ...]
    retention: Retention | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the command line."""
        answer = self.retention
        return {
            "id": self.card.persona_id,
            "name": self.name,
            "rule": self.rule,
            "customers": self.customers,
            "share_of_customers": round(self.share_of_customers, 6),
            "revenue": f"{self.revenue:.2f}",
            "share_of_revenue": round(self.share_of_revenue, 6),
            "median_recency_days": self.median_recency_days,
            "median_basket": None if self.median_basket is None else f"{self.median_basket:.2f}",
            "median_gap_days": self.median_gap_days,
            "median_purchase_days": self.median_purchase_days,
            "entry_product": self.entry_product or None,
            "products": list(self.products),
            "crr": _rounded(answer.crr if answer else None),
            "strict_crr": _rounded(answer.strict_crr if answer else None),
            "strict_crr_low": _rounded(answer.strict_crr_low if answer else None),
            "strict_crr_high": _rounded(answer.strict_crr_high if answer else None),
            "action": self.card.action,
        }


@dataclass(frozen=True)
class Personas:
    """All personas with customers, in the order of their cards."""

    as_of: date | None
    model: PersonaModel
    customers: int
    revenue: Decimal
    personas: tuple[Persona, ...]

    @property
    def people(self) -> tuple[Persona, ...]:
        """The personas without the card of those set apart."""
        return tuple(each for each in self.personas if each.card.persona_id != SET_APART)

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints."""
        model, chosen = self.model, self.model.chosen
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "customers": self.customers,
            "revenue": f"{self.revenue:.2f}",
            "personas": [each.as_dict() for each in self.personas],
            "stability": {
                "made_of": model.kind,
                "found_on": model.as_of,
                "is_stable": chosen.is_stable if chosen else False,
                "mean_jaccard": _rounded(chosen.mean_jaccard) if chosen else None,
                "worst_jaccard": _rounded(chosen.worst_jaccard) if chosen else None,
                "reason": fallback_sentence(model) or None,
                "tried": [
                    {
                        "clusters": each.count,
                        "mean_jaccard": _rounded(each.mean_jaccard),
                        "worst_jaccard": _rounded(each.worst_jaccard),
                        "smallest": each.smallest,
                        "silhouette": _rounded(each.silhouette),
                        "is_stable": each.is_stable,
                    }
                    for each in model.tried
                ],
            },
            "explained": _rounded(model.explained),
        }


def personas(
    source: ShopData,
    model: PersonaModel,
    segment: Segment = EVERYONE,
    as_of: date | None = None,
    period: Period | None = None,
    window_days: int = 1,
    currency: str = "",
    found: Assigned | None = None,
) -> Personas:
    """The customers of a segment by persona; with a period also how many stayed in it.

    ``found``: the answer of ``assign`` for the same model, segment and day, if it is known.
    """
    found = found or assign(source, model, segment, as_of)
    count = len(model.cards)
    cents = cents_of_parts(found.behaviour.revenue, found.places, count)
    whole = sum(cents, Decimal(0))
    products = _products(source, found, count)
    kept = persona_retention(source, found, count, period, window_days) if period else None
    rows = []
    for place, card in enumerate(model.cards):
        inside = found.places == place
        customers = int(inside.sum())
        if not customers:
            continue
        entry, entry_orders, bought = products[place]
        rows.append(
            Persona(
                card=card,
                name=persona_name(card, model),
                rule=rule_sentence(card, model, partial(amount, currency=currency)),
                customers=customers,
                share_of_customers=customers / len(found.places),
                revenue=cents[place],
                share_of_revenue=float(cents[place] / whole) if whole else 0.0,
                **_medians(found, inside),
                entry_product=entry,
                entry_share=entry_orders / customers if entry else None,
                products=bought,
                retention=kept[place] if kept else None,
            )
        )
    return Personas(found.as_of, model, len(found.places), whole, tuple(rows))


def _medians(found: Assigned, inside: np.ndarray) -> dict[str, float | None]:
    behaviour = found.behaviour
    several = inside & (behaviour.purchase_days >= 2)

    def median(values: np.ndarray, of: np.ndarray) -> float | None:
        return float(np.median(values[of])) if of.any() else None

    return {
        "median_recency_days": median(behaviour.recency_days, inside),
        "median_basket": median(behaviour.features["average_order_value"], inside),
        "median_gap_days": median(behaviour.features["median_gap_days"], several),
        "median_purchase_days": median(behaviour.purchase_days, inside),
    }


def _products(
    source: ShopData, found: Assigned, count: int
) -> list[tuple[str, int, tuple[str, ...]]]:
    """Per persona: the most usual first product, how many began with it, and what it buys most."""
    rows = source.rows(
        "metrics/persona_products",
        {
            "as_of": found.as_of or date.min,
            "customer_ids": found.customer_ids.tolist(),
            "places": found.places.tolist(),
        },
    )
    answers = []
    for place in range(count):
        mine = [(name, orders, first) for at, name, orders, first in rows if at == place]
        entry = max(mine, key=lambda each: each[2], default=("", 0, 0))
        bought = tuple(name for name, orders, _first in mine[:PRODUCTS] if orders)
        answers.append((entry[0] if entry[2] else "", int(entry[2]), bought))
    return answers


def is_fallback(model: PersonaModel) -> bool:
    """True when RFM groups stand in for personas."""
    return model.kind == RFM_GROUPS


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
