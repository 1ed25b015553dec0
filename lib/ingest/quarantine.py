"""Customers that are perhaps no person: collective accounts, tests, staff, resellers.

Who is found stays a customer everywhere but among bright spots, until the owner confirms that this
is somebody. The words are those of tills and marketplaces in English, Thai and Vietnamese.
"""

from typing import Any

from lib.engines.duck import Database
from lib.ingest.identity import MOST_NAMES
from lib.shop_files import Settings

# What tills and marketplaces write instead of a name. A name is a dummy when it is made of nothing
# but these words and numbers, with at least one that nobody is called.
MARKETPLACES = (
    *("tiktok", "tik tok", "shopee", "lazada", "zalora", "sendo", "tiki order", "line shopping"),
    *("grabfood", "grabmart", "shopeefood", "foodpanda", "gofood", "line man", "lineman"),
    *("robinhood order", "facebook", "instagram", "zalo", "amazon", "ebay", "etsy", "pos"),
)
NOBODY = (
    *("walk in", "walk-in", "walkin", "khách lẻ", "khach le", "kh lẻ", "khách vãng lai"),
    *(
        "khach vang lai",
        "vãng lai",
        "ลูกค้าทั่วไป",
        "ลูกค้าหน้าร้าน",
        "ลูกค้าขาจร",
        "ขาจร",
        "guest",
        "cash sale",
    ),
    *("anonymous", "unknown", "no name", "noname", "retail customer", "default customer"),
)
FILLERS = (
    *("customer", "customers", "client", "buyer", "user", "order", "orders", "shop", "store"),
    *("online", "sale", "sales", "khách hàng", "khach hang", "khách", "khach", "kh", "đơn hàng"),
    *("don hang", "đơn", "sàn", "san", "bán", "ลูกค้า", "คำสั่งซื้อ", "ออเดอร์", "ร้าน", "ร้านค้า"),
)
TESTS = ("test", "tests", "testing", "tester", "ทดสอบ", "ทดลอง", "thử nghiệm", "đơn thử", "demo")
STAFF = (
    *("staff", "employee", "employees", "nhân viên", "nhan vien", "nhanvien", "nội bộ", "noi bo"),
    *("noibo", "พนักงาน", "internal use"),
)
RESELLERS = (
    *("reseller", "resellers", "wholesale", "wholesaler", "distributor", "dealer", "b2b", "trade"),
    *(
        "đại lý",
        "dai ly",
        "bán buôn",
        "bán sỉ",
        "khách sỉ",
        "ctv",
        "cộng tác viên",
        "ตัวแทน",
        "ขายส่ง",
    ),
)
SEPARATORS = r"[\s._#:/()\[\]-]"

LIMITS: dict[str, float] = {
    "most_names": MOST_NAMES,
    "most_phones": 5,
    "usual_orders_a_day": 3,
    "fewest_busy_days": 5,
    # Improbably many orders: three times those of 99 in 100 who came back, and at the very top.
    # With fewer than a hundred who came back nobody can say what is usual.
    "times_q99": 3,
    "top_share": 0.001,
    "top_places": 3,
    "fewest_returning": 100,
}


def set_apart(db: Database, settings: Settings) -> None:
    """Note who is perhaps no person, and whom of them the owner has confirmed."""
    confirmed = {"confirmed": settings.confirmed_customers}
    db.run_file("marts/quarantine", patterns() | LIMITS | confirmed)


def patterns() -> dict[str, Any]:
    """Regular expressions over text in lower case, for the engine's RE2."""
    return {
        "dummy_names": _made_of((*MARKETPLACES, *NOBODY), FILLERS),
        "test_names": _made_of(TESTS, FILLERS),
        "test_mailboxes": rf"({_any_of(TESTS)})([0-9]|{SEPARATORS}|\+)*",
        "staff_names": _as_a_word(STAFF),
        "reseller_names": _as_a_word(RESELLERS),
        "staff_mailboxes": _as_a_word(tuple(word.replace(" ", "") for word in STAFF)),
    }


def _any_of(words: tuple[str, ...]) -> str:
    """Longest first, so that no word hides behind its own beginning."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _made_of(telling: tuple[str, ...], fillers: tuple[str, ...]) -> str:
    """Telling words with fillers, numbers and signs around them, and nothing else."""
    around = rf"({_any_of((*telling, *fillers))}|[0-9]|{SEPARATORS})*"
    return rf"{around}({_any_of(telling)}){around}"


def _as_a_word(words: tuple[str, ...]) -> str:
    """The word between signs, numbers or the ends; Thai writes no spaces between words."""
    latin = tuple(word for word in words if word < "ก")
    thai = tuple(word for word in words if word > "ก")
    return rf"(^|[^\p{{L}}\p{{M}}])({_any_of(latin)})($|[^\p{{L}}\p{{M}}])|{_any_of(thai)}"
