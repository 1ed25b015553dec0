"""An invented British gift shop whose loyalty programme brings new customers back more often."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sample_data import gifts_files
from sample_data.draws import (
    chance,
    growth,
    make_calendar,
    moment_on,
    pick,
    pick_day,
    pick_weighted,
    whole,
)
from sample_data.messes import (
    as_typed,
    checkout_trials,
    has_two_mails,
    mishaps,
    replacements,
    use_second_mail,
)
from sample_data.model import Line, Order, Person, Product, shop_truths
from sample_data.names import BRITISH_FIRST, BRITISH_LAST, BRITISH_PLACES

SEED = 20220101
FIRST, LAST = date(2022, 1, 2), date(2025, 12, 31)
SOURCE = "shopify"
CUSTOMERS = 7600
TILL_ORDERS = 1500

# The planted change: new customers from this day on come back more often.
LOYALTY_FROM = date(2024, 7, 1)
RETURN_DAYS = 180
RETURN_CHANCE_BEFORE, RETURN_CHANCE_AFTER = 0.25, 0.38
# Of those who did not return within 180 days, some come back much later.
LATE_RETURN_CHANCE = 0.14
# Chance that a returning customer returns once more within 180 days.
NEXT_RETURN_CHANCE_BEFORE, NEXT_RETURN_CHANCE_AFTER = 0.45, 0.62

CHRISTMAS = Product("HAMPER-XMAS", "Christmas hamper", "", 6500, "Hampers")
PRODUCTS = (
    Product("CANDLE-FIG", "Fig candle", "220g", 1800, "Home"),
    Product("CANDLE-SEA", "Sea salt candle", "220g", 1800, "Home"),
    Product("MUG-HARE", "Stoneware mug", "Hare", 1450, "Kitchen"),
    Product("MUG-OWL", "Stoneware mug", "Owl", 1450, "Kitchen"),
    Product("TEA-TOWEL", "Linen tea towel", "", 1200, "Kitchen"),
    Product("CARD-SET", "Letterpress card set", "Box of 8", 950, "Paper"),
    Product("NOTEBOOK-A5", "Clothbound notebook", "A5", 1350, "Paper"),
    Product("SOCKS-WOOL", "Wool socks", "M", 1650, "Clothing"),
    Product("SCARF-LAMB", "Lambswool scarf", "Grey", 4200, "Clothing"),
    Product("CHOC-BOX", "Chocolate box", "16 pieces", 1600, "Food"),
    Product("SOAP-TRIO", "Soap trio", "", 1900, "Home"),
    Product("PUZZLE-500", "Jigsaw puzzle", "500 pieces", 2200, "Games"),
)
PRODUCT_WEIGHTS = (10, 9, 9, 8, 8, 11, 7, 8, 4, 9, 8, 6)
MISHAPS = {"cancelled": 0.02, "voided": 0.012, "refunded": 0.015, "pending": 0.01}


def busyness(day: date) -> float:
    """How many new customers come: growth, Mother's Day, and most of all before Christmas."""
    level = growth(day, FIRST, 0.08)
    if day.month == 11:
        level *= 2.6 if day.day >= 20 else 1.8
    elif day.month == 12:
        level *= 4.2 if day.day <= 18 else 0.8
    elif day.month == 3:
        level *= 1.4
    return level


def purchase_days(rng: Random, first_day: date) -> list[date]:
    """The days one customer buys on, those after the last day of the file left out."""
    is_after = first_day >= LOYALTY_FROM
    next_chance = NEXT_RETURN_CHANCE_AFTER if is_after else NEXT_RETURN_CHANCE_BEFORE
    days = [first_day]
    if chance(rng, RETURN_CHANCE_AFTER if is_after else RETURN_CHANCE_BEFORE):
        days.append(first_day + timedelta(days=whole(rng, 5, RETURN_DAYS)))
        while chance(rng, next_chance):
            days.append(days[-1] + timedelta(days=whole(rng, 5, RETURN_DAYS)))
    elif chance(rng, LATE_RETURN_CHANCE):
        days.append(first_day + timedelta(days=whole(rng, RETURN_DAYS + 1, 500)))
    return [day for day in days if day <= LAST]


def make_person(rng: Random, number: int) -> Person:
    """A web customer with a mail; about one in nine leaves a phone as well."""
    first, last = pick(rng, BRITISH_FIRST), pick(rng, BRITISH_LAST)
    place = pick_weighted(rng, BRITISH_PLACES, [place[5] for place in BRITISH_PLACES])
    # 07700 900000 to 900999 are set aside for fiction: a thousand numbers, each given out once.
    phone = f"07700 900{number // 8:03d}" if number % 8 == 0 and number < 8000 else ""
    email = f"{first}.{last}{number}@example.org".lower()
    return Person(
        number, f"{first} {last}", place[2], place[3], email=email, phone=phone, country=place[0]
    )


