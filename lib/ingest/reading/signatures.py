"""What a file really is, by its content and never by its name."""

import re
from dataclasses import dataclass
from pathlib import Path

from lib.errors import FileRefused
from lib.i18n import _

HEAD_BYTES = 65_536
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"%PDF-", "pdf"),
    (0, b"{\\rtf", "rtf"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"SQLite format 3\x00", "sqlite"),
    (8, b"DUCK", "duckdb"),
    (0, b"PAR1", "parquet"),
    (0, b"PARE", "parquet"),
    (0, b"ARROW1", "arrow"),
    (0, b"Obj\x01", "avro"),
    (0, b"\x7fELF", "program"),
    (0, b"MZ\x90\x00", "program"),
    (4, b"ftyp", "video"),
)
_HTML = re.compile(
    rb"\s*(<!--.{0,500}?-->\s*)?<(!doctype\s+html|html|head|body|script|meta|table|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_JSON = re.compile(rb'\s*(\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*(\{\s*["}]|\[|\]))')
_MAIL_HEADER = re.compile(rb"(?im)^(from|to|date|cc|reply-to|content-type):\s")
# A report may begin with "From: 2025-01-01"; only letters have a subject and a message number.
_MAIL_PROOF = re.compile(
    rb"(?im)^(subject|received|return-path|message-id|mime-version|delivered-to):\s"
)
# \x01 and \x1c to \x1f are delimiters of data warehouses.
_CONTROL = bytes(set(range(32)) - {0, 1, *range(9, 14), *range(26, 32)}) + b"\x7f"


@dataclass(frozen=True)
class Refusal:
    """One kind of file that is not read: what it is called and what to do instead."""

    name: str
    hint: str


def file_kind(head: bytes) -> str:
    """The kind of a file by its first bytes: "text", "parquet", "zip", "xls", "html", "png"..."""
    if not head:
        return "empty"
    for offset, magic, kind in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return kind
    if head.startswith(BYTE_ORDER_MARKS):
        return "text"
    if not head.strip(b"\x00"):
        return "zeros"
    squeezed = head.replace(b"\x00", b"")
    if not squeezed.strip():
        return "blank"
    return _text_kind(squeezed, zeros=len(head) - len(squeezed))


def _text_kind(head: bytes, zeros: int) -> str:
    """The kind of bytes that carry no known magic: markup, JSON, mail, noise or plain text."""
    if _HTML.match(head):
        return "html_table" if b"<table" in head.lower() else "html"
    if _XML.match(head):
        return "xml"
    if _JSON.match(head):
        return "json"
    if _is_mail(head):
        return "mail"
    controls = len(head) - len(head.translate(None, _CONTROL))
    # UTF-16 text has a zero in nearly every pair; noise has zeros and controls alike.
    if controls > 0.02 * len(head) and zeros < 0.2 * (len(head) + zeros):
        return "noise"
    return "text"


def _is_mail(head: bytes) -> bool:
    top = head[:2000].lstrip()
    first_lines = b"\n".join(top.splitlines()[:12])
    starts_so = any(mark.match(first_lines) for mark in (_MAIL_HEADER, _MAIL_PROOF))
    proofs = len(_MAIL_PROOF.findall(first_lines))
    if starts_so or top.startswith(b"From "):
        return proofs >= 1 and proofs + len(_MAIL_HEADER.findall(first_lines)) >= 2
    return False


def kind_of_file(path: Path) -> str:
    """The kind of the file on disk, see ``file_kind``; zeros and blanks are checked to the end."""
    with path.open("rb") as source:
        kind = file_kind(source.read(HEAD_BYTES))
        while kind in ("zeros", "blank"):
            block = source.read(1 << 20)
            if not block:
                break
            if block.strip(b"\x00"):
                kind = "blank" if not block.replace(b"\x00", b"").strip() else "text"
    return kind


def _export_again() -> str:
    return _("Export the orders of your shop as CSV or XLSX and upload that file.")


def _refusals_of_documents() -> dict[str, Refusal]:
    export_again = _export_again()
    return {
        "empty": Refusal(_("This file is empty (0 bytes)."), _("Please export it again.")),
        "blank": Refusal(
            _("This file is empty: it has only blank lines."), _("Please export it again.")
        ),
        "zeros": Refusal(
            _("This file is empty inside: it has only zero bytes, the copy was cut off."),
            _("Copy or download the file again."),
        ),
        "png": Refusal(_("This is a PNG picture, not a table."), export_again),
        "jpeg": Refusal(_("This is a JPEG picture, not a table."), export_again),
        "gif": Refusal(_("This is a GIF picture, not a table."), export_again),
        "webp": Refusal(_("This is a WebP picture, not a table."), export_again),
        "tiff": Refusal(_("This is a TIFF picture, not a table."), export_again),
        "video": Refusal(_("This is a video or photo file, not a table."), export_again),
        "pdf": Refusal(_("This is a PDF document, not a table."), export_again),
        "rtf": Refusal(_("This is a formatted text document, not a table."), export_again),
        "html": Refusal(
            _("This is a web page, probably the sign-in page of your shop."),
            _("Sign in to your shop and export again."),
        ),
        "html_table": Refusal(
            _("This is a web page with a table in it."),
            _("Open it in Excel, save it as XLSX and upload that file."),
        ),
        "xml": Refusal(
            _("This is an XML file, perhaps an old Excel format."),
            _("Open it in Excel, save it as XLSX and upload that file."),
        ),
        "json": Refusal(
            _("This looks like JSON; a CSV, XLSX or Parquet file is needed."), export_again
        ),
        "mail": Refusal(_("This is an e-mail, not a table."), export_again),
    }


def _refusals_of_containers() -> dict[str, Refusal]:
    export_again = _export_again()
    unpack = _("Unpack it and upload the table inside.")
    return {
        "noise": Refusal(_("This file is not a table: its bytes are not text."), export_again),
        "program": Refusal(_("This is a program, not a table."), export_again),
        "sqlite": Refusal(_("This is an SQLite database; databases are not opened."), export_again),
        "duckdb": Refusal(_("This is a DuckDB database; databases are not opened."), export_again),
        "arrow": Refusal(
            _("This is an Arrow file; a CSV, XLSX or Parquet is needed."), export_again
        ),
        "avro": Refusal(_("This is an Avro file; a CSV, XLSX or Parquet is needed."), export_again),
        "zip": Refusal(_("This is a ZIP archive or an XLSX workbook, not a text table."), unpack),
        "xls": Refusal(
            _("This is an old or protected Excel workbook, not a text table."),
            _("Open it in Excel, save it as XLSX without a password and upload that file."),
        ),
        "gzip": Refusal(_("This is a gzip archive, not a text table."), unpack),
        "bzip2": Refusal(_("This is a bzip2 archive, not a text table."), unpack),
        "xz": Refusal(_("This is an xz archive, not a text table."), unpack),
        "zstd": Refusal(_("This is a zstd archive, not a text table."), unpack),
        "7z": Refusal(_("This is a 7z archive, not a text table."), unpack),
        "rar": Refusal(_("This is a RAR archive, not a text table."), unpack),
    }


def refuse(kind: str, file_name: str) -> FileRefused:
    """The error that says in one sentence why a file of this kind is not read as a text table."""
    refusal = (_refusals_of_documents() | _refusals_of_containers())[kind]
    detail = _("File: {file}").format(file=file_name) if file_name else ""
    code = "file_empty" if kind in ("empty", "blank", "zeros") else "file_not_a_table"
    return FileRefused(refusal.name, detail, refusal.hint, code)
