"""Finding the browser for the tests in tests/e2e."""

from pathlib import Path

import pytest

from tests.e2e.browser import NoBrowser, find_browser, main


def make_program(folder: Path, name: str, exit_code: int = 0) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    program.chmod(0o755)
    return program


def test_a_browser_named_by_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path, "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", str(make_program(tmp_path, "mine")))
    assert find_browser() == tmp_path / "mine"


def test_a_browser_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    make_program(tmp_path, "google-chrome")
    assert find_browser() == tmp_path / "google-chrome"


def test_a_wrong_name_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(NoBrowser, match="not a program"):
        find_browser()


def test_a_browser_that_does_not_start_fails_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = make_program(tmp_path, "chromium", exit_code=1)
    monkeypatch.setenv("CHROMIUM", str(broken))
    assert main() == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{broken} does not start." in printed.err
