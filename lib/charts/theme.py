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
