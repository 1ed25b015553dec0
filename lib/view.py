"""What the whole app agrees on: period, window, segment, as-of day, grain; one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lib import formats
from lib.errors import QuestionRefused
from lib.i18n import _
from lib.period import Grain, Period
from lib.segment import EVERY_ORDER, EVERYONE, Scope, Segment, parse_scope, parse_where

CUSTOM = "custom"


@dataclass(frozen=True)
class View:
    """The question behind every number on screen; printed above each result."""

    period: Period
    window_days: int
    as_of: date
    comparison: Period
    segment: Segment = EVERYONE
    grain: Grain = Grain.MONTH
    scope: Scope = EVERY_ORDER
    """Only these orders count: everything is as if no other had been placed."""
    is_cut: bool = False
    """True when the chosen period was not over, so both end after the same number of days."""

    def describe(self) -> str:
        """The view as one sentence, so that a screenshot explains itself."""
        sentence = _(
            "{period}, compared with {comparison} · {segment} · active = ordered within {days} ·"
            " data to {as_of} · {steps}"
        ).format(
            period=formats.period(self.period),
            comparison=formats.period(self.comparison),
            segment=self._who_and_what(),
            days=formats.days(self.window_days),
            as_of=formats.day(self.as_of),
            steps=steps_of(self.grain),
        )
        if self.is_cut:
            sentence += " · " + _("not over yet: both sides have their first {days} only").format(
                days=formats.days(self.period.days)
            )
        return sentence

    def _who_and_what(self) -> str:
        """The segment, and the scope where not every order counts."""
        if not self.scope.conditions:
            return self.segment.describe()
        return f"{self.segment.describe()} · {self.scope.describe()}"

    def to_query(self) -> dict[str, list[str]]:
        """The view as the parameters of a link, with every day written out."""
        return {
            "period": [CUSTOM],
            "days": [days_text(self.period)],
            "vs": [CUSTOM],
            "vs_days": [days_text(self.comparison)],
            "window": [str(self.window_days)],
            "as_of": [self.as_of.isoformat()],
            "grain": [self.grain.value],
            "where": self.segment.as_arguments(),
            "scope": self.scope.as_arguments(),
        }

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> "View":
        """The view of ``to_query``; the customers of its groups are still to be filled in.

        Raises QuestionRefused for a link that names no whole view.
        """
        period, comparison = (days_of(query.get(name, [""])[0]) for name in ("days", "vs_days"))
        try:
            window_days, as_of = int(query["window"][0]), date.fromisoformat(query["as_of"][0])
            grain = Grain(query["grain"][0])
        except (KeyError, IndexError, ValueError):
            period = None
        if period is None or comparison is None:
            raise QuestionRefused(_("The link does not name a period and what to count."))
        segment = parse_where(query.get("where", ()))
        scope = parse_scope(query.get("scope", ()))
        return cls(period, window_days, as_of, comparison, segment, grain, scope)


def steps_of(grain: Grain) -> str:
    """How trends are drawn, as a part of the sentence."""
    return {
        Grain.WEEK: _("trends by week"),
        Grain.MONTH: _("trends by month"),
        Grain.QUARTER: _("trends by quarter"),
        Grain.YEAR: _("trends by year"),
    }[grain]


def days_text(period: Period) -> str:
    """2024-07-01_2024-09-30"""
    return f"{period.first_day.isoformat()}_{period.last_day.isoformat()}"


def days_of(text: str) -> Period | None:
    """The period of ``days_text``; None for any other text."""
    first, _separator, last = text.partition("_")
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    except (ValueError, QuestionRefused):
        return None
