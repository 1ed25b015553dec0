"""Names for columns: none empty, none twice, none too long."""

from collections.abc import Sequence

LONGEST_NAME = 255


def column_names(
    heading: Sequence[str], groups: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clean, different names and notes on what was changed.

    Empty names become "column 9", repeated ones (letter case aside) "total (2)", long ones are
    cut to 255 characters; group names above only tell apart names that repeat.
    """
    notes: set[str] = set()
    plain = [" ".join(name.split()) for name in heading]
    filled_groups = _filled_to_the_right(groups, len(plain))
    lowered = [name.casefold() for name in plain]
    taken: set[str] = set()
    names = []
    for place, name in enumerate(plain):
        if not name:
            name = f"column {place + 1}"
            notes.add("empty_names")
        elif lowered.count(name.casefold()) > 1 and filled_groups[place]:
            name = f"{filled_groups[place]} {name}"
        if len(name) > LONGEST_NAME:
            name = name[:LONGEST_NAME]
            notes.add("names_cut")
        if name.casefold() in taken:
            notes.add("duplicate_names")
            name = _numbered(name, taken, set(lowered))
        taken.add(name.casefold())
        names.append(name)
    return tuple(names), tuple(sorted(notes))


def _numbered(name: str, taken: set[str], others: set[str]) -> str:
    count = 2
    while True:
        ending = f" ({count})"
        numbered = name[: LONGEST_NAME - len(ending)] + ending
        if numbered.casefold() not in taken and numbered.casefold() not in others:
            return numbered
        count += 1


def _filled_to_the_right(groups: Sequence[str], width: int) -> list[str]:
    filled, last = [], ""
    for place in range(width):
        here = groups[place].strip() if place < len(groups) else ""
        last = here or last
        filled.append(last)
    return filled
