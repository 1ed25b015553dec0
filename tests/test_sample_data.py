"""The invented shops' files keep to the platforms' layouts and to the counts beside them."""

import csv
import gzip
import hashlib
import io
import re
import tomllib
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sample_data.make_samples import make_samples
from tests.samples.sales import (
    FILES,
    SAMPLES,
    SHOPS,
    TRUTHS,
    cells,
    payload,
    rows_of,
    sales_of,
    valid,
)

# Number of columns and SHA-256 of the platform's real header line, names joined by a newline.
LAYOUTS = {
    "shopee_th": (
        74,
        "68e16ed35514cb237028d4da195354e7c9ee02720e50754e00e0d4b8e8aa04c5",
    ),
    "woocommerce": (
        48,
        "b522c52d44de77521d9d067d2e90d80960a0051cf152801c739e7e05efebfbb4",
    ),
    "kiotviet": (
        14,
        "6814b5fb5ad47c46e94614ca338c9c761e547a4209cc4e2df724cde10bbd809f",
    ),
    "tiktok_shop": (
        54,
        "8ca13e03677b0ccbab345fd2a1c893456f7e2d2d4bf981ff224d9abcb40e236f",
    ),
    "shopify": (
        79,
        "a9775799fc136bb4b4a39c744da13b945306fe0d3d24ba19b099a80f9a8d3af2",
    ),
}


def test_making_the_samples_again_gives_the_same_bytes(tmp_path: Path) -> None:
    make_samples(tmp_path)
    for name in FILES.values():
        made, kept = (tmp_path / name).read_bytes(), (SAMPLES / name).read_bytes()
        # Compared unpacked: builds of Python may carry another compressor, the content is ours.
        assert gzip.decompress(made) == gzip.decompress(kept), name
        assert kept[4:8] == b"\0\0\0\0", f"{name} carries a time stamp"
        assert not kept[3] & 8, f"{name} carries a file name"
    truths = "planted_truths.json"
    assert (tmp_path / truths).read_bytes() == (SAMPLES / truths).read_bytes()


@pytest.mark.parametrize("source", FILES)
def test_header_lines_are_the_platforms_own(source: str) -> None:
    text = payload(source).decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text, newline="")))
    digest = hashlib.sha256("\n".join(header).encode()).hexdigest()
    assert (len(header), digest) == LAYOUTS[source]


@pytest.mark.parametrize("source", FILES)
def test_only_the_marketplace_files_begin_with_a_byte_order_mark(source: str) -> None:
    has_mark = payload(source).startswith(b"\xef\xbb\xbf")
    assert has_mark == (source in ("shopee_th", "tiktok_shop"))


@pytest.mark.parametrize("source", FILES)
def test_counts_and_revenue_of_each_file_are_the_written_truths(source: str) -> None:
    shop = next(shop for shop, sources in SHOPS.items() if source in sources)
    truth = TRUTHS[shop]["sources"][source]
    good = valid(sales_of(source))
    assert len(rows_of(source)) == truth["rows"]
    assert len(sales_of(source)) == truth["orders"]
    assert len(good) == truth["valid_orders"]
    assert sum(sale.revenue for sale in good) == Decimal(truth["revenue"])
    assert sum(sale.key is not None for sale in good) == truth["identified_orders"]
    assert len({sale.key for sale in good} - {None}) == truth["customers"]
    assert min(sale.day for sale in good).isoformat() == truth["first_ordered_on"]
    assert max(sale.day for sale in good).isoformat() == truth["last_ordered_on"]


@pytest.mark.parametrize("shop", SHOPS)
def test_shop_totals_are_the_sum_of_its_files(shop: str) -> None:
    totals, parts = TRUTHS[shop]["totals"], TRUTHS[shop]["sources"].values()
    for name in ("rows", "orders", "valid_orders", "identified_orders", "customers"):
        assert totals[name] == sum(part[name] for part in parts), name
    assert Decimal(totals["revenue"]) == sum(Decimal(part["revenue"]) for part in parts)
    assert 5_000 <= totals["orders"] <= 30_000


def test_mail_addresses_can_belong_to_nobody() -> None:
    mails = {mail for source in FILES for mail in cells(rows_of(source), "Email")}
    domains = {mail.strip().lower().rpartition("@")[2] for mail in mails}
    assert domains == {"example.com", "example.net", "example.org"}
    assert any(mail != mail.strip().lower() for mail in mails)


def test_phones_lie_in_invented_blocks() -> None:
    blocks = {
        "shopee_th": ("หมายเลขโทรศัพท์", r"\*{6}\d\d"),
        "woocommerce": ("Phone (Billing)", r"080000\d{4}"),
        "kiotviet": ("Điện thoại", r"09000\d{5}|9000\d{5}\.0"),
        "tiktok_shop": ("Phone #", r"\(\+84\)900\*{4}\d\d"),
        "shopify": ("Phone", r"07700 900\d{3}"),
    }
    for source, (column, pattern) in blocks.items():
        phones = set(cells(rows_of(source), column))
        assert phones, source
        assert {phone for phone in phones if not re.fullmatch(pattern, phone)} == set()


def test_tiktok_file_has_its_help_row_and_tabs() -> None:
    text = payload("tiktok_shop").decode("utf-8-sig")
    assert text.split("\r\n")[1].startswith("Platform unique order ID.,")
    for row in rows_of("tiktok_shop"):
        assert re.fullmatch(r"\d{18}\t", row["Order ID"])
        assert row["Created Time"].endswith("\t")
    statuses = {row["Order Status"] for row in rows_of("tiktok_shop")}
    assert statuses == {"Hoàn thành", "Đã giao", "Đang giao", "Đã hủy"}


def test_only_the_first_row_of_a_shopify_order_carries_the_order() -> None:
    seen: set[str] = set()
    for row in rows_of("shopify"):
        assert (row["Total"] == "") == (row["Name"] in seen)
        assert (row["Financial Status"] == "") == (row["Name"] in seen)
        assert row["Lineitem sku"]
        assert row["Created at"]
        seen.add(row["Name"])


def test_shopify_times_keep_british_summer_time() -> None:
    london = ZoneInfo("Europe/London")
    for text in cells(rows_of("shopify"), " at"):
        if re.match(r"\d{4}-", text):
            at = datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
            assert at.utcoffset() == at.astimezone(london).utcoffset(), text


def test_order_totals_add_up_on_every_file() -> None:
    for row in rows_of("shopify"):
        if row["Total"]:
            parts = Decimal(row["Subtotal"]) + Decimal(row["Shipping"])
            assert Decimal(row["Total"]) == parts
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows_of("tiktok_shop"):
        paid[row["Order ID"]] += Decimal(row["SKU Subtotal After Discount"])
    for row in rows_of("tiktok_shop"):
        shipping = Decimal(row["Shipping Fee After Discount"])
        assert Decimal(row["Order Amount"]) == paid[row["Order ID"]] + shipping


def test_offer_list_names_existing_files_within_the_size_limit() -> None:
    offer = tomllib.loads((SAMPLES / "shops.toml").read_text("utf-8"))["shops"]
    assert [shop["key"] for shop in offer] == list(SHOPS)
    offered = [name for shop in offer for name in shop["files"]]
    assert offered == list(FILES.values())
    assert sum((SAMPLES / name).stat().st_size for name in offered) <= 12_000_000
    for shop in offer:
        assert ZoneInfo(shop["time_zone"])
        assert shop["currency"] in ("THB", "VND", "GBP")
        assert shop["name"].startswith("Sample ")
        assert shop["sentence"].endswith(".")
