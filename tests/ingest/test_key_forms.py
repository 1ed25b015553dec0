"""Two writings of one key are one person; what the owner has not asked for is not folded."""

from pathlib import Path

from lib.ingest.job import rebuild_request
from lib.ingest.plan import carry_out
from tests.import_support import TestShop, csv_file, no_report


def test_a_vietnamese_number_of_eleven_digits_is_the_one_of_ten_digits_today(
    tmp_path: Path,
) -> None:
    phones = ["01681234567", "0381234567", "+84 168 1234567", "84381234567", "01991234567"]
    phones += ["0591234567", "01201234567", "0701234567", "0241234567"]
    rows = [f"{n},2024-01-05,{phone},10" for n, phone in enumerate(phones)]
    shop = TestShop.new(tmp_path / "shop", time_zone="Asia/Ho_Chi_Minh")
    shop.take_in(csv_file(tmp_path / "orders.csv", "Order ID,Order date,Phone,Total", rows))
    keys = {key for key, *_rest in shop.purchase_days()}
    assert keys == {"+84381234567", "+84591234567", "+84701234567", "+84241234567"}


def test_gmail_dots_and_tags_are_folded_only_when_the_owner_wants_it(tmp_path: Path) -> None:
    emails = ["a.lee@gmail.com", "alee+shop@gmail.com", "ALee@googlemail.com", "a.lee@x.com"]
    rows = [f"{n},2024-01-0{n + 1},{email},10" for n, email in enumerate([*emails, "alee@x.com"])]
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(csv_file(tmp_path / "orders.csv", "Order ID,Order date,Email,Total", rows))
    assert shop.totals()["customers"] == 5
    settings = shop.folder.settings()
    settings.rules["fold_gmail"] = True
    carry_out(rebuild_request(shop.folder, settings), no_report)
    assert shop.totals()["customers"] == 3
