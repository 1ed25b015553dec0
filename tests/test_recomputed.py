"""Random questions to the invented shops, answered by the app and once more with plain sets.

The files are read by tests.samples alone; of the app only the functions under test are called.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lib.metrics.compare import compare
from lib.metrics.retention import read_retention_data, retention
from lib.metrics.retention_customers import STATES, retention_customers
from lib.order_scope import within
from lib.period import Period
from lib.segment import parse_scope, parse_where
from lib.ui.first_screen import samples
from lib.workspace import Workspace
from tests.import_support import TestShop
from tests.samples.people import Bought, orders_of
from tests.samples.sales import SAMPLES

ONE_DAY = timedelta(days=1)
QUESTIONS = 20


@dataclass(frozen=True)
class Person:
    """The orders of one person that count, in order of time."""

    orders: tuple[Bought, ...]

    @property
    def first(self) -> Bought:
        return self.orders[0]

    @property
    def days(self) -> set[date]:
        return {order.on for order in self.orders}

    def spent(self, period: Period) -> Decimal:
        first, last = period.first_day, period.last_day
        return sum((each.revenue for each in self.orders if first <= each.on <= last), Decimal())


IsWanted = Callable[[Person], bool]
IsMeant = Callable[[Bought], bool]

OF_ANY_SHOP: dict[str, IsWanted] = {
    "order_count=1": lambda one: len(one.orders) == 1,
    "order_count=2+": lambda one: len(one.orders) >= 2,
    "order_count=3-5": lambda one: 3 <= len(one.orders) <= 5,
    "coupon_first=yes": lambda one: bool(one.first.coupon),
    "coupon_first=no": lambda one: not one.first.coupon,
}
SEGMENTS: dict[str, dict[str, IsWanted]] = {
    "gifts_uk": OF_ANY_SHOP
    | {
        "country=GB": lambda one: one.first.country == "GB",
        "country!=GB": lambda one: one.first.country != "GB",
        "region=England,Scotland": lambda one: one.first.region in ("England", "Scotland"),
        "first_channel=pos": lambda one: one.first.channel == "pos",
        "channel=pos": lambda one: any(each.channel == "pos" for each in one.orders),
        "product=MUG-HARE": lambda one: any("MUG-HARE" in each.codes for each in one.orders),
        "order_value=40-60": lambda one: (
            40 * len(one.orders) <= sum(each.revenue for each in one.orders) < 60 * len(one.orders)
        ),
    },
    "coffee_th": OF_ANY_SHOP
    | {
        "first_channel=Shopee": lambda one: one.first.channel == "Shopee",
        "first_channel!=Shopee": lambda one: one.first.channel != "Shopee",
        "region=เชียงใหม่": lambda one: one.first.region == "เชียงใหม่",
        "product=HB-250": lambda one: any("HB-250" in each.codes for each in one.orders),
        "product!=HB-250": lambda one: all("HB-250" not in each.codes for each in one.orders),
    },
}
SCOPES: dict[str, dict[str, IsMeant]] = {
    "gifts_uk": {
        "channel=web": lambda order: order.channel == "web",
        "coupon=no": lambda order: not order.coupon,
        "country!=US": lambda order: order.country != "US",
        'payment_method="Gift Card",Cash': lambda order: order.payment in ("Gift Card", "Cash"),
    },
    "coffee_th": {
        "channel=Shopee": lambda order: order.channel == "Shopee",
        "payment_method=พร้อมเพย์": lambda order: order.payment == "พร้อมเพย์",
        "product=HB-250": lambda order: "HB-250" in order.codes,
    },
}


@dataclass(frozen=True)
class Question:
    """One question in the app's words; ``before`` is what the bridge of revenue starts from."""

    period: Period
    before: Period
    window_days: int
    where: tuple[str, ...]
    scope: str
    state: str


