"""What is different between two periods, as a person would say it."""

from decimal import Decimal

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.compare import BRIDGE_PARTS, DRIVERS, Comparison
from lib.metrics.retention_flags import COUNTS_ONLY, LOW_N, WITHOUT_RATES, flag_sentence
from lib.metrics.spending import Spending
from lib.period import Pairing

MEASURE_OF_DRIVER = {
    "customers": "buyers",
    "frequency": "frequency",
    "average_order_value": "average_order_value",
}


def kept_sentence(found: Comparison) -> str:
    """The difference in kept customers and whether chance could have made it."""
    now, before = found.now, found.before
    difference = found.strict_crr_difference
    if difference is None:
        missing = [flag for flag in (*now.flags, *before.flags) if flag in WITHOUT_RATES]
        period = now if set(now.flags) & WITHOUT_RATES else before
        reason = flag_sentence(missing[0]) if missing else ""
        return _("The rates of {period} cannot be compared. {reason}").format(
            period=formats.period(period.period), reason=reason
        )
    shares = {"now": formats.rate(now.strict_crr), "before": formats.rate(before.strict_crr)}
    if abs(difference) < 0.0005:
        sentence = _("You kept **as many** of your customers as before: {now}.")
    elif difference > 0:
        sentence = _("You kept **{points} more** of your customers: {now} against {before}.")
    else:
        sentence = _("You kept **{points} fewer** of your customers: {now} against {before}.")
    points = formats.points(abs(difference)).removeprefix("+")
    return f"{sentence.format(points=points, **shares)} {_chance(found)}".strip()


def _chance(found: Comparison) -> str:
    low, high = found.strict_crr_difference_low, found.strict_crr_difference_high
    if low is None or high is None or not found.strict_crr_difference:
        return ""
    ends = _("{low} to {high}").format(low=formats.points(low), high=formats.points(high))
    if low <= 0 <= high:
        return _("That is **within chance** (95 % interval {ends}).").format(ends=ends)
    return _("That is **more than chance** (95 % interval {ends}).").format(ends=ends)


def revenue_sentence(found: Comparison, spent: Spending, currency: str) -> str:
    """The difference in revenue, the part that moved it most, and the driver behind it."""
    total = found.revenue_bridge.total
    if not total:
        return _("Known customers spent exactly as much as before: {now}.").format(
            now=formats.money(spent.revenue_now, currency)
        )
    if total > 0:
        sentence = _("Revenue of known customers **rose by {amount}** to {now}.")
        parts = _("The largest plus: **{part}** ({value}).")
    else:
        sentence = _("Revenue of known customers **fell by {amount}** to {now}.")
        parts = _("The largest minus: **{part}** ({value}).")
    part = _strongest(found, total)
    driver = max(
        DRIVERS, key=lambda name: getattr(found.revenue_drivers, name) * (1 if total > 0 else -1)
    )
    said = [
        sentence.format(
            amount=formats.money(abs(total), currency),
            now=formats.money(spent.revenue_now, currency),
        ),
        parts.format(
            part=term(f"bridge_{part}").label,
            value=signed_money(getattr(found.revenue_bridge, part), currency),
        ),
    ]
    if spent.revenue_before and spent.revenue_now:
        # Against nothing at all, buyers, orders and order value moved alike.
        said.append(
            _("What moved it most: **{driver}** ({value}).").format(
                driver=term(MEASURE_OF_DRIVER[driver]).label,
                value=signed_money(getattr(found.revenue_drivers, driver), currency),
            )
        )
    return " ".join(said)


def _strongest(found: Comparison, total: Decimal) -> str:
    """The part of the bridge that moved furthest in the direction of the whole."""
    sign = 1 if total > 0 else -1
    return max(BRIDGE_PARTS, key=lambda name: sign * getattr(found.revenue_bridge, name))


def pairing_notes(paired: Pairing, spent: Spending) -> list[str]:
    """What was done so that the two periods compare, and what still stands between them."""
    notes = []
    if paired.is_cut:
        notes.append(
            _(
                "Not all days are over yet, so both periods are cut to the same {days}: {now} and"
                " {before}."
            ).format(
                days=formats.days(min(paired.now.days, paired.before.days)),
                now=formats.period(paired.now),
                before=formats.period(paired.before),
            )
        )
    if paired.now.days != paired.before.days:
        lengths = {
            "now": formats.days(paired.now.days),
            "before": formats.days(paired.before.days),
        }
        if spent.is_per_day:
            notes.append(
                _(
                    "The periods have {now} and {before}: totals below are **per day**. Kept"
                    " customers and orders per buyer depend on the length too; compare equal"
                    " lengths before you conclude."
                ).format(**lengths)
            )
        else:
            notes.append(
                _(
                    "The periods have {now} and {before}; a small part of every total is that."
                ).format(**lengths)
            )
    if _overlap(paired):
        notes.append(_("The two periods share days; orders of those days count in both."))
    elif not _touch(paired):
        notes.append(
            _("The periods do not touch: customers who returned may have bought in between.")
        )
    return notes


def rate_notes(found: Comparison) -> list[str]:
    """What weakens the rates of one period or of both, each said once."""
    flags = [flag for flag in (*found.now.flags, *found.before.flags) if flag not in WITHOUT_RATES]
    notes = []
    for flag in dict.fromkeys(flags):
        if flag == LOW_N and COUNTS_ONLY in flags:
            continue  # the stronger sentence says both
        held = [each for each in (found.now, found.before) if flag in each.flags]
        sentence = flag_sentence(flag)
        if len(held) == 1:
            sentence = f"{formats.period(held[0].period)}: {sentence}"
        notes.append(sentence)
    return notes


def _overlap(paired: Pairing) -> bool:
    return max(paired.now.first_day, paired.before.first_day) <= min(
        paired.now.last_day, paired.before.last_day
    )


def _touch(paired: Pairing) -> bool:
    return paired.before.last_day == paired.now.start_boundary or (
        paired.now.last_day == paired.before.start_boundary
    )


def signed_money(amount: Decimal | float, currency: str) -> str:
    """An amount that is added or taken away: +12.00, −7.00."""
    # The joiner keeps the sign and the amount on one line.
    return ("+\u2060" if amount > 0 else "") + formats.money(amount, currency)
