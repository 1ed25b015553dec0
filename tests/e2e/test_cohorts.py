"""A cell of the cohort picture: hovered it speaks, clicked it opens its customers."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from lib.__main__ import main
from tests import set_g
from tests.e2e.conftest import App, Visit
from tests.import_support import csv_file


def test_a_cell_speaks_and_opens_its_customers(
    app: App, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows())
    assert main(["import", str(app.home / "g"), str(file), "--time-zone", "Asia/Bangkok"]) == 0
    page = visit.page
    page.goto(f"{app.url}/cohorts?shop=g&by=quarter")
    cell = page.locator("[aria-label^='2024-Q1, 7 customers, quarter 1:']").first
    expect(cell).to_be_visible(timeout=60_000)
    assert "4 of 7 customers; finished" in (cell.get_attribute("aria-label") or "")

    cell.hover()
    tooltip = page.locator("#vg-tooltip-element")
    expect(tooltip).to_contain_text("57.1")
    expect(tooltip).to_contain_text("4 of 7 customers")
    expect(tooltip).to_contain_text("25.0")
    expect(tooltip).to_contain_text("finished")

    cell.click()
    expect(page.get_by_text("4 customers of 2024-Q1 bought at this age")).to_be_visible()
    page.get_by_text("Take this list along").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download 4 customers").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    names = [line.split(",")[0].strip('"') for line in text.splitlines()[1:]]
    assert names == ["c01", "c06", "c02", "c04"]
    page.wait_for_url("**cell=2024-Q1~1**")
    assert visit.elsewhere == []
