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
        Term(
            "persona",
            _("Persona"),
            _("one-time buyers by rule; the others by the nearest of the centres that were kept"),
            _(
                "A kind of customer, found by what people do: how recently, how often, for how"
                " much and what they buy. Age, sex or place play no part in it."
            ),
            _(
                "Personas are made of what customers did, so their retention describes them and"
                " foretells nothing."
            ),
            "metrics/persona_behaviour",
        ),
        Term(
            "persona_stability",
            _("Comes back when drawn again"),
            _("customers in both groups ÷ customers in either, mean of 50 refits (Jaccard)"),
            _(
                "The customers are drawn again 50 times and grouped anew. A group that is really"
                " there comes back with most of its customers."
            ),
            _("From 60 % in every group, and 2 % or 30 customers each, a number counts as stable."),
        ),
        Term(
            "persona_rule",
            _("Rule of a persona"),
            _("a decision tree of three questions in plain units"),
            _("By what you would recognise somebody at the counter."),
            _("The rule is a summary: the share of customers it places right is shown."),
        ),
        Term(
            "adjusted_residual",
            _("Distance from chance"),
            "(O − E) ÷ √(E · (1 − row) · (1 − column))",
            _(
                "How far a count lies from what it would be if personas and attribute had nothing"
                " to do with each other."
            ),
            _("Fisher's exact test where fewer than five customers are expected."),
            "metrics/first_order_attributes",
            "q ≤ 0.05, Benjamini–Hochberg",
        ),
    )
