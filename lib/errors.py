"""What went wrong, in words a shop owner can act on."""

from typing import Any


class AppError(Exception):
    """A refusal with a remedy: shown on screen as is, printed by the command line as JSON.

    ``code`` is stable and language-free; ``title`` says what, ``detail`` says where (file, row,
    column, value) and what was expected, ``hint`` says how to fix it.
    """

    code = "refused"

    def __init__(self, title: str, detail: str = "", hint: str = "", code: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.hint = hint
        if code:
            self.code = code

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints: code, title, detail, hint."""
        return {
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
            "hint": self.hint,
        }

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "AppError":
        """The error a child process wrote down, raised again in this one."""
        return cls(fields["title"], fields["detail"], fields["hint"], fields["code"])


class FileRefused(AppError):
    """The file cannot be taken in; the shop is untouched."""

    code = "file_refused"


class MappingNeeded(AppError):
    """The file is readable, but a column the app needs was not found or is undecided."""

    code = "mapping_needed"


class ShopRefused(AppError):
    """The folder is not a shop, is busy, or cannot be opened by this version of the app."""

    code = "shop_refused"


class QuestionRefused(AppError):
    """A period, window or segment that has no answer in this shop."""

    code = "question_refused"


class StorageFailed(AppError):
    """The disk is full or cannot be written; the shop is as it was."""

    code = "storage_failed"
