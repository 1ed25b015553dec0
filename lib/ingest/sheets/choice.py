"""Which sheets of a workbook hold the orders."""

from dataclasses import dataclass
from itertools import islice

from lib.i18n import _
from lib.ingest.looks import NO_LOOK, IsKnown, Look, best_header, nothing_is_known
from lib.ingest.reading import ReadingWarning
from lib.ingest.sheets.sheet import Findings, Sheet

ROWS_LOOKED_AT = 100
MOST_NAMES_SAID = 10


@dataclass(frozen=True)
class Chosen:
    """The sheets with orders, all with the same ``headers``, and the other filled ones."""

    sheets: tuple[Sheet, ...]
    others: tuple[Sheet, ...]
    headers: tuple[str, ...] = ()
    look: Look = NO_LOOK


@dataclass(frozen=True)
class _Glance:
    sheet: Sheet
    look: Look
    headers: tuple[str, ...]


def choose_sheets(sheets: list[Sheet], is_known: IsKnown = nothing_is_known) -> Chosen:
    """The sheet whose header looks most like orders and those with the same header.

    A hidden sheet is taken only when no visible one says who ordered when. No filled sheet at
    all gives an empty choice.
    """
    glances = [glance for sheet in sheets if (glance := _glance(sheet, is_known))]
    if not glances:
        return Chosen((), ())
    best = max(glances, key=_worth)
    same = [
        glance
        for glance in glances
        if glance.headers == best.headers and glance.sheet.is_hidden == best.sheet.is_hidden
    ]
    if not best.look.is_complete:
        same = [best]
    chosen = tuple(glance.sheet for glance in same)
    others = tuple(glance.sheet for glance in glances if glance.sheet not in chosen)
    return Chosen(chosen, others, best.headers, best.look)


def _worth(glance: _Glance) -> tuple[bool, bool, Look, int]:
    look, is_visible = glance.look, not glance.sheet.is_hidden
    return look.is_complete, is_visible, look, len(glance.headers)


def _glance(sheet: Sheet, is_known: IsKnown) -> _Glance | None:
    rows = [
        [cells.get(column, "") for column in range(max(cells) + 1)]
        for _row, cells, _is_hidden in islice(sheet.read(Findings()), ROWS_LOOKED_AT)
    ]
    if not rows:
        return None
    look, headers = best_header(rows, is_known)
    return _Glance(sheet, look, headers)


def choice_warnings(chosen: Chosen) -> list[ReadingWarning]:
    """What was not read, and that what was read is hidden."""
    found = []
    if chosen.sheets and chosen.sheets[0].is_hidden:
        sentence = _("The orders were read from the hidden sheet “{sheet}”.")
        found.append(ReadingWarning("sheet_hidden", sentence.format(sheet=chosen.sheets[0].name)))
    if chosen.others:
        sentence = _("Read from the sheet “{sheet}”; not read: {others}.")
        named = [
            _("“{sheet}” (hidden)").format(sheet=sheet.name)
            if sheet.is_hidden
            else f"“{sheet.name}”"
            for sheet in chosen.others[:MOST_NAMES_SAID]
        ]
        left = len(chosen.others) - len(named)
        if left:
            named.append(_("{count} more").format(count=left))
        names = "”, “".join(sheet.name for sheet in chosen.sheets[:MOST_NAMES_SAID])
        found.append(
            ReadingWarning("sheets_left_out", sentence.format(sheet=names, others=", ".join(named)))
        )
    return found
