"""Take one file into source_lines: read, recognise, understand, type, note what could not be."""

import json
from collections.abc import Callable
from pathlib import Path

from lib.engines.duck import Database
from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.cell_warnings import cell_warnings, check_order_ids
from lib.ingest.containers import unpacked
from lib.ingest.discounts import settle_discounts
from lib.ingest.evidence import settle_mapping
from lib.ingest.line_statuses import visit_warnings
from lib.ingest.lists.recognise import settle_list
from lib.ingest.lists.take_in import insert_list_rows, understand_staged_list
from lib.ingest.mapping import Mapping, check_complete
from lib.ingest.order_ids import refuse_ids_per_order
from lib.ingest.other_reports import check_names_buyers, refuse_other_reports
from lib.ingest.phones import dialling_code
from lib.ingest.plain_keys import find_plain_keys
from lib.ingest.reading import TableReading
from lib.ingest.recognise import GENERIC, layout_mark
from lib.ingest.refused_keys import record_refused_keys
from lib.ingest.related.staging import stage_any
from lib.ingest.source_lines import insert_source_lines
from lib.ingest.stage import (
    count_duplicate_rows,
    drop_help_text_row,
    drop_staged,
    warning_texts,
)
from lib.ingest.understanding import STAGED, Understanding, settle_amount_basis, understand
from lib.raw_uploads import restore_raw
from lib.schema import IDENTITY_FIELDS
from lib.shop_files import ImportRecipe, Settings, ShopFolder

Report = Callable[[str, int, int], None]
"""Told (step, done, total); total 0 means unknown."""

# A date column of which more than this share cannot be read is not what it was taken for.
MOST_UNREADABLE = 0.5


def read_import(
    db: Database,
    folder: ShopFolder,
    settings: Settings,
    recipe: ImportRecipe,
    sources: dict[str, Path],
    report: Report,
    *,
    is_new: bool,
) -> tuple[int, list[str]]:
    """Read one file from disk into source lines, its unreadable rows into the ledger.

    ``is_new``: not in the shop yet, so it may still be refused for what its orders say together.
    """
    path = sources.get(recipe.sha256)
    if path is None:
        path = restore_raw(folder, recipe.sha256, folder.scratch / "restored")
    path, file_name = unpacked(path, recipe.file_name, folder.scratch)
    report("reading", 0, path.stat().st_size)
    choices = Mapping.from_dict(recipe.mapping) if recipe.mapping else None
    reading = stage_any(
        db,
        path,
        file_name,
        folder.scratch,
        choices=choices,
        on_progress=lambda done, total: report("reading", done, total),
    )
    report("understanding", 0, 0)
    remembered = remembered_mapping(settings, reading.columns)
    as_list = settle_list(choices, reading.columns, remembered)
    if as_list is not None:
        return _read_list(db, settings, recipe, reading, as_list, file_name)
    mapping, said = settle_mapping(db, choices, reading.columns, remembered)
    is_guess = not (remembered or (choices and choices.columns))
    reading, understanding = understand_staged(
        db, reading, mapping, settings, file_name, is_guess=is_guess
    )
    understanding.parameters["dialling_code"] = dialling_code(
        settings.time_zone, understanding.expected_currency, reading.columns
    )
    duplicates = count_duplicate_rows(db, len(reading.columns))
    find_plain_keys(db, understanding)
    insert_source_lines(db, understanding, recipe.import_id, recipe.sha256[:12])
    if is_new:
        refuse_ids_per_order(db, understanding, recipe.import_id, file_name)
    record_refused_keys(db, understanding, recipe.import_id)
    _record_unread(db, recipe.import_id)
    warnings = [*warning_texts(reading.warnings), *said, *understanding.warnings]
    if duplicates:
        warnings.append(
            _("{rows} rows repeat another row of the file cell by cell.").format(rows=duplicates)
        )
    _record_import(db, recipe, reading, understanding, warnings)
    drop_staged(db)
    return reading.rows_read, warnings


def _read_list(
    db: Database,
    settings: Settings,
    recipe: ImportRecipe,
    reading: TableReading,
    mapping: Mapping,
    file_name: str,
) -> tuple[int, list[str]]:
    """A file that is no orders but customers, costs or feedback."""
    u = understand_staged_list(db, reading, mapping, settings, file_name)
    u.parameters["dialling_code"] = dialling_code(
        settings.time_zone, settings.currency, reading.columns
    )
    insert_list_rows(db, u, recipe.import_id, int(recipe.imported_at[:4]))
    if mapping.has(*IDENTITY_FIELDS):
        record_refused_keys(db, u, recipe.import_id)
    _record_unread(db, recipe.import_id)
    warnings = [*warning_texts(reading.warnings), *u.warnings]
    _record_import(db, recipe, reading, u, warnings)
    drop_staged(db)
    return reading.rows_read, warnings


