"""A group of customers and two periods, taken along as a link: the same in a new browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lib.__main__ import main
from tests import set_g
from tests.e2e.conftest import App, Visit
from tests.e2e.test_journey import come_to_rest, metric
from tests.import_support import csv_file

HEADING = "Who stayed, who left, who came back?"


def test_a_link_shows_the_same_screen_in_a_new_browser(
    app: App, visit: Visit, browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows())
    assert main(["import", str(app.home / "view"), str(file), "--time-zone", "Asia/Bangkok"]) == 0
    page = visit.page
    page.goto(f"{app.url}/retention?shop=view&period=custom&days=2024-07-01_2024-09-30&window=120")
    expect(page.get_by_role("heading", name=HEADING)).to_be_visible(timeout=60_000)
    come_to_rest(page)
    assert metric(page, "Kept customers") == "66.7 %"

    # A group, put together in the sidebar; then another comparison.
    page.get_by_role("button", name="All customers").first.click()
    page.get_by_role("combobox", name="Customers by").click()
    page.get_by_role("option", name="number of orders").click()
    page.get_by_role("textbox", name="From and to").fill("2+")
    page.get_by_role("textbox", name="From and to").press("Enter")
    page.get_by_role("button", name="Add").click()
    come_to_rest(page)
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Compared with").click()
    page.get_by_role("option", name="Last year, same weekdays").click()
    come_to_rest(page)
    # 2 is lost and 8, who bought once, is not in the group: four of five stay.
    assert metric(page, "Kept customers") == "80.0 %"
    sentence = "compared with 3 Jul – 2 Oct 2023 · customers whose number of orders is 2+"
    expect(page.get_by_text(sentence)).to_be_visible()

    other = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
    again = other.new_page()
    again.goto(page.url)
    expect(again.get_by_text(sentence)).to_be_visible(timeout=60_000)
    come_to_rest(again)
    assert metric(again, "Kept customers") == "80.0 %"

    # The first page has an address of its own, too.
    again.goto(page.url.replace("/retention", "/answers"))
    expect(again.get_by_role("heading", name="How many customers stayed?")).to_be_visible(
        timeout=60_000
    )
    expect(again.get_by_text(sentence)).to_be_visible()
    other.close()
