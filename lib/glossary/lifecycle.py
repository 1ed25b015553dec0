"""The glossary on where customers stand and how long they wait; W* is the suggested window."""

from lib.i18n import _
from lib.term import Term

STAGE = "metrics/lifecycle"


def lifecycle_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (*_stages(), *_phases(), *_waits())


def _stages() -> tuple[Term, ...]:
    return (
        Term(
            "stage_not_yet",
            _("Not yet a customer"),
            _("no purchase by the day"),
            _("People who bought for the first time later."),
            "",
            STAGE,
        ),
        Term(
            "stage_new",
            _("Fresh"),
            _("one purchase, silent for at most W* ÷ 2"),
            _("Bought once, not long ago."),
            _("Whoever bought before the data begins looks fresh."),
            STAGE,
        ),
        Term(
            "stage_active_repeat",
            _("Active repeat"),
            _("two or more purchases, silent for at most W*"),
            _("Has come back and is still inside the usual rhythm of the shop."),
            "",
            STAGE,
        ),
        Term(
            "stage_one_time_cooling",
            _("Cooling"),
            _("one purchase, silent for W* ÷ 2 to W*"),
            _("Bought once, and the usual time for a second purchase is running out."),
            "",
            STAGE,
        ),
        Term(
            "stage_lapsing",
            _("Lapsing"),
            _("silent for W* to 2 W*"),
            _("Silent for longer than nine of ten returning customers are."),
            _("Some still return: nobody cancels in a shop."),
            STAGE,
        ),
        Term(
            "stage_lapsed",
            _("Lapsed"),
            _("silent for more than 2 W*"),
            _("Silent for more than twice the usual rhythm."),
            "",
            STAGE,
        ),
    )


def _phases() -> tuple[Term, ...]:
    standing = "metrics/customer_standing"
    return (
        Term(
            "phase_short",
            _("Short term"),
            _("until the first order"),
            _("From the first visit to the first order."),
            _("Orders do not show visitors, so this phase cannot be counted here."),
            standing,
        ),
        Term(
            "phase_medium",
            _("Medium term"),
            _("customers who are not in the long term"),
            _("Won, but not yet established, or established once and silent now: bring them back."),
            "",
            standing,
        ),
        Term(
            "phase_long",
            _("Long term"),
            _("silent for at most W*, and four or more purchases or a year since the first"),
            _("Established regulars: thank them and keep them."),
            "",
            standing,
        ),
    )


def _waits() -> tuple[Term, ...]:
    file = "metrics/next_purchases"
    return (
        Term(
            "share_returned",
            _("Bought again within"),
            _("1 − Ŝ(t), Ŝ(t) = Π (1 − dᵢ ÷ nᵢ) over the days up to t (Kaplan–Meier)"),
            _(
                "The share who buy again within so many days, counting those who have not bought"
                " again yet for as long as they were seen."
            ),
            _(
                "Rates rise with the number of purchases mostly because frequent buyers are those"
                " who get there, not because buying makes loyal."
            ),
            file,
        ),
        Term(
            "median_wait",
            _("Half are back after"),
            _("first day with Ŝ(t) ≤ 0.5; 95 % interval log-log, with Greenwood's error"),
            _("The day by which half of them have bought again."),
            _("A dash: fewer than half ever came back in the time that could be seen."),
            file,
        ),
        Term(
            "repeat_rate",
            _("Second purchase by age"),
            _("customers with a second purchase within a days ÷ customers at least a days old"),
            _("RPR(a): of those old enough, the share that bought a second time in time."),
            _("Unlike “repeat customers ÷ all customers” it does not fall when a shop grows."),
            "metrics/second_purchases",
        ),
    )
