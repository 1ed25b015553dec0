"""The glossary on cohorts: every measure of a cell, and what its row, column and ink mean."""

from lib.i18n import _
from lib.term import Term

SCAN = "metrics/cohort_days_of_segment"


def cohort_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (*_cells(), *_rates(), *_amounts())


def _cells() -> tuple[Term, ...]:
    return (
        Term(
            "cohort",
            _("Cohort"),
            _("customers by date, or kind, of the first valid purchase"),
            _("Customers won at the same time, or in the same way, followed from then on."),
            _(
                "Someone who first bought before your file begins looks new in it: cohorts of the"
                " first activity window of the file may contain old customers."
            ),
        ),
        Term(
            "cohort_age",
            _("Age of a cohort"),
            _("calendar steps since the first purchase, or days since each customer's own"),
            _(
                "Calendar months read easily; exact days compare fairly, because every customer"
                " had the same time to come back."
            ),
            _("Month 1 of a customer won on the 31st begins the next day."),
        ),
        Term(
            "cohort_complete",
            _("Unfinished cell"),
            _("its time was not over on the last complete day"),
            _(
                "Hatched and uncoloured: it can still grow. It is left out of colours, averages and"
                " lines. With exact ages a cell counts as finished when 90 % of the cohort have"
                " lived through it, and is empty below 50 %."
            ),
        ),
        Term(
            "cohort_pooled",
            _("All cohorts together"),
            _("events ÷ customers, summed over finished cells of the same cohorts"),
            _("The average to rely on: large cohorts weigh more, unfinished cells nothing."),
            _("The set of cohorts changes from age to age: only older ones have late ages."),
        ),
        Term(
            "cohort_persona",
            _("Cohorts by persona"),
            _("customers of each persona on the as-of day, their ages from the first purchase"),
            _("How the customers who are a persona today bought since they were won."),
            _(
                "A persona follows from everything its customers did, coming back included, so"
                " personas differ here by construction: no interval tells chance from effect."
            ),
        ),
        Term(
            "cohort_previous",
            _("Of the age before"),
            _("value at this age ÷ value one age earlier, each per customer of the cohort"),
            _("How much of what was there one step earlier is still there."),
        ),
    )


def _rates() -> tuple[Term, ...]:
    return (
        Term(
            "cohort_retention",
            _("Bought at this age"),
            _("customers with a purchase at the age ÷ customers of the cohort"),
            _("The share of the cohort that bought in exactly this stretch of time."),
            _("Also called bounded or N-day retention. It can rise again at a later age."),
            SCAN,
        ),
        Term(
            "cohort_repeat_rate",
            _("Came back by this age"),
            _("customers with a second purchase day by the age ÷ customers of the cohort"),
            _("The share of the cohort that has bought a second time by then; it never falls."),
            _("Two orders on the same day are one purchase day, so they are no return."),
            SCAN,
        ),
        Term(
            "cohort_unbounded_retention",
            _("Bought then or later"),
            _("customers with a purchase at the age or after it ÷ customers of the cohort"),
            _("The share of the cohort not yet gone for good at this age, as far as known today."),
            _("It rises whenever somebody returns: past cells change with the next import."),
            SCAN,
        ),
    )


def _amounts() -> tuple[Term, ...]:
    return (
        Term(
            "cohort_orders",
            _("Orders of the cohort"),
            _("valid orders at the age"),
            _("How many orders the customers of the cohort placed in this stretch of time."),
            "",
            SCAN,
        ),
        Term(
            "cohort_revenue",
            _("Revenue of the cohort"),
            _("revenue of valid orders at the age"),
            _("What the customers of the cohort spent in this stretch of time."),
            _("Refunds are taken off the day of the order."),
            SCAN,
        ),
        Term(
            "cohort_middle",
            _("The middle customer"),
            _("median of the revenue per customer, from the first purchase to the as-of day"),
            _("Half of the customers spent less. Far below the mean, a few large ones make it."),
            _(
                "A cohort is named when the 1 % of its customers who spend most bring more than"
                " 30 % of its revenue; cohorts of fewer than 100 are not asked."
            ),
            "metrics/bright_buyers",
        ),
        Term(
            "cohort_margin",
            _("Margin of the cohort"),
            _("revenue × margin of its month; margin = 1 − goods ÷ revenue, or yours"),
            _("What is left of the cohort's revenue in this stretch of time after the goods."),
            _(
                "A month whose goods costs are in a list of costs takes its margin from there,"
                " every other month the margin among the settings of the shop. All products alike."
            ),
            SCAN,
        ),
        Term(
            "cohort_cumulative_margin",
            _("Margin per customer won"),
            _("Σ over ages: margin at the age ÷ customers who have lived through it"),
            _("What a customer of the cohort has left you by this age, after the goods."),
            _("What it cost to win the customer is not taken off."),
            SCAN,
        ),
        Term(
            "cohort_cac",
            _("Cost of winning one"),
            _("costs in the months of the cohort ÷ customers won in them"),
            _("What the lists of costs say was spent to win customers, for each one won."),
            _(
                "Counts every kind of cost in your lists but goods, rent, shipping, fees and taxes."
                " Where old customers look new, it looks too low."
            ),
            "metrics/cost_months",
        ),
        Term(
            "cohort_average_order_value",
            _("Order value of the cohort"),
            _("revenue ÷ orders at the age"),
            _("What an order of this cohort at this age was worth on average."),
            _(
                "Its interval takes the orders of one customer together: they are no separate"
                " draws."
            ),
            SCAN,
        ),
        Term(
            "cohort_cumulative_revenue",
            _("Revenue per customer won"),
            _("Σ over ages: revenue at the age ÷ customers who have lived through it"),
            _(
                "What a customer of the cohort has brought by this age, those who never came back"
                " included. Compare it with what it cost to win one."
            ),
            _(
                "Divided by all customers won, not by those still active. Its interval is 1.96"
                " standard errors of what the customers spent, of those who have lived through it."
            ),
            SCAN,
        ),
    )