def questions(shop: str) -> list[Question]:
    """Twenty periods of a day to 400 days, windows longer and shorter, filters on most of them."""
    chance = random.Random(f"{shop} 2026")
    first = min(order.on for order in orders_of(shop))
    found = []
    for number in range(QUESTIONS):
        days = chance.choice([1, 7, 30, 31, 90, 92, 182, 365, chance.randint(2, 400)])
        start = first + timedelta(days=chance.randrange(4 * 365 - days))
        period = Period(start, start + (days - 1) * ONE_DAY)
        away = chance.choice([days, 364, chance.randint(1, 500)])
        before = Period(period.first_day - away * ONE_DAY, period.last_day - away * ONE_DAY)
        window = chance.choice([days, days + chance.randrange(200), 180, 365, 45, 7])
        # Of one key a filter names all values at once; two keys must both hold.
        keys = sorted({key_of(text) for text in SEGMENTS[shop]})
        where = [
            chance.choice([text for text in SEGMENTS[shop] if key_of(text) == key])
            for key in chance.sample(keys, chance.choice([0, 1, 1, 2]))
        ]
        scope = chance.choice(["", *SCOPES[shop]]) if number % 2 else ""
        found.append(Question(period, before, window, tuple(where), scope, chance.choice(STATES)))
    return found


def key_of(text: str) -> str:
    return text.partition("=")[0].removesuffix("!")


def people_of(shop: str, asked: Question) -> list[Person]:
    """The people of the segment, with the orders of the scope alone."""
    mine: dict[int, list[Bought]] = defaultdict(list)
    for order in orders_of(shop):
        is_meant = not asked.scope or SCOPES[shop][asked.scope](order)
        if order.counts and order.person is not None and is_meant:
            mine[order.person].append(order)
    people = [Person(tuple(orders)) for orders in mine.values()]
    wanted = [SEGMENTS[shop][text] for text in asked.where]
    return [one for one in people if all(is_wanted(one) for is_wanted in wanted)]


@dataclass(frozen=True)
class Sets:
    """The groups of people of a period, from the definitions."""

    start: set[int]
    end: set[int]
    new: set[int]
    known: set[int]
    buyers: set[int]

    @classmethod
    def of(cls, people: list[Person], period: Period, window_days: int) -> "Sets":
        days = [one.days for one in people]

        def bought(after: date, last: date) -> set[int]:
            return {
                number
                for number, mine in enumerate(days)
                if any(after < day <= last for day in mine)
            }

        eve, window = period.first_day - ONE_DAY, timedelta(days=window_days)
        ever = bought(date.min, period.last_day)
        known = bought(date.min, eve)
        return cls(
            start=bought(eve - window, eve),
            end=bought(period.last_day - window, period.last_day),
            new=ever - known,
            known=known,
            buyers=bought(eve, period.last_day),
        )

    def by_state(self) -> dict[str, set[int]]:
        kept = self.start & self.end
        return {
            "start": self.start,
            "end": self.end,
            "new": self.new,
            "new_active": self.new & self.end,
            "retained": kept,
            "retained_bought": kept & self.buyers,
            "retained_quiet": kept - self.buyers,
            "reactivated": (self.end & self.known) - self.start,
            "lost": self.start - self.end,
        }


def bridge(people: list[Person], now: Period, before: Period) -> dict[str, Decimal]:
    """What each person did to the difference in revenue."""
    parts = dict.fromkeys(("new", "returning", "up", "down", "absent"), Decimal())
    for one in people:
        bought_before = any(before.first_day <= day <= before.last_day for day in one.days)
        buys_now = any(now.first_day <= day <= now.last_day for day in one.days)
        difference = one.spent(now) - one.spent(before)
        if bought_before and buys_now:
            parts["up" if difference > 0 else "down"] += difference
        elif bought_before:
            parts["absent"] += difference
        elif buys_now:
            parts["new" if one.first.on >= now.first_day else "returning"] += difference
    return parts


