"""Lists of customers, costs and answers: recognised, joined to orders, every row accounted for."""

from pathlib import Path
from typing import Any

import pytest

from lib.attributes import attribute_clause
from lib.errors import MappingNeeded
from lib.ingest.lists.recognise import list_layouts, recognise_list
from lib.ingest.recognise import recognise
from lib.metrics.lists import lists_of
from lib.schema import ANY_FIELD
from lib.ui.lists_view import lists_in_words
from tests.import_support import TestShop, csv_file
from tests.ingest.test_platforms import EXPORTS

ORDERS = "Order ID,Order date,Customer email,Phone,Total"
ORDER_ROWS = (
    "1,2024-01-05,a@x.com,0812345678,100",
    "2,2024-02-05,b@x.com,,50",
    "3,2024-03-05,a@x.com,,70",
    "4,2024-03-15,c@x.com,,70",
)
SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Address1,Default Address Address2,Default Address City,"
    "Default Address Province Code,Default Address Country Code,Default Address Zip,"
    "Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,"
    "Tax Exempt,Tags"
)
# Header line -> (layout, one row, what it says).
CUSTOMER_LISTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    SHOPIFY: (
        "shopify_customers",
        "'9013,Ann,Lee,A@x.com,yes,,12 Ocean St,,Bondi,NSW,AU,'2026,,,no,248.50,2,,no,\"VIP, new\"",
        {
            "tag": "VIP|new",
            "email_marketing": "yes",
            "sms_marketing": "no",
            "lifetime_orders": "2",
            "lifetime_spent": "248.50",
            "country": "AU",
            "region": "NSW",
            "city": "Bondi",
            "postcode": "2026",
        },
    ),
    "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,"
    "Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,"
    "Tags,Note,Tax Exempt": (
        "shopify_customers",
        "Ann,Lee,a@x.com,no,,,,Lyon,,,France,FR,,,no,0.00,0,,,no",
        {
            "email_marketing": "no",
            "sms_marketing": "no",
            "lifetime_orders": "0",
            "lifetime_spent": "0.00",
            "country": "FR",
            "city": "Lyon",
        },
    ),
    "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,Region,"
    "Postal Code": (
        "woocommerce_customers",
        "Ann Lee,ann,2024-03-05,2023-11-30,a@x.com,3,170,56.67,TH,Chiang Mai,,50000",
        {
            "customer_since": "2023-11-30",
            "lifetime_orders": "3",
            "lifetime_spent": "170.00",
            "country": "TH",
            "city": "Chiang Mai",
            "postcode": "50000",
        },
    ),
    "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site,Confirmed email,"
    "Account Created in,Billing Address,Shipping Address,Date of Birth,Tax VAT Number,Gender,"
    "Street Address,City,Fax,VAT Number,Company,Billing Firstname,Billing Lastname,Account Lock": (
        "magento_customers",
        "1,Ann,a@x.com,General,,,US,,2023-01-31 10:00:00,,,,,,1990-02-28,,Female,,,,,,,,",
        {
            "customer_group": "General",
            "birth_date": "1990-02-28",
            "gender": "female",
            "customer_since": "2023-01-31",
            "country": "US",
        },
    ),
    "Loại khách,Mã khách hàng,Tên khách hàng,Điện thoại,Địa chỉ,Khu vực giao hàng,Phường/Xã,"
    "Công ty,Mã số thuế,Số CMND/CCCD,Ngày sinh,Giới tính,Email,Facebook,Nhóm khách hàng,Ghi chú,"
    "Ngày giao dịch cuối": (
        "kiotviet_customers",
        "Cá nhân,KH1,Ánh,0812345678,,Hà Nội,,,,,05/06/1991,Nữ,,,VIP|Thân thiết,,",
        {
            "birth_date": "1991-06-05",
            "gender": "female",
            "customer_group": "Thân thiết|VIP",
            "region": "Hà Nội",
        },
    ),
    "รหัสลูกค้า,ชื่อ,นามสกุล,เบอร์โทร,เพศ,วันเกิด": (
        "generic_customers",
        "C1,แอน,ลี,081-234-5678,หญิง,29/02/2539",
        {"gender": "female", "birth_date": "1996-02-29"},
    ),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("imported")
    made = TestShop.new(folder / "shop", time_zone="Asia/Bangkok")
    made.take_in(csv_file(folder / "orders.csv", ORDERS, ORDER_ROWS))
    return made


