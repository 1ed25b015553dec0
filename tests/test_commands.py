"""The command line says the same as the screen, in JSON of a fixed shape."""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lib.__main__ import main
from tests import set_g
from tests.import_support import csv_file

RETENTION_KEYS = {
    "period", "window_days", "as_of", "customers_start", "customers_end", "customers_new",
    "customers_new_active", "retained", "retained_bought", "retained_quiet", "reactivated", "lost",
    "crr", "crr_low", "crr_high", "strict_crr", "strict_crr_low", "strict_crr_high", "flags",
}  # fmt: skip
TOTALS_KEYS = {
    "order_lines", "orders", "valid_orders", "identified_orders", "customers", "revenue",
    "identified_revenue", "currency", "first_ordered_on", "last_ordered_on", "identity_coverage",
}  # fmt: skip
IMPORT_KEYS = {
    "file", "sha256", "platform", "encoding", "delimiter", "date_order", "rows_read", "rows_used",
    "rows_set_aside", "set_aside", "warnings",
}  # fmt: skip


class Shell:
    """Runs commands and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *arguments: object, code: int = 0) -> dict[str, Any]:
        self._capsys.readouterr()
        assert main([str(each) for each in arguments]) == code
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return answer


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a shop that the command made, and the file it took in."""
    folder = tmp_path_factory.mktemp("imported")
    header = set_g.HEADER + ",country"
    rows = [f"{row},{'TH' if row.split(',')[2] < 'c05' else 'VN'}" for row in set_g.rows()]
    file = csv_file(folder / "orders.csv", header, rows)
    zone = ("--time-zone", "Asia/Bangkok", "--currency", "THB")
    assert main(["import", str(folder / "shop"), str(file), *zone]) == 0
    return folder


@pytest.fixture
def shop(imported: Path, tmp_path: Path) -> Path:
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    return tmp_path / "shop"


def test_import_reports_every_file_and_the_totals(shell: Shell, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "orders.csv", set_g.HEADER, set_g.rows())
    answer = shell.run("import", tmp_path / "new", file, "--time-zone", "Asia/Bangkok")
    (imported,) = answer["imports"]
    assert set(imported) == IMPORT_KEYS
    assert imported["rows_read"] == imported["rows_used"] + imported["rows_set_aside"] == 32
    assert imported["set_aside"] == [
        {"rule": "cancelled", "rows": 1},
        {"rule": "refunded", "rows": 1},
    ]
    assert set(answer["totals"]) >= TOTALS_KEYS
    assert answer["totals"]["revenue"] == "1420.00"
    assert re.fullmatch("[0-9a-f]{64}", imported["sha256"])


def test_importing_again_says_that_nothing_changed(
    shell: Shell, shop: Path, tmp_path: Path
) -> None:
    before = shell.run("shop", shop)
    again = shell.run("import", shop, tmp_path / "orders.csv")
    assert "nothing changed" in again["imports"][0]["warnings"][0]
    assert shell.run("shop", shop) == before


def test_shop_names_its_days_and_its_window(shell: Shell, shop: Path) -> None:
    answer = shell.run("shop", shop)
    assert set(answer) == {"totals", "as_of", "data_start", "window_days"}
    assert (answer["as_of"], answer["data_start"]) == ("2024-11-30", "2024-01-05")
    assert answer["window_days"] == 180
    assert answer["totals"]["currency"] == "THB"


def test_retention_has_exactly_the_fields_of_the_contract(shell: Shell, shop: Path) -> None:
    period = ("--from", "2024-07-01", "--to", "2024-09-30")
    answer = shell.run("retention", shop, *period, "--window", 120)
    assert set(answer) == RETENTION_KEYS
    assert answer["period"] == {"from": "2024-07-01", "to": "2024-09-30", "days": 92}
    assert (answer["crr"], answer["strict_crr"]) == (0.833333, 0.666667)