@pytest.fixture(scope="module", params=sorted(SEGMENTS))
def imported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Workspace]]:
    sample = next(each for each in samples() if each.key == request.param)
    shop = TestShop.new(
        tmp_path_factory.mktemp("recomputed") / sample.key,
        time_zone=sample.time_zone,
        currency=sample.currency,
    )
    shop.take_in(*(SAMPLES / name for name in sample.files))
    workspace = shop.open()
    yield sample.key, workspace
    workspace.close()


@pytest.fixture(scope="module")
def scoped(imported: tuple[str, Workspace]) -> Iterator[dict[str, Workspace]]:
    shop, workspace = imported
    found = {text: within(workspace, parse_scope([text])) for text in SCOPES[shop]}
    yield {"": workspace} | found
    for each in found.values():
        each.close()


def test_the_people_are_those_of_the_files(imported: tuple[str, Workspace]) -> None:
    shop, workspace = imported
    any_day = Period(date(2024, 1, 1), date(2024, 1, 1))
    everyone = Question(any_day, any_day, 1, (), "", "end")
    people = people_of(shop, everyone)
    spent = sorted(sum(each.revenue for each in one.orders) for one in people)
    listed = workspace._database.rows("select lifetime_revenue from customers order by 1")
    assert [amount for (amount,) in listed] == spent


@pytest.mark.parametrize("number", range(QUESTIONS))
def test_a_random_question_has_the_answer_of_plain_sets(
    imported: tuple[str, Workspace], scoped: dict[str, Workspace], number: int
) -> None:
    shop, _workspace = imported
    asked = questions(shop)[number]
    data = read_retention_data(scoped[asked.scope], parse_where(asked.where))
    answer = retention(data, asked.period, asked.window_days)
    people = people_of(shop, asked)
    sets = Sets.of(people, asked.period, asked.window_days)
    expected = {state: len(found) for state, found in sets.by_state().items()}

    start, end, new = (expected[each] for each in ("start", "end", "new"))
    assert (answer.customers_start, answer.customers_end, answer.customers_new) == (start, end, new)
    assert answer.customers_new_active == expected["new_active"]
    for part in ("retained", "retained_bought", "retained_quiet", "reactivated", "lost"):
        assert getattr(answer, part) == expected[part], part

    first = min(order.on for order in orders_of(shop))
    as_of = max(order.on for order in orders_of(shop)) - ONE_DAY
    history_days = (as_of - first).days + 1
    is_over = asked.period.last_day <= as_of
    has_rates = start and is_over and asked.period.days + asked.window_days <= history_days
    assert answer.crr == ((end - new) / start if has_rates else None)
    assert answer.strict_crr == (expected["retained"] / start if has_rates else None)

    listed = retention_customers(data, asked.period, asked.window_days, asked.state)
    amounts = [
        sum((order.revenue for order in people[number].orders), Decimal())
        for number in sets.by_state()[asked.state]
    ]
    said = [Decimal(str(amount)) for amount in listed["lifetime_revenue"]]
    assert said == sorted(amounts, reverse=True)

    found = compare(data, asked.period, asked.before, asked.window_days).revenue_bridge
    assert vars(found) == bridge(people, asked.period, asked.before)
    total = sum((one.spent(asked.period) - one.spent(asked.before) for one in people), Decimal())
    assert found.total == total


def test_the_random_questions_ask_of_everything() -> None:
    for shop in SEGMENTS:
        asked = questions(shop)
        assert any(each.window_days < each.period.days for each in asked)
        assert any(each.window_days > each.period.days for each in asked)
        assert sum(bool(each.scope) for each in asked) >= 5
        assert sum(bool(each.where) for each in asked) >= 10
        kinds: set[str] = set()
        for each in asked:
            sets = Sets.of(people_of(shop, each), each.period, each.window_days)
            kinds |= {state for state, found in sets.by_state().items() if len(found) > 5}
        assert kinds == set(STATES)
