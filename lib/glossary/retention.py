"""The glossary on retention: both rates, and every part of the bridge between them."""

from lib.i18n import _
from lib.term import Term

SCAN = "metrics/retention_scan"


def retention_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (*_rates(), *_counts(), *_companions())


def _companions() -> tuple[Term, ...]:
    return (
        Term(
            "churn",
            _("Churn"),
            _("lost ÷ S = 100 % − kept customers"),
            _("Of the customers you had at the start, the share that had gone silent by the end."),
            _("Counted from kept customers, never from CRR, which also counts who came back."),
            SCAN,
        ),
        Term(
            "quiet_share",
            _("Quiet among the kept"),
            _("kept customers without a purchase in the period ÷ kept customers"),
            _("Of the kept customers, the share that bought nothing in the period."),
            _(
                "None where the window is no longer than the period. The longer the window beside"
                " it, the more customers count as kept only because it has not run out."
            ),
            SCAN,
        ),
        Term(
            "returning_buyer_share",
            _("Returning buyers"),
            _("buyers in the period with an earlier order ÷ buyers in the period"),
            _("Of everybody who bought in the period, the share that had bought before it."),
            _("Not a retention rate: it falls when you win many new customers. Shopify shows it."),
            "metrics/retention_definitions",
        ),
    )


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
            _("revenue of bright spots ÷ revenue of identified customers, same 730 days"),
            _(
                "Bright spots are the customers with whom things go well: the groups Champions and"
                " Loyal by recency, frequency and money, known for at least 90 days."
            ),
            _(
                "They were chosen for what they did; some will buy less from now on. Learn from"
                " them, do not count on them. Customers set apart as perhaps no person are left out"
                " of both sums."
            ),
            "metrics/bright_buyers",
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
            "false_new",
            _("Probably old"),
            _(
                "repeat orders more than d days after the one before ÷ (these + first orders), of"
                " orders at least d days after the file begins; d = the days between that beginning"
                " and the order that seems to be a first one"
            ),
            _(
                "New customers who are probably none: they bought before the file begins, so their"
                " first order inside it looks like their first. Later orders show how often a"
                " repeat would be taken for a first order with so short a look back."
            ),
            _(
                "At least so many: orders that follow one from before the file count as first ones"
                " here too. If the shop opened on the first day of the file, nobody is old."
            ),
            "metrics/lookback",
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
