"""An invented cosmetics shop in Vietnam whose till collects strangers under one dummy buyer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sample_data import cosmetics_files
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
from sample_data.messes import mishaps, replacements
from sample_data.model import Line, Order, Person, Product, shop_truths
from sample_data.names import (
    VIETNAMESE_FAMILY,
    VIETNAMESE_GIVEN,
    VIETNAMESE_MIDDLE,
    VIETNAMESE_PLACES,
    VIETNAMESE_PLAIN,
)

SEED = 20220103
FIRST, LAST = date(2022, 1, 3), date(2025, 12, 31)
# Until then the till took in the marketplace's orders under a dummy buyer; since then they come
# from the marketplace's own export, so no order is in both files.
MARKETPLACE_FROM = date(2024, 1, 1)
TILL, MARKETPLACE = "kiotviet", "tiktok_shop"
TET = (date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29))
DUMMY_CODE = "TIKTOK"
DUMMY_NAMES = ("Khách TikTok", "TikTok Order")
DUMMY_ORDERS = 2400
STAFF_CODE = "KH000042"
STAFF_ORDERS = 780
WALK_INS = 3600
MARKETPLACE_MISHAPS = {"cancelled": 0.12, "returned": 0.02}

PRODUCTS = (
    Product("SRM-C30", "Serum Vitamin C", "30ml", 289000, "Chăm sóc da"),
    Product("SRM-HA30", "Serum cấp ẩm HA", "30ml", 259000, "Chăm sóc da"),
    Product("KCN-50", "Kem chống nắng SPF50+", "50ml", 245000, "Chăm sóc da"),
    Product("SRM-200", "Sữa rửa mặt dịu nhẹ", "200ml", 165000, "Chăm sóc da"),
    Product("TT-400", "Nước tẩy trang hoa cúc", "400ml", 189000, "Chăm sóc da"),
    Product("TN-250", "Toner rau má", "250ml", 175000, "Chăm sóc da"),
    Product("KD-50", "Kem dưỡng ẩm ban đêm", "50ml", 320000, "Chăm sóc da"),
    Product("MN-10", "Mặt nạ giấy trà xanh", "Hộp 10 miếng", 150000, "Chăm sóc da"),
    Product("SON-01", "Son lì", "Đỏ gạch", 179000, "Trang điểm"),
    Product("SON-02", "Son lì", "Hồng đất", 179000, "Trang điểm"),
    Product("CUS-21", "Phấn nước cushion", "Tông 21", 359000, "Trang điểm"),
    Product("MSC-1", "Mascara chống trôi", "Đen", 149000, "Trang điểm"),
)
PRODUCT_WEIGHTS = (10, 8, 14, 12, 11, 8, 6, 9, 9, 8, 5, 5)
TET_SET = Product("QUA-TET", "Set quà Tết rạng rỡ", "Hộp quà", 690000, "Quà tặng")


@dataclass(frozen=True)
class Habit:
    """How one kind of customer comes back: days to the next order, and how often one follows."""

    source: str
    people: int
    median_days: float
    own_spread: float
    gap_spread: float
    again: float


# The first group is the planted one: a few hundred regulars who buy about every six weeks.
HABITS = (
    Habit(TILL, 380, 42, 0.10, 0.25, 0.91),
    Habit(TILL, 2300, 95, 0.30, 0.70, 0.42),
    Habit(MARKETPLACE, 4700, 80, 0.30, 0.70, 0.26),
)


def busyness(day: date) -> float:
    """How many come that day: growth, weekends, three busy weeks before Tet, closed during it."""
    level = growth(day, FIRST, 0.15) * (1.3 if day.weekday() >= 5 else 1.0)
    for new_year in TET:
        if 0 < (new_year - day).days <= 21:
            level *= 2.6
        elif 0 <= (day - new_year).days < 5:
            level = 0.0
    return level


def is_before_tet(day: date) -> bool:
    """Whether the day lies in the three weeks of presents before the lunar new year."""
    return any(0 < (new_year - day).days <= 21 for new_year in TET)


def make_person(rng: Random, number: int, source: str) -> Person:
    """A buyer as the till (code, often a phone) or the marketplace (user name) knows them."""
    given = whole(rng, 0, len(VIETNAMESE_GIVEN) - 1)
    family, middle = pick(rng, VIETNAMESE_FAMILY), pick(rng, VIETNAMESE_MIDDLE)
    place = pick_weighted(rng, VIETNAMESE_PLACES, [place[3] for place in VIETNAMESE_PLACES])
    name = f"{family} {middle} {VIETNAMESE_GIVEN[given]}"
    person = Person(number, name, place[0], place[1], country="Vietnam")
    if source == TILL:
        phone = f"09000{number:05d}" if chance(rng, 0.8) else ""
        return replace(person, code=f"KH{number:06d}", phone=phone)
    plain = f"{VIETNAMESE_PLAIN[given]}{pick(rng, VIETNAMESE_PLAIN)}{number}"
    # The marketplace hides some user names; those buyers cannot be told apart.
    return replace(person, username=f"i***{plain[-6:]}" if chance(rng, 0.12) else plain)


def fill_basket(rng: Random, day: date) -> tuple[Line, ...]:
    """One to three products; before Tet often a present set; campaign prices at times."""
    count = pick_weighted(rng, (1, 2, 3), (60, 29, 11))
    products = [pick_weighted(rng, PRODUCTS, PRODUCT_WEIGHTS) for _ in range(count)]
    if is_before_tet(day) and chance(rng, 0.35):
        products[0] = TET_SET
    unique = sorted(set(products), key=lambda product: product.sku)
    off = 0.9 if day.day == day.month else 1.0
    return tuple(
        Line(product, 2 if chance(rng, 0.1) else 1, round(product.price * off / 1000) * 1000)
        for product in unique
    )


def open_day(day: date) -> date:
    """The day itself, or the first open one after the new year's holiday."""
    while busyness(day) == 0.0:
        day += timedelta(days=1)
    return day


