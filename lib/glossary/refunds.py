"""Revenue by month, refunds booked in two ways."""

from lib.i18n import _
from lib.term import Term


def refund_terms() -> tuple[Term, ...]:
    """The entries on the timing of refunds."""
    by_timing = "metrics/revenue_by_refund_timing"
    return (
        Term(
            "revenue_by_order_day",
            _("Refunds on the order's day"),
            _("revenue of valid orders, each after its refunds, in the month of the order"),
            _("What the customers who bought in a month really brought."),
            _("Late refunds change months that were already over."),
            by_timing,
        ),
        Term(
            "revenue_by_refund_day",
            _("Refunds on the day they are paid"),
            _("revenue before refunds in the month of the order − refunds paid in the month"),
            _("What the books of the shop say; a month that is over does not change."),
            _(
                "Credit notes of an unknown sale are taken off here only. Refunds whose day the"
                " file does not tell stay on the order's day."
            ),
            by_timing,
        ),
        Term(
            "refund_timing_difference",
            _("Difference by month"),
            _("refunds on the day they are paid − refunds on the order's day"),
            _("How much a month gains or loses when refunds are booked when they are paid."),
            "",
            by_timing,
        ),
    )
