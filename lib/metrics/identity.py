"""How customers were recognised, and how far joining their keys moves the retention rates."""

from dataclasses import dataclass, replace
from datetime import date

from lib.metrics.retention import Retention, RetentionData, read_retention_data, retention
from lib.metrics.retention_grid import RetentionGrid
from lib.metrics.source import ShopData
from lib.period import Period
from lib.segment import EVERYONE, Segment

ALL_KINDS = "all"


@dataclass(frozen=True)
class KeyKind:
    """One kind of key (id, email, phone, user, name) and the customers it stands for."""

    kind: str
    known_customers: int
    """Customers whose best key is of this kind: every customer once."""
    holding_customers: int
    """Customers with such a key, best or not."""
    customers_of_several: int
    """Customers with more than one key of this kind."""
    joined_customers: int
    """Customers that would be two or more without a key of this kind."""


@dataclass(frozen=True)
class RefusedKeys:
    """Cells that look like a key and stand for nobody."""

    kind: str
    reason: str
    """"masked" (hidden by stars), "placeholder" (no key at all) or "shared" (too many names)."""
    rows: int
    keys: int
    examples: tuple[str, ...]
    """At most three, the commonest first, partly hidden."""


@dataclass(frozen=True)
class Identity:
    """How the customers of a shop were told apart."""

    kinds: tuple[KeyKind, ...]
    customers: int
    """People after joining: two keys on one order belong to one person."""
    joined_customers: int
    strict_customers: int
    """Customers if no keys were joined: each best key of an order is a customer of its own."""
    refused: tuple[RefusedKeys, ...]


@dataclass(frozen=True)
class IdentityRange:
    """The same question under both ways of telling customers apart; the truth lies about between.

    Joining too little makes old customers look new and lowers the rates; joining too much raises
    them.
    """

    joined: Retention
    strict: Retention

    @property
    def crr(self) -> tuple[float, float] | None:
        """The lower and the higher article rate; None when one of them is undefined."""
        return _ends(self.joined.crr, self.strict.crr)

    @property
    def strict_crr(self) -> tuple[float, float] | None:
        """The lower and the higher share of kept customers."""
        return _ends(self.joined.strict_crr, self.strict.strict_crr)


def identity_of(shop: ShopData) -> Identity:
    """Counts per kind of key, customers that were joined, and keys that were refused."""
    kinds = [KeyKind(*row) for row in shop.rows("metrics/identity_kinds")]
    together = next(each for each in kinds if each.kind == ALL_KINDS)
    strict = shop.arrays("metrics/identity_pairs_strict")["first_purchases"].sum()
    return Identity(
        kinds=tuple(each for each in kinds if each.kind != ALL_KINDS),
        customers=together.known_customers,
        joined_customers=together.joined_customers,
        strict_customers=int(strict) if strict else together.known_customers,
        refused=tuple(
            RefusedKeys(kind, reason, int(rows), int(keys), tuple(map(partly_hidden, examples)))
            for kind, reason, rows, keys, examples in shop.rows("metrics/identity_refused")
        ),
    )


def read_strict_retention_data(
    source: ShopData, segment: Segment = EVERYONE, as_of: date | None = None
) -> RetentionData:
    """The data of retention questions as if no keys were joined; answers windows W >= L only."""
    joined = read_retention_data(source, segment, as_of)
    pairs = source.arrays("metrics/identity_pairs_strict")
    if not len(pairs["customers"]):
        return joined
    if segment.conditions:
        pairs = source.arrays("metrics/identity_pairs_strict_of_segment", segment=segment)
    return replace(joined, grid=RetentionGrid.from_pairs(**pairs))


def identity_range(
    joined: RetentionData, strict: RetentionData, period: Period, window_days: int
) -> IdentityRange | None:
    """Retention of a period with keys joined and not; None for a window shorter than the period."""
    if window_days < period.days:
        return None
    return IdentityRange(
        retention(joined, period, window_days), retention(strict, period, window_days)
    )


def partly_hidden(key: str) -> str:
    """A key for the screen: enough to recognise a placeholder, too little to write to a person.

    What already hides itself behind stars stays as it is.
    """
    if "*" in key:
        return key
    local, at, domain = key.partition("@")
    shown = local[: min(3, len(local) // 2)]
    return f"{shown}…{at}{domain}" if at else f"{shown}…{key[-2:] if len(key) > 5 else ''}"


def _ends(one: float | None, other: float | None) -> tuple[float, float] | None:
    if one is None or other is None:
        return None
    return min(one, other), max(one, other)
