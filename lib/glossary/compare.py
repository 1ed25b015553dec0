"""The glossary on comparing two periods: what was spent, what moved it, and what chance does."""

from lib.i18n import _
from lib.term import Term

BRIDGE = "metrics/revenue_bridge"
SPENDING = "metrics/spending"


def compare_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (*_bridge(), *_measures(), *_mix())


def _bridge() -> tuple[Term, ...]:
    return (
        Term(
            "bridge_new",
            _("New customers"),
            _("revenue of customers whose first order lies in the period"),
            _("What people spent who had never bought before."),
            _("Whoever bought before the data begins looks new."),
            BRIDGE,
        ),
        Term(
            "bridge_returning",
            _("Returning customers"),
            _("revenue of older customers who did not buy in the comparison"),
            _("They had bought once, skipped the comparison, and bought again now."),
            _("Where the two periods do not touch, they may have bought in between."),
            BRIDGE,
        ),
        Term(
            "bridge_up",
            _("Spent more"),
            _("Σ (revenue now − revenue before), customers of both, where it is positive"),
            _("Customers who bought in both periods and spent more this time."),
            "",
            BRIDGE,
        ),
        Term(
            "bridge_down",
            _("Spent less"),
            _("Σ (revenue now − revenue before), customers of both, where it is negative"),
            _("Customers who bought in both periods and spent less this time."),
            "",
            BRIDGE,
        ),
        Term(
            "bridge_absent",
            _("Did not buy this time"),
            _("− revenue in the comparison of customers without an order in the period"),
            _("What you had from customers who did not buy in the period."),
            _("Not buying in a period is not being lost: some buy again later."),
            BRIDGE,
        ),
        Term(
            "revenue_drivers",
            _("What moved revenue"),
            _("revenue = buyers × orders per buyer × revenue per order; Shapley split"),
            _(
                "How much of the difference came from more or fewer buyers, from how often each"
                " ordered, and from how much an order was worth. The three sum to the difference."
            ),
            _(
                "Each is changed in every possible order and the results are averaged, so that no"
                " order of reading favours one of them. It describes; it does not prove a cause."
            ),
            "metrics/period_totals",
        ),
    )


def _measures() -> tuple[Term, ...]:
    return (
        Term(
            "period_revenue",
            _("Revenue of known customers"),
            _("Σ revenue of their valid orders in the period"),
            _("What customers spent whose orders can be told to be theirs."),
            _("Orders without a known customer are left out, so that every part sums."),
            SPENDING,
        ),
        Term(
            "buyers",
            _("Buyers"),
            _("customers with a valid order in the period"),
            _("How many different customers bought."),
            "",
            SPENDING,
        ),
        Term(
            "period_orders",
            _("Orders of known customers"),
            _("valid orders in the period"),
            _("How many orders these customers placed."),
            "",
            SPENDING,
        ),
        Term(
            "frequency",
            _("Orders per buyer"),
            _("orders ÷ buyers, in the period"),
            _("How often a customer who bought at all ordered in the period."),
            _("A longer period has more orders per buyer by itself."),
            SPENDING,
        ),
        Term(
            "average_order_value",
            _("Revenue per order"),
            _("revenue ÷ orders; error √Σ(Mᵢ − AOV·Oᵢ)² ÷ ΣO over customers i"),
            _("The average order value, AOV."),
            _(
                "Its interval draws customers, not orders, again: a customer's orders resemble each"
                " other."
            ),
            SPENDING,
        ),
        Term(
            "spend",
            _("Revenue per buyer"),
            _("revenue ÷ buyers"),
            _("What a customer who bought at all spent in the period."),
            _("A few large customers move it; read the median beside it."),
            SPENDING,
        ),
        Term(
            "median_spend",
            _("Revenue of the middle buyer"),
            _("median of revenue per buyer"),
            _("Half of the buyers spent less than this, half more."),
            "",
            SPENDING,
        ),
        Term(
            "capped_spend",
            _("Per buyer, top 1 % capped"),
            _("revenue ÷ buyers, what a buyer spent counted up to the 99th percentile"),
            _("What a buyer spent when the few who spend most count only like the next."),
            _(
                "Its interval, and those of the two rows beside it, come from drawing the customers"
                " again 1,000 times; of more than 3,000 buyers a part is drawn."
            ),
            SPENDING,
        ),
        Term(
            "difference_interval",
            _("Interval of a difference"),
            _("difference ± 1.96 √Σz², z = what each customer adds to now − what to before"),
            _(
                "The range in which the difference would fall in 19 of 20 draws of your customers."
                " When it holds 0, chance alone may have made the difference."
            ),
            _(
                "It counts that many customers belong to both periods. A real difference is still"
                " not proof that something you did caused it."
            ),
            "metrics/retention_overlap",
        ),
    )


def _mix() -> tuple[Term, ...]:
    return (
        Term(
            "chance_of_groups",
            _("Only chance?"),
            _("p of the difference, both periods of each customer counted; Benjamini-Hochberg"),
            _(
                "Looking at many groups finds differences by luck. “Unlikely” stays right in 19 of"
                " 20 groups that are called so."
            ),
            _("It covers the groups of one table, not every table that is looked at."),
            "metrics/mix_of_kept",
        ),
        Term(
            "behaviour_effect",
            _("Customers changed"),
            _("Σ average weight × change of the rate inside each group"),
            _("What the groups themselves did differently."),
            "",
            "metrics/mix_of_kept",
        ),
        Term(
            "mix_effect",
            _("Other customers"),
            _("Σ average rate × change of each group's weight"),
            _("What came only from having more customers of one group and fewer of another."),
            _("When most groups move one way and the whole the other, this is the reason."),
            "metrics/mix_of_order_value",
        ),
    )
