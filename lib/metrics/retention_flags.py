"""Why a retention number is missing or must be read with care: stable codes and plain sentences."""

from lib.i18n import _

NO_START_CUSTOMERS = "no_start_customers"
PARTIAL_PERIOD = "partial_period"
LEFT_TRUNCATED = "left_truncated"
PERIOD_LONGER_THAN_HISTORY = "period_longer_than_history"
WINDOW_SHORTER_THAN_PERIOD = "w_lt_l"
LOW_N = "low_n"
COUNTS_ONLY = "counts_only"
LOW_IDENTITY_COVERAGE = "low_identity_coverage"
W_DEFAULT = "w_default"

# With one of these the rates are null; the counts stay.
WITHOUT_RATES = frozenset({NO_START_CUSTOMERS, PARTIAL_PERIOD, PERIOD_LONGER_THAN_HISTORY})

LOW_N_BELOW = 30
COUNTS_ONLY_BELOW = 10
ENOUGH_IDENTITY_COVERAGE = 0.9


def flag_sentence(flag: str) -> str:
    """What a flag means and what to do about it. Raises KeyError for a code that is no flag."""
    return {
        NO_START_CUSTOMERS: _(
            "There were no active customers at the start of the period, so no rate exists. Choose "
            "a later period or a longer activity window."
        ),
        PARTIAL_PERIOD: _(
            "The period was not over on the last complete day of the data, so its rates are not "
            "shown. Choose a period that has ended, or add newer orders."
        ),
        LEFT_TRUNCATED: _(
            "The activity window reaches back before the first order in the data. Customers "
            "from before are missing at the start, so kept customers look better and new customers "
            "more numerous than they were."
        ),
        PERIOD_LONGER_THAN_HISTORY: _(
            "The period and the activity window together are longer than the history of the shop, "
            "so its rates are not shown. Choose a shorter period or window, or add older orders."
        ),
        WINDOW_SHORTER_THAN_PERIOD: _(
            "The activity window is shorter than the period: customers who joined in the period "
            "may have lapsed before its end, and the article's rate can be negative."
        ),
        LOW_N: _(
            "Fewer than 30 customers at the start: the rate moves a lot by chance. Read it with "
            "its interval."
        ),
        COUNTS_ONLY: _(
            "Fewer than 10 customers at the start: look at the customers themselves, not at a rate."
        ),
        LOW_IDENTITY_COVERAGE: _(
            "More than one valid order in ten has no known customer. Those orders are missing "
            "here, and some returning customers may count as lost or new."
        ),
        W_DEFAULT: _(
            "There are too few repeat purchases to learn an activity window from, so a usual one "
            "stands in."
        ),
    }[flag]
