"""Files that are one table together, kept as one: a ZIP of ours that says how they are joined.

``tables.json`` is its first entry; the files lie beside it byte for byte as they came, so the
upload is kept whole and the shop can be rebuilt from it.
"""

import json
import shutil
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lib.i18n import _
from lib.ingest.unpacking_limits import archive_damaged
from lib.ingest.zip_package import is_zip, open_zip

MARK = "bright-spots-tables.json"
# The same files give the same bytes, so that a repeated import is recognised.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_NAME = 100
LARGEST_PLAN = 1 << 22


@dataclass(frozen=True)
class Source:
    """A table: the files with these columns, rows one under the other."""

    names: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Join:
    """Where column ``column`` of ``table`` names a row of ``other`` by its ``key``."""

    table: int
    column: str
    other: int
    key: str


@dataclass(frozen=True)
class Column:
    """A column of the joined table: the first of these (table, header) that is filled."""

    name: str
    parts: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class JoinPlan:
    """How tables become one.

    A row for each row of ``rows`` and, where ``orders`` is another table, for each of its rows that
    no row of ``rows`` names. ``joins``: the one to ``orders`` first, then those that look up more.
    """

    sources: tuple[Source, ...]
    rows: int
    orders: int
    joins: tuple[Join, ...]
    columns: tuple[Column, ...]

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "JoinPlan":
        """A plan read back from JSON; the numbers of tables are numbers, whatever was written.

        Raises LookupError, TypeError or ValueError for one that fits no tables.
        """
        plan = cls(
            tuple(
                Source(tuple(each["names"]), tuple(each["columns"])) for each in fields["sources"]
            ),
            int(fields["rows"]),
            int(fields["orders"]),
            tuple(
                Join(int(each["table"]), each["column"], int(each["other"]), each["key"])
                for each in fields["joins"]
            ),
            tuple(
                Column(each["name"], tuple((int(table), header) for table, header in each["parts"]))
                for each in fields["columns"]
            ),
        )
        named = [part for column in plan.columns for part in column.parts]
        for join in plan.joins:
            named += [(join.table, join.column), (join.other, join.key)]
        if {plan.rows, plan.orders} - {*range(len(plan.sources))} or not plan.columns:
            raise ValueError(plan.rows)
        for table, header in named:
            if table < 0:
                raise ValueError(table)
            plan.sources[table].columns.index(header)
        return plan


def pack_name(plan: JoinPlan) -> str:
    """What the joined files are called together: the orders first."""
    first = [plan.orders, plan.rows]
    order = list(dict.fromkeys([*first, *range(len(plan.sources))]))
    names = [name for place in order for name in plan.sources[place].names]
    joined = " + ".join(names)
    return joined if len(joined) <= _LONGEST_NAME else f"{names[0]} + {len(names) - 1}"


def left_out_note(names: tuple[str, ...]) -> str:
    """That files were not needed, and what does not count for that."""
    return _(
        "Left out: {names}. They add no buyer, day or product to these orders; payments and refunds"
        " in them are not added to the amounts."
    ).format(names=", ".join(names))


def write_pack(target: Path, plan: JoinPlan, files: dict[str, Path]) -> None:
    """One file of the plan and the files it names."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
        about = json.dumps({"format": 1} | asdict(plan), ensure_ascii=False)
        package.writestr(zipfile.ZipInfo(MARK, _NO_TIME), about)
        for number, name in enumerate(_all_names(plan)):
            info = zipfile.ZipInfo(f"{number:04d}", _NO_TIME)
            with (
                files[name].open("rb") as source,
                package.open(info, "w", force_zip64=True) as entry,
            ):
                shutil.copyfileobj(source, entry, 1 << 20)


def is_pack(path: Path) -> bool:
    """Whether a file was written by ``write_pack``."""
    if not is_zip(path):
        return False
    with path.open("rb") as file:
        return MARK.encode() in file.read(30 + len(MARK))


def read_pack(path: Path, place: Path) -> tuple[JoinPlan, dict[str, Path]]:
    """The plan of a pack and its files by name, unpacked into ``place``.

    Anybody may upload what looks like a pack: FileRefused for one that ``write_pack`` never wrote.
    Its entries are stored as they are, so that none can be larger than the file.
    """
    try:
        with open_zip(path, path.name) as package:
            entries = package.infolist()
            is_stored = all(each.compress_type == zipfile.ZIP_STORED for each in entries)
            size = sum(each.file_size for each in entries)
            about = package.getinfo(MARK)
            if not is_stored or size > path.stat().st_size or about.file_size > LARGEST_PLAN:
                raise ValueError(size)
            plan = JoinPlan.from_dict(json.loads(package.read(about)))
            files = {
                name: Path(package.extract(f"{number:04d}", place))
                for number, name in enumerate(_all_names(plan))
            }
            return plan, files
    except (LookupError, TypeError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise archive_damaged(path.name, _("Its list of contents cannot be read.")) from error


def _all_names(plan: JoinPlan) -> list[str]:
    return [name for source in plan.sources for name in source.names]
