"""Every way of writing a date gives the same moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.engines.duck import Database
from tests.column_support import database_with_macros, moments, read_column_of_dates

THAI_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
THAI_LONG = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
GERMAN = "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"
VIETNAMESE = "Một Hai Ba Tư Năm Sáu Bảy Tám Chín Mười Mười_Một Mười_Hai"
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = database_with_macros(tmp_path_factory.mktemp("scratch"))
    yield database
    database.close()


SAME_MOMENT = [
    ("2024-02-29", "2024-02-29 00:00:00"),
    ("2024-02-29 23:30", "2024-02-29 23:30:00"),
    ("2024-02-29T23:30:15", "2024-02-29 23:30:15"),
    ("2024-02-29 23:30:15.250", "2024-02-29 23:30:15.250000"),
    ("2024/2/9 9:05", "2024-02-09 09:05:00"),
    ("2024.02.29", "2024-02-29 00:00:00"),
    ("2024-Dec-08", "2024-12-08 00:00:00"),
    ("2024年1月13日 9時05分", "2024-01-13 09:05:00"),
    ("2024年01月13日 14时30分15秒", "2024-01-13 14:30:15"),
    ("2024년 1월 13일 14시 30분", "2024-01-13 14:30:00"),
    ("20240105", "2024-01-05 00:00:00"),
    ("202401050930", "2024-01-05 09:30:00"),
    ("20240105093015", "2024-01-05 09:30:15"),
    ("29/02/2024", "2024-02-29 00:00:00"),
    ("29.2.2024 9:15", "2024-02-29 09:15:00"),
    ("29-02-2024 09:15:51", "2024-02-29 09:15:51"),
    ("29. 2. 2024", "2024-02-29 00:00:00"),
    ("29/02/24", "2024-02-29 00:00:00"),
    ("29/02/24 9:15 PM", "2024-02-29 21:15:00"),
    ("12/31/2024 02:30:00 PM", "2024-12-31 14:30:00"),
    ("12/31/2024 12:15:51 AM", "2024-12-31 00:15:51"),
    ("12/31/2024 12:15 PM", "2024-12-31 12:15:00"),
    ("31/12/2024 9:15 a.m.", "2024-12-31 09:15:00"),
    ("31/12/2024 9:15 CH", "2024-12-31 21:15:00"),
    ("14:30 31/12/2024", "2024-12-31 14:30:00"),
    ("Dec 8, 2024", "2024-12-08 00:00:00"),
    ("Dec 8, 2024 at 9:15 AM", "2024-12-08 09:15:00"),
    ("December 8th, 2024", "2024-12-08 00:00:00"),
    ("Sunday, December 8, 2024", "2024-12-08 00:00:00"),
    ("8 Dec 2024", "2024-12-08 00:00:00"),
    ("08 Dec 2024 10:10", "2024-12-08 10:10:00"),
    ("Dec-08-24", "2024-12-08 00:00:00"),
    ("08-Dec-24", "2024-12-08 00:00:00"),
    ("10-Dez-25", "2025-12-10 00:00:00"),
    ("10. Dezember 2025 14:30 Uhr", "2025-12-10 14:30:00"),
    ("8 décembre 2024", "2024-12-08 00:00:00"),
    ("8 de diciembre de 2024", "2024-12-08 00:00:00"),
    ("8 ธ.ค. 2567", "2024-12-08 00:00:00"),
    ("8ธ.ค.2567", "2024-12-08 00:00:00"),
    ("8 ธ.ค. 67 09.30 น.", "2024-12-08 09:30:00"),
    ("29 ก.พ. 67", "2024-02-29 00:00:00"),
    ("8 ธันวาคม พ.ศ. 2567", "2024-12-08 00:00:00"),
    ("8 ธันวาคม 2024", "2024-12-08 00:00:00"),
    ("6 มิถุนายน 2554", "2011-06-06 00:00:00"),
    ("วันอาทิตย์ที่ 8 ธันวาคม พ.ศ. 2567 เวลา 09:30 น.", "2024-12-08 09:30:00"),
    ("8 tháng 12 2024", "2024-12-08 00:00:00"),
    ("08 thg 12, 2024", "2024-12-08 00:00:00"),
    ("ngày 8 tháng 12 năm 2024", "2024-12-08 00:00:00"),
    ("8 Tháng Mười Hai, 2024", "2024-12-08 00:00:00"),
    ("29/02/2567", "2024-02-29 00:00:00"),
    ("29/2/2567 9:15", "2024-02-29 09:15:00"),
    ("2567-02-29", "2024-02-29 00:00:00"),
    ("2567-02-29 23:30:00", "2024-02-29 23:30:00"),
    ("25670229", "2024-02-29 00:00:00"),
    ("๒๙/๐๒/๒๕๖๗", "2024-02-29 00:00:00"),
    ("２９/０２/２０２４", "2024-02-29 00:00:00"),
    ("2024-02-29\t", "2024-02-29 00:00:00"),
    ("\u00a02024-02-29 ", "2024-02-29 00:00:00"),
    ("\u200b2024-02-29\ufeff", "2024-02-29 00:00:00"),
    ("'2024-02-29", "2024-02-29 00:00:00"),
    ('="2024-02-29"', "2024-02-29 00:00:00"),
    ("2024-02-28T23:30:00Z", "2024-02-29 06:30:00"),
    ("2024-02-28 23:30:00 UTC", "2024-02-29 06:30:00"),
    ("2024-02-28 23:30:00 +0000", "2024-02-29 06:30:00"),
    ("2024-02-28 23:30:00.5+00:00", "2024-02-29 06:30:00.500000"),
    ("2024-02-29T09:30:00+07:00", "2024-02-29 09:30:00"),
    ("2024-02-28 23:30:00 -0700", "2024-02-29 13:30:00"),
    ("Dec 8, 2024 11:15:51 PM PST", "2024-12-09 14:15:51"),
    ("Sun Dec 08 2024 09:15:51 GMT+0700 (Indochina Time)", "2024-12-08 09:15:51"),
    ("20240228T233000Z", "2024-02-29 06:30:00"),
    ("1704447000", "2024-01-05 16:30:00"),
    ("1704447000000", "2024-01-05 16:30:00"),
    ("45296", "2024-01-05 00:00:00"),
    ("45296.395833", "2024-01-05 09:30:00"),
    ("45336.999988", "2024-02-14 23:59:59"),
    ("45296,395833", "2024-01-05 09:30:00"),
]


@pytest.mark.parametrize(("cell", "moment"), SAME_MOMENT)
def test_a_way_of_writing_gives_its_moment(db: Database, cell: str, moment: str) -> None:
    assert moments(db, cell) == [moment]


def test_all_ways_of_writing_are_read_side_by_side(db: Database) -> None:
    day_first = [pair for pair in SAME_MOMENT if not pair[0].startswith("12/31")]
    assert moments(db, *(cell for cell, _ in day_first)) == [moment for _, moment in day_first]


def month(names: str, moment: datetime) -> str:
    return names.split()[moment.month - 1].replace("_", " ")


STYLES: dict[str, Callable[[datetime], str]] = {
    "iso": lambda m: m.isoformat(" "),
    "iso_t": lambda m: m.isoformat("T"),
    "utc": lambda m: (m - timedelta(hours=7)).isoformat("T") + "Z",
    "shopify": lambda m: m.isoformat(" ") + " +0700",
    "day_first": lambda m: m.strftime("%d/%m/%Y %H:%M:%S"),
    "day_first_dots": lambda m: f"{m.day}.{m.month}.{m.year} {m:%H:%M:%S}",
    "day_first_half": lambda m: m.strftime("%d/%m/%Y %I:%M:%S %p"),
    "month_first": lambda m: m.strftime("%m/%d/%Y %H:%M:%S"),
    "month_first_half": lambda m: m.strftime("%m/%d/%Y %I:%M:%S %p"),
    "month_first_short": lambda m: m.strftime("%m/%d/%y %H:%M:%S"),
    "buddhist": lambda m: f"{m:%d/%m}/{m.year + 543} {m:%H:%M:%S}",
    "buddhist_iso": lambda m: f"{m.year + 543}-{m:%m-%d %H:%M:%S}",
    "thai_digits": lambda m: m.isoformat(" ").translate(THAI_DIGITS),
    "full_width": lambda m: m.isoformat(" ").translate(FULL_WIDTH),
    "english": lambda m: m.strftime("%b %d, %Y %H:%M:%S"),
    "english_long": lambda m: m.strftime("%d %B %Y %I:%M:%S %p"),
    "german": lambda m: f"{m.day}. {month(GERMAN, m)} {m:%Y %H:%M:%S}",
    "thai_short": lambda m: f"{m.day} {month(THAI_SHORT, m)} {m.year + 543} {m:%H:%M:%S}",
    "thai_two_digits": lambda m: (
        f"{m.day} {month(THAI_SHORT, m)} {(m.year + 543) % 100} {m:%H:%M:%S}"
    ),
    "thai_long": lambda m: f"{m.day} {month(THAI_LONG, m)} {m.year + 543} {m:%H:%M:%S}",
    "vietnamese": lambda m: f"{m.day} tháng {m.month} {m:%Y %H:%M:%S}",
    "vietnamese_words": lambda m: f"{m.day} Tháng {month(VIETNAMESE, m)}, {m:%Y %H:%M:%S}",
    "compact": lambda m: m.strftime("%Y%m%d%H%M%S"),
    "epoch": lambda m: str(int((m - timedelta(hours=7) - datetime(1970, 1, 1)).total_seconds())),
    "serial": lambda m: f"{(m - datetime(1899, 12, 30)) / timedelta(days=1):.6f}",
}
SHOP_TIMES = st.datetimes(datetime(2004, 1, 1), datetime(2035, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=3)
@given(times=st.lists(SHOP_TIMES, min_size=1, max_size=20))
def test_random_moments_come_back(db: Database, style: str, times: list[datetime]) -> None:
    # A day past the 12th proves the order; the styles without doubt do not mind it.
    times = [datetime(2024, 1, 31, 14, 5), *times]
    reading, found = read_column_of_dates(db, [STYLES[style](moment) for moment in times])
    assert (found, reading.unreadable, reading.is_proven) == (times, 0, True)
