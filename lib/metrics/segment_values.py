"""What can be chosen for a segment in this shop: every value with its customers."""

from datetime import date

from lib.metrics.groups import groups
from lib.metrics.source import ShopData
from lib.segment import GROUP_KEYS, KEYS
from lib.segment.keys import BRIGHT_KEY, RANGE_KEYS, attribute_of, value_label

Choice = tuple[str, str, int]
"""Value, what people call it, customers."""


def segment_values(source: ShopData, key: str, as_of: date) -> list[Choice]:
    """The values of a key, most customers first; none for keys that take a number."""
    if key in (*RANGE_KEYS, BRIGHT_KEY):
        return []
    if key in GROUP_KEYS:
        found = groups(source, key, as_of)
        titles = found.titles or tuple(value_label(key, name) for name in found.names)
        return [
            (name, title, size)
            for (name, size), title in zip(found.sizes.items(), titles, strict=True)
            if size
        ]
    return named_values(source, key)


def named_values(source: ShopData, key: str) -> list[Choice]:
    """The values of a key whose values stand in files: the same on every day."""
    attribute = attribute_of(key)
    rows = source.rows(
        "metrics/segment_values",
        {"key": "attribute" if attribute else key, "attribute": attribute},
    )
    choices = [(value, value_label(key, value), int(customers)) for value, customers in rows]
    if key == "coupon_first":
        without = sum(size for value, _title, size in choices if not value)
        of_any = sum(size for value, _title, size in choices if value)
        words = [
            (word, value_label(key, word), size)
            for word, size in (("yes", of_any), ("no", without))
        ]
        choices = words + [each for each in choices if each[0]]
    return choices


def keys_of_shop(source: ShopData) -> list[str]:
    """The keys to offer: of customer lists only what the lists of this shop say."""
    told = {str(attribute) for (attribute,) in source.rows("metrics/segment_attributes")}
    return [key for key in KEYS if not attribute_of(key) or attribute_of(key) in told]
