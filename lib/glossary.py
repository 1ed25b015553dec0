"""Every number on screen: its name, formula, plain meaning, caveat and the SQL that counts it."""

from lib.glossary_identity import identity_terms
from lib.i18n import _
from lib.term import Term

SCAN = "metrics/retention_scan"


def term(key: str) -> Term:
    """The entry for a key; KeyError for a number nobody explained."""
    return terms()[key]


def terms() -> dict[str, Term]:
    """The whole glossary, in the session's language, in reading order."""
    entries = (*_rates(), *_counts(), *_shop(), *identity_terms())
    return {entry.key: entry for entry in entries}


def _rates() -> tuple[Term, ...]:
    return (
        Term(
            "crr",
            _("CRR"),
            "(E − N) ÷ S",
            _(
                "Customer retention rate as shop articles define it: the customers you have at the"
                " end, without the new ones, as a share of those you had at the start."
            ),
            _(
                "Customers who come back after a long pause raise it, so it can pass 100 %. A rate"
                " means little without its period and activity window."
            ),
            SCAN,
        ),
        Term(
            "strict_crr",
            _("Kept customers"),
            "|S ∩ E| ÷ S",
            _("Of the customers you had at the start, the share that is still active at the end."),
            _("Never above 100 %. Also called strict retention; churn is 100 % less this."),
            SCAN,
        ),
        Term(
            "interval",
            _("95 % interval"),
            _("Wilson for kept customers; normal with Var = p(1−p)/S + came back/S² for CRR"),
            _(
                "The range in which the rate would fall in 19 of 20 shops with the same behaviour."
                " With few customers it is wide: the rate then moves a lot by chance."
            ),
        ),
        Term(
            "false_lapse_share",
            _("Given up too early"),
            _("gaps longer than the window ÷ gaps between purchases"),
            _("The share of returning customers that this window would have called lost too soon."),
            _("Counted on purchases followed for the same number of days."),
            "metrics/purchase_gaps",
        ),
        Term(
            "bright_spot_share",
            _("Bright spots bring"),
            _("revenue of bright spots ÷ revenue of identified customers, same 365 days"),
            _(
                "Bright spots are your most frequent buyers: customers with at least as many"
                " purchase days in the last 365 days as nine in ten others, and at least three."
            ),
            _(
                "They were chosen for what they did; some will buy less from now on. Learn from"
                " them, do not count on them. Customers set apart as perhaps no person are left out"
                " of both sums."
            ),
            "metrics/bright_spots",
        ),
    )


def _counts() -> tuple[Term, ...]:
    return (
        Term(
            "customers_start",
            _("Customers you had"),
            _("purchase within the activity window up to the day before the period"),
            _("Everyone who counted as active when the period began."),
            "",
            SCAN,
            "S",
        ),
        Term(
            "customers_end",
            _("Customers you have"),
            _("purchase within the activity window up to the last day of the period"),
            _("Everyone who counts as active when the period ends."),
            "",
            SCAN,
            "E",
        ),
        Term(
            "customers_new",
            _("New"),
            _("first valid order inside the period"),
            _("Customers who bought for the first time."),
            _("In the first months of the file, old customers can look new."),
            SCAN,
            "N",
        ),
        Term(
            "retained",
            _("Kept"),
            "S ∩ E",
            _("Active at the start and at the end."),
            "",
            SCAN,
        ),
        Term(
            "retained_bought",
            _("Kept, bought again"),
            _("kept customers with a purchase inside the period"),
            _("They were customers and bought again in the period."),
            "",
            SCAN,
        ),
        Term(
            "retained_quiet",
            _("Kept, quiet"),
            _("kept customers without a purchase inside the period"),
            _("They have not bought in the period, but their last purchase is recent enough."),
            _("With a window much longer than the period many are kept only because of it."),
            SCAN,
        ),
        Term(
            "reactivated",
            _("Came back"),
            _("in E, not in S, first purchase before the period"),
            _("They had drifted away and bought again."),
            "",
            SCAN,
        ),
        Term(
            "lost",
            _("Lost"),
            _("S − kept"),
            _("Active at the start, silent for longer than the activity window at the end."),
            _("Nobody cancels in a shop: a lost customer may still come back."),
            SCAN,
        ),
        Term(
            "customers_new_active",
            _("New, still active"),
            _("new customers in E"),
            _("New customers whose last purchase is inside the activity window at the end."),
            _("Equal to new unless the window is shorter than the period."),
            "metrics/retention_any_window",
        ),
        Term(
            "activity_window",
            _("Activity window"),
            _("days since the last purchase"),
            _("How long after a purchase somebody still counts as a customer."),
            _("It decides every retention rate, so it is printed beside each."),
            "metrics/purchase_gaps",
        ),
    )


def _shop() -> tuple[Term, ...]:
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
            _("A refund lowers the day of the order, not the day of the refund."),
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
