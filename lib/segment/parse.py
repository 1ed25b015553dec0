"""Segments from the words of the command line and of the URL."""

import csv
from collections.abc import Iterable

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.segment.keys import UNKNOWN
from lib.segment.model import Condition, Segment


def parse_where(arguments: Iterable[str]) -> Segment:
    """The segment of arguments such as "country=United Kingdom,France" or "country!=France".

    A value that contains a comma stands in double quotes. The same key given twice means either.
    Raises QuestionRefused for an unknown key or a missing value.
    """
    return Segment(tuple(Condition(*each) for each in read_arguments(arguments)))


def read_arguments(arguments: Iterable[str]) -> list[tuple[str, tuple[str, ...], bool]]:
    """Key, values and whether they are left out, for each key of arguments like key!=a,"b, c"."""
    values: dict[tuple[str, bool], list[str]] = {}
    for argument in arguments:
        key, separator, text = argument.partition("=")
        if not separator:
            raise QuestionRefused(
                _('The filter "{argument}" has no equals sign.').format(argument=argument),
                _("A filter is a key, an equals sign, and one or more values."),
                _("Write it like country=France or country=France,Germany."),
                code="segment_without_value",
            )
        is_excluded = key.endswith("!")
        found = [value.strip() for value in _split_values(argument, text)]
        known = values.setdefault((key.removesuffix("!").strip(), is_excluded), [])
        for value in found:
            meant = "" if value == UNKNOWN else value
            if value and meant not in known:
                known.append(meant)
    return [(key, tuple(chosen), is_excluded) for (key, is_excluded), chosen in values.items()]


def _split_values(argument: str, text: str) -> list[str]:
    try:
        return next(csv.reader([text], skipinitialspace=True, strict=True), [])
    except csv.Error as error:
        raise QuestionRefused(
            _('The values of the filter "{argument}" could not be told apart.').format(
                argument=argument
            ),
            _("A value with a comma stands in double quotes, on one line."),
            _('Write it like country="Korea, Republic of",France.'),
            code="segment_unreadable",
        ) from error
