"""The browser the tests in tests/e2e drive: found on the machine, or installed by ``make test``.

``python -m tests.e2e.browser`` prints its path, and installs one first when there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 1200


class NoBrowser(Exception):
    """There is no browser to test with; the message says what to do."""


def find_browser() -> Path | None:
    """The browser named by CHROMIUM, else one on the PATH, else the one Playwright keeps.

    Raises NoBrowser when CHROMIUM names a file that is not there.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoBrowser(f"CHROMIUM is {named!r}, which is not a program. Correct or unset it.")
        return Path(found)
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return _playwrights_own()


def browser_arguments() -> list[str]:
    """Flags for a test run: no calls home, and no sandbox where root may not have one."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    return [*quiet, "--disable-dev-shm-usage", *(["--no-sandbox"] if _is_root() else [])]


def install_browser() -> None:
    """Install Chromium: Debian's package for root, else Playwright's own build."""
    if _is_root() and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        if _carry_out(["apt-get", "update"], environment) and _carry_out(
            ["apt-get", "install", "-y", "chromium"], environment
        ):
            return
    _carry_out([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def main() -> int:
    """Print the path of a browser that starts; 1 and a sentence when there is none."""
    try:
        browser = find_browser()
        if browser is None:
            print("No Chromium found: installing one for the browser tests.", file=sys.stderr)
            install_browser()
            browser = find_browser()
        if browser is None:
            raise NoBrowser("The browser tests need Chromium, and it could not be installed here.")
        _check_it_starts(browser)
    except NoBrowser as problem:
        print(
            f"{problem}\nInstall Chromium, or name yours: CHROMIUM=/path/to/chrome make test."
            "\nThe tests without a browser: .venv/bin/python -m pytest --ignore=tests/e2e",
            file=sys.stderr,
        )
        return 1
    print(browser)
    return 0


def _playwrights_own() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _carry_out(command: list[str], environment: dict[str, str]) -> bool:
    """Run an installer with its output on standard error, where it does not hide the path."""
    try:
        done = subprocess.run(
            command, env=environment, stdout=sys.stderr, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _check_it_starts(browser: Path) -> None:
    try:
        subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise NoBrowser(f"{browser} does not start.") from error


if __name__ == "__main__":
    sys.exit(main())
