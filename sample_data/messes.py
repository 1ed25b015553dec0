"""The small messes every shop has: mails typed differently, orders that came to nothing, tests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from sample_data.draws import chance, pick, whole
from sample_data.model import Line, Order, Person

MONEY_BACK = frozenset({"refunded", "returned"})


def as_typed(rng: Random, email: str) -> str:
    """The mail as the buyer typed it this time: now and then in capitals or with a space."""
    if not email or not chance(rng, 0.06):
        return email
    return pick(rng, (email.upper(), email.capitalize(), email + " "))


def use_second_mail(orders: Sequence[Order], second_mail: str) -> list[Order]:
    """The same person with the same phone, who gives another mail from the middle on."""
    middle = len(orders) // 2
    return [
        replace(order, email=second_mail) if place >= middle else order
        for place, order in enumerate(orders)
    ]


def mishaps(
    rng: Random,
    orders: Iterable[Order],
    first: date,
    chances: Mapping[str, float],
    unpaid_payment: str = "",
) -> list[Order]:
    """Extra orders that do not count: a failed try just before, or one sent back days before.

    They are added beside orders that count, so what is planted in those stays exact. An order
    left pending is paid by ``unpaid_payment``, never in cash on delivery, which would count.
    """
    extra = []
    for order in orders:
        for fate, probability in chances.items():
            if not chance(rng, probability):
                continue
            if fate in MONEY_BACK:
                at = order.at - timedelta(days=whole(rng, 2, 6))
            else:
                at = order.at - timedelta(minutes=whole(rng, 3, 90))
            if at.date() < first:
                continue
            refund = order.items - order.discount + order.shipping if fate in MONEY_BACK else 0
            payment = unpaid_payment if fate == "pending" else order.payment
            extra.append(replace(order, fate=fate, at=at, refund=refund, payment=payment))
    return extra


def checkout_trials(
    source: str, person: Person, line: Line, moments: Iterable[datetime], payment: str
) -> list[Order]:
    """Orders the owner placed to try the checkout."""
    return [
        Order(source, person, at, (line,), "test", payment=payment, email=person.email, tags="test")
        for at in moments
    ]


def replacements(rng: Random, orders: Sequence[Order], count: int) -> list[Order]:
    """Zero-value orders, a few days after real ones, for goods that arrived broken."""
    extra = []
    by_time = sorted(orders, key=lambda order: (order.at, order.person.number))
    for _ in range(count):
        order = pick(rng, by_time[: len(by_time) * 9 // 10])
        free = tuple(Line(line.product, line.quantity, 0) for line in order.lines[:1])
        extra.append(
            replace(
                order,
                at=order.at + timedelta(days=5),
                lines=free,
                fate="replacement",
                discount=0,
                shipping=0,
                refund=0,
                coupon="",
                tags="",
            )
        )
    return extra


def has_two_mails(orders: Iterable[Order]) -> bool:
    """Whether one person's orders carry more than one mail, letter case aside."""
    return len({order.email.strip().lower() for order in orders if order.email}) > 1
