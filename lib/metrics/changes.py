"""What the last import, or its undoing, did to a shop."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from lib.workspace import Manifest, Workspace

Days = tuple[date, date] | None


@dataclass(frozen=True)
class ShopChange:
    """The version in use compared with the one before the files of the shop last changed."""

    added_files: tuple[str, ...]
    removed_files: tuple[str, ...]
    orders: int
    """Orders more than before; fewer when negative. So for customers and revenue."""
    replaced_orders: int
    """Orders that were in the shop and were replaced by a newer file."""
    customers: int
    revenue: Decimal
    days_before: Days
    days_after: Days


def last_change(workspace: Workspace) -> ShopChange | None:
    """What changed when the shop last got or lost a file; None when there is nothing to compare."""
    now, before = workspace.manifest, workspace.folder.manifest_before()
    if before is None or not before.totals or not now.totals or before.imports == now.imports:
        return None
    # Rules switched since then have a paragraph of their own (last_rule_change).
    after = [
        manifest
        for version in workspace.folder.versions()
        if (manifest := workspace.folder.manifest(version)).imports == now.imports
        and _rules(manifest) == _rules(before)
        and manifest.totals
    ]
    return _compared(after[-1], before) if after else None


def _rules(manifest: Manifest) -> set[str]:
    return {name for name, is_on in manifest.settings.get("rules", {}).items() if is_on}


def last_rule_change(workspace: Workspace) -> tuple[tuple[str, ...], ShopChange] | None:
    """The switches changed last on the same files, and what that did; None when none were.

    Orders are valid ones here: a switch makes purchases of orders, not orders.
    """
    now, folder = workspace.manifest, workspace.folder
    for version in reversed([each for each in folder.versions() if each < now.version]):
        before = folder.manifest(version)
        if before.imports != now.imports or "valid_orders" not in before.totals:
            return None
        changed = sorted(_rules(before) ^ _rules(now))
        if changed:
            valid = now.totals["valid_orders"] - before.totals["valid_orders"]
            return tuple(changed), replace(_compared(now, before), orders=valid)
    return None


def _compared(now: Manifest, before: Manifest) -> ShopChange:
    # A file imported again under another mapping has a new number, so it is both taken and added.
    new_ids = {recipe.import_id for recipe in now.imports}
    old_ids = {recipe.import_id for recipe in before.imports}
    return ShopChange(
        added_files=tuple(r.file_name for r in now.imports if r.import_id not in old_ids),
        removed_files=tuple(r.file_name for r in before.imports if r.import_id not in new_ids),
        orders=now.totals["orders"] - before.totals["orders"],
        replaced_orders=max(0, now.totals["replaced_orders"] - before.totals["replaced_orders"]),
        customers=now.totals["customers"] - before.totals["customers"],
        revenue=Decimal(now.totals["revenue"]) - Decimal(before.totals["revenue"]),
        days_before=_days(before.totals),
        days_after=_days(now.totals),
    )


def _days(totals: Mapping[str, Any]) -> Days:
    first, last = totals["first_ordered_on"], totals["last_ordered_on"]
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