def test_without_a_window_the_longer_of_period_and_rhythm_is_used(shell: Shell, shop: Path) -> None:
    answer = shell.run("retention", shop, "--from", "2024-07-01", "--to", "2024-09-30")
    assert answer["window_days"] == 180


def test_a_segment_counts_its_customers_only(shell: Shell, shop: Path) -> None:
    period = ("--from", "2024-07-01", "--to", "2024-09-30", "--window", 120)
    whole = shell.run("retention", shop, *period)
    parts = [shell.run("retention", shop, *period, "--where", f"country={c}") for c in ("th", "VN")]
    for key in ("customers_start", "customers_end", "customers_new", "lost", "reactivated"):
        assert sum(part[key] for part in parts) == whole[key]


def test_an_unknown_segment_is_refused_with_the_nearest_name(shell: Shell, shop: Path) -> None:
    period = ("--from", "2024-07-01", "--to", "2024-09-30")
    answer = shell.run("retention", shop, *period, "--where", "contry=TH", code=1)
    assert "country" in answer["error"]["hint"]


def test_a_rate_that_cannot_be_had_is_null_with_its_reason(shell: Shell, shop: Path) -> None:
    for days, flag in (
        (("2024-01-01", "2024-11-30"), "no_start_customers"),
        (("2024-11-01", "2024-12-31"), "partial_period"),
        (("2024-02-01", "2024-11-30"), "period_longer_than_history"),
    ):
        answer = shell.run("retention", shop, "--from", days[0], "--to", days[1])
        assert answer["crr"] is None
        assert answer["strict_crr"] is None
        assert flag in answer["flags"]


def test_a_period_that_ends_before_it_begins_is_refused(shell: Shell, shop: Path) -> None:
    answer = shell.run("retention", shop, "--from", "2024-09-30", "--to", "2024-07-01", code=1)
    assert answer["error"]["code"] == "period_reversed"


def test_trend_has_one_row_per_step_oldest_first(shell: Shell, shop: Path) -> None:
    rows = shell.run("trend", shop, "--grain", "quarter", "--window", 120)["rows"]
    assert [row["period"]["from"] for row in rows] == [
        "2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01",
    ]  # fmt: skip
    assert [row["customers_end"] for row in rows] == [7, 6, 8, 7]
    assert [row["customers_new"] for row in rows] == [7, 2, 3, 1]
    assert rows[3]["crr"] is None
    assert set(rows[0]) == RETENTION_KEYS


def test_margin_is_refused_until_the_owner_enters_one(shell: Shell, shop: Path) -> None:
    asked = ("cohorts", shop, "--grain", "quarter", "--measure", "cumulative_margin")
    refused = shell.run(*asked, code=1)["error"]
    assert refused["code"] == "margin_unknown"
    assert "--margin" in refused["hint"]
    assert shell.run("shop", shop, "--margin", "25")["margin"] == 0.25
    answer = shell.run(*asked)
    assert answer["rows"][0] == {
        "cohort": "2024-Q1", "size": 7, "age": 0, "value": "15.00", "complete": True,
        "value_low": "9.63", "value_high": "20.37",
    }  # fmt: skip
    assert answer["acquisition"] == []
    assert shell.run("shop", shop, "--margin", "none")["margin"] is None
    shell.run(*asked, code=1)


def test_an_empty_shop_says_so(shell: Shell, shop: Path) -> None:
    (shop / "CURRENT").unlink()
    assert shell.run("shop", shop, code=1)["error"]["code"] == "shop_empty"


def test_an_unknown_time_zone_is_refused(shell: Shell, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "o.csv", set_g.HEADER, set_g.rows())
    answer = shell.run("import", tmp_path / "x", file, "--time-zone", "Mars/Base", code=1)
    assert answer["error"]["code"] == "unknown_time_zone"
    assert not (tmp_path / "x").exists()


