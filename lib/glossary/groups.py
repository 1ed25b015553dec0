"""The glossary on groups of customers: RFM and personas."""

from lib.i18n import _
from lib.term import Term

RFM_VALUES = "metrics/rfm_values"


def group_terms() -> tuple[Term, ...]:
    """The entries of this part of the glossary."""
    return (
        Term(
            "rfm_scores",
            _("RFM scores"),
            _(
                "5 − ⌊5 · (customers with a smaller value) ÷ (all customers)⌋ for days since the"
                " last purchase, 1 + ⌊…⌋ for revenue; 1 purchase = 1, 2 = 2, thirds above that"
            ),
            _(
                "Each customer gets a score for how recently, how often and for how much they"
                " bought. Equal values always get equal scores."
            ),
            _(
                "A fifth of the customers is always in the most recent fifth, in a dying shop too:"
                " read the days, purchases and amounts beside the names."
            ),
            RFM_VALUES,
        ),
        Term(
            "rfm_segment",
            _("RFM group"),
            _("recency score against the rounded mean of the scores for purchases and revenue"),
            _("A name for customers with similar scores. Every customer is in exactly one group."),
            _("Customers without a purchase in the days looked at are in no group."),
            RFM_VALUES,
        ),
        Term(
            "rfm_limits",
            _("Limits between scores"),
            _("the worst value that still gets a score"),
            _(
                "They are kept with the shop, so that the next import moves only customers who"
                " changed, until you measure them again."
            ),
            "",
            RFM_VALUES,
        ),
        Term(
            "share_of_customers",
            _("Share of customers"),
            _("customers of the group ÷ customers of all groups"),
            _("How large the group is."),
            "",
            RFM_VALUES,
        ),
        Term(
            "share_of_revenue",
            _("Share of revenue"),
            _("revenue of the group ÷ revenue of all groups"),
            _("What the group brings, of the revenue of known customers in the days looked at."),
            "",
            RFM_VALUES,
        ),
    )
