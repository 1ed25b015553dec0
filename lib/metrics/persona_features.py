"""How each customer buys, as numbers that can be compared: the ground personas stand on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

Numbers = npt.NDArray[np.float64]

MOST_FAMILIES = 8
# A list of products says little about taste when the eight largest are a small part of it.
LEAST_COVERED = 0.5
# Two purchases in a fortnight are no fifty a year.
SHORTEST_EXPOSURE_DAYS = 180
# Two orders without any habit are added, so that one order is no habit of 100 %. The same two for
# every customer, day and segment: nobody changes persona because others did something.
PSEUDO_ORDERS = 2
USUAL_WEEKEND = 2 / 7
# Shares that vary little more than dice would are chance, not a habit: no ground for a persona.
HABIT_FROM = 1.5
WINSORISED = (0.01, 0.99)
HIGHEST_CORRELATION = 0.9

LOGGED = ("recency_days", "purchases_per_year", "average_order_value", "median_gap_days",
          "items_per_order")  # fmt: skip
FAMILY = "family:"


@dataclass(frozen=True)
class Ground:
    """What the features look at in a shop, frozen with the personas that were found."""

    families: tuple[str, ...]
    """Categories, or products where there are few, whose shares of the spending count."""
    main_channel: str | None
    """The largest of several channels; None when there is one."""


@dataclass(frozen=True)
class Behaviour:
    """One row per customer who bought by the day: ids, counts, and features in plain units."""

    customer_ids: npt.NDArray[np.int64]
    purchase_days: npt.NDArray[np.int64]
    recency_days: Numbers
    revenue: Numbers
    has_discount: npt.NDArray[np.bool_]
    is_quarantined: npt.NDArray[np.bool_]
    features: dict[str, Numbers]
    weekend_days: Numbers

    def __len__(self) -> int:
        return len(self.customer_ids)


@dataclass(frozen=True)
class Scale:
    """How plain units become comparable numbers, frozen with the personas that were found."""

    names: tuple[str, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]

    def matrix(self, features: dict[str, Numbers]) -> Numbers:
        """One row per customer, one standardised column per name; a missing feature is average."""
        columns = []
        for name, low, high, mean, spread in zip(
            self.names, self.lows, self.highs, self.means, self.spreads, strict=True
        ):
            values = features.get(name)
            if values is None:
                values = np.zeros(len(next(iter(features.values()))))
                columns.append(values)
                continue
            columns.append((np.clip(_transformed(name, values), low, high) - mean) / spread)
        # Rounded, so that the order in which a machine adds floats decides nothing.
        return np.column_stack(columns).astype(float).round(9)

    @property
    def weights(self) -> Numbers:
        """Product families count together as one feature, however many there are."""
        families = sum(name.startswith(FAMILY) for name in self.names)
        shared = 1 / np.sqrt(families) if families else 1.0
        return np.array([shared if name.startswith(FAMILY) else 1.0 for name in self.names])


def read_behaviour(
    source: ShopData,
    as_of: date,
    ground: Ground,
    segment: Segment = EVERYONE,
) -> Behaviour:
    """How every customer of a segment buys, from all purchases up to a day."""
    found = source.arrays(
        "metrics/persona_behaviour",
        {"as_of": as_of, "main_channel": ground.main_channel},
        segment,
    )
    ids = np.asarray(found["customer_id"], dtype=np.int64)
    orders = np.maximum(_numbers(found, "order_count"), 1)
    purchases = _numbers(found, "purchase_days_count")
    exposure = np.maximum(_numbers(found, "tenure_days"), SHORTEST_EXPOSURE_DAYS)
    revenue = _numbers(found, "revenue")
    features = {
        "recency_days": _numbers(found, "recency_days"),
        "purchases_per_year": purchases / exposure * 365.25,
        "average_order_value": np.maximum(revenue, 0) / orders,
        "median_gap_days": _numbers(found, "median_gap_days"),
        "discount_share": _smoothed(_numbers(found, "discount_count"), orders, 0.0),
        "items_per_order": np.maximum(_numbers(found, "items"), 0) / orders,
        "variety": _numbers(found, "variety"),
        "weekend_share": _smoothed(_numbers(found, "weekend_count"), purchases, USUAL_WEEKEND),
    }
    if ground.main_channel is not None:
        features["main_channel_share"] = _numbers(found, "main_channel_count") / orders
    features |= _family_shares(source, as_of, ground.families, ids)
    return Behaviour(
        customer_ids=ids,
        purchase_days=purchases.astype(np.int64),
        recency_days=features["recency_days"],
        revenue=revenue,
        has_discount=_numbers(found, "discount_count") > 0,
        is_quarantined=np.asarray(found["is_quarantined"], dtype=bool),
        features=features,
        weekend_days=_numbers(found, "weekend_count"),
    )


def telling_features(behaviour: Behaviour, fitted: npt.NDArray[np.bool_]) -> dict[str, Numbers]:
    """The features of the fitted customers, without habits that are only chance."""
    days, purchases = behaviour.weekend_days[fitted], behaviour.purchase_days[fitted]
    is_habit = dispersion(days, purchases.astype(float)) >= HABIT_FROM
    return {
        name: values[fitted]
        for name, values in behaviour.features.items()
        if is_habit or name != "weekend_share"
    }


def dispersion(counts: Numbers, of: Numbers) -> float:
    """How much more shares vary than if all customers had the same habit; 1 = only chance."""
    share = counts.sum() / max(of.sum(), 1)
    if not 0 < share < 1 or len(counts) < 2:
        return 0.0
    expected = of * share * (1 - share)
    return float(((counts - of * share) ** 2 / expected).sum() / (len(counts) - 1))


def survey(source: ShopData, as_of: date) -> Ground:
    """The families and the channel that say something about the customers of this shop."""
    channels = source.rows("metrics/channels", {"as_of": as_of})
    main_channel = str(channels[0][0]) if len(channels) > 1 else None
    return Ground(_families(source, as_of), main_channel)


def _families(source: ShopData, as_of: date) -> tuple[str, ...]:
    """Up to eight categories or products that make most of the revenue; none when none do."""
    rows = source.rows("metrics/product_families", {"as_of": as_of})
    spent = [float(amount) for _family, amount in rows]
    largest = rows[:MOST_FAMILIES]
    covered = sum(spent[:MOST_FAMILIES])
    if len(rows) < 2 or covered < LEAST_COVERED * sum(spent):
        return ()
    return tuple(str(family) for family, _amount in largest)


def fit_scale(features: dict[str, Numbers]) -> Scale:
    """Bounds, means and spreads of the customers given; what tells nothing new is left out."""
    kept: list[tuple[str, float, float, float, float]] = []
    columns: list[Numbers] = []
    for name, values in features.items():
        transformed = _transformed(name, values)
        low, high = (float(bound) for bound in np.quantile(transformed, WINSORISED))
        clipped = np.clip(transformed, low, high)
        # In order of their size: the last figures of a sum follow the order of its terms.
        ordered = np.sort(clipped)
        mean, spread = float(ordered.mean()), float(ordered.std())
        if spread < 1e-6:
            continue
        column = (clipped - mean) / spread
        if any(abs(float(np.mean(column * other))) > HIGHEST_CORRELATION for other in columns):
            continue
        columns.append(column)
        kept.append((name, round(low, 9), round(high, 9), round(mean, 9), round(spread, 9)))
    names, lows, highs, means, spreads = zip(*kept, strict=True) if kept else ((),) * 5
    return Scale(names, lows, highs, means, spreads)


def _numbers(found: dict[str, Any], name: str) -> Numbers:
    return np.asarray(found[name], dtype=float)


def _smoothed(counts: Numbers, of: Numbers, usual: float) -> Numbers:
    smoothed: Numbers = (counts + PSEUDO_ORDERS * usual) / (of + PSEUDO_ORDERS)
    return smoothed


def _transformed(name: str, values: Numbers) -> Numbers:
    return np.log1p(values) if name in LOGGED else values


def _family_shares(
    source: ShopData, as_of: date, families: tuple[str, ...], ids: npt.NDArray[np.int64]
) -> dict[str, Numbers]:
    if not families:
        return {}
    found = source.arrays("metrics/family_shares", {"as_of": as_of, "families": list(families)})
    shares = np.zeros((len(families), len(ids)))
    customers = np.asarray(found["customer_id"], dtype=np.int64)
    here = np.isin(customers, ids)
    rows = np.searchsorted(ids, customers[here])
    shares[np.asarray(found["place"], dtype=np.int64)[here], rows] = _numbers(found, "share")[here]
    return {FAMILY + family: shares[place] for place, family in enumerate(families)}
