"""Build the next version of a shop: copy what is understood, read what is new, make marts."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from lib.engines.duck import Database, open_for_building
from lib.engines.sql_files import sql_text
from lib.errors import AppError, MappingNeeded
from lib.i18n import _
from lib.ingest.rules import READING_RULES
from lib.ingest.shop_warnings import shop_warnings
from lib.ingest.source_rows import copy_source_rows, create_source_rows
from lib.ingest.tables import build_marts, check_sums, create_table, main_currency
from lib.ingest.take_in import Report, read_import
from lib.schema import SCHEMA_VERSION
from lib.shop_files import ImportRecipe, Manifest, Settings, ShopFolder
from lib.workspace import check_undamaged


def build_version(
    folder: ShopFolder,
    settings: Settings,
    recipes: tuple[ImportRecipe, ...],
    action: str,
    sources: dict[str, Path],
    report: Report,
    new_ids: tuple[int, ...] = (),
) -> Manifest:
    """Build, check and publish the version that holds exactly ``recipes``.

    ``sources`` names files at hand by SHA-256; all others are restored from raw. Imports of
    ``new_ids`` may still be refused; what is in the shop already stays in it. The caller holds
    the import lock. Raises AppError for bad input; the version in use stays as it is.
    """
    folder.prune()
    version = max([0, *folder.versions()]) + 1
    folder.scratch.mkdir(parents=True, exist_ok=True)
    target = folder.path / f"v{version:04d}.building"
    db = open_for_building(target, folder.scratch, (folder.path, *_parents(sources)))
    try:
        db.attach_scratch("work")
        settings, read = _fill(db, folder, settings, recipes, sources, report, new_ids)
        build_marts(db, settings, settings.currency, report)
        _finish_imports(db, read, settings.currency)
        check_sums(db, {import_id: reading for import_id, (reading, _w) in read.items()})
        totals = _totals(db)
        db.run("detach work")
        db.run("checkpoint")
    finally:
        db.close()
    manifest = Manifest(version, action, recipes, asdict(settings), totals, SCHEMA_VERSION)
    folder.publish(manifest, target)
    folder.write_settings(settings)
    return manifest


def _totals(db: Database) -> dict[str, Any]:
    """What the version holds, as JSON: later versions are compared with it."""
    found = db.row(sql_text("metrics/totals"))
    replaced = db.rows(
        """
        select count(distinct order_id) from work.judged_lines
        where rule = 'replaced_by_later_file'
        """
    )[0][0]
    future = db.rows(
        """
        select count(*) from orders
        where ordered_on >= (select first_future_on from work.future_days)
        """
    )[0][0]
    days = (found["first_ordered_on"], found["last_ordered_on"])
    return {
        "orders": found["orders"],
        "replaced_orders": replaced,
        "valid_orders": found["valid_orders"],
        "future_orders": future,
        "customers": found["customers"],
        "revenue": str(found["revenue"]),
        "first_ordered_on": days[0].isoformat() if days[0] else None,
        "last_ordered_on": days[1].isoformat() if days[1] else None,
    }


def _parents(sources: dict[str, Path]) -> tuple[Path, ...]:
    return tuple({path.resolve().parent for path in sources.values()})


def _fill(
    db: Database,
    folder: ShopFolder,
    settings: Settings,
    recipes: tuple[ImportRecipe, ...],
    sources: dict[str, Path],
    report: Report,
    new_ids: tuple[int, ...],
) -> tuple[Settings, dict[int, tuple[int, list[str]]]]:
    """Source lines of every recipe; returns settings with a currency, and what each import read."""
    db.run_file("staging/macros")
    db.run_file("staging/identity_macros")
    db.run_file("staging/list_macros")
    create_source_rows(db)
    db.run_file("staging/list_rows")
    create_table(db, "imports")
    create_table(db, "ledger")
    create_table(db, "refused_keys")
    read: dict[int, tuple[int, list[str]]] = {}
    known = _attach_previous(db, folder, settings)
    kept = [recipe.import_id for recipe in recipes if recipe in known]
    if kept:
        copy_source_rows(db, kept)
    for recipe in recipes:
        if recipe in known:
            read[recipe.import_id] = _copy_previous(db, recipe)
        else:
            is_new = recipe.import_id in new_ids
            read[recipe.import_id] = read_import(
                db, folder, settings, recipe, sources, report, is_new=is_new
            )
    if known:
        db.run("detach previous")
    if new_ids:
        _refuse_lists_alone(db, recipes)
    return replace(settings, currency=settings.currency or main_currency(db)), read


def _refuse_lists_alone(db: Database, recipes: tuple[ImportRecipe, ...]) -> None:
    """A list of customers, costs or answers adds to orders; without any it says nothing."""
    if db.rows("select 1 from source_lines limit 1") or not db.rows(
        "select 1 from list_rows limit 1"
    ):
        return
    raise MappingNeeded(
        _("{file} is not a list of orders, and the shop has none yet.").format(
            file=recipes[-1].file_name
        ),
        _(
            "It has no column with the order date. Lists of customers, costs or answers add to"
            " orders; they do not say when each order was placed."
        ),
        _("Import the orders first, or together with it."),
        code="no_orders_yet",
    )


def _attach_previous(
    db: Database, folder: ShopFolder, settings: Settings
) -> tuple[ImportRecipe, ...]:
    """The imports that can be copied from the version in use, which is then attached."""
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
        "insert into list_rows select * from previous.list_rows where import_id = $import_id",
        numbers,
    )
    db.run(
        """
        insert into ledger select * from previous.ledger
        where import_id = $import_id and list_contains($reading_rules, rule)
        """,
        numbers | {"reading_rules": list(READING_RULES)},
    )
    db.run(
        "insert into imports select * from previous.imports where import_id = $import_id", numbers
    )
    db.run(
        "insert into refused_keys select * from previous.refused_keys where import_id = $import_id",
        numbers,
    )
    rows, warnings = db.rows(
        "select rows_read, warnings from imports where import_id = $import_id", numbers
    )[0]
    return int(rows), list(json.loads(warnings))


def _finish_imports(db: Database, read: dict[int, tuple[int, list[str]]], currency: str) -> None:
    """Count what became of the rows, and keep what must be known about the whole shop."""
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
    db.insert("shop_warnings", [(text,) for text in shop_warnings(db, currency)])
