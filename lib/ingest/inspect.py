"""What the app understands of a file before it imports it: guess, preview, open questions."""

import tempfile
from pathlib import Path
from typing import Any

from lib.engines.duck import Database
from lib.errors import AppError
from lib.ingest.arrivals import file_gone, is_known
from lib.ingest.containers import expand, unpacked
from lib.ingest.evidence import settle_mapping
from lib.ingest.lists.recognise import every_layout_name, settle_list
from lib.ingest.lists.take_in import understand_staged_list
from lib.ingest.lists.understanding import ListUnderstanding
from lib.ingest.mapping import Mapping
from lib.ingest.order_ids import looks_per_order
from lib.ingest.reading import TableReading
from lib.ingest.recognise import layout_mark, layouts
from lib.ingest.related.staging import stage_any
from lib.ingest.scratch_database import scratch_database
from lib.ingest.stage import warning_texts
from lib.ingest.take_in import remembered_mapping, understand_staged
from lib.ingest.understanding import Understanding
from lib.schema import ANY_FIELD, Kind
from lib.shop_files import Settings

PREVIEW_ROWS = 20_000
SHOWN_ROWS = 20
SHOWN_EXAMPLES = 4


def inspect_file(request: dict[str, Any]) -> dict[str, Any]:
    """Read the head of a file and say what each column would become.

    The request names ``path``, ``name``, ``settings`` and perhaps ``mapping``. The answer holds the
    reading, the mapping, a preview per field, and under "problem" the error that importing would
    raise, so that the screen can ask for just that. Raises FileRefused when it is no table at all.
    """
    settings = Settings(**request["settings"])
    path = Path(request["path"])
    if not path.exists():
        raise file_gone(request["name"])
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        place = scratch / "expanded"
        place.mkdir()
        chosen = request.get("mapping") or {}
        expanded = expand(path, request["name"], place, is_known(settings, chosen))
        path, name = unpacked(*expanded.files[0], scratch)
        with scratch_database(scratch, (path,)) as db:
            answer = _inspect(db, path, name, scratch, settings, chosen)
            return answer | {"warnings": [*expanded.notes, *answer["warnings"]]}


def _inspect(
    db: Database,
    path: Path,
    name: str,
    scratch: Path,
    settings: Settings,
    chosen: dict[str, Any],
) -> dict[str, Any]:
    choices = Mapping.from_dict(chosen) if chosen else None
    reading = stage_any(db, path, name, scratch, choices=choices, limit_rows=PREVIEW_ROWS)
    mark = layout_mark(reading.columns)
    remembered = remembered_mapping(settings, reading.columns)
    as_list = settle_list(choices, reading.columns, remembered)
    mapping, said = (
        (as_list, []) if as_list else settle_mapping(db, choices, reading.columns, remembered)
    )
    answer: dict[str, Any] = {
        "file": name,
        "layout_mark": mark,
        "layout": every_layout_name(layouts())[mapping.layout],
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "header_row": reading.header_row,
        "columns": list(reading.columns),
        "rows_previewed": reading.rows_read,
        "is_whole_file": reading.rows_read < PREVIEW_ROWS,
        "rows": _first_rows(db, len(reading.columns)),
        "mapping": mapping.as_dict(),
        "warnings": [*warning_texts(reading.warnings), *said],
        "preview": [],
        "dates": None,
        "problem": None,
        "has_ids_per_order": False,
    }
    if as_list:
        return answer | _inspect_list(db, reading, as_list, settings, name)
    try:
        reading, understanding = understand_staged(
            db,
            reading,
            mapping,
            settings,
            name,
            is_guess=not (remembered or (choices and choices.columns)),
        )
    except AppError as error:
        return answer | {"problem": error.as_dict()}
    dates = understanding.dates
    assert dates is not None
    return answer | {
        "preview": _preview(db, understanding),
        "dates": {
            "order": dates.order,
            "is_proven": dates.is_proven,
            "is_buddhist": dates.is_buddhist,
            "formats": [list(pair) for pair in dates.formats],
        },
        "warnings": [*answer["warnings"], *understanding.warnings],
        "has_ids_per_order": looks_per_order(db, understanding),
    }


def _inspect_list(
    db: Database, reading: TableReading, mapping: Mapping, settings: Settings, name: str
) -> dict[str, Any]:
    """What importing a list of customers, costs or answers would make of it."""
    try:
        u = understand_staged_list(db, reading, mapping, settings, name)
    except AppError as error:
        return {"problem": error.as_dict()}
    u.parameters["dialling_code"] = ""
    unproven = [
        field for field, found in u.moments.items() if not found.is_proven and found.order != "none"
    ]
    shown = u.moments[unproven[0]] if unproven else u.dates
    return {
        "preview": _preview(db, u),
        "dates": {
            "field": unproven[0] if unproven else "",
            "order": shown.order if shown else "",
            "is_proven": not unproven,
            "is_buddhist": any(each.is_buddhist for each in u.moments.values()),
            "formats": [list(pair) for pair in shown.formats] if shown else [],
        },
        "warnings": [*warning_texts(reading.warnings), *u.warnings],
    }


def _first_rows(db: Database, column_count: int) -> list[list[str]]:
    places = ", ".join(f"c{place + 1}" for place in range(min(column_count, 60)))
    found = db.rows(
        f"select row_number, {places} from work.staged order by row_number limit {SHOWN_ROWS}"
    )
    return [["" if cell is None else str(cell)[:120] for cell in row] for row in found]


def _preview(db: Database, understanding: Understanding) -> list[dict[str, Any]]:
    """Per mapped field: the source column, examples before and after, and how many cells fail."""
    preview = []
    for name, headers in understanding.mapping.columns.items():
        kind = ANY_FIELD[name].kind
        column = understanding.positions[name][0]
        if kind is Kind.MOMENT and isinstance(understanding, ListUnderstanding):
            became = understanding.day(name)
            unreadable = understanding.moments[name].unreadable
        elif name == "refunded_at":
            refunds = understanding.refund_dates
            became, unreadable = understanding.refund_moment, refunds.unreadable if refunds else 0
        elif kind is Kind.MOMENT:
            became, unreadable = understanding.moment, understanding.dates.unreadable  # type: ignore[union-attr]
        elif name in understanding.numbers:
            became = understanding.numbers[name].sql
            unreadable = understanding.numbers[name].unreadable
        else:
            became, unreadable = understanding.text(name), 0
        examples = db.rows(
            f"""
            select {column}, ({became})::varchar from work.staged
            where clean_text({column}) is not null
            group by all order by min(row_number) limit {SHOWN_EXAMPLES}
            """,
            understanding.parameters,
        )
        preview.append(
            {
                "field": name,
                "headers": list(headers),
                "examples": [[str(text)[:60], (value or "")[:60]] for text, value in examples],
                "unreadable": unreadable,
            }
        )
    return preview
