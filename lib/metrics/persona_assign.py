"""Who belongs to which persona: new customers too, by the borders that were kept."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from lib.metrics.persona_clusters import nearest
from lib.metrics.persona_features import Behaviour, read_behaviour
from lib.metrics.persona_model import JOINED, RFM_GROUPS, SET_APART, PersonaCard, PersonaModel
from lib.metrics.persona_rules import Labels, once_places
from lib.metrics.rfm import fit_rfm
from lib.metrics.rfm_models import scores_of
from lib.metrics.rfm_presets import SEGMENTS, segment_places
from lib.metrics.source import ShopData, shop_days
from lib.segment import EVERYONE, Segment


@dataclass(frozen=True)
class Assigned:
    """Every customer who bought by the day, and the place of their persona among the cards."""

    as_of: date | None
    behaviour: Behaviour
    places: Labels

    @property
    def customer_ids(self) -> npt.NDArray[np.int64]:
        return self.behaviour.customer_ids


def assign(
    source: ShopData,
    model: PersonaModel,
    segment: Segment = EVERYONE,
    as_of: date | None = None,
    behaviour: Behaviour | None = None,
) -> Assigned:
    """The persona of every customer of a segment on a day."""
    end = shop_days(source, as_of).as_of
    if behaviour is None:
        behaviour = read_behaviour(source, end or date.min, model.ground, segment)
    if model.kind == RFM_GROUPS:
        return Assigned(end, behaviour, _rfm_places(source, model, end, behaviour))
    places = len(model.centres) + once_places(model.once, behaviour)
    several = behaviour.purchase_days >= 2
    if several.any():
        features = {name: values[several] for name, values in behaviour.features.items()}
        points = model.scale.matrix(features) * model.scale.weights
        places[several] = nearest(points, np.array(model.centres))
    places[behaviour.is_quarantined] = len(model.cards) - 1
    return Assigned(end, behaviour, places)


def customers_of_personas(
    source: ShopData, model: PersonaModel, persona_ids: set[str], as_of: date | None = None
) -> npt.NDArray[np.int64]:
    """The ids of the customers of any of these personas."""
    found = assign(source, model, as_of=as_of)
    wanted = [place for place, card in enumerate(model.cards) if card.persona_id in persona_ids]
    return found.customer_ids[np.isin(found.places, wanted)]


def rfm_cards() -> tuple[PersonaCard, ...]:
    """RFM groups in the place of personas."""
    names = [name for name in SEGMENTS if name not in JOINED]
    cards = [PersonaCard(name, place, name, ()) for place, name in enumerate(names)]
    return (*cards, PersonaCard(SET_APART, len(cards), "", ()))


def _rfm_places(
    source: ShopData, model: PersonaModel, as_of: date | None, behaviour: Behaviour
) -> Labels:
    """Every customer in a group of RFM, however long ago they bought."""
    place_of = {card.persona_id: place for place, card in enumerate(model.cards)}
    places = np.array([place_of[JOINED.get(name, name)] for name in SEGMENTS], dtype=np.int64)
    moved: Labels = places[rfm_places(source, as_of, behaviour)]
    moved[behaviour.is_quarantined] = len(model.cards) - 1
    return moved


def rfm_places(source: ShopData, as_of: date | None, behaviour: Behaviour) -> Labels:
    """The place in SEGMENTS of everybody; who bought before the lookback has the lowest recency.

    RFM itself leaves them out, so that its limits, drawn on recent buyers, say nothing of them.
    """
    limits = fit_rfm(source, as_of)
    measures = (
        behaviour.recency_days,
        behaviour.purchase_days.astype(float),
        behaviour.revenue,
    )
    recency, frequency, revenue = scores_of(limits, measures)
    if limits.lookback_days:
        recency = np.where(behaviour.recency_days > limits.lookback_days, 1, recency)
    return segment_places(recency, frequency, revenue)
