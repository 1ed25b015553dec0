"""The glossary on bright spots: who they are, what made them, how soon they come back."""

from lib.i18n import _
from lib.term import Term


def bright_spot_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (
        Term(
            "bright_spots",
            _("Bright spots"),
            _("customers who pass the rule, first bought at least 90 days ago, not set apart"),
            _("The customers with whom things go well, to learn from. You choose the rule."),
            _("Who is bright by one rule need not be by another; the size is always shown."),
            "metrics/bright_buyers",
        ),
        Term(
            "top_fifth_share",
            _("The top fifth brings"),
            _("revenue of the biggest 20 % of buyers (rounded up) ÷ revenue of all, 730 days"),
            _("How much hangs on few. In published studies of many firms it is about 67 %."),
            _("Gini: 0 when all spend the same, near 1 when one customer spends everything."),
            "metrics/bright_buyers",
        ),
        Term(
            "first_order_trait",
            _("What made them"),
            _("share of bright spots − share of the others won in the same quarters"),
            _(
                "Only the first order counts, because later ones are more for whoever buys more."
                " Products are compared at the same number of different products."
            ),
            _(
                "Newcombe interval; Fisher's test, or Cochran-Mantel-Haenszel over quarters;"
                " Benjamini-Hochberg over all contrasts. It holds when both halves, customers won"
                " earlier and later, differ by a point or more in the same direction. A difference"
                " is no proof of a cause; a first basket also counts in the money of a score."
            ),
            "metrics/first_order_traits",
        ),
        Term(
            "share_of_lines",
            _("Share of lines"),
            _("lines with the product ÷ all lines of the group, 730 days"),
            _(
                "What they buy most, whether they buy much or little. The others' lines weigh as"
                " the bright spots bought over the quarters."
            ),
            _("The interval counts customers, not lines: one heavy buyer is one customer."),
            "metrics/bright_purchases",
        ),
        Term(
            "replenishment_days",
            _("Bought again after"),
            _("day by which half of the purchases were followed by another (Kaplan-Meier)"),
            _("Time from buying a product to the same customer's next purchase of it."),
            _(
                "Customers who have not come back yet are counted as still waiting, so the days are"
                " longer than an average of those who did. Needs 30 repeat purchases of 15"
                " customers. Bright spots come sooner partly because that is how they were chosen."
            ),
            "metrics/item_waits",
        ),
        Term(
            "own_rhythm",
            _("Past their own rhythm"),
            _("days since the last purchase ≥ 1.25 × the customer's own median gap"),
            _("Bright spots silent for longer than is usual for them."),
            _("Needs three purchase days; about as often as not a customer simply comes later."),
            "metrics/bright_spot_customers",
        ),
    )