def test_compare_explains_rates_and_revenue(shell: Shell, shop: Path) -> None:
    now = ("--from", "2024-07-01", "--to", "2024-09-30")
    before = ("--with-from", "2024-04-01", "--with-to", "2024-06-30", "--window", 120)
    answer = shell.run("compare", shop, *now, *before)
    assert answer["revenue_bridge"] == {
        "new": "260.00", "returning": "30.00", "up": "30.00", "down": "-5.00", "absent": "-120.00",
    }  # fmt: skip
    assert sum(map(Decimal, answer["revenue_drivers"].values())) == 195
    assert answer["strict_crr_difference_low"] < answer["strict_crr_difference"]
    assert answer["comparison"]["to"] == "2024-06-30"


def test_a_rule_named_on_the_command_line_counts_orders_worth_nothing(
    shell: Shell, tmp_path: Path
) -> None:
    rows = ["1,2024-01-05,a@x.com,10", "2,2024-02-05,b@x.com,0"]
    file = csv_file(tmp_path / "orders.csv", "Order ID,Order date,Email,Total", rows)
    zone, shop = ("--time-zone", "Asia/Bangkok"), tmp_path / "shop"
    first = shell.run("import", shop, file, *zone)
    assert first["totals"]["valid_orders"] == 1
    assert "--rule count_worth_nothing=on" in first["warnings"][0]
    # the file is known, yet the rule takes effect
    again = shell.run("import", shop, file, "--rule", "count-worth-nothing=on")
    assert (again["totals"]["valid_orders"], again["warnings"]) == (2, [])
    described = shell.run("shop", shop, "--rule", "count_worth_nothing=off")
    assert described["totals"]["valid_orders"] == 1
    assert described["rules"]["count_worth_nothing"] is False


def test_a_refused_import_leaves_the_settings_of_the_shop_alone(
    shell: Shell, shop: Path, tmp_path: Path
) -> None:
    before = (shop / "shop.toml").read_text()
    (tmp_path / "empty.csv").write_text("")
    told = ("--time-zone", "Europe/Paris", "--rule", "include_tax=on")
    shell.run("import", shop, tmp_path / "empty.csv", *told, code=1)
    assert (shop / "shop.toml").read_text() == before


def test_a_rule_that_does_not_exist_is_wrong_usage(shell: Shell, shop: Path) -> None:
    for rule in ("count_nothing=on", "include_tax", "include_tax=maybe"):
        with pytest.raises(SystemExit) as stopped:
            main(["shop", str(shop), "--rule", rule])
        assert stopped.value.code == 2


def test_a_scope_counts_as_if_only_its_orders_had_been_placed(shell: Shell, tmp_path: Path) -> None:
    # Every second order of everybody goes through the counter.
    header = set_g.HEADER + ",channel"
    rows = [f"{row},{('web', 'counter')[place % 2]}" for place, row in enumerate(set_g.rows())]
    zone = ("--time-zone", "Asia/Bangkok", "--currency", "THB")
    for name, chosen in (("all", rows), ("web", rows[::2])):
        file = csv_file(tmp_path / f"{name}.csv", header, chosen)
        shell.run("import", tmp_path / name, file, *zone)
    as_of = ("--as-of", "2024-12-31")
    days = ("--from", "2024-07-01", "--to", "2024-09-30", "--window", "92")
    asked = (
        ("retention", *days),
        ("trend", "--grain", "quarter", "--window", "92"),
        ("compare", *days, "--with-from", "2024-04-01", "--with-to", "2024-06-30"),
        ("cohorts", "--grain", "quarter", "--measure", "revenue"),
    )
    for command, *arguments in asked:
        scoped = shell.run(command, tmp_path / "all", *arguments, *as_of, "--scope", "channel=web")
        assert scoped == shell.run(command, tmp_path / "web", *arguments, *as_of)
        assert scoped != shell.run(command, tmp_path / "all", *arguments, *as_of)
    refused = shell.run("retention", tmp_path / "all", *days, "--scope", "chanel=web", code=1)
    assert refused["error"]["code"] == "segment_unknown"
