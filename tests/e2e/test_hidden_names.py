"""From a dropped export to the downloaded bright spots, with nobody's name in sight."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import App, Visit
from tests.e2e.test_journey import come_to_rest
from tests.import_support import csv_file

HEADER = "Order ID,Date,Customer name,Email,Phone,Total,Delivered to"
# The first four buy every month for much, the others once for little.
NAMES = ("Somsri", "Malee", "Nguyen", "Arthit", "Kanya", "Linh", "Preecha", "Hoa")
ORDERS_OF_A_REGULAR = 9
SECRETS = (*NAMES, "example.com", "+6681234", "81234567", "Soi 7")


def orders() -> list[str]:
    rows: list[str] = []
    for place, name in enumerate(NAMES):
        for month in range(1, 2 + (ORDERS_OF_A_REGULAR - 1) * (place < 4)):
            who = f"{name} Test{place}ova,{name.lower()}@example.com,+6681234567{place}"
            amount = 900 if place < 4 else 20
            rows.append(f"{len(rows) + 1},2025-{month:02}-{10 + place},{who},{amount},{name} Soi 7")
    return rows


def names_nobody(page: Page) -> None:
    """No word of the file that says who somebody is, on screen or beneath a canvas."""
    come_to_rest(page)
    seen = page.content()
    assert not [secret for secret in SECRETS if secret.lower() in seen.lower()]


def test_hidden_names_stay_hidden_from_the_upload_to_the_downloaded_list(
    app: App, visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    page.goto(f"{app.url}/?masked=1")
    file = csv_file(tmp_path / "orders.csv", HEADER, orders())
    page.locator("input[type=file]").first.set_input_files(str(file))
    expect(page.get_by_text("Check or change the columns").first).to_be_visible()
    page.get_by_text("Check or change the columns").first.click()
    names_nobody(page)
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_role("heading", name="How many customers stayed?")).to_be_visible()
    names_nobody(page)

    shop = next(path.name for path in app.home.iterdir() if (path / "CURRENT").exists())
    page.goto(f"{app.url}/data?shop={shop}&masked=1")
    expect(page.get_by_role("heading", name="How customers were recognised")).to_be_visible()
    names_nobody(page)
    page.goto(f"{app.url}/bright_spots?shop={shop}&rule=whales&part=all&masked=1")
    expect(page.get_by_text("Choose a row to see every order")).to_be_visible()
    page.get_by_text("Take this list along").last.click()
    # Half of 32,480: two regulars bring 16,200, so it takes a third.
    button = page.get_by_role("button", name="Download 3 customers")
    expect(button).to_be_visible()
    names_nobody(page)
    with page.expect_download() as download:
        button.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert not [secret for secret in SECRETS if secret.lower() in text.lower()]
    assert sum("#" in line for line in text.splitlines()[1:]) == 3
    assert visit.elsewhere == []