def till_order(rng: Random, person: Person, day: date) -> Order:
    """An order at the till: now and then an item scanned twice, or a member's discount."""
    lines = fill_basket(rng, day)
    if chance(rng, 0.004):
        lines = (*lines, lines[-1])
    order = Order(TILL, person, moment_on(rng, day), lines)
    if person.code.startswith("KH") and chance(rng, 0.1):
        return replace(order, discount=order.items * 5 // 100 // 1000 * 1000)
    return order


def marketplace_order(rng: Random, person: Person, day: date) -> Order:
    """An order on the marketplace, as far on its way as the file's last day allows."""
    age = (LAST - day).days
    fate = "on_its_way" if age < 4 else "delivered" if age < 10 else "completed"
    payment = pick_weighted(rng, cosmetics_files.PAYMENTS, (6, 2, 2))
    order = Order(MARKETPLACE, person, moment_on(rng, day), fill_basket(rng, day), fate)
    order = replace(order, payment=payment, shipping=pick(rng, (0, 0, 16500, 22000)))
    if chance(rng, 0.25):
        order = replace(order, discount=order.items * 8 // 100 // 1000 * 1000)
    return order


def orders_of(rng: Random, calendar: Calendar, number: int, habit: Habit) -> list[Order]:
    """All counted orders of one new customer."""
    person = make_person(rng, number, habit.source)
    median = lognormal(rng, habit.median_days, habit.own_spread)
    days = rhythm(
        rng,
        pick_day(rng, calendar),
        LAST,
        median=median,
        spread=habit.gap_spread,
        again=habit.again,
    )
    if habit.source == MARKETPLACE:
        return [marketplace_order(rng, person, day) for day in days]
    orders = [till_order(rng, person, open_day(day)) for day in days]
    if person.phone and len(orders) >= 4 and chance(rng, 0.03):
        # Registered a second time at the till: another code, the same phone.
        twin = replace(person, code=f"KH{number + 50000:06d}")
        half = len(orders) // 2
        orders[half:] = [replace(order, person=twin) for order in orders[half:]]
    return orders


def till_strangers(rng: Random, calendar: Calendar) -> list[Order]:
    """Till orders that say nothing about customers: walk-ins, the dummy buyer, one of the staff."""
    walk_in = Person(90000, "Khách lẻ", "", "")
    staff = Person(90001, "Nguyễn Kim Ngân", "", "", STAFF_CODE, phone="0900099999")
    until_2023 = make_calendar(date(2022, 3, 1), MARKETPLACE_FROM - timedelta(days=1), busyness)
    staff_days = make_calendar(date(2023, 5, 2), date(2025, 6, 30), busyness)
    orders = [till_order(rng, walk_in, pick_day(rng, calendar)) for _ in range(WALK_INS)]
    orders += [till_order(rng, staff, pick_day(rng, staff_days)) for _ in range(STAFF_ORDERS)]
    for _ in range(DUMMY_ORDERS):
        dummy = Person(90002, pick(rng, DUMMY_NAMES), "", "", DUMMY_CODE)
        orders.append(till_order(rng, dummy, pick_day(rng, until_2023)))
    return orders


def make_orders(rng: Random) -> list[Order]:
    """Every order of the shop, oldest first, numbered as each source numbers them."""
    calendar = make_calendar(FIRST, LAST, busyness)
    online = make_calendar(MARKETPLACE_FROM, LAST, busyness)
    orders: list[Order] = []
    first_number = 100
    for habit in HABITS:
        days = online if habit.source == MARKETPLACE else calendar
        for number in range(first_number, first_number + habit.people):
            orders.extend(orders_of(rng, days, number, habit))
        first_number += habit.people
    marketplace = [order for order in orders if order.source == MARKETPLACE]
    named = [order for order in orders if order.source == TILL]
    orders += mishaps(rng, marketplace, MARKETPLACE_FROM, MARKETPLACE_MISHAPS)
    orders += replacements(rng, named, 40)
    orders += till_strangers(rng, calendar)
    orders.sort(key=lambda order: (order.at, order.person.number, order.fate))
    return [replace(order, number=number_of(order, n)) for n, order in enumerate(orders, start=1)]


def number_of(order: Order, place: int) -> str:
    """The order number: HD and a running number at the till, 18 digits on the marketplace."""
    if order.source == TILL:
        return f"HD{place:06d}"
    return f"58{order.at:%y%m%d}{place * 7919 % 10**10:010d}"


def planted(orders: Sequence[Order]) -> dict[str, object]:
    """What was put into this shop on purpose."""
    codes = [order.person.code for order in orders if order.is_valid]
    return {
        "regulars": {"customers": HABITS[0].people, "median_gap_days": 42},
        "dummy_buyer": {
            "code": DUMMY_CODE,
            "names": list(DUMMY_NAMES),
            "orders": codes.count(DUMMY_CODE),
        },
        "staff_account": {"code": STAFF_CODE, "orders": codes.count(STAFF_CODE)},
        "walk_in_orders": sum(o.is_valid and o.person.number == 90000 for o in orders),
        "tet": [day.isoformat() for day in TET],
    }


def build(folder: Path) -> dict[str, object]:
    """Write both export files of the shop and return its truths."""
    orders = make_orders(Random(SEED))
    cosmetics_files.write(folder / "cosmetics_vn", orders)
    return {**shop_truths(orders, 1), "planted": planted(orders)}
