"""Personas in rules: one-time buyers by what they did, the others by a shallow tree."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.metrics.persona_features import Behaviour, Numbers

Labels = npt.NDArray[np.int64]

ONCE_NEW = "once_new"
ONCE_DISCOUNT = "once_discount"
ONCE_LARGE = "once_large"
ONCE_LAPSED = "once_lapsed"
ONCE = (ONCE_NEW, ONCE_DISCOUNT, ONCE_LARGE, ONCE_LAPSED)

LARGE_QUANTILE = 0.75
SMALLEST_SHARE = 0.02
SMALLEST_SIZE = 30
TREE_DEPTH = 3


@dataclass(frozen=True)
class OnceRules:
    """How one-time buyers are parted; the first rule that holds decides."""

    groups: tuple[str, ...]
    """Those of ONCE that are large enough; the rest falls to the last one."""
    new_within_days: int
    large_from: float


@dataclass(frozen=True)
class Condition:
    """One step of a rule: a feature in plain units at most, or above, a bound."""

    feature: str
    is_above: bool
    bound: float


@dataclass(frozen=True)
class TreeRules:
    """For each group the path to the leaf most of it is in; and how often the tree is right."""

    rules: tuple[tuple[Condition, ...], ...]
    accuracy: float


def fit_once_rules(behaviour: Behaviour, new_within_days: int) -> OnceRules:
    """The groups of one-time buyers that a shop really has."""
    once = (behaviour.purchase_days == 1) & ~behaviour.is_quarantined
    late = once & (behaviour.recency_days > new_within_days) & ~behaviour.has_discount
    amounts = behaviour.revenue[late]
    large = float(np.quantile(amounts, LARGE_QUANTILE)) if len(amounts) else 0.0
    rules = OnceRules(ONCE, new_within_days, large)
    places = once_places(rules, behaviour)[once]
    smallest = max(SMALLEST_SHARE * len(behaviour), SMALLEST_SIZE)
    sizes = np.bincount(places, minlength=len(ONCE))
    groups = tuple(name for name, size in zip(ONCE[:-1], sizes, strict=False) if size >= smallest)
    return OnceRules((*groups, ONCE_LAPSED), new_within_days, large)


def once_places(rules: OnceRules, behaviour: Behaviour) -> Labels:
    """The place in ``rules.groups`` every customer would have as a one-time buyer."""
    holds = {
        ONCE_NEW: behaviour.recency_days <= rules.new_within_days,
        ONCE_DISCOUNT: behaviour.has_discount,
        ONCE_LARGE: behaviour.revenue >= rules.large_from,
        ONCE_LAPSED: np.ones(len(behaviour), dtype=bool),
    }
    conditions = [holds[name] for name in rules.groups]
    return np.select(conditions, list(range(len(conditions)))).astype(np.int64)


def fit_tree(features: dict[str, Numbers], labels: Labels, count: int) -> TreeRules:
    """A tree of three questions that tells the groups apart in plain units."""
    from sklearn.tree import DecisionTreeClassifier

    names = list(features)
    points = np.column_stack([features[name] for name in names])
    order = np.lexsort((labels, *points.T))
    points, labels = points[order], labels[order]
    found = DecisionTreeClassifier(max_depth=TREE_DEPTH, random_state=0).fit(points, labels)
    tree, leaves = found.tree_, found.apply(points)
    paths = _paths(tree.children_left, tree.children_right, tree.feature, tree.threshold, names)
    rules = []
    for label in range(count):
        mine = np.bincount(leaves[labels == label], minlength=tree.node_count)
        rules.append(_shortened(paths.get(int(mine.argmax()), ())))
    return TreeRules(tuple(rules), float((found.predict(points) == labels).mean()))


def _paths(
    lefts: Labels, rights: Labels, features: Labels, bounds: Numbers, names: list[str]
) -> dict[int, tuple[Condition, ...]]:
    """The questions on the way to every leaf."""
    paths: dict[int, tuple[Condition, ...]] = {}
    waiting: list[tuple[int, tuple[Condition, ...]]] = [(0, ())]
    while waiting:
        node, path = waiting.pop()
        if lefts[node] == rights[node]:
            paths[node] = path
            continue
        name, bound = names[features[node]], float(f"{bounds[node]:.6g}")
        waiting.append((int(lefts[node]), (*path, Condition(name, False, bound))))
        waiting.append((int(rights[node]), (*path, Condition(name, True, bound))))
    return paths


def _shortened(path: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Of two bounds in the same direction on the same feature only the later, tighter one."""
    latest = {(step.feature, step.is_above): step for step in path}
    return tuple(latest.values())
