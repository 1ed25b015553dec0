"""Segments by what a metric says of customers: RFM group, lifecycle, persona, bright spots.

Such a group exists on an as-of day only. ``resolved`` fills its customers into a segment, which
can then be asked of any metric like a segment by country.
"""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics.activity_window import suggest_window
from lib.metrics.bright_spots import bright_spots
from lib.metrics.lifecycle import STAGES, lifecycle
from lib.metrics.persona_assign import assign
from lib.metrics.persona_fit import fit_personas
from lib.metrics.persona_model import KEPT_AS as PERSONAS_KEPT_AS
from lib.metrics.persona_model import kept_personas
from lib.metrics.persona_words import persona_name
from lib.metrics.rfm import rfm
from lib.metrics.rfm_models import KEPT_AS as RFM_KEPT_AS
from lib.metrics.rfm_presets import PRESETS
from lib.metrics.source import ShopData, kept, shop_days
from lib.segment import GROUP_KEYS, Condition, CustomerSet, Segment
from lib.segment.bright import rule_of
from lib.segment.keys import BRIGHT_KEY

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Groups:
    """Named groups of customers that share nobody."""

    names: tuple[str, ...]
    customer_ids: Numbers
    places: Numbers
    """For every customer the place of its group in ``names``."""
    titles: tuple[str, ...] = ()
    """Other names people may use for the same groups, in the same order."""

    @property
    def sizes(self) -> dict[str, int]:
        """Customers by name."""
        counts = np.bincount(self.places, minlength=len(self.names))
        return {name: int(count) for name, count in zip(self.names, counts, strict=True)}


def _rfm_groups(source: ShopData, as_of: date) -> Groups:
    found = rfm(source, as_of=as_of)
    return Groups(PRESETS[found.model.preset].groups, found.customer_ids, found.places)


def _lifecycle_groups(source: ShopData, as_of: date) -> Groups:
    window_days = suggest_window(source, shop_days(source, as_of)).window_days
    found = lifecycle(source, as_of, window_days)
    return Groups(STAGES, found.customer_ids, found.stages)


def _persona_groups(source: ShopData, as_of: date) -> Groups:
    """The personas the shop has kept; where it has kept none, those it would find today."""
    model = kept_personas(source) or fit_personas(source, as_of)
    found = assign(source, model, as_of=as_of)
    return Groups(
        tuple(card.persona_id for card in model.cards),
        found.customer_ids,
        found.places,
        tuple(persona_name(card, model) for card in model.cards),
    )


# Who belongs where on a day, over the whole shop, for each key of lib.segment.GROUP_KEYS but that
# of bright spots: their rules overlap.
GROUPINGS: dict[str, Callable[[ShopData, date], Groups]] = {
    "rfm_segment": _rfm_groups,
    "lifecycle": _lifecycle_groups,
    "persona": _persona_groups,
}


def groups(source: ShopData, key: str, as_of: date) -> Groups:
    """The groups of a key of ``GROUPINGS`` on a day."""
    return GROUPINGS[key](source, as_of)


def customers_of_group(
    source: ShopData, key: str, values: Sequence[str], as_of: date | None
) -> Numbers:
    """The customer_id of everybody in one of the groups, capitals and dashes of names ignored.

    Raises QuestionRefused for a group nobody has heard of.
    """
    day = shop_days(source, as_of).as_of
    if day is None:
        return np.zeros(0, dtype=np.int64)
    found = groups(source, key, day)
    by_plain_name = {_plain(title): place for place, title in enumerate(found.titles)}
    by_plain_name |= {_plain(name): place for place, name in enumerate(found.names)}
    wanted = []
    for value in values:
        place = by_plain_name.get(_plain(value))
        if place is None:
            raise _unknown_group(key, value, found.titles or found.names)
        wanted.append(place)
    return found.customer_ids[np.isin(found.places, wanted)]


def customers_of_rules(
    source: ShopData, values: Sequence[str], among: Segment, as_of: date | None
) -> Numbers:
    """The bright spots by one of the rules among the customers of a segment, as their page says."""
    day = shop_days(source, as_of).as_of
    if day is None:
        return np.zeros(0, dtype=np.int64)
    found = [bright_spots(source, day, among, rule_of(value)).customer_ids for value in values]
    members: Numbers = np.unique(np.concatenate(found))
    return members


def resolved(source: ShopData, segment: Segment, as_of: date | None) -> Segment:
    """The segment with the customers of its groups on the as-of day filled in.

    Rules of bright spots are asked among the customers of all other conditions, as on their page:
    the biggest spenders of France are those who bring half of the revenue of France.
    """
    if not any(each.key in GROUP_KEYS for each in segment.conditions):
        return segment
    highest = int(source.row("metrics/highest_customer_id")["customer_id"])
    filled: dict[Condition, Condition] = {}
    for each in segment.conditions:
        if each.key in GROUPINGS:
            members = customers_of_group(source, each.key, each.values, as_of)
            filled[each] = _filled(each, members, highest)
    others = Segment(
        tuple(filled.get(each, each) for each in segment.conditions if each.key != BRIGHT_KEY)
    )
    for each in segment.conditions:
        if each.key == BRIGHT_KEY:
            members = customers_of_rules(source, each.values, others, as_of)
            filled[each] = _filled(each, members, highest)
    return Segment(tuple(filled.get(each, each) for each in segment.conditions))


def _filled(condition: Condition, members: Numbers, highest: int) -> Condition:
    is_member = np.zeros(highest + 1, dtype=bool)
    is_member[members] = True
    return replace(condition, customers=CustomerSet(np.packbits(is_member).tobytes()))


def _plain(name: str) -> str:
    """ "Can't lose", "cant-lose" and "cant_lose" are one name."""
    return re.sub(r"[\s_-]+", " ", name.replace("'", "").replace("’", "")).strip().casefold()


def _unknown_group(key: str, value: str, names: Sequence[str]) -> QuestionRefused:
    known = _("Known: {names}.").format(names=", ".join(names))
    nearest = difflib.get_close_matches(_plain(value), [_plain(name) for name in names], n=1)
    meant = next((name for name in names if nearest and _plain(name) == nearest[0]), "")
    return QuestionRefused(
        _('There is no {key} "{value}".').format(key=key, value=value),
        known,
        _("Did you mean {nearest}?").format(nearest=meant) if meant else known,
        code="segment_value_unknown",
    )


def kept_state(source: ShopData) -> str:
    """What the shop keeps that decides groups: another text means other groups."""
    return repr((kept(source, RFM_KEPT_AS), kept(source, PERSONAS_KEPT_AS)))


def resolved_while(source: ShopData, segment: Segment, as_of: date | None, _state: str) -> Segment:
    """``resolved``, for a caller that remembers answers by their arguments."""
    return resolved(source, segment, as_of)
