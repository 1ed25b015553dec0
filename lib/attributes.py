"""What lists of customers say about them as keys of a filter: attribute:gender, attribute:tag."""

from lib.i18n import _
from lib.schema.lists import ATTRIBUTES

PREFIX = "attribute:"
ATTRIBUTE_KEYS = tuple(PREFIX + name for name in ATTRIBUTES)


def attribute_clause(attribute: str, values: list[str]) -> str:
    """Customers with one of the values, capitals ignored; an empty value finds the unknown.

    The clause is over the table ``customers``. Both arguments are SQL that names bound parameters:
    "$segment_0" holds the name after the prefix, "lower($segment_1)" a value.
    """
    listed = ", ".join(values)
    # Contacts without a customer_id are left out: one null would make "is none of them" empty.
    having = (
        "select customer_id from customer_attributes"  # noqa: S608
        f" where customer_id is not null and attribute = {attribute}"
    )
    return (
        f"customers.customer_id in ({having} and lower(value) in ({listed}))"
        f" or ('' in ({listed}) and customers.customer_id not in ({having}))"
    )


def attribute_word(name: str) -> str:
    """What an attribute of a customer is called inside a sentence."""
    return {
        "birth_date": _("date of birth"),
        "gender": _("gender"),
        "age": _("age"),
        "family_status": _("family status"),
        "household": _("household"),
        "household_size": _("people in the household"),
        "children": _("children"),
        "home": _("home"),
        "income": _("income"),
        "occupation": _("occupation"),
        "interest": _("interest"),
        "tag": _("tag"),
        "customer_group": _("customer group"),
        "email_marketing": _("consent to e-mails"),
        "sms_marketing": _("consent to text messages"),
        "customer_since": _("customer since"),
        "lifetime_orders": _("orders, as the shop system counts"),
        "lifetime_spent": _("money spent, as the shop system counts"),
        "country": _("country in the customer list"),
        "region": _("region in the customer list"),
        "city": _("city"),
        "postcode": _("postcode"),
        "company": _("company"),
        "language": _("language"),
    }.get(name, name)
