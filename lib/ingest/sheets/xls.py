"""XLS, the workbooks of Excel 97 to 2003, parsed by a library in a process of its own.

A damaged file of a few kilobytes can make the library ask for all the memory there is, or end
its process: then that process is gone, and the file is refused.
"""

import marshal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from lib.i18n import _
from lib.ingest.sheets.refusals import workbook_damaged, workbook_locked
from lib.ingest.sheets.sheet import Findings, Merge, Sheet, SheetRow
from lib.ingest.sheets.xls_child import LOCKED, MOST_SECONDS

PROJECT = Path(__file__).parents[3]


def xls_sheets(path: Path, file_name: str) -> list[Sheet]:
    """The sheets in the order of their tabs. Raises FileRefused.

    Error cells come out of the library as blanks, and hidden rows are not told apart.
    """
    command = [sys.executable, "-m", "lib.ingest.sheets.xls_child", str(path.resolve())]
    try:
        done = subprocess.run(
            command,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess(command, -1)
    if done.returncode == LOCKED:
        raise workbook_locked(file_name)
    if done.returncode:
        what = _("It begins like an Excel workbook, but its inside cannot be read.")
        raise workbook_damaged(file_name, what)
    return list(_sheets(BytesIO(done.stdout)))


def _sheets(spool: BytesIO) -> Iterator[Sheet]:
    """Where each sheet begins in what the child wrote: a head, its rows, a foot."""
    while True:
        try:
            name, is_hidden, merges = marshal.load(spool)
        except EOFError:
            return
        yield Sheet(name, is_hidden, partial(_rows, spool, spool.tell(), merges))
        while not isinstance(marshal.load(spool), int):
            pass


def _rows(
    spool: BytesIO, start: int, merges: list[tuple[int, int, int]], findings: Findings
) -> Iterator[SheetRow]:
    findings.merges += [Merge(*merge) for merge in merges]
    spool.seek(start)
    while not isinstance(row := marshal.load(spool), int):
        # Another sheet of the same book may be read before this one goes on.
        start = spool.tell()
        yield (*row, False)
        spool.seek(start)
    findings.long_numbers += row
