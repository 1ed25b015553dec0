"""Colours that mean the same on every page, for the light and the dark ground."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One colour per meaning: amber is kept for bright spots, rust for losses."""

    rate: str
    gain: str
    loss: str
    bright_spot: str
    neutral: str
    text: str
    muted_text: str
    rule: str
    faint: str
    """Where a scale of rates begins: 0 %, barely above the ground."""


LIGHT = Palette(
    rate="#0F6B6B",
    gain="#84B8B3",
    loss="#B4532A",
    bright_spot="#E0A100",
    neutral="#7A8B90",
    text="#1E2A2E",
    muted_text="#5E6C72",
    rule="#DAD5C8",
    faint="#EDEBE3",
)
DARK = Palette(
    rate="#5CBDB6",
    gain="#2F7F7A",
    loss="#DA7B50",
    bright_spot="#F0B93A",
    neutral="#93A5AA",
    text="#E8ECEA",
    muted_text="#A9B7BA",
    rule="#34444A",
    faint="#1E2A2F",
)


def palette(*, is_dark: bool) -> Palette:
    """The colours for the ground the reader has chosen."""
    return DARK if is_dark else LIGHT


_SEQUENTIAL_LIGHT = (
    *("#E6F0EE", "#C9DFDC", "#ABCECB", "#8EBEBA", "#6FADA9"),
    *("#569A97", "#448583", "#327170", "#1F5D5D", "#0A4A4B"),
)
_SEQUENTIAL_DARK = (
    *("#1D3436", "#244546", "#2A5756", "#316967", "#377C79"),
    *("#47908C", "#60A49F", "#78B9B3", "#90CEC7", "#A9E4DC"),
)
# Without amber, which belongs to bright spots.
_SERIES_LIGHT = ("#1E2A2E", "#0F6B6B", "#B4532A", "#3E7CB1", "#8E5B8A", "#8FA34B")
_SERIES_DARK = ("#E8ECEA", "#5CBDB6", "#DA7B50", "#74AEDD", "#BE8BBA", "#B4C973")
# Twelve kinds of people to tell apart; amber, the teal of rates and the rust of losses are taken.
_PERSONAS_LIGHT = (
    *("#3E7CB1", "#8E5B8A", "#8FA34B", "#5A5FA8", "#B46A86", "#4E8F6A"),
    *("#7D6B57", "#2E93A8", "#9B86C9", "#6B7A2F", "#6E8CA0", "#A0656B"),
)
_PERSONAS_DARK = (
    *("#74AEDD", "#BE8BBA", "#B4C973", "#8F95DC", "#DE9AB4", "#7EC49C"),
    *("#B3A08B", "#62C3D6", "#BFAEE6", "#A5B45F", "#9DB8CA", "#CF969B"),
)


def persona_colour(number: int, *, is_dark: bool) -> str:
    """The colour a persona keeps on every page and through every import."""
    colours = _PERSONAS_DARK if is_dark else _PERSONAS_LIGHT
    return colours[number % len(colours)]


def sequential(*, is_dark: bool) -> tuple[str, ...]:
    """Ten steps from little to much; more is always further from the ground."""
    return _SEQUENTIAL_DARK if is_dark else _SEQUENTIAL_LIGHT


def series_colours(*, is_dark: bool) -> tuple[str, ...]:
    """Six lines to tell apart; the first one is the ink of the text."""
    return _SERIES_DARK if is_dark else _SERIES_LIGHT


def readable_ink(ground: str, *, is_dark: bool) -> str:
    """Whichever of the light and the dark ink stands out more on a colour."""
    inks = (LIGHT.text, "#FFFFFF") if not is_dark else (DARK.text, "#0B1214")
    return max(inks, key=lambda ink: contrast(ink, ground))


def contrast(first: str, second: str) -> float:
    """How much two colours stand out from each other, 1 to 21 (WCAG)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
