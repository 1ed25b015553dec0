"""Writing the export files: compressed CSV that is the same byte for byte every time."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]


def in_header_order(header: Sequence[str], row: Row) -> list[str]:
    """The cells of one row. Where a header name comes twice, only its first column is filled."""
    unknown = row.keys() - set(header)
    if unknown:
        raise KeyError(f"not in the layout: {sorted(unknown)}")
    seen: set[str] = set()
    cells = []
    for name in header:
        cells.append("" if name in seen else row.get(name, ""))
        seen.add(name)
    return cells


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Row], *, bom: bool, line_end: str
) -> None:
    """Write the rows under the header, compressed, without a time stamp."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(in_header_order(header, row) for row in rows)
    payload = text.getvalue().encode("utf-8-sig" if bom else "utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name inside the archive is left empty, so the bytes do not depend on where it is written.
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(payload)


def money(amount: int, minor_units: int = 100) -> str:
    """An amount in smallest units as plain text: two decimals, or none where there are none."""
    if minor_units == 1:
        return str(amount)
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def masked(text: str) -> str:
    """A name as marketplaces show it: first and last letter, stars between."""
    return f"{text[:1]}******{text[-1:]}"
