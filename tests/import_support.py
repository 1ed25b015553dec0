"""Short ways for tests to make order files and import them through the real import."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.commands.shop import totals_as_dict
from lib.ingest.job import import_request
from lib.ingest.plan import carry_out
from lib.metrics.retention import Retention, read_retention_data, retention
from lib.metrics.totals import ImportSummary, import_summaries
from lib.period import Period
from lib.shop_files import Settings, ShopFolder
from lib.workspace import Workspace, open_workspace

IMPORTED_AT = "2026-01-01 00:00:00"


def no_report(_step: str, _done: int, _total: int) -> None:
    """Progress nobody watches."""


@dataclass
class TestShop:
    """A shop in a folder of the test; imports run in this process, the child has its own tests."""

    __test__ = False
    folder: ShopFolder

    @classmethod
    def new(cls, path: Path, **settings: Any) -> "TestShop":
        folder = ShopFolder(path)
        folder.write_settings(Settings(**({"name": "Test shop"} | settings)))
        return cls(folder)

    def copied_to(self, path: Path) -> "TestShop":
        """The same shop in a folder where a test may change it; importing again takes longer."""
        shutil.copytree(self.folder.path, path)
        return TestShop(ShopFolder(path))

    def take_in(self, *files: Path, mapping: dict[str, Any] | None = None) -> dict[str, Any]:
        requested = [
            {"path": str(path), "name": path.name, "mapping": mapping or {}} for path in files
        ]
        request = import_request(self.folder, requested) | {"at": IMPORTED_AT}
        return carry_out(request, no_report)

    def undo(self, import_id: int = 0) -> dict[str, Any]:
        request = {"task": "undo", "shop": str(self.folder.path), "import_id": import_id}
        return carry_out(request, no_report)

    def open(self) -> Workspace:
        workspace = open_workspace(self.folder.path)
        assert workspace is not None
        return workspace

    def totals(self) -> dict[str, Any]:
        found: dict[str, Any] = self._asked(totals_as_dict)
        return found

    def imports(self) -> list[ImportSummary]:
        found: list[ImportSummary] = self._asked(import_summaries)
        return found

    def set_aside(self) -> dict[str, int]:
        """Rows set aside by rule, over all imports."""
        counts: dict[str, int] = {}
        for summary in self.imports():
            assert summary.rows_read == summary.rows_used + summary.rows_set_aside
            for rule in summary.set_aside:
                counts[rule.rule] = counts.get(rule.rule, 0) + rule.rows
        return counts

    def purchase_days(self) -> list[tuple[Any, ...]]:
        workspace = self.open()
        try:
            return workspace._database.rows(
                """
                select customers.customer_key, purchased_on, purchase_number, purchase_days.revenue
                from purchase_days inner join customers using (customer_id)
                order by customer_key, purchased_on
                """
            )
        finally:
            workspace.close()

    def retention(self, first: str, last: str, window_days: int, as_of: str = "") -> Retention:
        from datetime import date

        workspace = self.open()
        try:
            data = read_retention_data(
                workspace, as_of=date.fromisoformat(as_of) if as_of else None
            )
            period = Period(date.fromisoformat(first), date.fromisoformat(last))
            return retention(data, period, window_days)
        finally:
            workspace.close()

    def _asked(self, question: Any) -> Any:
        workspace = self.open()
        try:
            return question(workspace)
        finally:
            workspace.close()


def csv_file(path: Path, header: str, rows: Iterable[str | Sequence[object]]) -> Path:
    """A comma-separated file; rows are lines, or cells that need no quotes."""
    lines = [row if isinstance(row, str) else ",".join(map(str, row)) for row in rows]
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path
