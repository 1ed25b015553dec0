"""The glossary on what a shop holds: orders, revenue, rows of the files."""

from lib.i18n import _
from lib.term import Term


def shop_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    totals = "metrics/totals"
    return (
        Term(
            "customers",
            _("Customers"),
            _("people with at least one valid order and a usable key"),
            _("Everyone who ever bought, counted once even with several e-mail addresses."),
            "",
            totals,
        ),
        Term(
            "valid_orders",
            _("Valid orders"),
            _("orders that are not cancelled, unpaid, refunded, a test or worth nothing"),
            _("Orders that count as a purchase."),
            "",
            totals,
        ),
        Term(
            "revenue",
            _("Revenue"),
            _("items − discounts − refunds of valid orders"),
            _("Without shipping and tax where the export shows them apart. Guests included."),
            _("A refund lowers the day of the order, unless the shop books it when it is paid."),
            totals,
        ),
        Term(
            "identity_coverage",
            _("Orders with a known customer"),
            _("valid orders with a customer key ÷ valid orders"),
            _("Orders of guests without e-mail or phone cannot say who came back."),
            _("Below 90 % the customer figures are to be read with care."),
            totals,
        ),
        Term(
            "rows_read",
            _("Rows read"),
            _("rows used + rows set aside"),
            _("Every row of the file after its header."),
            "",
            "metrics/imports",
        ),
        Term(
            "rows_used",
            _("Rows used"),
            _("rows read − rows set aside"),
            _("Rows that are part of a valid order."),
            "",
            "metrics/imports",
        ),
        Term(
            "rows_set_aside",
            _("Rows set aside"),
            _("rows with a reason in the ledger"),
            _("Rows that do not count, each with the reason."),
            "",
            "metrics/ledger_by_rule",
        ),
        Term(
            "order_count",
            _("Orders"),
            _("valid orders of the customer"),
            _("How often the customer ordered."),
            "",
            "metrics/retention_customers",
        ),
        Term(
            "lifetime_revenue",
            _("Revenue so far"),
            _("sum of the customer's valid orders"),
            _("What the customer has spent in the shop, observed, not predicted."),
            "",
            "metrics/retention_customers",
        ),
    )
