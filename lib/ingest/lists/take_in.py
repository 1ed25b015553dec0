"""Take a list into list_rows: typed, what cannot be typed noted with its rule."""

from lib.engines.duck import Database
from lib.errors import FileRefused, MappingNeeded
from lib.i18n import _
from lib.ingest.lists.understanding import (
    EARLIEST_BIRTH,
    ListUnderstanding,
    understand_list,
    unread_attributes,
)
from lib.ingest.mapping import Mapping, listed_headers
from lib.ingest.reading import TableReading
from lib.ingest.source_lines import key_sql
from lib.ingest.understanding import STAGED
from lib.schema import ANY_FIELD, IDENTITY_FIELDS, Kind
from lib.schema.lists import ATTRIBUTES, COSTS, CUSTOMERS, FEEDBACK, SEVERAL_AT_ONCE
from lib.shop_files import Settings

# A column of which more than this share cannot be read is not what it was taken for.
MOST_UNREADABLE = 0.5


def understand_staged_list(
    db: Database, reading: TableReading, mapping: Mapping, settings: Settings, file_name: str
) -> ListUnderstanding:
    """From staged text to a checked understanding. Raises MappingNeeded or FileRefused."""
    _check_complete(mapping, reading.columns, file_name)
    if not reading.rows_read:
        raise FileRefused(
            _("{file} has columns but no rows.").format(file=file_name),
            _("There are 0 rows after the header."),
            _("Export the list again."),
            code="no_rows",
        )
    u = understand_list(db, mapping, reading.columns, settings.time_zone, settings.currency)
    for name in ("spent_on", "cost", "score"):
        _check_readable(u, name, reading, file_name)
    if mapping.kind == CUSTOMERS:
        u.warnings += unread_attributes(u)
    return u


def insert_list_rows(db: Database, u: ListUnderstanding, import_id: int, year: int) -> None:
    """Append the staged rows to list_rows, typed. ``year``: of the import; nobody is born later."""
    amount = {COSTS: "cost", FEEDBACK: "score"}.get(u.mapping.kind, "")
    moment = {COSTS: "spent_on", FEEDBACK: "answered_at"}.get(u.mapping.kind, "")
    rule, column, value = _problems(u, moment, amount)
    statement = f"""
        insert into list_rows
        select
            $import_id, row_number, $platform, $kind,
            {key_sql(u, "customer_id")}, {key_sql(u, "email")}, {key_sql(u, "phone")},
            {key_sql(u, "username")}, {u.text("customer_name")}, {u.text("order_id")},
            {u.day(moment)}, {u.number(amount)}, {u.text("comment")},
            {u.text("channel") if u.mapping.kind == COSTS else "null"}, {u.text("cost_kind")},
            {u.currency}, {_attributes(u)}, {rule}, {column}, {value}
        from {STAGED}
        """
    if "$year" in statement:
        u.parameters["year"] = year
    values = {"import_id": import_id, "platform": u.mapping.platform, "kind": u.mapping.kind}
    db.run(statement, u.parameters | values)


def _attributes(u: ListUnderstanding) -> str:
    """SQL for all that a row says of a customer, as a list of attribute and value."""
    parts = ["[]::struct(attribute varchar, value varchar)[]"]
    for name in ATTRIBUTES if u.mapping.kind == CUSTOMERS else ():
        if not u.mapping.has(name):
            continue
        if name in SEVERAL_AT_ONCE:
            parts.append(f"listed('{name}', {_filled(u, name)})")
        else:
            parts.append(f"[{{'attribute': '{name}', 'value': ({_attribute(u, name)})::varchar}}]")
    return parts[0] if len(parts) == 1 else f"flatten([{', '.join(parts)}])"


