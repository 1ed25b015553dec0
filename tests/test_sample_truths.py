"""What was planted in the invented shops is found again from their files alone."""

import statistics
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from tests.samples.sales import (
    TRUTHS,
    coffee_sales,
    days_by_customer,
    gaps,
    rows_of,
    sales_of,
    valid,
)


@pytest.mark.parametrize(("name", "tolerance"), [("house_blend", 2), ("kilo_bag", 4)])
def test_coffee_is_bought_again_in_the_planted_rhythm(name: str, tolerance: int) -> None:
    truth = TRUTHS["coffee_th"]["planted"][name]
    coffee = coffee_sales()
    found = gaps(days_by_customer(coffee, truth["sku"]))
    assert len(found) > 1000
    assert abs(statistics.median(found) - truth["median_gap_days"]) <= tolerance


def test_coffee_equipment_is_almost_never_bought_again() -> None:
    coffee = coffee_sales()
    equipment = set(TRUTHS["coffee_th"]["planted"]["equipment"]["skus"])
    orders = Counter(sale.key for sale in valid(coffee) if sale.key and sale.skus & equipment)
    again = sum(count > 1 for count in orders.values())
    assert len(orders) > 800
    assert again / len(orders) < 0.12


def test_campaign_days_stand_out_in_the_coffee_shop() -> None:
    coffee = coffee_sales()
    per_day = Counter(sale.day for sale in valid(coffee))
    usual = statistics.median(per_day.values())
    for year in (2022, 2023, 2024, 2025):
        assert per_day[date(year, 11, 11)] > 2 * usual
        assert per_day[date(year, 12, 12)] > 2 * usual


def test_cosmetics_sell_best_before_tet_and_not_on_it() -> None:
    per_day = Counter(sale.day for sale in valid(sales_of("kiotviet")))
    usual = statistics.median(per_day.values())
    for new_year in map(date.fromisoformat, TRUTHS["cosmetics_vn"]["planted"]["tet"][1:]):
        before = [per_day[new_year - timedelta(days=n)] for n in range(1, 22)]
        assert statistics.mean(before) > 1.4 * usual
        assert per_day[new_year] == 0


def test_cosmetics_regulars_come_about_every_six_weeks() -> None:
    truth = TRUTHS["cosmetics_vn"]["planted"]["regulars"]
    days = days_by_customer(sales_of("kiotviet"))
    named = {key: mine for key, mine in days.items() if key[1].startswith("KH00")}
    loyal = {key: mine for key, mine in named.items() if 8 <= len(mine) <= 40}
    assert 100 < len(loyal) < truth["customers"]
    assert abs(statistics.median(gaps(loyal)) - truth["median_gap_days"]) <= 3


def test_dummy_buyer_and_staff_account_are_as_big_as_written() -> None:
    planted = TRUTHS["cosmetics_vn"]["planted"]
    invoices: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows_of("kiotviet"):
        invoices[row["Mã khách hàng"]].add(row["Mã hóa đơn"])
        names[row["Mã khách hàng"]].add(row["Tên khách hàng"])
    dummy, staff = planted["dummy_buyer"], planted["staff_account"]
    assert len(invoices[dummy["code"]]) == dummy["orders"] > 2000
    assert names[dummy["code"]] == set(dummy["names"])
    assert len(invoices[staff["code"]]) == staff["orders"]
    biggest = sorted((len(mine) for code, mine in invoices.items() if code), reverse=True)
    assert biggest[1] == staff["orders"] > 10 * biggest[2]


def test_loyalty_programme_raises_second_orders_as_planted() -> None:
    truth = TRUTHS["gifts_uk"]["planted"]["loyalty_programme"]
    change, within = date.fromisoformat(truth["from"]), timedelta(days=truth["within_days"])
    returned: dict[bool, list[bool]] = {False: [], True: []}
    for days in days_by_customer(sales_of("shopify")).values():
        if days[0] + within <= date(2025, 12, 31):
            came_back = len(days) > 1 and days[1] - days[0] <= within
            returned[days[0] >= change].append(came_back)
    before, after = (statistics.mean(map(float, returned[side])) for side in (False, True))
    assert before == pytest.approx(truth["second_order_chance_before"], abs=0.02)
    assert after == pytest.approx(truth["second_order_chance_after"], abs=0.03)


def test_more_of_last_years_gift_buyers_return_after_the_programme() -> None:
    truth = TRUTHS["gifts_uk"]["planted"]["people_who_bought_the_year_before_and_again"]
    years = [{day.year for day in d} for d in days_by_customer(sales_of("shopify")).values()]
    rate = {}
    for year in (2023, 2024, 2025):
        before = [mine for mine in years if year - 1 in mine]
        rate[year] = sum(year in mine for mine in before) / len(before)
        # People with two mails are two customers here, so the rate is a touch lower.
        assert rate[year] == pytest.approx(truth[str(year)], abs=0.01)
    assert rate[2025] - rate[2024] > 0.03


def test_people_with_two_mails_share_a_phone() -> None:
    columns = {
        ("coffee_th", "woocommerce"): ("Phone (Billing)", "Email (Billing)"),
        ("gifts_uk", "shopify"): ("Phone", "Email"),
    }
    for (shop, source), (phone, email) in columns.items():
        mails: dict[str, set[str]] = defaultdict(set)
        for row in rows_of(source):
            if row[phone] and row[email]:
                mails[row[phone]].add(row[email].strip().lower())
        shared = sum(len(mine) == 2 for mine in mails.values())
        assert shared == TRUTHS[shop]["planted"]["people_with_two_mails"] > 10
        assert max(map(len, mails.values())) == 2
