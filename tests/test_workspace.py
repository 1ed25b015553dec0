"""A shop is a folder: made, renamed, imported into, undone, travelled back to, deleted."""

from pathlib import Path

import pytest

from lib.engines.duck import QueryFailed, open_read_only
from lib.errors import AppError, ShopRefused
from lib.shop_files import KEPT_VERSIONS, Settings, ShopFolder
from lib.workspace import create_shop, delete_shop, list_shops, open_workspace, rename_shop
from tests.import_support import TestShop, csv_file

HEADER = "order_id,order_date,email,total"
JANUARY = ["1,2024-01-05,anna@example.com,10.00", "2,2024-01-09,bo@example.com,20.00"]
FEBRUARY = ["3,2024-02-05,anna@example.com,30.00"]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("imported")
    shop = TestShop.new(folder / "shop", time_zone="Asia/Bangkok")
    shop.take_in(csv_file(folder / "january.csv", HEADER, JANUARY))
    return shop


@pytest.fixture
def shop(imported: TestShop, tmp_path: Path) -> TestShop:
    """A shop that holds January, and its file beside it."""
    csv_file(tmp_path / "january.csv", HEADER, JANUARY)
    return imported.copied_to(tmp_path / "shop")


def test_shops_of_one_name_get_folders_of_their_own(tmp_path: Path) -> None:
    first = create_shop(tmp_path, Settings(name="ร้าน กาแฟ"))
    second = create_shop(tmp_path, Settings(name="ร้าน กาแฟ"))
    assert (first.path.name, second.path.name) == ("ร้าน-กาแฟ", "ร้าน-กาแฟ-2")
    assert [folder.path for folder in list_shops(tmp_path)] == [first.path, second.path]


@pytest.mark.parametrize("name", ["../../etc", "a/b", "C:\\x", "...", "   ", "nul\x00l"])
def test_a_name_never_leads_outside_the_home(tmp_path: Path, name: str) -> None:
    folder = create_shop(tmp_path / "home", Settings(name=name))
    assert folder.path.parent == tmp_path / "home"


def test_renaming_keeps_the_folder_and_the_data(shop: TestShop) -> None:
    before = shop.totals()
    rename_shop(shop.folder, "  New name ")
    assert shop.folder.settings().name == "New name"
    assert shop.totals() == before
    with pytest.raises(ShopRefused):
        rename_shop(shop.folder, " ")


def test_a_new_shop_is_empty_until_something_is_imported(tmp_path: Path) -> None:
    folder = create_shop(tmp_path, Settings(name="New"))
    assert open_workspace(folder.path) is None


def test_importing_the_same_file_twice_changes_nothing(shop: TestShop, tmp_path: Path) -> None:
    before = (shop.totals(), shop.purchase_days(), shop.folder.current_version())
    answer = shop.take_in(tmp_path / "january.csv")
    assert [each["file"] for each in answer["already"]] == ["january.csv"]
    assert (shop.totals(), shop.purchase_days(), shop.folder.current_version()) == before


def test_the_same_content_under_another_name_is_known(shop: TestShop, tmp_path: Path) -> None:
    copy = csv_file(tmp_path / "copy of january.csv", HEADER, JANUARY)
    assert shop.take_in(copy)["import_ids"] == []
    assert len(shop.imports()) == 1


def test_a_second_file_adds_to_the_first(shop: TestShop, tmp_path: Path) -> None:
    shop.take_in(csv_file(tmp_path / "february.csv", HEADER, FEBRUARY))
    totals = shop.totals()
    assert (totals["orders"], totals["customers"], totals["revenue"]) == (3, 2, "60.00")


def test_two_files_at_once_equal_one_after_the_other(shop: TestShop, tmp_path: Path) -> None:
    february = csv_file(tmp_path / "february.csv", HEADER, FEBRUARY)
    shop.take_in(february)
    together = TestShop.new(tmp_path / "together", time_zone="Asia/Bangkok")
    together.take_in(tmp_path / "january.csv", february)
    assert together.purchase_days() == shop.purchase_days()
    assert together.totals() == shop.totals()


def test_an_order_in_a_later_file_replaces_the_earlier_one_whole(
    shop: TestShop, tmp_path: Path
) -> None:
    later = ["2,2024-01-09,bo@example.com,25.00", "3,2024-02-05,anna@example.com,30.00"]
    shop.take_in(csv_file(tmp_path / "later.csv", HEADER, later))
    assert shop.totals()["revenue"] == "65.00"
    assert shop.totals()["orders"] == 3
    assert shop.set_aside() == {"replaced_by_later_file": 1}