@pytest.fixture
def shop(imported: TestShop, tmp_path: Path) -> TestShop:
    return imported.copied_to(tmp_path / "shop")


def rows_of(shop: TestShop, query: str, values: dict[str, Any] | None = None) -> list[Any]:
    workspace = shop.open()
    try:
        return workspace._database.rows(query, values or {})
    finally:
        workspace.close()


def attributes(shop: TestShop, email: str = "a@x.com") -> dict[str, str]:
    found = rows_of(
        shop,
        """
        select attribute, string_agg(value, '|' order by value)
        from customer_attributes inner join customers using (customer_id)
        where email = $email group by attribute
        """,
        {"email": email},
    )
    return dict(found)


def test_a_list_of_customers_adds_what_it_says_to_who_ordered(
    shop: TestShop, tmp_path: Path
) -> None:
    before = shop.totals()
    for number, (header, (layout, row, says)) in enumerate(CUSTOMER_LISTS.items()):
        shop.take_in(csv_file(tmp_path / f"customers{number}.csv", header, [row]))
        summary = shop.imports()[-1]
        assert (summary.platform, summary.rows_read, summary.rows_used) == (layout, 1, 1)
        assert attributes(shop) == says
        assert shop.totals() == before
        shop.undo()


def test_an_export_of_orders_is_never_taken_for_a_list() -> None:
    for name, export in EXPORTS.items():
        assert recognise_list(export.header) is None, name


def test_every_list_layout_names_known_fields() -> None:
    for layout in list_layouts().values():
        assert set(layout.columns) <= set(ANY_FIELD), layout.key
        assert recognise(tuple(layout.needs)).layout == "generic"


def test_a_list_alone_is_refused_and_leaves_no_shop_changed(tmp_path: Path) -> None:
    empty = TestShop.new(tmp_path / "shop")
    file = csv_file(tmp_path / "customers.csv", "Email,Gender,Tags", ["a@x.com,F,vip"])
    with pytest.raises(MappingNeeded) as refusal:
        empty.take_in(file)
    assert refusal.value.code == "no_orders_yet"
    assert empty.folder.current_version() is None
    orders = csv_file(tmp_path / "orders.csv", ORDERS, ORDER_ROWS)
    empty.take_in(file, orders)
    assert attributes(empty) == {"gender": "female", "tag": "vip"}


def test_who_never_ordered_is_kept_as_a_contact_and_rows_without_a_key_are_in_the_ledger(
    shop: TestShop, tmp_path: Path
) -> None:
    rows = ["b@x.com,,M,vip", ",0899999999,F,", ",,F,", "d@x.com,,F,", "b@x.com,,M,vip"]
    shop.take_in(csv_file(tmp_path / "customers.csv", "Email,Phone,Gender,Tags", rows))
    assert shop.set_aside() == {"no_customer_key": 1, "same_customer_again": 1}
    assert rows_of(shop, "select email, phone from contacts order by all") == [
        ("d@x.com", None),
        (None, "+66899999999"),
    ]
    assert shop.totals()["customers"] == 3
    found = shop._asked(lists_of)
    assert (found.described_customers, found.contacts, found.costs, found.answers) == (1, 2, 0, 0)
    assert lists_in_words(found, "EUR") == [
        "Lists of customers say more of 1 customer; the sidebar can filter by it.",
        "2 persons in them have no order that counts and are kept as contacts.",
    ]


