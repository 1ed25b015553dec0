"""A group of customers, some orders and two periods, taken along as a link: the same elsewhere."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from lib.__main__ import main
from tests import set_g
from tests.e2e.conftest import App, Visit
from tests.e2e.test_journey import come_to_rest, metric
from tests.import_support import csv_file

HEADING = "What is different from before?"
SENTENCE = (
    "1 Jul – 30 Sep 2024, compared with 31 Mar – 30 Jun 2024 · customers whose number of orders"
    " is 2+ · only orders whose channel is web"
)


def test_a_link_shows_the_same_comparison_in_a_new_browser(
    app: App, visit: Visit, browser: Browser, tmp_path: Path
) -> None:
    # c12's and c13's orders are of the counter, all others of the web.
    rows = [f"{row},{'counter' if row.split(',')[2] > 'c11' else 'web'}" for row in set_g.rows()]
    file = csv_file(tmp_path / "orders.csv", f"{set_g.HEADER},channel", rows)
    assert main(["import", str(app.home / "view"), str(file), "--time-zone", "Asia/Bangkok"]) == 0
    page = visit.page
    page.goto(
        f"{app.url}/compare?shop=view&period=custom&days=2024-07-01_2024-09-30&window=120&vs=last_year"
    )
    expect(page.get_by_role("heading", name=HEADING)).to_be_visible()
    come_to_rest(page)
    # As worked out by hand, 4 of 6 stay.
    assert metric(page, "Kept customers") == "66.7 %"

    # A group and some orders, put together in the sidebar; then another comparison.
    page.get_by_role("button", name="All customers").first.click()
    choose(page, "Customers by", "number of orders")
    page.get_by_role("textbox", name="From and to").fill("2+")
    page.get_by_role("textbox", name="From and to").press("Enter")
    page.get_by_role("button", name="Add").click()
    come_to_rest(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="All orders").first.click()
    choose(page, "Orders by", "channel")
    choose(page, "Values", "web")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add").click()
    come_to_rest(page)
    page.keyboard.press("Escape")
    choose(page, "Compared with", "The time before")
    come_to_rest(page)
    # c02 is lost, c08 bought once: four of five stay.
    assert metric(page, "Kept customers") == "80.0 %"
    said = page.locator("[data-testid=stMain]")
    expect(said.get_by_text(SENTENCE)).to_be_visible()

    other = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
    again = other.new_page()
    again.goto(page.url)
    expect(again.get_by_text(SENTENCE)).to_be_visible()
    come_to_rest(again)
    there = again.locator("[data-testid=stMain]")
    expect(there).to_have_text(said.inner_text(), use_inner_text=True)

    # The first page has an address of its own, too.
    again.goto(page.url.replace("/compare", "/answers"))
    expect(again.get_by_role("heading", name="How many customers stayed?")).to_be_visible()
    expect(again.get_by_text(SENTENCE)).to_be_visible()
    other.close()


def choose(page: Page, label: str, option: str) -> None:
    """An entry of a list in the sidebar."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()