def remembered_mapping(settings: Settings, headers: tuple[str, ...]) -> Mapping | None:
    """The choices confirmed for a file with exactly these columns."""
    fields = settings.mappings.get(layout_mark(headers))
    return Mapping.from_dict(fields) if fields else None


def understand_staged(
    db: Database,
    reading: TableReading,
    mapping: Mapping,
    settings: Settings,
    file_name: str,
    *,
    is_guess: bool,
) -> tuple[TableReading, Understanding]:
    """From staged text to a checked understanding; ``is_guess``: nobody has named the columns.

    Raises MappingNeeded or FileRefused.
    """
    check_names_buyers(mapping, file_name)
    if not reading.rows_read:
        raise FileRefused(
            _("{file} has columns but no orders.").format(file=file_name),
            _("There are 0 rows after the header."),
            _("Export again and choose a time span that has orders."),
            code="no_rows",
        )
    if is_guess:
        refuse_other_reports(mapping, reading.columns, file_name)
    check_complete(mapping, reading.columns, file_name)
    if mapping.has_help_text_row:
        place = reading.columns.index(mapping.columns["ordered_at"][0]) + 1
        reading = drop_help_text_row(db, reading, f"c{place}")
    understanding = understand(
        db,
        mapping,
        reading.columns,
        settings.time_zone,
        settings.currency,
        is_plain=reading.is_plain,
    )
    _refuse_unreadable_dates(understanding, reading, file_name)
    if not mapping.has("order_id"):
        understanding.warnings.append(_no_order_numbers(mapping))
    check_order_ids(db, understanding, file_name)
    understanding = settle_discounts(db, settle_amount_basis(db, understanding))
    understanding.warnings += cell_warnings(db, understanding)
    if mapping.layout == GENERIC and mapping.has("status"):
        understanding.warnings += visit_warnings(db, STAGED, understanding.text("status"))
    dates = understanding.dates
    if dates is not None and not dates.is_proven:
        understanding.warnings.append(
            _(
                "Every date in “{column}” can be read day first or month first. It was read"
                " {order}; change it on the Data page if that is wrong."
            ).format(
                column=mapping.columns["ordered_at"][0],
                order=_("day first") if dates.order == "day_first" else _("month first"),
            )
        )
    if not understanding.mapping.has_money:
        understanding.warnings.append(
            _("The file has no amounts, so revenue is missing; retention does not need it.")
        )
    return reading, understanding


def _no_order_numbers(mapping: Mapping) -> str:
    if mapping.is_line_file:
        return _(
            "The file has no order numbers: rows of one customer at the same time count as one"
            " order."
        )
    return _("The file has no order numbers: each row counts as one order.")


def _refuse_unreadable_dates(
    understanding: Understanding, reading: TableReading, file_name: str
) -> None:
    dates = understanding.dates
    assert dates is not None
    if dates.order != "none" and dates.unreadable <= MOST_UNREADABLE * reading.rows_read:
        return
    header = understanding.mapping.columns["ordered_at"][0]
    raise FileRefused(
        _("The order dates in {file} cannot be read.").format(file=file_name),
        _("Column “{column}” has {count} cells that are no dates, for example: {examples}.").format(
            column=header,
            count=dates.unreadable,
            examples=", ".join(example[:40] for example in dates.examples) or "–",
        ),
        _("Choose the column that holds the order date, or write dates like 2025-12-31."),
        code="unreadable_dates",
    )


def _record_unread(db: Database, import_id: int) -> None:
    """Rows that the reader could not make cells of go to the ledger at once."""
    db.run(
        """
        insert into ledger
        select $import_id, row_number, null, value, rule, true, null from work.unread_rows
        """,
        {"import_id": import_id},
    )


def _record_import(
    db: Database,
    recipe: ImportRecipe,
    reading: TableReading,
    understanding: Understanding,
    warnings: list[str],
) -> None:
    order = understanding.dates.order if understanding.dates else ""
    columns: dict[str, object] = {
        "import_id": recipe.import_id,
        "file_name": recipe.file_name,
        "sha256": recipe.sha256,
        "platform": understanding.mapping.layout,
        "mapping": json.dumps(understanding.mapping.as_dict(), ensure_ascii=False),
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "date_order": order,
        "rows_read": reading.rows_read,
        "rows_used": 0,
        "rows_set_aside": 0,
        "warnings": json.dumps(warnings, ensure_ascii=False),
        "imported_at": recipe.imported_at,
    }
    db.insert("imports", [tuple(columns.values())])
