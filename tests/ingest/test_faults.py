"""Whatever happens during an import, the shop is as before or fully imported."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lib.errors import AppError
from lib.ingest.job import Job, import_request, run
from lib.ingest.plan import carry_out
from lib.ingest.repair import open_shop
from lib.shop_files import ShopFolder
from lib.workspace import hold_import_lock
from tests.import_support import TestShop, csv_file, no_report

HEADER = "order_id,order_date,email,total"
KILLS = int(os.environ.get("BRIGHT_SPOTS_KILLS", "6"))


def orders(path: Path, first: int, count: int) -> Path:
    days = random.Random(first)
    rows = [
        f"{first + n},2024-{days.randint(1, 12):02}-{days.randint(1, 28):02},"
        f"p{days.randint(1, count // 3 + 1)}@example.com,{days.randint(1, 90)}.50"
        for n in range(count)
    ]
    return csv_file(path, HEADER, rows)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("imported")
    shop = TestShop.new(folder / "shop", time_zone="Asia/Bangkok")
    shop.take_in(orders(folder / "first.csv", 1, 300))
    return shop


@pytest.fixture
def shop(imported: TestShop, tmp_path: Path) -> TestShop:
    return imported.copied_to(tmp_path / "shop")


def file_request(shop: TestShop, file: Path) -> dict[str, object]:
    return import_request(shop.folder, [{"path": str(file), "name": file.name}])


def test_an_import_killed_at_any_moment_leaves_the_shop_as_before_or_complete(
    shop: TestShop, tmp_path: Path
) -> None:
    before = shop.totals()
    file = orders(tmp_path / "second.csv", 10_000, 20_000)
    delays = random.Random(7)
    for _kill in range(KILLS):
        job = Job(file_request(shop, file))
        time.sleep(delays.uniform(0.2, 2.0))
        job.cancel()
        with_second = shop.totals()
        assert with_second["orders"] in (300, 20_300)
        if with_second["orders"] == 300:
            assert with_second == before
        else:
            shop.undo()
            assert shop.totals() == before
    run(file_request(shop, file))
    assert shop.totals()["orders"] == 20_300
    assert not list(shop.folder.path.glob("*.building*"))
    assert not list(shop.folder.raw.glob("*.building"))


def test_a_second_import_at_the_same_time_is_refused(shop: TestShop, tmp_path: Path) -> None:
    file = orders(tmp_path / "second.csv", 10_000, 50)
    with hold_import_lock(shop.folder):
        refused: list[AppError] = []

        def try_it() -> None:
            try:
                run(file_request(shop, file))
            except AppError as error:
                refused.append(error)

        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    assert [error.code for error in refused] == ["import_running"]
    run(file_request(shop, file))
    assert shop.totals()["orders"] == 350


def test_the_lock_of_a_killed_process_is_free_again(shop: TestShop) -> None:
    code = (
        "import sys, time; from pathlib import Path; from lib.shop_files import ShopFolder;"
        "from lib.workspace import hold_import_lock;"
        f"lock = hold_import_lock(ShopFolder(Path({str(shop.folder.path)!r})));"
        "print('held', flush=True); time.sleep(60)"
    )
    root = Path(__file__).parent.parent.parent
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    with hold_import_lock(shop.folder):
        pass


def test_a_full_disk_is_one_sentence_and_the_shop_stays(
    shop: TestShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shop.totals()
    monkeypatch.setenv("BRIGHT_SPOTS_MOST_FILE_BYTES", str(600_000))
    with pytest.raises(AppError) as refused:
        run(file_request(shop, orders(tmp_path / "second.csv", 10_000, 3_000)))
    assert refused.value.code == "disk_full"
    monkeypatch.delenv("BRIGHT_SPOTS_MOST_FILE_BYTES")
    assert shop.totals() == before


def test_a_file_deleted_before_it_is_read_is_named(shop: TestShop, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        run(file_request(shop, tmp_path / "gone.csv"))
    assert refused.value.code == "file_gone"
    assert "gone.csv" in refused.value.title


def test_a_file_that_grows_while_it_is_copied_is_refused(shop: TestShop, tmp_path: Path) -> None:
    file = orders(tmp_path / "second.csv", 10_000, 50)
    before = shop.totals()

    def grow(step: str, _done: int, _total: int) -> None:
        if step == "keeping":
            with file.open("a", encoding="utf-8") as growing:
                growing.write("99999,2024-01-01,late@example.com,1\n")
            os.utime(file, ns=(1, 1))

    with pytest.raises(AppError) as refused:
        carry_out(file_request(shop, file), grow)
    assert refused.value.code == "file_changed"
    assert shop.totals() == before
    assert len(list(shop.folder.raw.iterdir())) == 1


def test_a_file_that_never_stops_growing_is_refused_too(shop: TestShop, tmp_path: Path) -> None:
    file = orders(tmp_path / "second.csv", 10_000, 50)

    def grow(step: str, _done: int, _total: int) -> None:
        if step == "keeping":
            with file.open("ab") as growing:
                growing.write(bytes(2 << 20))

    with pytest.raises(AppError) as refused:
        carry_out(file_request(shop, file), grow)
    assert refused.value.code == "file_changed"
    assert len(list(shop.folder.raw.iterdir())) == 1


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "deleted", "one page zeroed"])
def test_a_damaged_database_is_rebuilt_from_the_uploads_and_said(
    shop: TestShop, damage: str
) -> None:
    before = (shop.totals(), shop.purchase_days())
    file = shop.folder.database(shop.folder.current_version() or 0)
    content = file.read_bytes()
    if damage == "truncated":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "overwritten":
        file.write_bytes(b"nothing to see here")
    elif damage == "deleted":
        file.unlink()
    else:
        pages = range(12_288, len(content) - 4096, 4096)
        middle = next(page for page in pages if any(content[page : page + 4096]))
        file.write_bytes(content[:middle] + bytes(4096) + content[middle + 4096 :])
    opened = open_shop(shop.folder.path)
    assert opened is not None
    assert "rebuilt from 1 uploaded file" in opened.note
    opened.workspace.close()
    assert (shop.totals(), shop.purchase_days()) == before


def test_a_version_of_an_older_format_is_brought_up_to_date(shop: TestShop) -> None:
    before = shop.totals()
    path = shop.folder.manifest_file(shop.folder.current_version() or 0)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema_version": 0}))
    opened = open_shop(shop.folder.path)
    assert opened is not None
    assert "brought up to date" in opened.note
    opened.workspace.close()
    assert shop.totals() == before


def test_a_shop_of_a_newer_format_is_refused_not_touched(shop: TestShop) -> None:
    path = shop.folder.manifest_file(shop.folder.current_version() or 0)
    text = json.dumps(json.loads(path.read_text()) | {"schema_version": 999})
    path.write_text(text)
    with pytest.raises(AppError) as refused:
        open_shop(shop.folder.path)
    assert refused.value.code == "shop_too_new"
    assert path.read_text() == text


def test_a_rebuild_without_the_upload_says_which_file_is_lost(shop: TestShop) -> None:
    for raw in shop.folder.raw.iterdir():
        raw.unlink()
    shop.folder.database(shop.folder.current_version() or 0).unlink()
    with pytest.raises(AppError) as refused:
        open_shop(shop.folder.path)
    assert refused.value.code == "raw_lost"


def test_nothing_of_a_deleted_shop_stays_on_the_disk(shop: TestShop, tmp_path: Path) -> None:
    from lib.workspace import delete_shop

    delete_shop(shop.folder)
    assert not shop.folder.path.exists()
    left = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert left == []


def test_a_child_that_dies_is_reported_and_not_waited_for_forever(shop: TestShop) -> None:
    job = Job({"task": "import", "shop": str(shop.folder.path), "files": None, "at": ""})
    with pytest.raises(AppError) as refused:
        job.result()
    assert refused.value.code == "import_stopped"


def test_carrying_out_in_this_process_equals_the_child(shop: TestShop, tmp_path: Path) -> None:
    file = orders(tmp_path / "second.csv", 10_000, 200)
    carry_out(file_request(shop, file), no_report)
    here = (shop.totals(), shop.purchase_days())
    shop.undo()
    run(file_request(shop, file))
    assert (shop.totals(), shop.purchase_days()) == here


def test_a_folder_name_with_quotes_and_blanks_is_no_trouble(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "Nok's shop; drop table", time_zone="Asia/Bangkok")
    shop.take_in(orders(tmp_path / "first file's.csv", 1, 20))
    assert shop.totals()["orders"] == 20
    assert ShopFolder(shop.folder.path).exists
