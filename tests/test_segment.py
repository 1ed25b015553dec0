"""Segments: parsed from words, turned into SQL with bound values, described, composed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.engines.sql_files import sql_text
from lib.errors import QuestionRefused
from lib.metrics.retention import counts_by_scan, read_retention_data, retention
from lib.metrics.retention_customers import retention_customers
from lib.period import Period
from lib.segment import EVERYONE, KEYS, Condition, CustomerSet, Segment, parse_where, scoped
from lib.segment.keys import BRIGHT_KEY, RANGE_KEYS
from tests.metrics.shop_diagrams import DiagramShop, Order

FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    january, february = date(2024, 1, 20), date(2024, 2, 20)
    orders = [
        Order(1, january, country="France", channel="web", coupon="WELCOME10", product="Tea"),
        Order(1, february, country="Germany", channel="shop"),
        Order(2, january, country="United Kingdom", channel="web", region="Kent"),
        Order(3, january, country="France", channel="shop", coupon="", category="Cups"),
        Order(3, february, country="France", channel="shop", product="Soap", revenue=41),
        Order(4, january, country=None, channel=None),
        Order(4, february, channel="web", is_valid=False),
        Order(None, january, country="France", channel="web"),
        Order(None, january, country="France", channel=None),
    ]
    return DiagramShop.open(Path(tmp_path_factory.mktemp("shop"))).draw(orders)


def chosen(shop: DiagramShop, *where: str) -> set[int]:
    data = read_retention_data(shop, parse_where(where))
    found = set(retention_customers(data, FEBRUARY, 29, "start")["customer_id"])
    counts = data.grid.counts(FEBRUARY.start_boundary, FEBRUARY.last_day, 29)
    assert counts.customers_start == len(found)
    assert vars(counts_by_scan(data, FEBRUARY, 29)) == vars(counts)
    assert retention(data, FEBRUARY, 28).customers_start == len(found)
    return found


@pytest.mark.parametrize(
    ("where", "customers"),
    [
        ([], {1, 2, 3, 4}),
        (["country=France"], {1, 3}),
        (["country=France,United Kingdom"], {1, 2, 3}),
        (["country=France", "country=United Kingdom"], {1, 2, 3}),
        (["country=france"], {1, 3}),
        (["country!=France"], {2, 4}),
        (["country=France", "first_channel=web"], {1}),
        (["country=France", "first_channel!=web"], {3}),
        (["channel=shop"], {1, 3}),
        (["channel=web"], {1, 2}),
        (["channel!=web"], {3, 4}),
        (["first_channel=web"], {1, 2}),
        (["region=Kent"], {2}),
        (["first_product=tea"], {1}),
        (["first_category=Cups"], {3}),
        (["coupon_first=yes"], {1}),
        (["coupon_first=no"], {2, 3, 4}),
        (["coupon_first=welcome10"], {1}),
        (["coupon_first=OTHER,no"], {2, 3, 4}),
        (["coupon_first!=yes"], {2, 3, 4}),
        (["country=Atlantis"], set()),
        (["country=(unknown)"], {4}),
        (["product=TEA"], {1}),
        (["product=tea,soap"], {1, 3}),
        (["product!=tea"], {2, 3, 4}),
        (["order_count=1"], {2, 4}),
        (["order_count=2-3"], {1, 3}),
        (["order_count=2+"], {1, 3}),
        (["order_count!=2+"], {2, 4}),
        (["order_value=10-20"], {1, 2, 4}),
        (["order_value=20+"], {3}),
        (["order_value=0-10"], set()),
        (["order_value=25.5"], {3}),
    ],
)
def test_a_segment_holds_the_customers_its_words_name(
    shop: DiagramShop, where: list[str], customers: set[int]
) -> None:
    assert chosen(shop, *where) == customers


def test_a_segment_keeps_all_purchases_of_its_customers(shop: DiagramShop) -> None:
    # Customer 1 first bought in France and came back through Germany.
    answer = retention(read_retention_data(shop, parse_where(["country=France"])), FEBRUARY, 29)
    assert (answer.customers_start, answer.retained_bought) == (2, 2)


def test_customers_of_unknown_country_can_be_chosen(shop: DiagramShop) -> None:
    segment = Segment((Condition("country", ("",)),))
    found = retention_customers(read_retention_data(shop, segment), FEBRUARY, 29, "start")
    assert found["customer_id"].tolist() == [4]
    assert segment.describe() == "customers whose country is unknown"


@pytest.mark.parametrize("value", ["x' or '1'='1", "'; drop table orders; --", "$segment_0", "%"])
def test_a_value_is_never_read_as_sql(shop: DiagramShop, value: str) -> None:
    segment = Segment((Condition("country", (value,)), Condition("channel", (value,))))
    clause, bound = segment.to_sql()
    assert list(bound.values()) == [value, value]
    assert value not in clause.replace("$segment_0", "").replace("$segment_1", "")
    assert read_retention_data(shop, segment).grid.customers == 0
    assert shop.rows("metrics/shop_days")


def test_values_are_bound_under_numbered_names() -> None:
    segment = parse_where(["country=France,Spain", "coupon_first!=yes"])
    clause, bound = segment.to_sql()
    assert bound == {"segment_0": "France", "segment_1": "Spain"}
    assert clause == (
        "(lower(coalesce(customers.country, '')) in (lower($segment_0), lower($segment_1)))"
        " and not (coalesce(customers.first_coupon, '') <> '')"
    )


def test_without_conditions_the_question_stays_word_for_word() -> None:
    text = sql_text("metrics/retention_scan")
    assert scoped(text, EVERYONE) == (text, {})
    assert EVERYONE.to_sql() == ("true", {})


def test_a_file_that_reads_no_segment_refuses_one() -> None:
    with pytest.raises(ValueError, match="cannot be asked of a segment"):
        scoped(sql_text("metrics/purchase_gaps"), parse_where(["country=France"]))


def test_orders_and_customers_can_be_seen_through_a_segment(shop: DiagramShop) -> None:
    text = """with orders_in_view as (select * from orders),
        customers_in_view as (select * from customers)
        select (select count(*) from orders_in_view), (select count(*) from customers_in_view)"""
    sql, values = scoped(text, parse_where(["country=France"]))
    assert shop.database.rows(sql, values) == [(4, 2)]


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ([], "all customers"),
        (["country=United Kingdom"], "customers whose country is United Kingdom"),
        (["country=France,Spain"], "customers whose country is France or Spain"),
        (
            ["country=France", "first_channel!=web"],
            "customers whose country is France, and first channel is not web",
        ),
        (["coupon_first=yes"], "customers whose coupon on the first order is yes"),
        (["channel=web"], "customers whose channel of any order is web"),
        (["order_count=2-4,9+"], "customers whose number of orders is 2-4 or 9+"),
        (["lifecycle=lapsing"], "customers whose lifecycle stage is Lapsing"),
        (["rfm_segment!=cant_lose"], "customers whose RFM group is not Can't lose"),
        (["region=(unknown)"], "customers whose region is unknown"),
    ],
)
def test_a_segment_says_itself_as_a_sentence(where: list[str], sentence: str) -> None:
    assert parse_where(where).describe() == sentence


@pytest.mark.parametrize(
    ("argument", "condition"),
    [
        ("country=France", Condition("country", ("France",))),
        ("country = France , Spain ", Condition("country", ("France", "Spain"))),
        ("country=France,,France", Condition("country", ("France",))),
        (
            'country="Korea, Republic of",France',
            Condition("country", ("Korea, Republic of", "France")),
        ),
        ("country!=France", Condition("country", ("France",), is_excluded=True)),
        ("country != France", Condition("country", ("France",), is_excluded=True)),
        ("first_product=A=B", Condition("first_product", ("A=B",))),
    ],
)
def test_an_argument_becomes_a_condition(argument: str, condition: Condition) -> None:
    assert parse_where([argument]) == Segment((condition,))


@pytest.mark.parametrize(
    ("argument", "code", "said"),
    [
        ("contry=France", "segment_unknown", "Did you mean country?"),
        ("first_chanel=web", "segment_unknown", "Did you mean first_channel?"),
        ("zzz=1", "segment_unknown", "Filters that work: country"),
        ("=France", "segment_unknown", "Filters that work: country"),
        ("order_count=many", "segment_range", "order_count=2-4"),
        ("order_count=4-2", "segment_range", "order_count=2-4"),
        ("order_value=-5", "segment_range", "order_value=5+"),
        ("country", "segment_without_value", "country=France"),
        ("country=", "segment_without_value", "at least one value"),
        ("country=,", "segment_without_value", "at least one value"),
        ('country="France', "segment_unreadable", "Korea"),
        ("country=Fra\nnce", "segment_unreadable", "Korea"),
    ],
)
def test_an_argument_that_is_no_filter_is_refused(argument: str, code: str, said: str) -> None:
    with pytest.raises(QuestionRefused) as refused:
        parse_where([argument])
    assert refused.value.code == code
    assert said in refused.value.hint


_TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12).map(str.strip)
_CONDITIONS = st.builds(
    Condition,
    st.sampled_from([key for key in KEYS if key not in (*RANGE_KEYS, BRIGHT_KEY)]),
    st.lists(_TEXTS, min_size=1, max_size=3, unique=True).map(tuple),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_CONDITIONS, max_size=4, unique_by=lambda each: (each.key, each.is_excluded)))
def test_a_segment_written_out_and_read_again_is_the_same(conditions: list[Condition]) -> None:
    segment = Segment(tuple(conditions))
    assert parse_where(segment.as_arguments()) == segment


def test_only_what_the_first_order_settles_does_not_look_ahead() -> None:
    assert not parse_where(["country=France", "coupon_first=yes"]).looks_ahead
    assert parse_where(["country=France", "channel=web"]).looks_ahead
    assert parse_where(["rfm_segment=champions"]).looks_ahead


def test_a_group_without_its_customers_is_never_asked_silently() -> None:
    with pytest.raises(ValueError, match="lifecycle"):
        parse_where(["lifecycle=new"]).to_sql()


def test_sets_of_customers_are_compared_by_who_is_in_them() -> None:
    one, same, other = CustomerSet(b"\x80"), CustomerSet(b"\x80"), CustomerSet(b"\x40")
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert Condition("lifecycle", ("new",), customers=one) != Condition("lifecycle", ("new",))
