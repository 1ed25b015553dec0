"""Lists for mail and advertising tools, in the columns and the writing each of them asks for."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.export.safe_csv import safe_cell

# Starts with a letter or digit, so no spreadsheet can take an address for a formula.
_EMAIL = re.compile(r"[a-z0-9][^@*\s,;\"'<>]*@[a-z0-9][a-z0-9.-]*\.[a-z]{2,}")
_FAMILY_NAME_FIRST = ("VN",)
MOST_BYTES_OF_MAILCHIMP = 255


class Tool(StrEnum):
    """The tools whose files can be written."""

    KLAVIYO = "klaviyo"
    MAILCHIMP = "mailchimp"
    META = "meta"
    GOOGLE = "google"


# These take no column of their own, so who is held out must not be in the file at all.
WITHOUT_HOLD_OUT_COLUMN = (Tool.META, Tool.GOOGLE)

HEADERS = {
    Tool.KLAVIYO: ("Email", "Phone Number", "First Name", "Last Name"),
    Tool.MAILCHIMP: ("Email Address", "First Name", "Last Name", "Phone Number"),
    Tool.META: ("email", "phone", "fn", "ln", "country"),
    Tool.GOOGLE: ("Email", "Phone", "First Name", "Last Name", "Country", "Zip"),
}


@dataclass(frozen=True)
class Person:
    """One customer as tools want them: clean, "" where nothing usable is known."""

    email: str
    phone: str
    """With country code and plus sign."""
    first_name: str
    last_name: str
    country: str
    """Two letters."""
    postcode: str = ""


def person(
    name: str, email: str, phone: str, country: str, home: str = "", postcode: str = ""
) -> Person:
    """The contact of an order in clean writing; ``home``: the shop's own country, two letters."""
    code = country_code(country) or home
    first, last = split_name(name, code)
    mail, number = clean_email(email), clean_phone(phone, code)
    return Person(mail, number, first, last, code, "".join(postcode.split()).upper())


def audience_rows(
    tool: Tool, people: Sequence[Person], held_out: Sequence[bool] | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and rows of the tool's file; people it could not reach are not in it.

    ``held_out``: one per person. It becomes a column, or, where the tool takes none, these people
    are left out.
    """
    headers = HEADERS[tool]
    if tool is Tool.GOOGLE and not any(each.postcode for each in people):
        # Google knows nobody by name and country alone: without postcodes mail and phone remain.
        headers = headers[:2]
    with_column = held_out is not None and tool not in WITHOUT_HOLD_OUT_COLUMN
    rows = []
    for place, each in enumerate(people):
        is_out = bool(held_out and held_out[place])
        if not is_reachable(tool, each) or (is_out and tool in WITHOUT_HOLD_OUT_COLUMN):
            continue
        row = _WRITERS[tool](each)[: len(headers)]
        rows.append((*row, "yes" if is_out else "no") if with_column else row)
    return (*headers, "hold_out") if with_column else headers, rows


def is_reachable(tool: Tool, each: Person) -> bool:
    """Mailchimp needs a mail; the others a mail or a phone."""
    return bool(each.email or (each.phone and tool is not Tool.MAILCHIMP))


def clean_email(text: str) -> str:
    """Trimmed, lower case; "" when it is no address."""
    found = unicodedata.normalize("NFC", text).strip().lower()
    return found if _EMAIL.fullmatch(found) else ""


def clean_phone(text: str, country: str) -> str:
    """E.164 with its plus sign by the rules of the country; "" when it is no phone number."""
    import phonenumbers  # a second to import, only needed here

    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def split_name(name: str, country: str) -> tuple[str, str]:
    """First and last name; in Vietnam the family name stands first."""
    words = unicodedata.normalize("NFC", name).split()
    if not words or "*" in name:
        return "", ""
    if len(words) == 1:
        return words[0], ""
    if country in _FAMILY_NAME_FIRST:
        return words[-1], " ".join(words[:-1])
    return words[0], " ".join(words[1:])


def country_code(text: str) -> str:
    """Two letters for a code or a country's name in one of the app's languages; "" if unknown."""
    from babel import Locale

    wanted = unicodedata.normalize("NFC", text).strip()
    if len(wanted) == 2 and wanted.isascii() and wanted.isalpha():
        return {"UK": "GB"}.get(wanted.upper(), wanted.upper())
    for language in ("en", "th", "vi"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and name.casefold() == wanted.casefold():
                return str(code)
    return ""


def hashed(text: str) -> str:
    """SHA-256 in hexadecimal of composed Unicode; "" stays ""."""
    composed = unicodedata.normalize("NFC", text)
    return hashlib.sha256(composed.encode("utf-8")).hexdigest() if composed else ""


def bare_name(text: str) -> str:
    """Lower case without blanks around it and without punctuation."""
    kept = (each for each in text.lower() if not unicodedata.category(each).startswith("P"))
    return "".join(kept).strip()


def _klaviyo(each: Person) -> tuple[str, ...]:
    return each.email, each.phone, safe_cell(each.first_name), safe_cell(each.last_name)


def _mailchimp(each: Person) -> tuple[str, ...]:
    names = (_within_limit(safe_cell(name)) for name in (each.first_name, each.last_name))
    return each.email, *names, each.phone


def _meta(each: Person) -> tuple[str, ...]:
    parts = (
        each.email,
        each.phone.removeprefix("+"),
        bare_name(each.first_name),
        bare_name(each.last_name),
        each.country.lower(),
    )
    return tuple(hashed(part) for part in parts)


def _google(each: Person) -> tuple[str, ...]:
    parts = (each.email, each.phone, each.first_name.lower(), each.last_name.lower())
    return (*(hashed(part) for part in parts), each.country, safe_cell(each.postcode))


def _within_limit(text: str) -> str:
    return text.encode("utf-8")[:MOST_BYTES_OF_MAILCHIMP].decode("utf-8", "ignore")


_WRITERS: dict[Tool, Callable[[Person], tuple[str, ...]]] = {
    Tool.KLAVIYO: _klaviyo,
    Tool.MAILCHIMP: _mailchimp,
    Tool.META: _meta,
    Tool.GOOGLE: _google,
}