def test_a_list_joins_the_keys_it_names_together(shop: TestShop, tmp_path: Path) -> None:
    orders = csv_file(
        tmp_path / "till.csv", "Order ID,Order date,Phone,Total", ["9,2024-04-01,0811111111,5"]
    )
    shop.take_in(orders)
    assert shop.totals()["customers"] == 4
    shop.take_in(
        csv_file(tmp_path / "customers.csv", "Email,Phone,Gender,Tags", ["b@x.com,0811111111,F,"])
    )
    assert shop.totals()["customers"] == 3
    kinds = rows_of(shop, "select joined_customers from identity_kinds where key_kind = 'all'")
    assert kinds == [(1,)]
    shop.undo()
    assert shop.totals()["customers"] == 4


def test_a_later_list_says_things_anew_and_an_empty_cell_takes_back(
    shop: TestShop, tmp_path: Path
) -> None:
    first = csv_file(tmp_path / "1.csv", "Email,Gender,Tags", ["a@x.com,F,vip", "b@x.com,F,"])
    later = csv_file(tmp_path / "2.csv", "Email,Gender,Tags", ["a@x.com,F,", "c@x.com,M,"])
    shop.take_in(first)
    shop.take_in(later)
    assert attributes(shop) == {"gender": "female"}
    assert shop.set_aside() == {"replaced_by_later_file": 1}
    shop.undo(2)
    assert attributes(shop, "b@x.com") == {}
    assert attributes(shop) == {"gender": "female"}


def test_staff_and_resellers_of_a_list_are_set_apart(shop: TestShop, tmp_path: Path) -> None:
    rows = ["a@x.com,พนักงาน,", "b@x.com,,Đại lý cấp 1", "c@x.com,staffordshire,retail"]
    shop.take_in(csv_file(tmp_path / "c.csv", "Email,Tags,Customer group", rows))
    found = rows_of(shop, "select email, quarantine_reason from customers order by email")
    assert found == [("a@x.com", "staff_tag"), ("b@x.com", "reseller_tag"), ("c@x.com", None)]


def test_an_attribute_is_a_filter_with_bound_values(shop: TestShop, tmp_path: Path) -> None:
    rows = ["a@x.com,F,VIP", "b@x.com,M,vip", "z@x.com,F,vip"]
    shop.take_in(csv_file(tmp_path / "c.csv", "Email,Gender,Tags", rows))

    def chosen(name: str, *values: str, negated: str = "") -> list[str]:
        bound = {"name": name} | {f"v{place}": value for place, value in enumerate(values)}
        clause = attribute_clause("$name", [f"lower($v{place})" for place in range(len(values))])
        query = f"select email from customers where {negated} ({clause}) order by email"
        return [email for (email,) in rows_of(shop, query, bound)]

    assert chosen("tag", "vip") == ["a@x.com", "b@x.com"]
    assert chosen("gender", "female", "") == ["a@x.com", "c@x.com"]
    assert chosen("tag", "vip", negated="not") == ["c@x.com"]
    assert chosen("gender", "' or 1=1 --") == []


