"""Groups that come back when the customers are drawn again: k-means and its stability."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

SEED = 20_240_229
STARTS = 20
STARTS_AGAIN = 3
REFITS = 50
# What one fit sees; the other customers are assigned to the nearest centre.
MOST_FITTED = 20_000
MOST_DRAWN = 3_000
MOST_FOR_SILHOUETTE = 1_500
STABLE_FROM = 0.60
SMALLEST_SHARE = 0.02
SMALLEST_SIZE = 30


@dataclass(frozen=True)
class Clustering:
    """One number of groups: the centres, and how well each group comes back."""

    count: int
    centres: Numbers
    sizes: tuple[int, ...]
    jaccard: tuple[float, ...]
    """Per group: mean overlap with the most similar group of each refit, 0 to 1."""
    silhouette: float

    @property
    def mean_jaccard(self) -> float:
        return float(np.mean(self.jaccard))

    @property
    def is_stable(self) -> bool:
        """Every group comes back and is large enough to be one."""
        smallest = max(SMALLEST_SHARE * sum(self.sizes), SMALLEST_SIZE)
        return min(self.jaccard) >= STABLE_FROM and min(self.sizes) >= smallest


def cluster(points: Numbers, count: int, refits: int = REFITS) -> Clustering:
    """``count`` groups of the points; the same for any order of rows."""
    fitted = _drawn(_in_order(points), MOST_FITTED)
    centres = _k_means(fitted, count, STARTS, SEED)
    labels = nearest(fitted, centres)
    sizes = np.bincount(labels, minlength=count)
    return Clustering(
        count=count,
        centres=centres,
        sizes=tuple(int(size) for size in sizes),
        jaccard=_stability(fitted, labels, count, refits),
        silhouette=_silhouette(fitted, labels),
    )


def choose(tried: list[Clustering]) -> Clustering | None:
    """The stable one whose groups come back best, ties by silhouette; None if none is stable."""
    stable = [each for each in tried if each.is_stable]
    return max(
        stable, key=lambda each: (round(each.mean_jaccard, 2), each.silhouette), default=None
    )


def nearest(points: Numbers, centres: Numbers) -> Labels:
    """The nearest centre of every point, without a table of all distances."""
    scores = points @ centres.T - 0.5 * (centres**2).sum(axis=1)
    found: Labels = np.argmax(scores, axis=1).astype(np.int64)
    return found


def _stability(points: Numbers, labels: Labels, count: int, refits: int) -> tuple[float, ...]:
    """Fit drawn customers again and again; Hennig's mean Jaccard of each group."""
    if count == 1:
        return (1.0,)
    random = np.random.default_rng(SEED)
    size = min(len(points), MOST_DRAWN)
    overlaps = np.zeros((refits, count))
    for refit in range(refits):
        chosen = random.integers(0, len(points), size)
        centres = _k_means(points[chosen], count, STARTS_AGAIN, SEED + refit + 1)
        seen = np.unique(chosen)
        was, now = labels[seen], nearest(points[seen], centres)
        both = np.bincount(was * count + now, minlength=count * count).reshape(count, count)
        either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
        overlaps[refit] = (both / np.maximum(either, 1)).max(axis=1)
    return tuple(float(mean) for mean in overlaps.mean(axis=0))


def _k_means(points: Numbers, count: int, starts: int, seed: int) -> Numbers:
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    # One thread: these points are few, and threads that wait for each other cost seconds.
    with threadpool_limits(1):
        found = KMeans(count, n_init=starts, max_iter=100, tol=1e-3, random_state=seed).fit(points)
    centres: Numbers = found.cluster_centers_
    return centres


def _silhouette(points: Numbers, labels: Labels) -> float:
    from sklearn.metrics import silhouette_score

    step = max(1, len(points) // MOST_FOR_SILHOUETTE)
    some = slice(None, None, step)
    if len(set(labels[some].tolist())) < 2:
        return 0.0
    return float(silhouette_score(points[some], labels[some]))


def _in_order(points: Numbers) -> Numbers:
    """Rows by their values, so that neither file order nor customer numbers matter."""
    return points[np.lexsort(points.T[::-1])]


def _drawn(points: Numbers, most: int) -> Numbers:
    if len(points) <= most:
        return points
    chosen = np.random.default_rng(SEED).choice(len(points), most, replace=False)
    return points[np.sort(chosen)]
