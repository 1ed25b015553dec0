"""The glossary on what-if: what each figure of the page is multiplied from."""

from lib.i18n import _
from lib.term import Term

STANDING = "metrics/revenue_of_standing"


def what_if_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (*_outcome(), *_levels())


def _outcome() -> tuple[Term, ...]:
    return (
        Term(
            "what_if_orders",
            _("Orders under the change"),
            _("(orders + kept orders × ΔR ÷ R + new orders × Δnew) × (1 + Δ orders per buyer)"),
            _("The orders of this very period, had customers done what the sliders say."),
            _("Arithmetic on what happened, not a forecast. R = kept customers."),
            STANDING,
        ),
        Term(
            "what_if_revenue",
            _("Revenue under the change"),
            _("(revenue + kept × ΔR ÷ R + new × Δnew) × (1 + Δ orders) × (1 + Δ order value)"),
            _("Customers kept or won in addition spend as much as those of today do on average."),
            _(
                "Low and high are the 95 % interval of that average. Customers who had to be"
                " persuaded often spend less."
            ),
            STANDING,
        ),
        Term(
            "what_if_margin",
            _("Margin under the change"),
            _("revenue × margin − cost; what is added at 80 to 120 % of the margin"),
            _("What is left after the goods and after the programme."),
            _("The margin is your own estimate: the range lets it be a fifth off."),
            STANDING,
        ),
    )


def _levels() -> tuple[Term, ...]:
    return (
        Term(
            "level_one_period",
            _("One period"),
            _("S × Δ × revenue per kept customer × margin − cost"),
            _("What keeping more customers brings in this period alone."),
            _("Δ in points of kept customers. Revenue per kept customer counts quiet ones too."),
            STANDING,
        ),
        Term(
            "level_steady_state",
            _("If it stays so"),
            _("N ÷ (1 − r) customers × revenue per customer × margin, per period"),
            _("Where the shop ends up if as many new customers come and as many stay, always."),
            _("It treats all customers alike; real shops have some who stay and many who leave."),
            STANDING,
        ),
        Term(
            "level_cohort",
            _("A new customer's worth"),
            _("Σ S(k) × revenue per buyer × margin ÷ (1 + d)^k over the steps k of age"),
            _("What one new customer brings over the steps of age that your history shows."),
            _("S(k) is your own curve, so loyal customers count for more than one rate says."),
            "metrics/age_steps",
        ),
        Term(
            "break_even",
            _("Break-even"),
            _("cost ÷ (S × revenue per kept customer × margin)"),
            _("How many points more must stay for the programme to earn its cost back at once."),
            "",
            STANDING,
        ),
    )
