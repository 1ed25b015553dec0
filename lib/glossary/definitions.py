"""The glossary on the nine meanings of "retention rate"; each caveat says which tools print it."""

from lib.i18n import _
from lib.term import Term

FILE = "metrics/retention_definitions"


def definition_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary, in the order of the list."""
    return (*_of_the_shop(), *_of_cohorts_and_money())


def _of_the_shop() -> tuple[Term, ...]:
    return (
        Term(
            "article_rate",
            _("End less new, by start"),
            "(E − N) ÷ S",
            _("What shop articles call CRR: it counts customers who came back as kept."),
            _("Used by: articles and blogs. None of the shop tools that were read prints it."),
            "metrics/retention_scan",
        ),
        Term(
            "repeat_ever",
            _("Ever ordered twice"),
            _("customers with more than one order so far ÷ all customers so far"),
            _("The share of all customers who ever ordered again."),
            _("Used by: Metrilo, Omniconvert, Lebesgue. It grows with the age of the shop."),
            FILE,
        ),
        Term(
            "repeat_in_period",
            _("Ordered twice in the period"),
            _("buyers with more than one order in the period ÷ buyers in the period"),
            _("The share of this period's buyers who ordered more than once in it."),
            _(
                "Used by: Repeat Customer Insights (repeat purchase rate), and a newspaper that"
                " calls it CRR. Short periods read low."
            ),
            FILE,
        ),
        Term(
            "returning_buyers",
            _("Buyers with another order at any time"),
            _("buyers in the period with more than one order ever ÷ buyers in the period"),
            _("The share of this period's buyers who ordered at some other time as well."),
            _(
                "Used by: Shopify (returning customer rate). Later orders change it for periods"
                " long past."
            ),
            FILE,
        ),
    )


def _of_cohorts_and_money() -> tuple[Term, ...]:
    return (
        Term(
            "cohort_bounded",
            _("New customers who bought in the period"),
            _("of those who first bought in the time before: buyers in the period ÷ all of them"),
            _("Of the customers won just before, the share that bought in this very period."),
            _("Used by: Shopline, Lifetimely, Mixpanel (“On”)."),
            FILE,
        ),
        Term(
            "cohort_unbounded",
            _("New customers who bought in it or later"),
            _("of the same: buyers from the period's first day until today's data ÷ all of them"),
            _("Of the customers won just before, the share that bought in this period or after."),
            _(
                "Used by: Peel (retention rate), Mixpanel (“On or after”), PostHog. Past numbers"
                " rise whenever somebody returns."
            ),
            FILE,
        ),
        Term(
            "cohort_returned",
            _("New customers who have returned so far"),
            _("of the same: with a second purchase day by the period's end ÷ all of them"),
            _("Of the customers won just before, the share that came back at least once by now."),
            _("Used by: Polar, Peel (repurchase rate). It can only rise with time."),
            FILE,
        ),
        Term(
            "rolling_month",
            _("30 days on 30 days"),
            _("buyers of the last 30 days who had bought in the 30 before ÷ buyers of those 30"),
            _("The share of one month's buyers who bought again in the next; 100 % less churn."),
            _("Used by: Peel (month over month). Shops bought from twice a year read near zero."),
            "metrics/retention_scan",
        ),
        Term(
            "revenue_kept",
            _("Revenue kept"),
            _("revenue in the period of the customers at its start ÷ their revenue before"),
            _("What the customers you had spent now, as a share of what they spent just before."),
            _(
                "Used by: Metorik, for subscriptions (share of recurring revenue kept). It can pass"
                " 100 %."
            ),
            FILE,
        ),
    )