def fill_basket(rng: Random, day: date) -> tuple[Line, ...]:
    """One to four gifts; hampers before Christmas; ten per cent dearer from 2024 on."""
    count = pick_weighted(rng, (1, 2, 3, 4), (48, 30, 15, 7))
    products = {pick_weighted(rng, PRODUCTS, PRODUCT_WEIGHTS) for _ in range(count)}
    if (day.month, day.day) >= (11, 15) and chance(rng, 0.16):
        products.add(CHRISTMAS)
    rise = 1.10 if day >= date(2024, 1, 1) else 1.0
    return tuple(
        Line(
            product,
            pick_weighted(rng, (1, 2, 3), (84, 12, 4)),
            round(product.price * rise / 5) * 5,
        )
        for product in sorted(products, key=lambda product: product.sku)
    )


def settle(rng: Random, order: Order) -> Order:
    """Discount, postage, payment and what became of an order that counts."""
    if chance(rng, 0.12):
        order = replace(order, coupon="WELCOME10", discount=order.items // 10)
    order = replace(
        order,
        shipping=0 if order.items >= 5000 else 395,
        payment=pick_weighted(rng, gifts_files.PAYMENTS, (7, 2, 1)),
    )
    if (LAST - order.at.date()).days < 3:
        return replace(order, fate="on_its_way")
    if chance(rng, 0.006):
        return replace(order, fate="pending_fulfilled", payment=gifts_files.INVOICE)
    if len(order.lines) > 1 and not order.discount and chance(rng, 0.04):
        return replace(order, fate="part_refunded", refund=order.lines[-1].amount)
    return order


def orders_of(rng: Random, person: Person, first_day: date) -> list[Order]:
    """All counted orders of one web customer."""
    tags = "loyalty" if first_day >= LOYALTY_FROM else ""
    orders = []
    for day in purchase_days(rng, first_day):
        email = as_typed(rng, person.email)
        lines = fill_basket(rng, day)
        order = Order(SOURCE, person, moment_on(rng, day), lines, email=email, tags=tags)
        orders.append(settle(rng, order))
    if person.phone and len(orders) >= 3 and chance(rng, 0.35):
        return use_second_mail(orders, f"gift.giver{person.number}@example.net")
    return orders


def till_order(rng: Random, day: date) -> Order:
    """A sale in the shop itself, where nobody is asked for a mail."""
    passer_by = Person(90000, "", "", "", country="GB")
    order = Order(SOURCE, passer_by, moment_on(rng, day), fill_basket(rng, day))
    return replace(order, payment="Cash", tags="pos")


def make_orders(rng: Random) -> list[Order]:
    """Every order of the shop, oldest first, numbered from #1001."""
    calendar = make_calendar(FIRST, LAST, busyness)
    counted: list[Order] = []
    for number in range(1, CUSTOMERS + 1):
        counted.extend(orders_of(rng, make_person(rng, number), pick_day(rng, calendar)))
    owner = Person(90001, "Test Order", "England", "London", email="test@example.com", country="GB")
    moments = [datetime(2022, 1, 2, 8, 30) + timedelta(days=200 * n) for n in range(7)]
    mug = Line(PRODUCTS[2], 1, PRODUCTS[2].price)
    orders = [
        *counted,
        *(till_order(rng, pick_day(rng, calendar)) for _ in range(TILL_ORDERS)),
        *mishaps(rng, counted, FIRST, MISHAPS, gifts_files.BANK_TRANSFER),
        *replacements(rng, counted, 25),
        *checkout_trials(SOURCE, owner, mug, moments, gifts_files.TEST_PAYMENT),
    ]
    orders.sort(key=lambda order: (order.at, order.person.number, order.fate))
    return [replace(order, number=f"#{1001 + n}") for n, order in enumerate(orders)]


def share_bought_again(days_by_person: dict[int, set[date]], year: int) -> float:
    """Of the people who bought in the year before, the share who bought in the year."""
    before = [d for d in days_by_person.values() if any(day.year == year - 1 for day in d)]
    again = sum(any(day.year == year for day in days) for days in before)
    return round(again / len(before), 4)


def planted(orders: Sequence[Order]) -> dict[str, object]:
    """What was put into this shop on purpose."""
    days: dict[int, set[date]] = defaultdict(set)
    by_person: dict[int, list[Order]] = defaultdict(list)
    for order in orders:
        if order.is_valid and order.email:
            days[order.person.number].add(order.at.date())
            by_person[order.person.number].append(order)
    return {
        "loyalty_programme": {
            "from": LOYALTY_FROM.isoformat(),
            "within_days": RETURN_DAYS,
            "second_order_chance_before": RETURN_CHANCE_BEFORE,
            "second_order_chance_after": RETURN_CHANCE_AFTER,
            "later_order_chance_before": NEXT_RETURN_CHANCE_BEFORE,
            "later_order_chance_after": NEXT_RETURN_CHANCE_AFTER,
        },
        "people_who_bought_the_year_before_and_again": {
            str(year): share_bought_again(days, year) for year in (2023, 2024, 2025)
        },
        "till_orders_without_a_buyer": TILL_ORDERS,
        "people_with_two_mails": sum(has_two_mails(mine) for mine in by_person.values()),
    }


def build(folder: Path) -> dict[str, object]:
    """Write the export file of the shop and return its truths."""
    orders = make_orders(Random(SEED))
    gifts_files.write(folder / "gifts_uk", orders)
    return {**shop_truths(orders, 100), "planted": planted(orders)}
