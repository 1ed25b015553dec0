"""What the owner must know about the whole shop before trusting a number."""

from lib import formats
from lib.engines.duck import Database
from lib.i18n import _, ngettext
from lib.ingest.rules import switch_word

# Each order has a customer of its own: the key is the order's, not the person's.
ORDERS_PER_CUSTOMER_SUSPECT = 1.005
ORDERS_TO_JUDGE_IDENTITY = 60
# One customer with most of the orders is a till, a marketplace or "walk-in", not a person.
ONE_CUSTOMER_SHARE = 0.5
ORDERS_TO_JUDGE_ONE = 5
FIRST_YEAR_OF_SHOPS_ONLINE = 1990


def shop_warnings(db: Database, currency: str) -> list[str]:
    """Sentences about customers, dates, currencies and refunds that do not look right."""
    return [
        *_identity(db),
        *_one_customer(db),
        *_set_apart(db),
        *_names(db),
        *_lost_zeros(db),
        *_told_twice(db),
        *_odd_dates(db),
        *_other_currencies(db, currency),
        *_refunds_alone(db),
        *_worth_nothing(db),
    ]


def _identity(db: Database) -> list[str]:
    orders, customers, identified = db.rows(
        """
        select count(*), count(distinct customer_id), count(customer_id)
        from orders where is_valid
        """
    )[0]
    warnings = []
    if identified > ORDERS_TO_JUDGE_IDENTITY and (
        identified < ORDERS_PER_CUSTOMER_SUSPECT * customers
    ):
        warnings.append(
            _(
                "Nearly every order has a customer of its own ({customers} customers, {orders}"
                " orders). The customer column probably numbers orders, not people; choose another."
            ).format(customers=formats.count(customers), orders=formats.count(identified))
        )
    if orders and identified < 0.9 * orders:
        warnings.append(
            _(
                "{guests} of {orders} orders have no usable customer key. They count as revenue,"
                " but not in customer figures."
            ).format(guests=formats.count(orders - identified), orders=formats.count(orders))
        )
    return warnings


def _one_customer(db: Database) -> list[str]:
    identified, most, customer = db.rows(
        """
        select
            coalesce(sum(order_count), 0)::bigint,
            coalesce(max(order_count), 0),
            max_by(customer_key, order_count)
        from customers
        """
    )[0]
    if identified < ORDERS_TO_JUDGE_ONE or most <= ONE_CUSTOMER_SHARE * identified:
        return []
    sentence = _(
        "One customer, “{customer}”, has {most} of {orders} orders. If that is a till or “walk-in”"
        " and no person, choose another customer column."
    )
    return [
        sentence.format(
            customer=str(customer)[:60],
            most=formats.count(most),
            orders=formats.count(identified),
        )
    ]


def _set_apart(db: Database) -> list[str]:
    customers = db.rows("select count(*) from customers where is_quarantined")[0][0]
    if not customers:
        return []
    sentence = ngettext(
        "{customers} customer may not be a person, so it is left out of the bright spots until you"
        " confirm it on the Data page.",
        "{customers} customers may not be persons, so they are left out of the bright spots until"
        " you confirm them on the Data page.",
        customers,
    )
    return [sentence.format(customers=formats.count(customers))]


def _names(db: Database) -> list[str]:
    names = db.rows("select count(*) from customers where key_kind = 'name'")[0][0]
    if not names:
        return []
    sentence = _(
        "{customers} customers are known by name only. Two people of one name count as one."
    )
    return [sentence.format(customers=formats.count(names))]


def _lost_zeros(db: Database) -> list[str]:
    """Numbers that a spreadsheet cut: nobody knows whether 00123 and 123 are one and the same."""
    columns = {
        _("Order numbers"): ("order_key", "orders"),
        _("Customer numbers"): ("customer_ref", "work.identity_tuples"),
    }
    sentence = _(
        "{what} that differ in leading zeros only: {count}, such as {whole} and {cut}. They count"
        " as different. Excel cuts zeros when it saves: if it did, take that file back and import"
        " the original."
    )
    found = []
    for what, (column, table) in columns.items():
        count, whole, cut = db.rows(
            f"""
            select count(distinct full_key), min(full_key), arg_min(bare.{column}, full_key)
            from (
                select platform, {column} as full_key, ltrim({column}, '0') as bare_key
                from {table} where starts_with({column}, '0')
            ) as padded
            inner join {table} as bare
                on padded.platform = bare.platform and padded.bare_key = bare.{column}
            """
        )[0]
        if count:
            found.append(
                sentence.format(what=what, count=formats.count(count), whole=whole, cut=cut)
            )
    return found