def test_undo_takes_back_the_last_import_only(shop: TestShop, tmp_path: Path) -> None:
    before = (shop.totals(), shop.purchase_days())
    shop.take_in(csv_file(tmp_path / "february.csv", HEADER, FEBRUARY))
    shop.undo()
    assert (shop.totals(), shop.purchase_days()) == before


def test_an_import_can_be_taken_back_after_later_ones(shop: TestShop, tmp_path: Path) -> None:
    shop.take_in(csv_file(tmp_path / "february.csv", HEADER, FEBRUARY))
    shop.undo(import_id=1)
    assert shop.totals()["revenue"] == "30.00"
    assert [summary.file_name for summary in shop.imports()] == ["february.csv"]


def test_undoing_the_only_import_leaves_an_empty_shop(shop: TestShop) -> None:
    shop.undo()
    assert open_workspace(shop.folder.path) is None
    with pytest.raises(AppError) as refused:
        shop.undo()
    assert refused.value.code == "nothing_to_undo"


def test_what_was_undone_can_be_imported_again(shop: TestShop, tmp_path: Path) -> None:
    before = (shop.totals(), shop.purchase_days())
    shop.undo()
    shop.take_in(tmp_path / "january.csv")
    assert (shop.totals(), shop.purchase_days()) == before


def test_only_the_latest_versions_are_kept(shop: TestShop, tmp_path: Path) -> None:
    for day in range(1, KEPT_VERSIONS + 4):
        rows = [f"{100 + day},2024-03-{day:02},cy@example.com,1.00"]
        shop.take_in(csv_file(tmp_path / f"day{day}.csv", HEADER, rows))
    assert len(shop.folder.versions()) <= KEPT_VERSIONS
    assert len(list(shop.folder.path.glob("v*.duckdb"))) <= KEPT_VERSIONS
    assert shop.totals()["orders"] == 2 + KEPT_VERSIONS + 3


def test_deleting_refuses_a_folder_that_is_no_shop(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with pytest.raises(ShopRefused):
        delete_shop(ShopFolder(tmp_path / "photos"))
    assert (tmp_path / "photos").exists()


def test_damaged_settings_are_said_and_nothing_is_touched(shop: TestShop) -> None:
    good = 'name = "a"\n'
    for text in ("name = ", good + 'margin = "much"', good + 'margin = "140"',
                 good + 'complete_to = "soon"'):  # fmt: skip
        (shop.folder.path / "shop.toml").write_text(text)
        with pytest.raises(ShopRefused) as refused:
            open_workspace(shop.folder.path)
        assert refused.value.code == "settings_damaged"
    assert shop.folder.raw.exists()


def test_the_open_version_cannot_be_written_and_reads_no_other_file(shop: TestShop) -> None:
    workspace = shop.open()
    try:
        for statement in (
            "delete from orders",
            "create table x (y integer)",
            "select * from read_csv('/etc/hostname')",
            "select * from read_text('/etc/hostname')",
            "attach '/tmp/x.duckdb' as x",
            "copy orders to '/tmp/x.csv'",
            "install httpfs",
            "set enable_external_access = true",
        ):
            with pytest.raises(AppError):
                workspace._database.rows(statement)
    finally:
        workspace.close()


def test_a_reader_keeps_its_version_while_an_import_swaps(shop: TestShop, tmp_path: Path) -> None:
    workspace = shop.open()
    try:
        shop.take_in(csv_file(tmp_path / "february.csv", HEADER, FEBRUARY))
        assert workspace.row("metrics/totals")["orders"] == 2
        assert shop.totals()["orders"] == 3
    finally:
        workspace.close()


def test_a_version_opens_twice_in_one_process_and_stays_locked(shop: TestShop) -> None:
    first, second = open_workspace(shop.folder.path), open_workspace(shop.folder.path)
    assert first is not None
    assert second is not None
    assert first.row("metrics/totals") == second.row("metrics/totals")
    file = shop.folder.database(shop.folder.current_version() or 0)
    locked = open_read_only(file)
    for statement in ("set lock_configuration = false", "set enable_external_access = true"):
        with pytest.raises(QueryFailed):
            locked.run(statement)
    first.close()
    assert second.row("metrics/totals")["orders"] == 2
