"""An invented coffee roaster in Thailand with a planted rhythm of buying again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sample_data import coffee_files
from sample_data.draws import (
    Calendar,
    chance,
    growth,
    lognormal,
    make_calendar,
    moment_on,
    pick,
    pick_day,
    pick_weighted,
    rhythm,
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
from sample_data.names import THAI_FIRST, THAI_LAST, THAI_PLACES

SEED = 20220105
FIRST, LAST = date(2022, 1, 5), date(2025, 12, 31)
SHOPEE, WEB = "shopee_th", "woocommerce"

HOUSE = Product("HB-250", "เมล็ดกาแฟ เฮาส์เบลนด์ คั่วกลาง", "250 กรัม", 22000, "เมล็ดกาแฟ")
KILO = Product("HB-1000", "เมล็ดกาแฟ เฮาส์เบลนด์ คั่วกลาง", "1 กิโลกรัม", 69000, "เมล็ดกาแฟ")
TASTERS = (
    Product("DC-250", "เมล็ดกาแฟ ดอยช้าง คั่วอ่อน", "250 กรัม", 32000, "เมล็ดกาแฟ"),
    Product("NN-250", "เมล็ดกาแฟ น่าน คั่วกลางเข้ม", "250 กรัม", 28000, "เมล็ดกาแฟ"),
    Product("DRIP-10", "กาแฟดริปซอง รวมรส", "กล่อง 10 ซอง", 15000, "กาแฟดริป"),
    Product("DRIP-30", "กาแฟดริปซอง รวมรส", "กล่อง 30 ซอง", 39000, "กาแฟดริป"),
    Product("GIFT-SK", "ชุดของขวัญสงกรานต์ กาแฟ 3 ดอย", "ชุด", 79000, "ของขวัญ"),
)
FILTERS = Product("FILTER-100", "กระดาษกรองกาแฟ", "100 แผ่น", 12000, "อุปกรณ์")
EQUIPMENT = (
    Product("GRIND-1", "เครื่องบดกาแฟมือหมุน", "สีดำ", 129000, "อุปกรณ์"),
    Product("DRIPPER-1", "ดริปเปอร์เซรามิก", "สีขาว", 39000, "อุปกรณ์"),
    Product("KETTLE-1", "กาดริปคอห่าน 600 มล.", "สแตนเลส", 99000, "อุปกรณ์"),
    Product("SCALE-1", "ตาชั่งดิจิทัลจับเวลา", "สีดำ", 89000, "อุปกรณ์"),
)
EQUIPMENT_AGAIN = 0.02
PRICE_RISE_ON, PRICE_RISE = date(2024, 1, 1), 1.08
CAMPAIGN_DAYS = {(9, 9): 4.0, (11, 11): 10.0, (12, 12): 9.0}
WEB_MISHAPS = {"cancelled": 0.03, "failed": 0.025, "pending": 0.012, "refunded": 0.012}
SHOPEE_MISHAPS = {"cancelled": 0.07, "returned": 0.015}


@dataclass(frozen=True)
class Habit:
    """How one kind of customer comes back: days to the next order, and how often one follows."""

    people: int
    product: Product | None
    median_days: float
    own_spread: float
    gap_spread: float
    again: float


HABITS = (
    Habit(1150, HOUSE, 30, 0.10, 0.20, 0.88),
    Habit(430, KILO, 75, 0.10, 0.20, 0.86),
    Habit(3300, None, 110, 0.30, 0.70, 0.28),
)


def busyness(day: date) -> float:
    """How many new customers come: growth, pay days, Songkran gifts, 9.9, 11.11 and 12.12."""
    level = growth(day, FIRST, 0.22) * (1.25 if day.day >= 25 else 1.0)
    if day.month == 4:
        level *= 2.0 if day.day <= 10 else 0.3 if 13 <= day.day <= 15 else 1.0
    return level * CAMPAIGN_DAYS.get((day.month, day.day), 1.0)


def price_on(product: Product, day: date) -> int:
    """The price in satang that day, in whole baht: one rise, and 15 % off on campaign days."""
    price = product.price * (PRICE_RISE if day >= PRICE_RISE_ON else 1.0)
    if (day.month, day.day) in CAMPAIGN_DAYS:
        price *= 0.85
    return round(price / 100) * 100


def make_person(rng: Random, number: int, source: str, *, is_regular: bool) -> Person:
    """A buyer as the marketplace (user name only) or the web shop (mail, phone) knows them."""
    (first, latin), (last, latin_last) = pick(rng, THAI_FIRST), pick(rng, THAI_LAST)
    place = pick_weighted(rng, THAI_PLACES, [place[3] for place in THAI_PLACES])
    person = Person(number, f"{first} {last}", place[0], place[1], country="TH")
    if source == SHOPEE:
        return replace(person, username=f"{latin}{latin_last[:3]}{number}")
    phone = f"080000{number:04d}" if chance(rng, 0.9) else ""
    if not is_regular and chance(rng, 0.08):
        return replace(person, phone=phone if chance(rng, 0.5) else "")
    return replace(person, email=f"{latin}.{latin_last}{number}@example.com", phone=phone)


def fill_basket(
    rng: Random, habit: Habit, day: date, *, is_first: bool, has_equipment: bool
) -> tuple[Line, ...]:
    """What goes into one order: the usual product, or something to try; equipment once."""
    products: list[Product] = []
    if habit.product:
        products.append(habit.product)
        if chance(rng, 0.2):
            products.append(pick(rng, TASTERS[:4]))
    elif day.month == 4 and day.day <= 12 and chance(rng, 0.5):
        products.append(TASTERS[4])
    else:
        trial = HOUSE if is_first and chance(rng, 0.12) else pick(rng, TASTERS[:4])
        products.append(trial)
    if chance(rng, EQUIPMENT_AGAIN if has_equipment else 0.22 if is_first else 0.0):
        products.append(pick(rng, EQUIPMENT))
    if chance(rng, 0.06):
        products.append(FILTERS)
    return tuple(
        Line(
            product,
            2 if product not in EQUIPMENT and chance(rng, 0.12) else 1,
            price_on(product, day),
        )
        for product in products
    )


def settle(rng: Random, order: Order) -> Order:
    """Payment, coupon, shipping and how far the order has come by the last day of the file."""
    age = (LAST - order.at.date()).days
    payment = pick_weighted(rng, coffee_files.PAYMENTS[order.source], (5, 3, 2))
    if order.source == SHOPEE:
        fate = "on_its_way" if age < 3 else "delivered" if age < 10 else "completed"
        return replace(order, fate=fate, payment=payment, shipping=pick(rng, (0, 3800)))
    order = replace(order, payment=payment, fate="on_its_way" if age < 3 else "completed")
    if chance(rng, 0.08):
        order = replace(order, coupon="COFFEE10", discount=order.items // 1000 * 100)
    order = replace(order, shipping=0 if order.items >= 80000 else 5000)
    if age < 3:
        return order
    if "(COD)" in payment and chance(rng, 0.05):
        return replace(order, fate="pending_cash_on_delivery")
    if len(order.lines) > 1 and not order.discount and chance(rng, 0.05):
        return replace(order, fate="part_refunded", refund=order.lines[-1].amount)
    return order


def orders_of(rng: Random, calendar: Calendar, number: int, habit: Habit) -> list[Order]:
    """All counted orders of one new customer."""
    source = SHOPEE if chance(rng, 0.58) else WEB
    person = make_person(rng, number, source, is_regular=habit.product is not None)
    median = lognormal(rng, habit.median_days, habit.own_spread)
    days = rhythm(
        rng,
        pick_day(rng, calendar),
        LAST,
        median=median,
        spread=habit.gap_spread,
        again=habit.again,
    )
    orders: list[Order] = []
    for day in days:
        has_equipment = any(line.product in EQUIPMENT for o in orders for line in o.lines)
        lines = fill_basket(rng, habit, day, is_first=not orders, has_equipment=has_equipment)
        email = as_typed(rng, person.email)
        orders.append(settle(rng, Order(source, person, moment_on(rng, day), lines, email=email)))
    if person.email and person.phone and len(orders) >= 4 and chance(rng, 0.06):
        return use_second_mail(orders, f"coffee.lover{number}@example.net")
    return orders


def make_orders(rng: Random) -> list[Order]:
    """Every order of the shop, oldest first, numbered as each shop front numbers them."""
    calendar = make_calendar(FIRST, LAST, busyness)
    counted: list[Order] = []
    for habit in HABITS:
        start = sum(other.people for other in HABITS[: HABITS.index(habit)])
        for number in range(start + 1, start + habit.people + 1):
            counted.extend(orders_of(rng, calendar, number, habit))
    web = [order for order in counted if order.source == WEB]
    marketplace = [order for order in counted if order.source == SHOPEE]
    owner = Person(9999, "ทดสอบ ระบบ", "เชียงใหม่", "เมืองเชียงใหม่", email="test@example.com")
    moments = [datetime(2022, 1, 5, 9, 0) + timedelta(days=300 * n) for n in range(5)]
    orders = [
        *counted,
        *mishaps(rng, web, FIRST, WEB_MISHAPS, coffee_files.BANK_TRANSFER),
        *mishaps(rng, marketplace, FIRST, SHOPEE_MISHAPS),
        *replacements(rng, web, 18),
        *checkout_trials(
            WEB, owner, Line(HOUSE, 1, HOUSE.price), moments, coffee_files.TEST_PAYMENT
        ),
    ]
    orders.sort(key=lambda order: (order.at, order.person.number, order.fate))
    return [replace(order, number=number_of(rng, order, n)) for n, order in enumerate(orders)]


def number_of(rng: Random, order: Order, place: int) -> str:
    """The order number: a running one in the web shop, date and letters on the marketplace."""
    if order.source == WEB:
        return str(10001 + place)
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    return f"{order.at:%y%m%d}" + "".join(letters[whole(rng, 0, 33)] for _ in range(8))


def planted(orders: Sequence[Order]) -> dict[str, object]:
    """What was put into this shop on purpose."""
    by_person: dict[int, list[Order]] = defaultdict(list)
    for order in orders:
        if order.is_valid:
            by_person[order.person.number].append(order)
    return {
        "house_blend": {"sku": HOUSE.sku, "median_gap_days": 30, "customers": HABITS[0].people},
        "kilo_bag": {"sku": KILO.sku, "median_gap_days": 75, "customers": HABITS[1].people},
        "equipment": {
            "skus": [product.sku for product in EQUIPMENT],
            "chance_of_more_in_a_later_order": EQUIPMENT_AGAIN,
        },
        "campaign_days": ["09-09", "11-11", "12-12"],
        "people_with_two_mails": sum(has_two_mails(mine) for mine in by_person.values()),
    }


def build(folder: Path) -> dict[str, object]:
    """Write both export files of the shop and return its truths."""
    orders = make_orders(Random(SEED))
    coffee_files.write(folder / "coffee_th", orders)
    return {**shop_truths(orders, 100), "planted": planted(orders)}
