"""Finding personas: one-time buyers by rule, the others in the groups that come back best."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.activity_window import suggest_window
from lib.metrics.persona_assign import rfm_cards, rfm_places
from lib.metrics.persona_clusters import REFITS, SMALLEST_SIZE, Clustering, choose, cluster, nearest
from lib.metrics.persona_features import (
    FAMILY,
    Behaviour,
    Ground,
    Scale,
    fit_scale,
    read_behaviour,
    survey,
    telling_features,
)
from lib.metrics.persona_model import (
    CLUSTERS,
    RFM_GROUPS,
    SET_APART,
    PersonaCard,
    PersonaModel,
    TriedCount,
)
from lib.metrics.persona_names import ids_kept, named_after
from lib.metrics.persona_rules import Labels, OnceRules, fit_once_rules, fit_tree
from lib.metrics.rfm_presets import SEGMENTS
from lib.metrics.source import ShopData, shop_days

FEWEST_PERSONAS, MOST_PERSONAS = 5, 10
FEWEST_CLUSTERS, MANY_CLUSTERS = 2, 5
FEWEST_REPEATERS = 2 * SMALLEST_SIZE
TRAITS = 2


def fit_personas(
    source: ShopData,
    as_of: date | None = None,
    count: int | None = None,
    before: PersonaModel | None = None,
    refits: int = REFITS,
    report: Callable[[float], object] = lambda _share: None,
) -> PersonaModel:
    """The personas of a shop's customers on a day, five to ten in all.

    ``count`` asks for a number of personas, stable or not; ``before`` hands its ids, colours and
    names on to the new personas that hold most of the same customers. ``report`` hears how much is
    done, from 0 to 1.
    """
    if count is not None and not FEWEST_PERSONAS <= count <= MOST_PERSONAS:
        raise _unusual_count(count)
    days = shop_days(source, as_of)
    end = days.as_of or date.min
    ground = survey(source, end)
    behaviour = read_behaviour(source, end, ground)
    once = fit_once_rules(behaviour, suggest_window(source, days).window_days)
    is_person = ~behaviour.is_quarantined
    in_use = len(once.groups) if ((behaviour.purchase_days == 1) & is_person).any() else 0
    fitted = (behaviour.purchase_days >= 2) & is_person
    if fitted.sum() < FEWEST_REPEATERS:
        return named_after(before, _fallback(end, once, (), "too_few_repeaters"))
    features = telling_features(behaviour, fitted)
    scale = fit_scale(features)
    points = scale.matrix(features) * scale.weights
    most = MOST_PERSONAS - in_use - int(behaviour.is_quarantined.any())
    tried, best = _tried(points, in_use, most, count, refits, report)
    table = tuple(_row(each) for each in tried)
    if best is None:
        return named_after(before, _fallback(end, once, table, "nothing_stable"))
    found = _described(source, end, ground, behaviour, fitted, once, scale, best)
    model = replace(found, tried=table, is_chosen=count is not None)
    known = before.of_kind(CLUSTERS) if before else None
    if known:
        model = ids_kept(known, model, behaviour, source, end)
    return named_after(before, model)


def _tried(
    points: np.ndarray,
    in_use: int,
    most: int,
    count: int | None,
    refits: int,
    report: Callable[[float], object],
) -> tuple[list[Clustering], Clustering | None]:
    """Every number of groups that was tried, and the one to take.

    Five and more groups say most; fewer are tried where none of those is stable.
    """
    if count is not None:
        chosen = cluster(points, max(1, count - in_use), refits)
        return [chosen], chosen
    many = range(MANY_CLUSTERS, most + 1)
    fewer = range(max(FEWEST_CLUSTERS, FEWEST_PERSONAS - in_use), MANY_CLUSTERS)
    steps = len(many) + len(fewer) + 1

    def try_each(numbers: range, done: int) -> list[Clustering]:
        tried = []
        for place, each in enumerate(numbers):
            report((done + place) / steps)
            tried.append(cluster(points, each, refits))
        return tried

    tried = try_each(many, 1)
    best = choose(tried)
    if best is None:
        fewer_tried = try_each(fewer, 1 + len(many))
        tried, best = [*fewer_tried, *tried], choose(fewer_tried)
    return tried, best


def _described(
    source: ShopData,
    as_of: date,
    ground: Ground,
    behaviour: Behaviour,
    fitted: np.ndarray,
    once: OnceRules,
    scale: Scale,
    found: Clustering,
) -> PersonaModel:
    """The clusters as cards, the most revenue per customer first."""
    features = {name: values[fitted] for name, values in behaviour.features.items()}
    standard = scale.matrix(features)
    labels = nearest(standard * scale.weights, found.centres)
    revenue = [
        float(behaviour.revenue[fitted][labels == each].mean()) for each in range(found.count)
    ]
    order = np.argsort(np.negative(revenue), kind="stable")
    place_of = np.argsort(order)
    labels = place_of[labels]
    tree = fit_tree({name: features[name] for name in scale.names}, labels, found.count)
    ladders = _ladders(source, as_of, behaviour, fitted, labels, found.count)
    traits = _traits(standard, labels, scale, ladders)
    cards = tuple(
        PersonaCard(f"p{place + 1}", place, ladders[place], traits[place], tree.rules[place])
        for place in range(found.count)
    )
    centres = tuple(tuple(float(each) for each in found.centres[place]) for place in order)
    return PersonaModel(
        kind=CLUSTERS,
        as_of=as_of.isoformat(),
        cards=(*cards, *_cards_by_rule(once, found.count)),
        once=once,
        scale=scale,
        ground=ground,
        centres=centres,
        tried=(),
        explained=tree.accuracy,
    )


def _cards_by_rule(once: OnceRules, first_colour: int) -> tuple[PersonaCard, ...]:
    """One-time buyers, and last the customers that are perhaps no person."""
    return tuple(
        PersonaCard(name, first_colour + place, "", ())
        for place, name in enumerate((*once.groups, SET_APART))
    )


def _fallback(
    as_of: date, once: OnceRules, tried: tuple[TriedCount, ...], reason: str
) -> PersonaModel:
    """RFM groups in place of personas, with the reason."""
    return PersonaModel(
        kind=RFM_GROUPS,
        as_of=as_of.isoformat(),
        cards=rfm_cards(),
        once=once,
        scale=Scale((), (), (), (), ()),
        ground=Ground((), None),
        centres=(),
        tried=tried,
        explained=None,
        reason=reason,
    )


def _ladders(
    source: ShopData,
    as_of: date,
    behaviour: Behaviour,
    fitted: np.ndarray,
    labels: Labels,
    count: int,
) -> list[str]:
    """The RFM group that most customers of each persona are in."""
    places = rfm_places(source, as_of, behaviour)[fitted]
    mine = [np.bincount(places[labels == each], minlength=len(SEGMENTS)) for each in range(count)]
    return [SEGMENTS[int(found.argmax())] for found in mine]


def _traits(
    standard: np.ndarray, labels: Labels, scale: Scale, ladders: list[str]
) -> list[tuple[str, ...]]:
    """The features in which each persona lies furthest from the average; no two read the same."""
    found: list[tuple[str, ...]] = []
    for place, ladder in enumerate(ladders):
        means = standard[labels == place].mean(axis=0)
        ranked = [
            f"{'+' if means[at] > 0 else '-'}{scale.names[at]}"
            for at in np.argsort(-np.abs(means), kind="stable")
            # Little of one product family is no trait: most customers buy little of most.
            if means[at] > 0 or not scale.names[at].startswith(FAMILY)
        ]
        length = TRAITS
        taken = {(ladders[other], traits) for other, traits in enumerate(found)}
        while length < len(ranked) and (ladder, tuple(ranked[:length])) in taken:
            length += 1
        found.append(tuple(ranked[:length]))
    return found


def _row(found: Clustering) -> TriedCount:
    return TriedCount(
        count=found.count,
        mean_jaccard=found.mean_jaccard,
        worst_jaccard=min(found.jaccard),
        smallest=min(found.sizes),
        silhouette=found.silhouette,
        is_stable=found.is_stable,
    )


def _unusual_count(count: int) -> QuestionRefused:
    return QuestionRefused(
        _("{count} personas cannot be made.").format(count=count),
        _("Fewer than five say little, and nobody can picture more than ten."),
        _("Choose a number from {fewest} to {most}.").format(
            fewest=FEWEST_PERSONAS, most=MOST_PERSONAS
        ),
        code="persona_count",
    )
