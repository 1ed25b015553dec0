"""What the whole app agrees on: period, window, segment, as-of day, grain; one sentence."""

from dataclasses import dataclass
from datetime import date

from lib import formats
from lib.i18n import _
from lib.period import Grain, Period
from lib.segment import EVERYONE, Segment


@dataclass(frozen=True)
class View:
    """The question behind every number on screen; printed above each result."""

    period: Period
    window_days: int
    as_of: date
    comparison: Period
    segment: Segment = EVERYONE
    grain: Grain = Grain.MONTH

    def describe(self) -> str:
        """The view as one sentence, so that a screenshot explains itself."""
        return _(
            "{period}, compared with {comparison} · {segment} · active = ordered within {days} ·"
            " data to {as_of}"
        ).format(
            period=formats.period(self.period),
            comparison=formats.period(self.comparison),
            segment=self.segment.describe(),
            days=formats.days(self.window_days),
            as_of=formats.day(self.as_of),
        )
