"""Which of several files belong together, written as one pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.ingest.looks import IsKnown, nothing_is_known
from lib.ingest.related.keys import ORDER, links_between
from lib.ingest.related.pack import pack_name, write_pack
from lib.ingest.related.planning import plan_of
from lib.ingest.related.profile import may_be_related, profiles_of
from lib.ingest.related.staging import stage_tables
from lib.ingest.scratch_database import scratch_database
from lib.schema.lists import ORDERS

# A file whose order numbers are nearly all here brings no orders of its own.
ALL_BUT_FEW = 0.99


@dataclass(frozen=True)
class Related:
    """Several files as one: where the pack lies, what it is called, which files it takes in."""

    path: Path
    name: str
    members: tuple[str, ...]
    lists: tuple[str, ...]
    """Members that say more of people than the orders take in: they are a list as well."""
    left_out: tuple[str, ...]
    """Files that are no orders by themselves and add no buyer, day or product to these."""

    @property
    def taken(self) -> frozenset[str]:
        """Files that need no import of their own."""
        return frozenset((*self.members, *self.left_out)).difference(self.lists)


def relate(
    files: Sequence[tuple[Path, str]], scratch: Path, is_known: IsKnown = nothing_is_known
) -> Related | None:
    """The pack of those files that belong together, written into ``scratch``; None if none do.

    Names must differ. A file that no reader understands is nobody's relative.
    """
    if len(files) < 2:
        return None
    with scratch_database(scratch, [path for path, _name in files]) as db:
        tables = profiles_of(db, files, scratch, is_known)
        if not may_be_related(tables):
            return None
        stage_tables(db, [table.files for table in tables], scratch)
        links = links_between(db, tables)
        plan = plan_of(tables, links)
    if plan is None:
        return None
    members = tuple(name for source in plan.sources for name in source.names)
    lists = tuple(
        name
        for table in tables
        if table.kind != ORDERS
        for _path, name in table.files
        if name in members
    )
    target = scratch / "related"
    write_pack(target, plan, {name: path for path, name in files if name in members})
    about_these = {
        link.many for link in links if link.concept == ORDER and link.found >= ALL_BUT_FEW
    }
    idle = [
        name
        for place, table in enumerate(tables)
        if table.kind == ORDERS
        # What may be other orders is for its owner to look at.
        and (place in about_these or not table.looks_like_orders)
        for _path, name in table.files
        if name not in members
    ]
    return Related(target, pack_name(plan), members, lists, tuple(idle))
