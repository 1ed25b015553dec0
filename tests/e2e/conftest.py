"""A running app with an empty home, and a browser page on it that watches every request."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.e2e.browser import browser_arguments, find_browser

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60
# A busy machine imports slowly; a test waits for what it expects, and fails only without it.
expect.set_options(timeout=60_000)


@dataclass
class App:
    """A cold server process: nobody has opened a page of it yet."""

    url: str
    home: Path


@dataclass
class Visit:
    """A page, and every address it asked for outside this machine."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The app started as the README does, on a free port."""
    home = tmp_path / "shops"
    home.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | {"BRIGHT_SPOTS_HOME": str(home)},
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(url, server)
        yield App(url, home)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(path) if path else None, args=browser_arguments()
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(app: App, browser: Browser) -> Iterator[Visit]:
    """A fresh visitor in Bangkok, reading English."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 1000}, locale="en-GB", timezone_id="Asia/Bangkok"
    )
    found = Visit(context.new_page())

    def watch(request: Request) -> None:
        if not request.url.startswith((app.url, "data:", "blob:", app.url.replace("http", "ws"))):
            found.elsewhere.append(request.url)

    found.page.on("request", watch)
    found.page.set_default_timeout(60_000)
    yield found
    context.close()


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the app ended at once"
        try:
            with urllib.request.urlopen(url + "/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the app did not start")
