"""Build the next version of a shop: copy what is already understood, read what is new, make marts."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from lib.engines.duck import Database, open_for_building
from lib.errors import AppError, FileRefused
from lib.i18n import _
from lib.ingest.containers import unpacked
from lib.ingest.mapping import Mapping, check_complete
from lib.ingest.reading import TableReading
from lib.ingest.recognise import layout_mark, resolve
from lib.ingest.rules import READING_RULES
from lib.ingest.source_lines import (
    Understanding,
    insert_source_lines,
    settle_amount_basis,
    understand,
)
from lib.ingest.stage import count_duplicate_rows, drop_help_text_row, stage_file, warning_texts
from lib.ingest.tables import (
    build_marts,
    check_sums,
    create_table,
    identity_warnings,
    main_currency,
)
from lib.schema import SCHEMA_VERSION
from lib.shop_files import ImportRecipe, Manifest, Settings, ShopFolder, restore_raw
from lib.workspace import check_undamaged

Report = Callable[[str, int, int], None]
"""Told (step, done, total); total 0 means unknown."""

DIALLING_CODES = {
    "Asia/Bangkok": "66",
    "Asia/Ho_Chi_Minh": "84",
    "Asia/Saigon": "84",
    "Europe/London": "44",
    "Asia/Singapore": "65",
    "Asia/Kuala_Lumpur": "60",
    "Asia/Jakarta": "62",
    "Asia/Manila": "63",
    "Europe/Berlin": "49",
    "Europe/Paris": "33",
    "Australia/Sydney": "61",
}
# A date column of which more than this share cannot be read is not what it was taken for.
MOST_UNREADABLE = 0.5


def build_version(
    folder: ShopFolder,
    settings: Settings,
    recipes: tuple[ImportRecipe, ...],
    action: str,
    sources: dict[str, Path],
    report: Report,
) -> Manifest:
    """Build, check and publish the version that holds exactly ``recipes``.

    ``sources`` names files at hand by SHA-256; all others are restored from raw. The caller holds
    the import lock. Raises AppError for bad input; the version in use stays as it is.
    """
    folder.prune()
    version = max([0, *folder.versions()]) + 1
    folder.scratch.mkdir(parents=True, exist_ok=True)
    target = folder.path / f"v{version:04d}.building"
    db = open_for_building(target, folder.scratch, (folder.path, *_parents(sources)))
    try:
        db.attach(folder.scratch / "work.duckdb", "work")
        settings, read = _fill(db, folder, settings, recipes, sources, report)
        report("tables", 0, 0)
        build_marts(db, settings, settings.currency)
        _finish_imports(db, read)
        check_sums(db, {import_id: reading for import_id, (reading, _w) in read.items()})
        db.run("detach work")
        db.run("checkpoint")
    finally:
        db.close()
    manifest = Manifest(version, action, recipes, asdict(settings), SCHEMA_VERSION)
    folder.publish(manifest, target)
    folder.write_settings(settings)
    folder.prune()
    return manifest


def _parents(sources: dict[str, Path]) -> tuple[Path, ...]:
    return tuple({path.resolve().parent for path in sources.values()})


def _fill(
    db: Database,
    folder: ShopFolder,
    settings: Settings,
    recipes: tuple[ImportRecipe, ...],
    sources: dict[str, Path],
    report: Report,
) -> tuple[Settings, dict[int, tuple[int, list[str]]]]:
    """Source lines of every recipe; returns the settings with the currency and, per import, what was read."""
    db.run_file("staging/macros")
    db.run_file("staging/identity_macros")
    db.run_file("staging/source_lines")
    create_table(db, "imports")
    create_table(db, "ledger")
    read: dict[int, tuple[int, list[str]]] = {}
    known = _attach_previous(db, folder, settings)
    for recipe in recipes:
        if recipe in known:
            read[recipe.import_id] = _copy_previous(db, recipe)
        else:
            read[recipe.import_id] = _read_import(db, folder, settings, recipe, sources, report)
    if known:
        db.run("detach previous")
    return replace(settings, currency=settings.currency or main_currency(db)), read


def _attach_previous(db: Database, folder: ShopFolder, settings: Settings) -> tuple[ImportRecipe, ...]:
    """The imports whose typed lines can be copied from the version in use, which is then attached."""
    version = folder.current_version()
    if version is None:
        return ()
    try:
        manifest = folder.manifest(version)
        check_undamaged(folder.database(version), manifest)
        same_zone = manifest.settings.get("time_zone") == settings.time_zone
        if manifest.schema_version != SCHEMA_VERSION or not same_zone or not manifest.imports:
            return ()
        db.attach(folder.database(version), "previous", read_only=True)
    except AppError:
        return ()  # damaged or unreadable: everything is read again from raw
    return manifest.imports


def _copy_previous(db: Database, recipe: ImportRecipe) -> tuple[int, list[str]]:
    numbers = {"import_id": recipe.import_id}
    db.run(
        "insert into source_lines select * from previous.source_lines where import_id = $import_id",
        numbers,
    )
    db.run(
        """
        insert into ledger select * from previous.ledger
        where import_id = $import_id and list_contains($reading_rules, rule)
        """,
        numbers | {"reading_rules": list(READING_RULES)},
    )
    db.run("insert into imports select * from previous.imports where import_id = $import_id", numbers)
    rows, warnings = db.rows(
        "select rows_read, warnings from imports where import_id = $import_id", numbers
    )[0]
    return int(rows), list(json.loads(warnings))


def _read_import(
    db: Database,
    folder: ShopFolder,
    settings: Settings,
    recipe: ImportRecipe,
    sources: dict[str, Path],
    report: Report,
) -> tuple[int, list[str]]:
    """Read one file from disk into source lines, its unreadable rows into the ledger."""
    path = sources.get(recipe.sha256)
    if path is None:
        path = restore_raw(folder, recipe.sha256, folder.scratch / "restored")
    path, file_name = unpacked(path, recipe.file_name, folder.scratch)
    report("reading", 0, path.stat().st_size)
    choices = Mapping.from_dict(recipe.mapping) if recipe.mapping else None
    reading = stage_file(
        db,
        path,
        file_name,
        folder.scratch,
        choices=choices,
        on_progress=lambda done, total: report("reading", done, total),
    )
    report("understanding", 0, 0)
    mapping = resolve(choices, reading.columns, remembered_mapping(settings, reading.columns))
    reading, understanding = understand_staged(db, reading, mapping, settings, file_name)
    understanding.parameters["dialling_code"] = DIALLING_CODES.get(settings.time_zone, "")
    duplicates = count_duplicate_rows(db, len(reading.columns))
    insert_source_lines(db, understanding, recipe.import_id, recipe.sha256[:12])
    _record_unread(db, recipe.import_id)
    warnings = [*warning_texts(reading.warnings), *understanding.warnings]
    if duplicates:
        warnings.append(
            _("{rows} rows repeat another row of the file cell by cell.").format(rows=duplicates)
        )
    _record_import(db, recipe, reading, understanding, warnings)
    db.run("drop table work.staged")
    return reading.rows_read, warnings


def remembered_mapping(settings: Settings, headers: tuple[str, ...]) -> Mapping | None:
    """The choices confirmed for a file with exactly these columns."""
    fields = settings.mappings.get(layout_mark(headers))
    return Mapping.from_dict(fields) if fields else None


def understand_staged(
    db: Database, reading: TableReading, mapping: Mapping, settings: Settings, file_name: str
) -> tuple[TableReading, Understanding]:
    """From staged text to a checked understanding. Raises MappingNeeded or FileRefused."""
    check_complete(mapping, reading.columns, file_name)
    if mapping.has_help_text_row:
        place = reading.columns.index(mapping.columns["ordered_at"][0]) + 1
        reading = drop_help_text_row(db, reading, f"c{place}")
    understanding = understand(db, mapping, reading.columns, settings.time_zone, settings.currency)
    _refuse_unreadable_dates(understanding, reading, file_name)
    understanding = settle_amount_basis(db, understanding)
    dates = understanding.dates
    if dates is not None and not dates.is_proven:
        understanding.warnings.append(
            _(
                "Every date in “{column}” can be read day first or month first. It was read {order};"
                " change it on the Data page if that is wrong."
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


def _finish_imports(db: Database, read: dict[int, tuple[int, list[str]]]) -> None:
    """Count what became of the rows and keep the warnings of the whole shop with the last import."""
    db.run(
        """
        update imports set
            rows_set_aside = (
                select count(*) from ledger
                where ledger.import_id = imports.import_id and is_set_aside
            ),
            rows_used = (
                select count(*) from work.judged_lines
                where judged_lines.import_id = imports.import_id and rule is null
            )
        """
    )
    db.run("create table shop_warnings (warning varchar)")
    db.insert("shop_warnings", [(text,) for text in identity_warnings(db)])
