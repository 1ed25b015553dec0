"""Why a workbook is not read, each in one sentence with a remedy."""

from lib.errors import FileRefused
from lib.i18n import _


def workbook_damaged(file_name: str, what: str) -> FileRefused:
    """The workbook is cut off or altered; ``what`` is one sentence on what was seen."""
    return FileRefused(
        _("{file} is damaged.").format(file=file_name),
        what,
        _("Download or export it again."),
        code="workbook_damaged",
    )


def workbook_locked(file_name: str) -> FileRefused:
    """The workbook needs a password, which is never asked for."""
    return FileRefused(
        _("{file} is protected with a password.").format(file=file_name),
        _("Its content is encrypted, so no sheet can be read."),
        _(
            "Open it in Excel, remove the password (File > Info > Protect Workbook), save it and"
            " import it again."
        ),
        code="workbook_locked",
    )


def entities_refused(file_name: str) -> FileRefused:
    """The XML declares entities: no spreadsheet program writes any, attackers do."""
    return FileRefused(
        _("{file} is not a normal workbook.").format(file=file_name),
        _("Its XML declares entities of its own, which no spreadsheet program does."),
        _("Open it in Excel, save it as a new XLSX and import that."),
        code="workbook_unsafe",
    )


def not_a_workbook(file_name: str, kind: str) -> FileRefused:
    """An office file that holds no sheets, or only in a form that is not read."""
    if kind == "xlsb":
        return FileRefused(
            _("{file} is a binary Excel workbook (XLSB).").format(file=file_name),
            _("Workbooks are read as XLSX, XLSM, XLS or ODS."),
            _("Open it in Excel, save it as XLSX and import that."),
            code="workbook_binary",
        )
    return FileRefused(
        _("{file} is an office document, not a workbook.").format(file=file_name),
        _("It holds a text, a presentation or a message."),
        _("Export the orders of your shop as CSV or XLSX and import that file."),
        code="file_not_a_table",
    )


def workbook_empty(file_name: str) -> FileRefused:
    """No sheet has a filled cell."""
    return FileRefused(
        _("{file} is an empty workbook.").format(file=file_name),
        _("None of its sheets has a filled cell."),
        _("Please export it again."),
        code="file_empty",
    )


def too_many_columns(file_name: str, most: int) -> FileRefused:
    """The rows of a sheet reach beyond what a table of orders can have."""
    return FileRefused(
        _("{file} has more than {most} columns.").format(file=file_name, most=most),
        _("Rows and columns are probably swapped."),
        _("Export one row per order, with columns like order number, date and total."),
        code="too_many_columns",
    )


def row_repeated(file_name: str, row: int, times: int) -> FileRefused:
    """One filled row stands for thousands of equal ones: no export, perhaps a bomb."""
    return FileRefused(
        _("{file} is not a normal workbook.").format(file=file_name),
        _("Row {row} says that it repeats {count} times.").format(row=row, count=times),
        _("Open it in a spreadsheet program, delete the repeated rows, save it as XLSX."),
        code="workbook_unsafe",
    )
