"""The one door for words on screen: English is the source, catalogues translate it.

Catalogues are gettext files under ``lib/locale/<language>/LC_MESSAGES/bright_spots.mo``; a missing
catalogue or sentence falls back to English, so the app never shows a key.
"""

from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE_FOLDER = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "th": "ไทย", "vi": "Tiếng Việt"}

_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation("bright_spots", LOCALE_FOLDER, languages=[language], fallback=True)


def set_language(language: str) -> None:
    """Choose the language of this session; one that is not offered becomes English."""
    _language.set(language if language in LANGUAGES else "en")


def language() -> str:
    """The language code in use: "en", "th" or "vi"."""
    return _language.get()


def _(sentence: str) -> str:
    """The sentence in the session's language. Fill in values with ``.format`` afterwards."""
    return _catalogue(_language.get()).gettext(sentence)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that fits ``count``, in the session's language."""
    return _catalogue(_language.get()).ngettext(singular, plural, count)
