"""From a cold deep link to a number on screen, as a shop owner does it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.__main__ import main
from tests import set_g
from tests.e2e.conftest import App, Visit
from tests.import_support import csv_file

QUARTER_3 = "period=custom&days=2024-07-01_2024-09-30&window=120"


def metric(page: Page, label: str) -> str:
    """The large figure under a label, once the page has come to rest."""
    card = page.locator("[data-testid=stMetric]").filter(has_text=label).first
    expect(card).to_be_visible()
    value = card.locator("[data-testid=stMetricValue]").inner_text()
    return value.replace("\u00a0", " ").strip()


def come_to_rest(page: Page) -> None:
    """Wait until nothing runs any more."""
    page.wait_for_timeout(300)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def numbers_of_command_line(
    shop: Path, first: str, last: str, window: int, capsys: pytest.CaptureFixture[str]
) -> tuple[str, str]:
    arguments = ["retention", str(shop), "--from", first, "--to", last, "--window", str(window)]
    assert main(arguments) == 0
    row = json.loads(capsys.readouterr().out)
    return f"{100 * row['crr']:.1f} %", f"{100 * row['strict_crr']:.1f} %"


def test_a_cold_deep_link_upload_period_and_reload(
    app: App, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = visit.page
    # 1. The first request of the process is a deep link: the frame must be there all the same.
    page.goto(f"{app.url}/retention?{QUARTER_3}")
    sidebar = page.locator("[data-testid=stSidebar]")
    expect(sidebar.get_by_role("link", name="Answers")).to_be_visible()
    expect(page.get_by_role("heading", name="Who comes back to your shop?")).to_be_visible()

    # 2. Drop a file, import it with one click.
    file = csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows())
    page.locator("input[type=file]").first.set_input_files(str(file))
    page.get_by_role("button", name="Import 1 file").click()
    answer = page.get_by_role("heading", name="Who stayed, who left, who came back?")
    expect(answer).to_be_visible(timeout=60_000)
    shops = [path for path in app.home.iterdir() if (path / "CURRENT").exists()]
    assert len(shops) == 1

    # 3. The numbers on screen are those of the command line.
    page.goto(f"{app.url}/retention?shop={shops[0].name}&{QUARTER_3}")
    expect(answer).to_be_visible(timeout=60_000)
    come_to_rest(page)
    expected = numbers_of_command_line(shops[0], "2024-07-01", "2024-09-30", 120, capsys)
    assert expected == ("83.3 %", "66.7 %")
    assert (metric(page, "CRR, (E − N) ÷ S"), metric(page, "Kept customers")) == expected

    # 4. Another period gives other numbers, and the link says so.
    sidebar.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="Last complete month").click()
    come_to_rest(page)
    assert "period=last_month" in page.url
    assert "window=120" in page.url
    changed = (metric(page, "CRR, (E − N) ÷ S"), metric(page, "Kept customers"))
    expected = numbers_of_command_line(shops[0], "2024-11-01", "2024-11-30", 120, capsys)
    assert changed == expected != ("83.3 %", "66.7 %")

    # 5. A reload shows the same again.
    page.reload()
    expect(answer).to_be_visible(timeout=60_000)
    come_to_rest(page)
    assert (metric(page, "CRR, (E − N) ÷ S"), metric(page, "Kept customers")) == changed

    # 6. Nothing ever left the machine.
    assert visit.elsewhere == []


def test_a_sample_shop_opens_with_one_click(app: App, visit: Visit) -> None:
    page = visit.page
    page.goto(app.url)
    page.get_by_role("button", name="Open").nth(2).click()
    expect(page.get_by_role("heading", name="How many customers stayed?")).to_be_visible(
        timeout=90_000
    )
    come_to_rest(page)
    assert metric(page, "Kept customers").endswith("%")
    assert visit.elsewhere == []


def test_a_count_opens_the_customers_behind_it(
    app: App, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows())
    shop = app.home / "g"
    assert main(["import", str(shop), str(file), "--time-zone", "Asia/Bangkok"]) == 0
    page = visit.page
    page.goto(f"{app.url}/retention?shop=g&{QUARTER_3}")
    page.get_by_role("radio", name="Lost 2").or_(
        page.get_by_role("button", name="Lost 2")
    ).first.click()
    page.get_by_text("Take this list along").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download 2 customers").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert sorted(line.split(",")[0] for line in text.splitlines()[1:]) == ['"c02"', '"c08"']


def test_a_hostile_name_is_shown_as_typed_and_calls_nobody(
    app: App, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        "1,2024-01-05,<img src=x onerror=window.__p=1>,a@example.com,10",
        "2,2024-01-06,![x](http://evil.example.com/x.png),b@example.com,20",
        "3,2024-03-06,=HYPERLINK(1),c@example.com,30",
        "4,2024-05-06,$x$ **bold**,a@example.com,30",
    ]
    header = "order,date,customer name,email,total"
    file = csv_file(tmp_path / "![f](http:__evil).csv", header, rows)
    shop = app.home / "hostile"
    assert main(["import", str(shop), str(file), "--time-zone", "Asia/Bangkok"]) == 0
    page = visit.page
    for address in ("/", "/data", "/retention?who=customers_end"):
        page.goto(f"{app.url}{address}")
        come_to_rest(page)
        page.wait_for_timeout(1000)
    assert page.evaluate("window.__p") is None
    assert visit.elsewhere == []
