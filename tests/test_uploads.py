"""Uploads on disk: complete or absent, found again, free of surprises in their names."""

import io
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from lib.errors import AppError
from lib.metrics.totals import ImportSummary, RuleCount
from lib.schema import FIELDS
from lib.shop_files import Settings, ShopFolder
from lib.ui.field_words import field_groups, field_word
from lib.ui.uploads import (
    Inspection,
    choices_of,
    choose,
    discard,
    incoming,
    inspection_of,
    keep_upload,
    last_problem,
    pending_uploads,
    take_in,
    write_inspection,
    write_problem,
)
from lib.ui.what_came_in import SetAside, by_rule


@pytest.fixture
def folder(tmp_path: Path) -> ShopFolder:
    folder = ShopFolder(tmp_path / "shop")
    folder.write_settings(Settings("Shop"))
    return folder


def test_an_upload_is_found_again_with_its_bytes(folder: ShopFolder) -> None:
    kept = keep_upload(folder, "orders.csv", io.BytesIO(b"a,b\n1,2\n"))
    [found] = pending_uploads(ShopFolder(folder.path))
    assert found == kept
    assert (found.name, found.size) == ("orders.csv", 8)
    assert found.file.read_bytes() == b"a,b\n1,2\n"


def test_uploads_keep_the_order_of_arrival(folder: ShopFolder) -> None:
    for number in range(12):
        keep_upload(folder, f"{number}.csv", io.BytesIO(b"x"))
    assert [each.name for each in pending_uploads(folder)] == [f"{n}.csv" for n in range(12)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\evil.csv", "/abs/evil.csv"])
def test_a_name_with_folders_stays_inside_the_shop(folder: ShopFolder, name: str) -> None:
    upload = keep_upload(folder, name, io.BytesIO(b"x"))
    assert "/" not in upload.name
    assert "\\" not in upload.name
    assert upload.file.resolve().is_relative_to(folder.path.resolve())


def test_an_upload_that_breaks_off_leaves_nothing(folder: ShopFolder) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(28, "No space left on device")

    with pytest.raises(AppError, match="disk is full"):
        keep_upload(folder, "orders.csv", Broken())
    assert list(incoming(folder).iterdir()) == []


def test_streamlits_own_copy_of_an_upload_is_freed(
    folder: ShopFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = MemoryUploadedFileManager("/upload")
    record = UploadedFileRec("file-1", "orders.csv", "text/csv", b"a,b\n1,2\n")
    manager.add_file("session-1", record)
    context = SimpleNamespace(session_id="session-1", uploaded_file_mgr=manager)
    monkeypatch.setattr("lib.ui.uploads.get_script_run_ctx", lambda: context)
    assert take_in(folder, [UploadedFile(record, FileURLs())]) == []
    assert manager.get_files("session-1", ["file-1"]) == []
    assert [upload.name for upload in pending_uploads(folder)] == ["orders.csv"]


def test_the_same_content_waits_only_once(folder: ShopFolder) -> None:
    for name, repeated in (("orders.csv", []), ("copy.csv", ["copy.csv"])):
        record = UploadedFileRec(name, name, "text/csv", b"a,b\n1,2\n")
        assert take_in(folder, [UploadedFile(record, FileURLs())]) == repeated
    assert [upload.name for upload in pending_uploads(folder)] == ["orders.csv"]


def test_what_an_ended_process_left_half_copied_is_swept_away(folder: ShopFolder) -> None:
    left = incoming(folder) / "part-0-abc"
    left.mkdir(parents=True)
    (left / "file").write_bytes(b"half")
    assert pending_uploads(folder) == []
    keep_upload(folder, "orders.csv", io.BytesIO(b"x"))
    assert not left.exists()


def test_choices_and_inspections_survive_until_the_upload_is_discarded(folder: ShopFolder) -> None:
    upload = keep_upload(folder, "orders.csv", io.BytesIO(b"x"))
    assert choices_of(upload) == {}
    assert inspection_of(upload) is None
    choose(upload, {"date_order": "day_first"})
    refusal = AppError("No.", "Because.", "Do this.", code="why")
    write_inspection(upload, Inspection({"date_order": "day_first"}, None, refusal))
    found = inspection_of(upload)
    assert found is not None
    assert found.choices == choices_of(upload) == {"date_order": "day_first"}
    assert found.error is not None
    assert found.error.as_dict() == refusal.as_dict()
    discard(upload)
    assert pending_uploads(folder) == []


def test_an_inspection_of_a_discarded_upload_is_dropped(folder: ShopFolder) -> None:
    upload = keep_upload(folder, "orders.csv", io.BytesIO(b"x"))
    discard(upload)
    write_inspection(upload, Inspection({}, {}, None))
    assert not upload.path.exists()


def test_a_refused_import_is_remembered_until_it_is_read(folder: ShopFolder) -> None:
    write_problem(folder, AppError("No.", code="why"))
    problem = last_problem(folder)
    assert problem is not None
    assert problem.code == "why"
    write_problem(folder, None)
    assert last_problem(folder) is None


def test_every_field_has_a_word_and_one_place_on_screen() -> None:
    placed = [name for _title, names in field_groups() for name in names]
    assert sorted(placed) == sorted(field.name for field in FIELDS)
    words = [field_word(name) for name in placed]
    assert len(set(words)) == len(words)
    assert not any("_" in word for word in words)


def test_rules_of_several_files_are_added_up_most_rows_first() -> None:
    def summary(import_id: int, *rules: tuple[str, int, str]) -> ImportSummary:
        counts = tuple(RuleCount(import_id, rule, rows, Decimal(m)) for rule, rows, m in rules)
        return ImportSummary(import_id, "f", "", "", "", "", "", 9, 9, 0, None, (), counts)

    found = by_rule(
        [
            summary(1, ("cancelled", 2, "10.50"), ("no_date", 1, "0")),
            summary(2, ("no_date", 4, "3.00")),
        ]
    )
    assert found == [
        SetAside("no_date", 5, Decimal("3.00")),
        SetAside("cancelled", 2, Decimal("10.50")),
    ]
