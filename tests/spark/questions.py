"""What every metric file is asked in the parity tests: values for all parameters of the house."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lib.engines.sql_files import SQL_FOLDER, sql_text

Parameters = dict[str, Any]

METRIC_FILES = tuple(sorted(path.stem for path in (SQL_FOLDER / "metrics").glob("*.sql")))

# Files that Spark cannot answer, each with its reason. Empty: it may only shrink.
NOT_ON_SPARK: dict[str, str] = {}

FIRST_DAY = date(2021, 1, 1)
# The month of each day from FIRST_DAY on, as lib.metrics.cohort_grid numbers them.
MONTHS = [day.year * 12 + day.month for day in (FIRST_DAY + timedelta(days=n) for n in range(1461))]

VALUES: Parameters = {
    "as_of": date(2024, 11, 30),
    "data_start": date(2024, 1, 5),
    # Retention of the third quarter under a window of 92 days, the second one before it.
    "start_boundary": date(2024, 6, 30),
    "end_boundary": date(2024, 9, 30),
    "start_active_after": date(2024, 3, 30),
    "end_active_after": date(2024, 6, 30),
    "before_start_boundary": date(2024, 3, 31),
    "before_end_boundary": date(2024, 6, 30),
    "before_start_active_after": date(2023, 12, 30),
    "before_end_active_after": date(2024, 3, 30),
    "now_start_boundary": date(2024, 6, 30),
    "now_end_boundary": date(2024, 9, 30),
    "now_start_active_after": date(2024, 3, 30),
    "now_end_active_after": date(2024, 6, 30),
    "cohort_after": date(2024, 3, 31),
    "before_after": date(2024, 3, 31),
    "before_last": date(2024, 6, 30),
    "now_after": date(2024, 6, 30),
    "now_last": date(2024, 9, 30),
    "after": date(2024, 3, 31),
    "last": date(2024, 9, 30),
    "before_days": 91,
    "now_days": 92,
    "every": 2,
    # Cohorts.
    "won_from": date(2024, 1, 1),
    "won_to": date(2024, 6, 30),
    "start_on": FIRST_DAY,
    "age": 2,
    "steps": 12,
    "week_start": 6,
    "groups": ["web", "shop"],
    "names": ["THAILAND", "web", "Tea", "welcome", "Female", "Nowhere"],
    # Rhythm and bright spots.
    "latest_start_on": date(2024, 6, 3),
    "follow_up_days": 180,
    "ages": [0, 30, 90, 180, 365],
    "most": 3,
    "lookback_after": date(2023, 11, 30),
    "year_after": date(2023, 11, 30),
    "then_on": date(2024, 5, 31),
    "eligible_first_on": date(2024, 9, 1),
    "middle_on": date(2024, 2, 29),
    "fewest": 2,
    "fewest_gaps": 1,
    "fewest_customers": 1,
    "main_channel": "web",
    "families": ["Tea", "Cups"],
    "goods_kinds": ["goods"],
    "other_kinds": ["rent", "thuế"],
    # Customers by number.
    "customer_id": 2,
    "bright": [1, 2, 4, 6, 7, 9, 13],
    "customer_ids": [1, 2, 3, 4, 5, 7, 11],
    "places": [1, 2, 1, 2, 3, 3, 1],
    "most_rows": 50,
}

# Parameters with a few meanings, each asked once; where a file has several they go in step.
CHOICES: dict[str, tuple[Any, ...]] = {
    "state": ("start", "end", "new", "retained_bought", "retained_quiet", "reactivated", "lost"),
    "part": ("new", "returning", "up", "down", "absent"),
    "attribute": ("country", "region", "first_channel", "first_category", "new_or_known"),
    "key": ("country", "first_product", "coupon_first", "channel", "product", "attribute"),
    "grain": ("week", "month", "quarter", "year"),
    "step_days": (0, 30),
    "place": (None, 1),
    "by_category": (False, True),
    "rule": ("", "cancelled"),
}
CHOICES_OF: dict[str, dict[str, tuple[Any, ...]]] = {
    "age_steps": {"step_days": (30,)},
    "cohort_cell_products": {"steps": (MONTHS,)},
    "cohort_spending": {"steps": (MONTHS,), "rates": ([], [0.25] * len(MONTHS))},
    "cohort_cell_customers": {
        "steps": (MONTHS,),
        "state": ("bought", "repeated", "later", "absent"),
        "attribute": ("first_channel", "country"),
    },
    "cohort_days_of_segment": {"attribute": ("first_channel", "country"), "step_days": (45,)},
    "cohort_groups": {"attribute": ("first_product", "first_coupon", "country")},
    "segment_values": {"attribute": ("gender",)},
    "known_values": {"attribute": ("gender",)},
}


def questions(name: str) -> Iterator[Parameters]:
    """The values a file is asked with: every choice of every parameter at least once."""
    names = set(re.findall(r"\$([a-z_][a-z0-9_]*)", sql_text(f"metrics/{name}")))
    choices = {
        key: values for key, values in (CHOICES | CHOICES_OF.get(name, {})).items() if key in names
    }
    for turn in range(max(map(len, choices.values()), default=1)):
        turned = {key: values[turn % len(values)] for key, values in choices.items()}
        yield {key: turned[key] if key in turned else VALUES[key] for key in sorted(names)}


def is_ordered(name: str) -> bool:
    """Whether the file promises an order of its rows."""
    code = re.sub(r"--.*", "", sql_text(f"metrics/{name}")).lower()
    return re.search(r"order by[^()]*(\([^()]*\)[^()]*)*;?\s*$", code) is not None
