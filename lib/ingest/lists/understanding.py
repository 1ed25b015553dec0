"""How each mapped column of a list is read, decided from its values."""

from dataclasses import dataclass, field

from lib import formats
from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.dates import DateReading, read_dates
from lib.ingest.mapping import Mapping
from lib.ingest.numbers import read_numbers
from lib.ingest.understanding import MONEY_AND_NUMBERS, STAGED, Understanding
from lib.schema import ANY_FIELD, Kind

# What the view of the staged file is made of (lib.ingest.stage).
SOURCE_ROWS = "work.source_rows"
# Nobody who buys was born before; a later year than the import's is a mistyped one.
EARLIEST_BIRTH = 1900


@dataclass
class ListUnderstanding(Understanding):
    """How a list was read; it may have several columns of dates."""

    moments: dict[str, DateReading] = field(default_factory=dict)

    def day(self, name: str) -> str:
        """The day of a field as SQL, null where there is none."""
        return f"({self.moments[name].sql})" if name in self.moments else "null::timestamp"


def understand_list(
    db: Database, mapping: Mapping, headers: tuple[str, ...], time_zone: str, currency: str
) -> ListUnderstanding:
    """Look at every mapped column of the staged table and decide how its text is read."""
    positions = {
        name: [f"c{headers.index(header) + 1}" for header in used]
        for name, used in mapping.columns.items()
    }
    u = ListUnderstanding(mapping, positions)
    if mapping.has("spent_on"):
        _months_as_days(db, positions["spent_on"][0])
    for name, columns in positions.items():
        kind = ANY_FIELD[name].kind
        if kind is Kind.MOMENT:
            u.moments[name] = read_dates(
                db, STAGED, columns[0], forced_order=mapping.date_order or None
            )
        elif kind in MONEY_AND_NUMBERS:
            known = (currency or None) if kind is Kind.MONEY else None
            u.numbers[name] = read_numbers(db, STAGED, columns[0], currency=known)
    if any(reading.needs_time_zone for reading in u.moments.values()):
        u.parameters["time_zone"] = time_zone
    u.dates = next(iter(u.moments.values()), None)
    u.warnings += _unproven(u)
    return u


def _months_as_days(db: Database, column: str) -> None:
    """A month is its first day: 2024-01, 01/2024, Jan 2024, tháng 1/2024."""
    text = f"regexp_replace(clean_text({column}), '^(tháng|thg|th|t)\\.? *([0-9])', '\\2', 'i')"
    db.run(
        f"""
        create or replace view {STAGED} as select * replace (case
            when regexp_full_match({text}, '[0-9]{{4}}[-/. ]M?[0-9]{{1,2}}')
                then regexp_replace({text}, '([0-9]{{4}}).M?([0-9]{{1,2}})', '\\1-\\2-01')
            when regexp_full_match({text}, '[0-9]{{1,2}}[-/. ][0-9]{{4}}')
                then regexp_replace({text}, '([0-9]{{1,2}}).([0-9]{{4}})', '\\2-\\1-01')
            when regexp_full_match({text}, '[^0-9,]+[-/., ]*[0-9]{{4}}') then '1 ' || {text}
            else {column}
        end as {column}) from {SOURCE_ROWS}
        """
    )


def _unproven(u: ListUnderstanding) -> list[str]:
    said = []
    for name, reading in u.moments.items():
        if reading.order != "none" and not reading.is_proven:
            sentence = _(
                "Every date in “{column}” can be read day first or month first. It was read"
                " {order}; change it on the Data page if that is wrong."
            )
            order = _("day first") if reading.order == "day_first" else _("month first")
            said.append(sentence.format(column=u.mapping.columns[name][0], order=order))
    return said


def unread_attributes(u: ListUnderstanding) -> list[str]:
    """That cells of an attribute were left out because they cannot be read; the rows count."""
    said = []
    for name in ("birth_date", "customer_since", "lifetime_orders", "lifetime_spent"):
        reading = u.moments.get(name) or u.numbers.get(name)
        if reading is None or not reading.unreadable:
            continue
        sentence = _("{cells} cells of “{column}” cannot be read and were left out: {examples}.")
        said.append(
            sentence.format(
                cells=formats.count(reading.unreadable),
                column=u.mapping.columns[name][0],
                examples=", ".join(example[:40] for example in reading.examples) or "–",
            )
        )
    return said
