"""The one door for words on screen: English is the source, catalogues translate it.

Catalogues are gettext files under ``lib/locale/<language>/LC_MESSAGES/bright_spots.mo``; a missing
catalogue or sentence falls back to English, so the app never shows a key.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

DOMAIN = "bright_spots"
LOCALE_FOLDER = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"
LANGUAGES = {"en": "English", "th": "ไทย", "vi": "Tiếng Việt"}

_language: ContextVar[str] = ContextVar("language")
_finders: list[Callable[[], str]] = []


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=True)


def set_language(language: str) -> None:
    """Choose the language of this session; one that is not offered becomes English."""
    _language.set(language if language in LANGUAGES else SOURCE_LANGUAGE)


def find_language_with(finder: Callable[[], str]) -> None:
    """Whom to ask where nobody has called ``set_language`` yet: callbacks and fragments of the
    screen run in fresh threads, before the page says its language."""
    _finders[:] = [finder]


def language() -> str:
    """The language code in use: "en", "th" or "vi"."""
    try:
        return _language.get()
    except LookupError:
        return _finders[0]() if _finders else SOURCE_LANGUAGE


def _(sentence: str) -> str:
    """The sentence in the session's language. Fill in values with ``.format`` afterwards."""
    return _catalogue(language()).gettext(sentence)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that fits ``count``, in the session's language."""
    return _catalogue(language()).ngettext(singular, plural, count)