def test_costs_become_months_and_a_later_file_replaces_the_same_month(
    shop: TestShop, tmp_path: Path
) -> None:
    rows = ["2024-01,facebook,1000.50,ads", "2024-02,facebook,900,ads", "2024-02,line,abc,ads"]
    shop.take_in(csv_file(tmp_path / "costs.csv", "Month,Channel,Amount,Kind", rows))
    shop.take_in(
        csv_file(
            tmp_path / "more.csv", "เดือน,ช่องทาง,ค่าใช้จ่าย,ประเภท", ["ก.พ. 2567,Facebook,950,Ads"]
        )
    )
    found = rows_of(shop, "select month::varchar, channel, amount::double from costs order by all")
    assert found == [("2024-01-01", "facebook", 1000.5), ("2024-02-01", "Facebook", 950.0)]
    assert shop.set_aside() == {"unreadable_amount": 1, "replaced_by_later_file": 1}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Month,Amount,Kind", ["2024-01,960,Ads", "2024-01,700,Rent"]),
        ("Month,Amount,Type", ["Jan 2024,960,Ads", "Jan 2024,700,Rent"]),
        ("Date,Amount,Expense type", ["2024-01-03,960,Ads", "2024-01-09,700,Rent"]),
        ("เดือน,จำนวนเงิน,ประเภท", ["ม.ค. 2567,960,โฆษณา", "ม.ค. 2567,700,ค่าเช่า"]),
        ("Tháng,Số tiền,Loại", ["01/2024,960,Quảng cáo", "01/2024,700,Thuê nhà"]),
    ],
)
def test_costs_of_every_kind_need_no_channel(
    shop: TestShop, tmp_path: Path, header: str, rows: list[str]
) -> None:
    shop.take_in(csv_file(tmp_path / "costs.csv", header, rows))
    found = rows_of(shop, "select month::varchar, channel, amount::double from costs order by all")
    assert found == [("2024-01-01", None, 700.0), ("2024-01-01", None, 960.0)]
    assert not shop.set_aside()


@pytest.mark.parametrize("header", ["Month,Amount,Category", "Month,Amount", "Date,Total,Type"])
def test_sales_summed_up_by_month_are_not_taken_for_costs(header: str) -> None:
    assert recognise_list(tuple(header.split(","))) is None


def test_a_month_in_every_writing(shop: TestShop, tmp_path: Path) -> None:
    months = ["2024-02", "02/2024", "Feb 2024", "กุมภาพันธ์ 2567", "tháng 2/2024"]
    files = [
        csv_file(tmp_path / f"{place}.csv", "Month,Channel,Cost", [f"{month},line {place},5"])
        for place, month in enumerate(months)
    ]
    shop.take_in(*files)
    assert rows_of(shop, "select month::varchar from costs") == [("2024-02-01",)] * len(months)


def test_answers_find_their_customer_by_key_or_by_order(shop: TestShop, tmp_path: Path) -> None:
    rows = [
        "a@x.com,,2024-02-01,9,good",
        "zz@x.com,,2024-02-02,3,bad",
        ",2,2024-03-01,7,",
        "q@x.com,,,,",
    ]
    shop.take_in(csv_file(tmp_path / "nps.csv", "Email,Order ID,Date,Score,Comment", rows))
    found = rows_of(
        shop,
        """
        select email, score::integer, comment from feedback
        left join customers using (customer_id) order by score desc
        """,
    )
    assert found == [("a@x.com", 9, "good"), ("b@x.com", 7, None), (None, 3, "bad")]
    assert shop.set_aside() == {"says_nothing": 1}
    assert shop.totals()["orders"] == 4


@pytest.mark.parametrize(
    "header",
    ["Email,Created at,Total spent,Orders count", "Customer ID,Birthday,Sex", "Phone,Tags,Joined"],
)
def test_what_is_said_of_people_makes_a_list_of_customers(header: str) -> None:
    found = recognise_list(tuple(header.split(",")))
    assert found is not None
    assert found.kind == "customers"


@pytest.mark.parametrize(
    "header",
    [
        "Order ID,Order date,Email,Total,Tags,Gender",
        "Date,Email,Amount,Customer group,Gender",
        "Order date,Email,Product,Quantity,Rating",
        "Date,Customer ID,Total",
        "Created at,Customer ID,Total,Gender,Customer group",
        "Order date,Email,Tags,Customer group",
        "Created at,Email,Tags",
        "Date,Channel,Revenue",
        "Email,Name,Country",
        "SKU,Title,Price,Tags",
    ],
)
def test_what_may_be_orders_or_nothing_is_no_list(header: str) -> None:
    assert recognise_list(tuple(header.split(","))) is None
