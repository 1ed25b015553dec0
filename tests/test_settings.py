"""The settings the app ships with: private, local, and readable in both themes."""

import base64
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit.config import get_config_options

FILE = Path(__file__).parent.parent / ".streamlit" / "config.toml"
SETTINGS: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
THEMES = ["light", "dark"]


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "allowedHosts", ["localhost", "127.0.0.1"]),
        ("server", "enableXsrfProtection", True),
        ("server", "enableCORS", True),
        ("server", "enableStaticServing", False),
        ("server", "enableAgentApi", False),
        ("server", "fileWatcherType", "none"),
        ("server", "showEmailPrompt", False),
        ("browser", "gatherUsageStats", False),
        ("browser", "serverAddress", "localhost"),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "toolbarMode", "viewer"),
        ("client", "disableDataExport", True),
        ("runner", "magicEnabled", False),
    ],
)
def test_the_app_is_private_by_default(section: str, name: str, value: object) -> None:
    assert SETTINGS[section][name] == value


def test_an_export_of_a_gigabyte_may_be_uploaded() -> None:
    assert SETTINGS["server"]["maxUploadSize"] >= 1000


def test_caches_and_messages_are_bounded() -> None:
    assert SETTINGS["server"]["maxCacheDataSize"] == "256mb"
    assert SETTINGS["server"]["maxMessageSize"] <= 50
    assert SETTINGS["server"]["maxWidgetStateSize"] <= 2


def test_every_setting_is_one_streamlit_knows() -> None:
    known = set(get_config_options())
    assert [name for name in _flat(SETTINGS) if name not in known] == []


def test_nothing_is_fetched_from_another_host() -> None:
    assert re.findall(r"https?://", FILE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scale", ["chartSequentialColors", "chartDivergingColors"])
def test_a_scale_has_the_ten_colours_streamlit_wants(theme: str, scale: str) -> None:
    colours = SETTINGS["theme"][theme][scale]
    assert len(colours) == len(set(colours)) == 10
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in colours)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("ink", ["textColor", "primaryColor", "redTextColor", "greenTextColor"])
def test_text_stands_out_from_its_ground(theme: str, ground: str, ink: str) -> None:
    colours = SETTINGS["theme"][theme]
    assert _contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", ["red", "green", "yellow", "blue"])
def test_a_notice_can_be_read_on_its_own_ground(theme: str, colour: str) -> None:
    colours = SETTINGS["theme"][theme]
    assert _contrast(colours[f"{colour}TextColor"], colours[f"{colour}BackgroundColor"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_a_darker_end_is_the_end_away_from_the_ground(theme: str) -> None:
    ground = SETTINGS["theme"][theme]["backgroundColor"]
    steps = [_contrast(c, ground) for c in SETTINGS["theme"][theme]["chartSequentialColors"]]
    assert steps == sorted(steps)


@pytest.mark.parametrize("weight", ["400", "700"])
def test_thai_letters_are_embedded(weight: str) -> None:
    faces = [f for f in SETTINGS["theme"]["fontFaces"] if f["weight"] == weight]
    assert [face["family"] for face in faces] == ["Noto Sans Thai"]
    kind, _comma, data = faces[0]["url"].partition(",")
    assert kind == "data:font/woff2;base64"
    assert base64.b64decode(data, validate=True)[:4] == b"wOF2"
    assert "'Noto Sans Thai'" in SETTINGS["theme"]["font"]


def _flat(settings: dict[str, Any], prefix: str = "") -> list[str]:
    names: list[str] = []
    for name, value in settings.items():
        names += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [prefix + name]
    return names


def _contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