def _attribute(u: ListUnderstanding, name: str) -> str:
    if name == "birth_date":
        day = f"{u.day(name)}::date"
        return f"case when year({day}) between {EARLIEST_BIRTH} and $year then {day} end"
    if ANY_FIELD[name].kind is Kind.MOMENT:
        return f"{u.day(name)}::date"
    if name == "lifetime_orders":
        return f"{u.number(name)}::bigint"
    if ANY_FIELD[name].kind is Kind.MONEY:
        return f"{u.number(name)}::decimal(18, 2)"
    words = {"gender": "gender_word", "email_marketing": "consent_word"}
    words["sms_marketing"] = "consent_word"
    text = _filled(u, name)
    return f"{words[name]}({text})" if name in words else text


def _filled(u: ListUnderstanding, name: str) -> str:
    text = u.text(name)
    return f"case when is_filled({text}) then {text} end"


def _problems(u: ListUnderstanding, moment: str, amount: str) -> tuple[str, str, str]:
    """SQL for rule, column header and cell text of the first thing in a row that cannot be read."""
    checks: list[tuple[str, str, str]] = []
    if moment in u.moments:
        text = u.text(moment)
        checks.append(
            ("unreadable_date", moment, f"{text} is not null and {u.day(moment)} is null")
        )
        if u.mapping.kind == COSTS:
            checks.append(("no_date", moment, f"{text} is null"))
    if amount in u.numbers:
        text = u.text(amount)
        rule = "unreadable_amount" if amount == "cost" else "unreadable_score"
        checks.append((rule, amount, f"is_filled({text}) and {u.number(amount)} is null"))
        said = u.text("comment") if u.mapping.kind == FEEDBACK else "null"
        checks.append(("says_nothing", amount, f"{u.number(amount)} is null and {said} is null"))
    if not checks:
        return ("null", "null", "null")
    rules, columns, values = [], [], []
    for rule, name, condition in checks:
        u.parameters[f"header_{name}"] = u.mapping.columns[name][0]
        rules.append(f"when {condition} then '{rule}'")
        columns.append(f"when {condition} then $header_{name}")
        values.append(f"when {condition} then {u.text(name)}")
    return tuple(f"case {' '.join(parts)} end" for parts in (rules, columns, values))  # type: ignore[return-value]


def _check_complete(mapping: Mapping, headers: tuple[str, ...], file_name: str) -> None:
    """Raise MappingNeeded unless the list says what a list of its kind must."""
    gone = [header for used in mapping.columns.values() for header in used if header not in headers]
    needed = {
        CUSTOMERS: (IDENTITY_FIELDS[:4],),
        COSTS: (("spent_on",), ("cost",)),
        FEEDBACK: (("score", "comment"),),
    }[mapping.kind]
    if not gone and all(mapping.has(*names) for names in needed):
        return
    needs = {
        CUSTOMERS: _("A list of customers needs a customer number, an e-mail address or a phone."),
        COSTS: _("A list of costs needs a column with the month or day and one with the amount."),
        FEEDBACK: _("A list of answers needs a column with the score or one with the text."),
    }[mapping.kind]
    raise MappingNeeded(
        _("{file} lacks a column that it needs.").format(file=file_name),
        needs + " " + _("Its columns are: {columns}.").format(columns=listed_headers(headers)),
        _("Point to the right column on the Data page."),
        code="mapping_missing_column" if gone else "list_incomplete",
    )


def _check_readable(u: ListUnderstanding, name: str, reading: TableReading, file_name: str) -> None:
    """Raise FileRefused for a column of which most cells are not what it was taken for."""
    found = u.moments.get(name) or u.numbers.get(name)
    if found is None or found.unreadable <= MOST_UNREADABLE * reading.rows_read:
        return
    sentence = _(
        "Column “{column}” has {count} cells that cannot be read, for example: {examples}."
    )
    raise FileRefused(
        _("The column “{column}” of {file} cannot be read.").format(
            column=u.mapping.columns[name][0], file=file_name
        ),
        sentence.format(
            column=u.mapping.columns[name][0],
            count=found.unreadable,
            examples=", ".join(example[:40] for example in found.examples) or "–",
        ),
        _("Choose another column, or write dates like 2025-12-31 and amounts like 1234.50."),
        code="list_unreadable",
    )
