"""The glossary on who is one customer: keys, joining, and customers set apart."""

from lib.i18n import _
from lib.term import Term

KINDS = "metrics/identity_kinds"
REFUSED = "metrics/identity_refused"


def identity_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (*_recognised(), *_refused(), *_set_apart())


def _recognised() -> tuple[Term, ...]:
    return (
        Term(
            "known_customers",
            _("Known by it"),
            _("customers whose best key is of this kind"),
            _(
                "Every customer once, by the best key on any order: customer number before e-mail,"
                " phone, user name and name."
            ),
            "",
            KINDS,
        ),
        Term(
            "holding_customers",
            _("Have one"),
            _("customers with at least one key of this kind"),
            _("Customers that could be found again by this key."),
            "",
            KINDS,
        ),
        Term(
            "customers_of_several",
            _("Have several"),
            _("customers with two or more different keys of this kind"),
            _("One person with, say, two e-mail addresses, joined by another key they share."),
            "",
            KINDS,
        ),
        Term(
            "joined_customers",
            _("Joined by it"),
            _("customers that would be two or more without keys of this kind"),
            _("Two orders with different best keys belong to one person when they share a key."),
            _("A family that shares a phone counts as one person."),
            KINDS,
        ),
        Term(
            "strict_customers",
            _("Customers if nothing is joined"),
            _("different best keys of valid orders"),
            _("As if somebody with a new e-mail address were always somebody new."),
            _("Never fewer than the customers that count in this app."),
            "metrics/identity_pairs_strict",
        ),
        Term(
            "identity_range",
            _("Range by identity"),
            _("CRR and kept customers with keys joined, and with none joined"),
            _("How far the rates depend on recognising the same person under two keys."),
            _("Not an interval of chance: that one is printed beside each rate."),
            "metrics/identity_pairs_strict",
        ),
    )


def _refused() -> tuple[Term, ...]:
    return (
        Term(
            "refused_rows",
            _("Rows"),
            _("rows of the files whose cell may stand for nobody"),
            _("Such a row belongs to a customer only by another key it has."),
            "",
            REFUSED,
        ),
        Term(
            "refused_keys",
            _("Different cells"),
            _("different texts among these cells"),
            _("How many keys were refused."),
            _("A cell that two files have counts twice, except for shared keys."),
            REFUSED,
        ),
    )


def _set_apart() -> tuple[Term, ...]:
    return (
        Term(
            "quarantined_customers",
            _("Customers set apart"),
            _("customers with a reason for doubt whom nobody has confirmed"),
            _(
                "They look like a collective account, a test, staff or a reseller. They are no"
                " bright spots until you confirm them; every other number counts them."
            ),
            "",
            "metrics/quarantine",
        ),
        Term(
            "busy_days",
            _("Days of many orders"),
            _("days with more than three valid orders"),
            _("People seldom order four times on one day, and hardly ever on five days."),
            "",
            "metrics/quarantine",
        ),
    )