def _told_twice(db: Database) -> list[str]:
    """Orders without a number that two files tell of alike: nobody can say that they are one."""
    orders = db.rows(
        r"""
        select count(*) from (
            select 1 from orders
            where is_valid and customer_id is not null
                and regexp_full_match(order_key, '[0-9a-f]{12}:\d+')
            group by platform, customer_id, ordered_at, revenue
            having min(import_id) < max(import_id)
        )
        """
    )[0][0]
    if not orders:
        return []
    sentence = ngettext(
        "{orders} order without an order number is in two files alike and counts twice. If the"
        " files overlap, take one of them back, or export with order numbers.",
        "{orders} orders without an order number are in two files alike and count twice. If the"
        " files overlap, take one of them back, or export with order numbers.",
        orders,
    )
    return [sentence.format(orders=formats.count(orders))]


def _odd_dates(db: Database) -> list[str]:
    early, first, late, last = db.rows(
        f"""
        select
            count(*) filter (is_early),
            min(ordered_on) filter (is_early),
            count(*) filter (is_late),
            max(ordered_on) filter (is_late)
        from (
            select
                ordered_on,
                year(ordered_on) < {FIRST_YEAR_OF_SHOPS_ONLINE} as is_early,
                ordered_on > imported_at::date + 1 as is_late
            from orders inner join imports using (import_id)
            where is_valid or invalid_rule = 'far_future'
        )
        """
    )[0]
    warnings = []
    if late:
        sentence = _("Orders dated in the future: {orders}, up to {day}. Check their dates.")
        warnings.append(sentence.format(orders=formats.count(late), day=last.isoformat()))
    if early:
        sentence = _("Orders dated before {year}: {orders}, back to {day}. Check their dates.")
        warnings.append(
            sentence.format(
                orders=formats.count(early),
                year=FIRST_YEAR_OF_SHOPS_ONLINE,
                day=first.isoformat(),
            )
        )
    return warnings


def _other_currencies(db: Database, currency: str) -> list[str]:
    found = db.rows(
        """
        select currency, count(*) from orders where invalid_rule = 'other_currency'
        group by currency order by count(*) desc, currency limit 5
        """
    )
    if not found:
        return []
    sentence = _(
        "Orders in other currencies than {currency} are left out, because amounts of several"
        " currencies cannot be added: {counts}. Convert them, or keep a shop per currency."
    )
    counts = ", ".join(f"{code} ({formats.count(count)})" for code, count in found)
    return [sentence.format(currency=currency, counts=counts)]


def _refunds_alone(db: Database) -> list[str]:
    refunds, amount = db.rows(
        """
        select count(*), coalesce(-sum(revenue_before_refund), 0)
        from work.judged_orders
        where invalid_rule = 'worth_nothing' and revenue_before_refund < 0
        """
    )[0]
    if not refunds:
        return []
    sentence = _(
        "Refunds under an order number of their own: {refunds}, {amount} in all. Nobody knows which"
        " sale they belong to, so revenue is counted before them."
    )
    return [sentence.format(refunds=formats.count(refunds), amount=f"{amount:.2f}")]


def _worth_nothing(db: Database) -> list[str]:
    orders = db.rows(
        """
        select count(*) from work.judged_orders
        where invalid_rule = 'worth_nothing' and revenue_before_refund = 0
        """
    )[0][0]
    if not orders:
        return []
    sentence = ngettext(
        "{orders} order is worth nothing and does not count as a purchase. To count it, switch on"
        " “{switch}” in the settings of the shop (command line: --rule count_worth_nothing=on).",
        "{orders} orders are worth nothing and do not count as purchases. To count them, switch on"
        " “{switch}” in the settings of the shop (command line: --rule count_worth_nothing=on).",
        orders,
    )
    return [
        sentence.format(orders=formats.count(orders), switch=switch_word("count_worth_nothing"))
    ]
