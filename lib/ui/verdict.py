"""What the numbers say, as a person would say it; every figure is from the answer of the cards."""

from lib import formats
from lib.i18n import _
from lib.metrics.retention import Retention
from lib.metrics.retention_flags import COUNTS_ONLY_BELOW, WITHOUT_RATES, flag_sentence

YEAR_DAYS = 365


def headline(answer: Retention) -> str:
    """One sentence: who stayed and who came back; or why nothing can be said."""
    missing = [flag for flag in answer.flags if flag in WITHOUT_RATES]
    return flag_sentence(missing[0]) if missing else who_stayed(answer)


def who_stayed(answer: Retention) -> str:
    """The same sentence where the flags are told apart from it; "" for a period without rates."""
    if WITHOUT_RATES.intersection(answer.flags):
        return ""
    start, end = _boundary_days(answer)
    if answer.customers_start < COUNTS_ONLY_BELOW:
        return _(
            "Of the **{start}** customers you had on {start_day}, **{kept}** were still customers"
            " on {end_day}. **{back}** who had drifted away came back."
        ).format(
            start=formats.count(answer.customers_start),
            kept=formats.count(answer.retained),
            back=formats.count(answer.reactivated),
            start_day=start,
            end_day=end,
        )
    return _(
        "Of every **100** of the {start} customers you had on {start_day}, **{kept}** were still"
        " customers on {end_day}. In all, **{back}** who had drifted away came back, and **{new}**"
        " bought for the first time."
    ).format(
        start=formats.count(answer.customers_start),
        kept=formats.count(round(100 * (answer.strict_crr or 0))),
        back=formats.count(answer.reactivated),
        new=formats.count(answer.customers_new),
        start_day=start,
        end_day=end,
    )


def benchmark(answer: Retention) -> str:
    """The articles' band, only for the year-long view it can be meant for; "" otherwise."""
    if answer.crr is None or (answer.period.days, answer.window_days) != (YEAR_DAYS, YEAR_DAYS):
        return ""
    return _(
        "A shop article calls 25–40 % acceptable, without saying for which period. Your own history"
        " is the better measure."
    )


def changes(now: Retention, before: Retention) -> list[str]:
    """What is different from the comparison, one sentence each; empty when nothing compares."""
    if now.strict_crr is None or before.strict_crr is None:
        return []
    difference = now.strict_crr - before.strict_crr
    direction = _("rose") if difference > 0 else _("fell") if difference < 0 else _("stayed")
    return [
        _("**Kept customers {direction}** from {before} to {now}.").format(
            direction=direction,
            before=formats.rate(before.strict_crr),
            now=formats.rate(now.strict_crr),
        ),
        _("**{now} came back** after a pause; the time before it was {before}.").format(
            now=formats.count(now.reactivated), before=formats.count(before.reactivated)
        ),
        _("**{now} new customers** against {before}.").format(
            now=formats.count(now.customers_new), before=formats.count(before.customers_new)
        ),
    ]


def why_rates_differ(answer: Retention) -> str:
    """The two rates reconciled, when they are more than one point apart; "" otherwise."""
    if answer.crr is None or answer.strict_crr is None:
        return ""
    if abs(answer.crr - answer.strict_crr) <= 0.01:
        return ""
    if answer.reactivated and answer.customers_new == answer.customers_new_active:
        return _(
            "The two rates differ by {points}: CRR also counts who came back after more than {days}"
            " ({back})."
        ).format(
            points=formats.points(answer.crr - answer.strict_crr),
            back=formats.count(answer.reactivated),
            days=formats.days(answer.window_days),
        )
    return _(
        "The two rates differ by {points}: {back} customers came back, and {gone} of the {new} new"
        " ones had already gone silent before the period ended."
    ).format(
        points=formats.points(answer.crr - answer.strict_crr),
        back=formats.count(answer.reactivated),
        gone=formats.count(answer.customers_new - answer.customers_new_active),
        new=formats.count(answer.customers_new),
    )


def next_step(answer: Retention) -> str:
    """The one thing to do first."""
    if answer.lost > answer.reactivated + answer.customers_new:
        return _(
            "You lost more customers than you won or won back. Start with the {lost} lost ones:"
            " write to those who spent most."
        ).format(lost=formats.count(answer.lost))
    if answer.lost:
        return _(
            "{lost} customers went silent in this time. The ones who spent most are first in the"
            " list: ask them what was missing."
        ).format(lost=formats.count(answer.lost))
    return _("Nobody was lost in this time. See who your new customers are.")


def next_group(answer: Retention) -> str:
    """The customers the next step is about, as the Retention page names them."""
    return "lost" if answer.lost else "customers_new"


def _boundary_days(answer: Retention) -> tuple[str, str]:
    return formats.day(answer.period.start_boundary), formats.day(answer.period.last_day)
