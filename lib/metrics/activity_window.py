"""How long a customer may be silent before counting as lost, and which period to open with."""

from dataclasses import dataclass
from datetime import timedelta

from lib.i18n import _, ngettext
from lib.metrics.quantiles import weighted_quantile
from lib.metrics.source import ShopData, ShopDays
from lib.period import (
    Feast,
    Grain,
    Period,
    last_complete,
    last_feast_window,
    last_half_year,
    same_feast_last_year,
    same_weekdays_last_year,
    start_of,
)

WINDOW_MENU = (30, 45, 60, 90, 120, 180, 270, 365, 540, 730)
PERIOD_LENGTHS = (365, 182, 91, 30)
ENOUGH_GAPS = 100
SHARE_COVERED = 0.9


@dataclass(frozen=True)
class WindowSuggestion:
    """What the times between purchases say about a fair activity window."""

    window_days: int
    """W*: the shortest window of the menu that nine of ten gaps fit into."""
    follow_up_days: int
    """H: every purchase counted here was watched for this many days."""
    gap_count: int
    gap_days_q90: float | None
    """None without gaps."""
    false_lapse_shares: dict[int, float | None]
    """By window of the menu: the share of returning customers it would have called lost too soon.
    None without gaps, and where the window is longer than the follow-up."""
    flags: tuple[str, ...]
    """("w_default",) when there were too few gaps to learn from, so a usual window stands in."""


def suggest_window(source: ShopData, days: ShopDays) -> WindowSuggestion:
    """The activity window this shop's own customers suggest; for the whole shop, any segment."""
    elapsed_days = max(0, days.history_days - 1)
    follow_up_days = min(365, elapsed_days // 2)
    gaps: list[tuple[int, int]] = []
    if days.as_of is not None and follow_up_days > 0:
        found = source.rows(
            "metrics/purchase_gaps",
            {
                "latest_start_on": days.as_of - timedelta(days=follow_up_days),
                "follow_up_days": follow_up_days,
            },
        )
        gaps = [(int(gap_days), int(gap_count)) for gap_days, gap_count in found]
    gap_count = sum(count for _gap, count in gaps)
    q90 = weighted_quantile(gaps, SHARE_COVERED)
    is_default = gap_count < ENOUGH_GAPS or q90 is None
    if is_default or q90 is None:
        window_days = 180 if elapsed_days < 730 else 365
    else:
        window_days = next(days for days in WINDOW_MENU if days >= q90)
    return WindowSuggestion(
        window_days=window_days,
        follow_up_days=follow_up_days,
        gap_count=gap_count,
        gap_days_q90=q90,
        false_lapse_shares={
            window: _share_longer(gaps, window) if window <= follow_up_days else None
            for window in WINDOW_MENU
        },
        flags=("w_default",) if is_default else (),
    )


def default_window(period_days: int, suggestion: WindowSuggestion) -> int:
    """W = max(L, W*): never shorter than the period, never shorter than customers need."""
    return max(period_days, suggestion.window_days)


def default_period(days: ShopDays) -> Period | None:
    """The longest usual stretch of last days that has as much history again before it.

    A very young shop gets the second half of its history; None without a complete day.
    """
    if days.as_of is None or days.history_days == 0:
        return None
    history = days.history_days
    length = next((each for each in PERIOD_LENGTHS if history >= 2 * each), max(1, history // 2))
    return Period(days.as_of - timedelta(days=length - 1), days.as_of)


@dataclass(frozen=True)
class PeriodPreset:
    """A period the sidebar offers by name."""

    name: str
    label: str
    period: Period


def period_presets(days: ShopDays, week_start: int = 0) -> tuple[PeriodPreset, ...]:
    """The default period, then the last complete calendar steps that lie inside the history."""
    default = default_period(days)
    if days.as_of is None or days.data_start is None or default is None:
        return ()
    presets = (
        PeriodPreset("last_days", _last_days_label(default.days), default),
        PeriodPreset(
            "last_month",
            _("Last complete month"),
            last_complete(Grain.MONTH, days.as_of, week_start),
        ),
        PeriodPreset(
            "last_quarter",
            _("Last complete quarter"),
            last_complete(Grain.QUARTER, days.as_of, week_start),
        ),
        PeriodPreset("last_half_year", _("Last complete half year"), last_half_year(days.as_of)),
        PeriodPreset(
            "last_year", _("Last complete year"), last_complete(Grain.YEAR, days.as_of, week_start)
        ),
    )
    rolling = (
        PeriodPreset(
            f"last_{length}",
            _last_days_label(length),
            Period(days.as_of - timedelta(days=length - 1), days.as_of),
        )
        for length in (30, 90, 365)
        if length != default.days
    )
    year_start = start_of(Grain.YEAR, days.as_of)
    to_date = PeriodPreset("year_to_date", _("Year to date"), Period(year_start, days.as_of))
    feasts = (
        PeriodPreset(feast.value, feast_label(feast), window)
        for feast in Feast
        if (window := last_feast_window(feast, days.as_of))
    )
    return tuple(
        preset
        for preset in (*presets, *rolling, to_date, *feasts)
        if preset.period.first_day >= days.data_start
    )


def feast_label(feast: Feast) -> str:
    """The feast and the days around it, by name."""
    return {
        Feast.TET: _("Before Tết"),
        Feast.SONGKRAN: _("Songkran"),
        Feast.DOUBLE_11: _("11.11"),
        Feast.BLACK_FRIDAY: _("Black Friday"),
    }[feast]


@dataclass(frozen=True)
class ComparisonPreset:
    """A comparison the sidebar offers by name."""

    name: str
    label: str
    period: Period


def comparison_presets(period: Period) -> tuple[ComparisonPreset, ...]:
    """The time before, the same weekdays a year before, and the same feast where there is one."""
    presets = [
        ComparisonPreset("previous", _("The time before"), period.previous()),
        ComparisonPreset(
            "last_year", _("Last year, same weekdays"), same_weekdays_last_year(period)
        ),
    ]
    feast = same_feast_last_year(period)
    if feast:
        presets.append(ComparisonPreset("last_feast", _("Last year, same feast"), feast))
    return tuple(presets)


def _last_days_label(days: int) -> str:
    return ngettext("Last {days} day", "Last {days} days", days).format(days=days)


def _share_longer(gaps: list[tuple[int, int]], window_days: int) -> float | None:
    total = sum(count for _gap, count in gaps)
    longer = sum(count for gap_days, count in gaps if gap_days > window_days)
    return longer / total if total else None
