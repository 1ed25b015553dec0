"""What the owner calls personas, and does for them, outlasts another search for them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count as counted

import numpy as np

from lib.metrics.persona_assign import assign
from lib.metrics.persona_features import Behaviour
from lib.metrics.persona_model import RFM_GROUPS, PersonaCard, PersonaModel
from lib.metrics.source import ShopData


def named_after(before: PersonaModel | None, model: PersonaModel) -> PersonaModel:
    """Names and actions stay with the groups that are called the same by rule.

    Of the other kind the last one is kept: personas that RFM groups stood in for are found again.
    """
    if before is None:
        return model
    known = {card.persona_id: card for card in before.cards if not card.ladder}
    same = before.of_kind(model.kind)
    if same and model.kind == RFM_GROUPS:
        known = {card.persona_id: card for card in same.cards} | known
    cards = (
        replace(card, name=known[card.persona_id].name, action=known[card.persona_id].action)
        if card.persona_id in known
        else card
        for card in model.cards
    )
    other = before if before.kind != model.kind else before.earlier
    earlier = replace(other, earlier=None) if other else None
    return replace(model, cards=tuple(cards), earlier=earlier)


def ids_kept(
    before: PersonaModel, model: PersonaModel, behaviour: Behaviour, source: ShopData, as_of: date
) -> PersonaModel:
    """Ids, colours, names and actions stay with the personas that keep most of their customers."""
    from scipy.optimize import linear_sum_assignment

    old = assign(source, before, as_of=as_of).places
    new = assign(source, model, as_of=as_of, behaviour=behaviour).places
    # Cards without a ladder are made by rule and keep their ids anyway.
    rows = [place for place, card in enumerate(before.cards) if card.ladder]
    columns = [place for place, card in enumerate(model.cards) if card.ladder]
    shared = np.array([[((old == was) & (new == now)).sum() for now in columns] for was in rows])
    pairs = {
        columns[column]: before.cards[rows[row]]
        for row, column in zip(*linear_sum_assignment(-shared), strict=True)
        if shared[row, column]
    }
    by_rule = {card.persona_id: card for card in before.cards if not card.ladder}
    matches = [
        pairs.get(place) or (None if card.ladder else by_rule.get(card.persona_id))
        for place, card in enumerate(model.cards)
    ]
    number = max(int(before.cards[place].persona_id.removeprefix("p")) for place in rows)
    free = _free_colours(matches)
    cards = []
    for card, match in zip(model.cards, matches, strict=True):
        if match is None:
            number += bool(card.ladder)
            name = f"p{number}" if card.ladder else card.persona_id
            cards.append(replace(card, persona_id=name, colour=next(free)))
            continue
        kept = replace(card, persona_id=match.persona_id, colour=match.colour)
        cards.append(replace(kept, name=match.name, action=match.action))
    return replace(model, cards=tuple(cards))


def _free_colours(matches: Sequence[PersonaCard | None]) -> Iterator[int]:
    """Colours nobody wears, the first of the palette first, so that no two look alike."""
    worn = {card.colour for card in matches if card is not None}
    return (colour for colour in counted() if colour not in worn)
