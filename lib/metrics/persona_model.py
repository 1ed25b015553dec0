"""Personas once found: kept with the shop, so that names, colours and borders stay."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from lib.metrics.persona_features import Ground, Scale
from lib.metrics.persona_rules import Condition, OnceRules
from lib.metrics.source import ShopData, kept

KEPT_AS = "personas"
# Raised when the same numbers would mean something else; kept ones are then found again.
VERSION = 1

SET_APART = "set_apart"
"""Customers that are perhaps no person: a card of their own, so that they distort no other."""

CLUSTERS = "clusters"
RFM_GROUPS = "rfm"
# Two groups of RFM that are the same to a shop owner, so that ten remain.
JOINED = {"hibernating": "lost"}


@dataclass(frozen=True)
class PersonaCard:
    """What is known of a persona apart from its customers of today."""

    persona_id: str
    colour: int
    ladder: str
    """The RFM group most of its customers are in; "" for one-time buyers."""
    traits: tuple[str, ...]
    """What sets it apart, strongest first: a feature, and + or - for more or less of it."""
    rule: tuple[Condition, ...] = ()
    name: str = ""
    """The owner's own name for it; "" uses the one made from ladder and traits."""
    action: str = ""
    """What the owner does for these customers."""


@dataclass(frozen=True)
class TriedCount:
    """How well one number of groups held when the customers were drawn again."""

    count: int
    mean_jaccard: float
    worst_jaccard: float
    smallest: int
    silhouette: float
    is_stable: bool


@dataclass(frozen=True)
class PersonaModel:
    """Everything that decides who belongs to which persona."""

    kind: str
    as_of: str
    cards: tuple[PersonaCard, ...]
    once: OnceRules
    scale: Scale
    ground: Ground
    centres: tuple[tuple[float, ...], ...]
    """One per card of kind clusters, in the weighted, standardised units of ``scale``."""
    tried: tuple[TriedCount, ...]
    explained: float | None
    """Share of the customers with several purchases whom the rules place right."""
    reason: str = ""
    """Why there are no clusters: too_few_repeaters or nothing_stable."""
    is_chosen: bool = False
    """True when the owner asked for this number of personas."""
    version: int = VERSION
    earlier: "PersonaModel | None" = None
    """The last one of the other kind: its names come back when RFM groups only stood in."""

    @property
    def chosen(self) -> TriedCount | None:
        """The stability of the number in use."""
        count = len(self.centres)
        return next((each for each in self.tried if each.count == count), None)

    def with_card(self, persona_id: str, name: str, action: str) -> "PersonaModel":
        """The same personas with another name and action for one of them."""
        return replace(
            self,
            cards=tuple(
                replace(card, name=name.strip(), action=action.strip())
                if card.persona_id == persona_id
                else card
                for card in self.cards
            ),
        )

    def of_kind(self, kind: str) -> "PersonaModel | None":
        """The last model of a kind, this one or the one before it."""
        return self if self.kind == kind else self.earlier

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "PersonaModel":
        earlier = fields.get("earlier")
        return cls(
            **(
                fields
                | {
                    "cards": tuple(_card(card) for card in fields["cards"]),
                    "once": OnceRules(**_tupled(fields["once"])),
                    "scale": Scale(**_tupled(fields["scale"])),
                    "ground": Ground(**_tupled(fields["ground"])),
                    "centres": tuple(tuple(centre) for centre in fields["centres"]),
                    "tried": tuple(TriedCount(**each) for each in fields["tried"]),
                    "earlier": cls.from_dict(earlier) if earlier else None,
                }
            )
        )


def joined_to(group: str) -> tuple[str, ...]:
    """The RFM groups whose customers stand under another group's card."""
    return tuple(name for name, into in JOINED.items() if into == group)


def kept_personas(source: ShopData) -> PersonaModel | None:
    """The personas a shop has kept; None when it has none, or none that still mean the same."""
    fields = kept(source, KEPT_AS)
    try:
        model = PersonaModel.from_dict(fields) if fields else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return model if model is not None and model.version == VERSION else None


def _card(fields: dict[str, Any]) -> PersonaCard:
    rule = tuple(Condition(**step) for step in fields["rule"])
    return PersonaCard(**(_tupled(fields) | {"rule": rule}))


def _tupled(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
