"""What the cells of a file say that its owner should know before trusting a number."""

from lib import formats
from lib.engines.duck import Database
from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.mapping import LINE_FIELDS
from lib.ingest.understanding import STAGED, Understanding

# What Excel makes of a long number when a CSV is opened and saved: 1.23457E+15.
SCIENTIFIC = r"[1-9](?:[.,]\d+)?[eE]\+\d+"
PERSONAL = ("email", "phone", "customer_name", "username")


def check_order_ids(db: Database, understanding: Understanding, file_name: str) -> None:
    """Do without order numbers that Excel has destroyed; FileRefused where rows need them."""
    mapping = understanding.mapping
    if not mapping.has("order_id"):
        return
    text = understanding.text("order_id")
    rows, different = db.rows(
        f"""
        select count(*), count(distinct {text}) from {STAGED}
        where {_is_scientific(understanding, "order_id")}
        """
    )[0]
    if not rows or different == rows:
        return
    said = _(
        "Excel has destroyed the order numbers in “{column}” ({rows} rows, {different} different"
        " numbers like 1.23E+15)."
    ).format(column=mapping.columns["order_id"][0], rows=rows, different=different)
    remedy = _("Export again and do not open the file in Excel before importing it.")
    if mapping.has(*LINE_FIELDS):
        what = _("The order numbers in {file} cannot be used.").format(file=file_name)
        raise FileRefused(what, said, remedy, code="order_ids_destroyed")
    understanding.mapping = mapping.with_column("order_id", ())
    understanding.positions.pop("order_id")
    understanding.warnings.append(f"{said} {_('Every row counts as one order.')} {remedy}")


def cell_warnings(db: Database, understanding: Understanding) -> list[str]:
    """Sentences on hidden or destroyed customer data, and on dates written in several ways."""
    return [
        *_destroyed(db, understanding),
        *_hidden(db, understanding),
        *_several_date_forms(understanding),
        *_undecided_amounts(understanding),
        *_shortened_amounts(understanding),
    ]


def _is_scientific(u: Understanding, name: str) -> str:
    """SQL condition; asking for E+ first spares the dearer look at every ordinary cell."""
    column = u.positions[name][0]
    return (
        f"(contains({column}, 'E+') or contains({column}, 'e+'))"
        f" and regexp_full_match(clean_text({column}), '{SCIENTIFIC}')"
    )


def _destroyed(db: Database, u: Understanding) -> list[str]:
    said = []
    for name in ("customer_id", "phone"):
        if not u.positions.get(name):
            continue
        rows = db.rows(f"select count(*) from {STAGED} where {_is_scientific(u, name)}")[0][0]
        if rows:
            sentence = _(
                "Excel has shortened {rows} values in “{column}” (like 6.68E+10); they are not used"
                " to recognise customers. Export again without opening the file in Excel."
            )
            said.append(sentence.format(rows=rows, column=u.mapping.columns[name][0]))
    return said


def _hidden(db: Database, u: Understanding) -> list[str]:
    if u.layout.masked_username_is_key:
        return []  # said by the step that tells these buyers apart
    names = [name for name in PERSONAL if u.positions.get(name)]
    hidden = {name: _rows_hidden(db, u.positions[name][0]) for name in names}
    shown = [u.mapping.columns[name][0] for name in names if hidden[name]]
    if not shown:
        return []
    sentence = _(
        "The marketplace has hidden who bought in up to {rows} rows (columns {columns}). Hidden"
        " values like A*** are not used to recognise customers."
    )
    columns = ", ".join(f"“{header}”" for header in shown)
    return [sentence.format(rows=max(hidden.values()), columns=columns)]


def _rows_hidden(db: Database, column: str) -> int:
    return int(db.rows(f"select count(*) from {STAGED} where contains({column}, '**')")[0][0])


def _several_date_forms(u: Understanding) -> list[str]:
    if u.dates is None or len(u.dates.formats) < 2:
        return []
    forms = ", ".join(f"{form} ({count})" for form, count in u.dates.formats[:6])
    header = u.mapping.columns["ordered_at"][0]
    sentence = _("The dates in “{column}” are written in {count} ways: {forms}.")
    return [sentence.format(column=header, count=len(u.dates.formats), forms=forms)]


def _undecided_amounts(u: Understanding) -> list[str]:
    said = []
    for name, reading in u.numbers.items():
        if reading.is_proven or name not in u.mapping.columns:
            continue
        sentence = _(
            "Amounts in “{column}” can be read in two ways (1.250 as 1,250 or as 1.25). “{mark}”"
            " was taken as the decimal mark; name the shop's currency if that is wrong."
        )
        said.append(sentence.format(column=u.mapping.columns[name][0], mark=reading.decimal_mark))
    return said


def _shortened_amounts(u: Understanding) -> list[str]:
    sentence = _(
        "{count} amounts in “{column}” are written short and were read as thousands or millions"
        " (500k as 500000, 1tr2 as 1200000)."
    )
    return [
        sentence.format(count=formats.count(reading.shortened), column=u.mapping.columns[name][0])
        for name, reading in u.numbers.items()
        if reading.shortened and name in u.mapping.columns
    ]
