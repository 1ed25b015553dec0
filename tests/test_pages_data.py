"""The Data page from the first drop to the deleted shop, run without a browser."""

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.ingest.job import import_request, run
from lib.shop_files import Settings, ShopFolder
from lib.ui import state
from lib.ui.progress import end_job
from lib.ui.uploads import incoming, keep_upload, pending_uploads
from lib.workspace import create_shop, list_shops, shops_home

APP = Path(__file__).parent.parent / "app.py"
PATIENCE_SECONDS = 60.0

ORDERS = "Order ID,Order Date,Email,Status,Total\n" + "".join(
    f"A{n},2024-{n % 12 + 1:02d}-{n % 27 + 1:02d},c{n % 7}@example.com,"
    f"{'cancelled' if n == 5 else 'paid'},{n}.50\n"
    for n in range(40)
)
TOGETHER = "bills.csv + lines.csv"
AMBIGUOUS = "Order ID,Order Date,Email,Total\n" + "".join(
    f"B{n},{n % 12 + 1:02d}/03/2024,c{n % 7}@example.com,5\n" for n in range(12)
)
# Two columns of dates, so that nobody but the owner can know which is the order's.
NO_DATE_WORD = "No.,Wann,Ende,Email,Total\n" + "".join(
    f"B{n},2024-{n % 12 + 1:02d}-03,2025-01-01,c{n % 7}@example.com,5\n" for n in range(12)
)
# A dummy of the till under two numbers that one phone joins, and a person.
TILL = "Order ID,Order Date,Customer ID,Phone,Customer Name,Total\n" + "".join(
    f"T{n},2024-{n + 1:02d}-10,{'K1' if n % 2 else 'K2'},+84912345678,Walk-in,5\n"
    f"L{n},2024-{n + 1:02d}-11,K3,,Lan,5\n"
    for n in range(12)
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture(autouse=True)
def _no_job_outlives_its_test() -> Iterator[None]:
    yield
    jobs = state.running_jobs()
    for key in list(jobs):
        end_job(jobs.pop(key).job)


def open_data_page() -> AppTest:
    """A fresh session, as after a reload."""
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE_SECONDS).run()
    return checked(app.switch_page("pages/data.py").run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def run_until(app: AppTest, done: Callable[[], bool]) -> AppTest:
    """Draw the page again and again, as its fragments do in a browser."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end, [element.value for element in app.main.markdown]
        time.sleep(0.1)
        checked(app.run())
    return app


def has_button(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)


def make_shop(name: str = "Tea & more") -> ShopFolder:
    return create_shop(shops_home(), Settings(name))


def with_upload(folder: ShopFolder, name: str, content: str | bytes) -> AppTest:
    """The page of a shop in which one file waits, after the app has looked at it."""
    data = content if isinstance(content, bytes) else content.encode()
    keep_upload(folder, name, io.BytesIO(data))
    app = open_data_page()
    looking = "Looking at the first rows…"
    return run_until(app, lambda: looking not in [each.value for each in app.caption])


def import_everything(app: AppTest, folder: ShopFolder) -> AppTest:
    before = folder.current_version()
    checked(app.button(key="import_files").click().run())
    return run_until(app, lambda: folder.current_version() != before and not state.running_jobs())


def metric(app: AppTest, label: str) -> str:
    return next(str(each.value) for each in app.metric if each.label == label)


def test_a_first_file_makes_a_shop_waits_over_a_reload_and_is_imported() -> None:
    app = open_data_page()
    assert {f"sample_{key}" for key in ("coffee_th", "cosmetics_vn", "gifts_uk")} <= {
        button.key for button in app.button
    }
    checked(app.file_uploader[0].upload("orders.csv", ORDERS.encode(), "text/csv").run())
    [folder] = list_shops(shops_home())
    assert [upload.name for upload in pending_uploads(folder)] == ["orders.csv"]

    reloaded = open_data_page()
    run_until(reloaded, lambda: has_button(reloaded, "import_files"))
    import_everything(reloaded, folder)
    assert (metric(reloaded, "Customers"), metric(reloaded, "Valid orders")) == ("7", "39")
    assert pending_uploads(folder) == []
    table = reloaded.dataframe[0].value
    assert table[["read", "used", "set_aside"]].iloc[0].tolist() == [40, 39, 1]
    assert "Cancelled · 1 row · 5.50" in [each.label for each in reloaded.expander]


def test_a_file_imported_before_changes_nothing_and_says_so() -> None:
    folder = make_shop()
    app = import_everything(with_upload(folder, "orders.csv", ORDERS), folder)
    version = folder.current_version()
    app = with_upload(folder, "again.csv", ORDERS)
    assert any("already" in str(each.value) for each in app.info)
    checked(app.button(key="import_files").click().run())
    run_until(app, lambda: not state.running_jobs() and not pending_uploads(folder))
    assert folder.current_version() == version
    assert metric(app, "Valid orders") == "39"


def test_files_that_belong_together_become_one_and_can_be_separated_again() -> None:
    folder = make_shop()
    bills = "bill_id,day,member_id\n" + "".join(
        f"B{n},2024-{n % 12 + 1:02d}-10,M{n % 5}\n" for n in range(30)
    )
    lines = "bill_id,product,quantity,unit price\n" + "".join(
        f"B{n},Tea,2,4.50\n" for n in range(30)
    )
    keep_upload(folder, "bills.csv", io.BytesIO(bills.encode()))
    keep_upload(folder, "lines.csv", io.BytesIO(lines.encode()))
    app = open_data_page()
    run_until(app, lambda: [each.name for each in pending_uploads(folder)] == [TOGETHER])
    [upload] = pending_uploads(folder)
    run_until(app, lambda: has_button(app, f"separate_{upload.path.name}"))
    assert any("Read as one table" in each.value for each in app.caption)

    checked(app.button(key=f"separate_{upload.path.name}").click().run())
    run_until(app, lambda: not state.running_jobs() and has_button(app, "import_files"))
    assert [each.name for each in pending_uploads(folder)] == ["bills.csv", "lines.csv"]

    (incoming(folder) / "together.json").unlink()
    run_until(app, lambda: [each.name for each in pending_uploads(folder)] == [TOGETHER])
    run_until(app, lambda: has_button(app, "import_files"))
    import_everything(app, folder)
    assert (metric(app, "Customers"), metric(app, "Valid orders")) == ("5", "30")
    assert metric(app, "Revenue") == "270"


def test_dates_that_read_two_ways_are_asked_about_before_the_import() -> None:
    folder = make_shop()
    app = with_upload(folder, "dates.csv", AMBIGUOUS)
    assert not has_button(app, "import_files")
    question = app.segmented_control(key="date_question_0001")
    assert [option.split(" · ")[0] for option in question.options] == ["1 Mar 2024", "3 Jan 2024"]
    checked(question.set_value("month_first").run())
    run_until(app, lambda: has_button(app, "import_files"))
    import_everything(app, folder)
    assert "Orders from 3 Jan 2024 to 3 Dec 2024." in [each.value for each in app.caption]


def test_a_missing_date_column_is_pointed_to_and_remembered() -> None:
    folder = make_shop()
    app = with_upload(folder, "wann.csv", NO_DATE_WORD)
    assert "order date" in str(app.error[0].value)
    assert not has_button(app, "import_files")
    app.selectbox(key="field_0001_ordered_at").set_value(("Wann",))
    checked(app.run())
    run_until(app, lambda: has_button(app, "import_files"))
    import_everything(app, folder)
    assert metric(app, "Valid orders") == "12"
    app = with_upload(folder, "next.csv", NO_DATE_WORD.replace("B", "C"))
    assert not app.error
    assert has_button(app, "import_files")


def test_a_picture_is_refused_in_words_and_can_be_removed() -> None:
    folder = make_shop()
    app = with_upload(folder, "shot.csv", PNG)
    assert "PNG" in str(app.error[0].value)
    assert not has_button(app, "import_files")
    checked(app.button(key="remove_0001").click().run())
    assert pending_uploads(folder) == []
    assert not app.error


def test_a_cancelled_import_leaves_the_shop_and_the_upload_as_they_were() -> None:
    folder = make_shop()
    rows = "".join(f"Z{n},2024-05-{n % 28 + 1:02d},c{n}@example.com,1\n" for n in range(200_000))
    app = with_upload(folder, "long.csv", "Order ID,Order Date,Email,Total\n" + rows)
    checked(app.button(key="import_files").click().run())
    checked(app.button(key="cancel_work").click().run())
    assert folder.current_version() is None
    assert state.running_jobs() == {}
    assert [upload.name for upload in pending_uploads(folder)] == ["long.csv"]
    assert not list(folder.path.glob("*.building*"))
    assert "as it was before" in str(app.success[0].value)


def test_an_import_is_taken_back_and_the_shop_deleted_only_under_its_name(tmp_path: Path) -> None:
    folder = make_shop("Tea *& more*")
    for name, start in (("one.csv", "A"), ("two.csv", "Q")):
        path = tmp_path / name
        path.write_text(ORDERS.replace("\nA", f"\n{start}"), encoding="utf-8")
        run(import_request(folder, [{"path": str(path), "name": name}]))
    app = open_data_page()
    assert metric(app, "Valid orders") == "78"

    checked(app.button(key="ask_take_back").click().run())
    checked(app.button(key="take_back").click().run())
    run_until(app, lambda: not state.running_jobs())
    assert metric(checked(app.run()), "Valid orders") == "39"

    checked(app.button(key="ask_delete").click().run())
    assert app.button(key="delete_shop").disabled
    checked(app.text_input(key="typed_name").set_value("Tea *& more*").run())
    assert not app.button(key="delete_shop").disabled
    checked(app.button(key="delete_shop").click().run())
    assert not folder.path.exists()
    assert has_button(checked(app.run()), "sample_gifts_uk")


def test_settings_take_effect_at_once_and_are_kept() -> None:
    folder = make_shop()
    app = open_data_page()
    checked(app.text_input(key="shop_name").set_value("Café <b>").run())
    checked(app.selectbox(key="time_zone").set_value("Asia/Bangkok").run())
    checked(app.toggle(key="count_unpaid").set_value(True).run())
    settings = folder.settings()
    assert (settings.name, settings.time_zone) == ("Café <b>", "Asia/Bangkok")
    assert settings.rules == {"count_unpaid": True}


def test_a_rule_that_is_switched_rebuilds_the_tables(tmp_path: Path) -> None:
    folder = make_shop()
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS.replace("cancelled", "refunded"), encoding="utf-8")
    run(import_request(folder, [{"path": str(path), "name": path.name}]))
    app = open_data_page()
    assert metric(app, "Valid orders") == "39"
    checked(app.toggle(key="count_refunded").set_value(True).run())
    run_until(app, lambda: not state.running_jobs())
    assert metric(app, "Valid orders") == "40"


def test_a_customer_set_apart_is_listed_and_confirmed_with_one_switch(tmp_path: Path) -> None:
    folder = make_shop()
    path = tmp_path / "till.csv"
    path.write_text(TILL, encoding="utf-8")
    run(import_request(folder, [{"path": str(path), "name": path.name}]))
    app = open_data_page()
    assert "Perhaps not real customers" in [each.value for each in app.subheader]
    [switch] = [each for each in app.toggle if str(each.key).startswith("real_")]
    assert not switch.value
    assert any("instead of a name" in str(each.value) for each in app.caption)

    checked(switch.set_value(True).run())
    run_until(app, lambda: not state.running_jobs())
    assert folder.settings().confirmed_customers == ["id:generic:K1"]
    [switch] = [each for each in checked(app.run()).toggle if str(each.key).startswith("real_")]
    assert switch.value


def test_the_page_says_how_customers_were_recognised(tmp_path: Path) -> None:
    folder = make_shop()
    path = tmp_path / "till.csv"
    path.write_text(TILL, encoding="utf-8")
    run(import_request(folder, [{"path": str(path), "name": path.name}]))
    app = open_data_page()
    assert "How customers were recognised" in [each.value for each in app.subheader]
    words = " ".join(str(each.value) for each in app.markdown)
    assert "2 customers. 1 of them ordered under several keys" in words
    assert "there would be 3." in words
    kinds = next(each.value for each in app.dataframe if "joined_customers" in each.value)
    assert kinds.set_index("kind")["joined_customers"].to_dict() == {
        "Customer number": 0,
        "Phone": 1,
    }


def test_the_page_says_what_the_last_import_changed(tmp_path: Path) -> None:
    folder = make_shop()
    for name, start in (("one.csv", "A"), ("two.csv", "Q")):
        path = tmp_path / name
        path.write_text(ORDERS.replace("\nA", f"\n{start}"), encoding="utf-8")
        run(import_request(folder, [{"path": str(path), "name": name}]))
    app = open_data_page()
    assert "What changed last" in [each.value for each in app.subheader]
    words = [str(each.value) for each in app.markdown]
    assert any(word.startswith("Since two.csv came in") for word in words)
    assert "- 40 new orders" in words


def test_a_customer_number_per_order_is_asked_about_and_can_be_insisted_on() -> None:
    folder = make_shop()
    rows = "".join(f"A{n},2024-05-{n % 28 + 1:02d},c{n},1\n" for n in range(600))
    app = with_upload(folder, "per_order.csv", "Order ID,Order Date,Customer ID,Total\n" + rows)
    assert any("numbers orders, not people" in str(each.value) for each in app.warning)
    checked(app.button(key="import_files").click().run())
    run_until(app, lambda: not state.running_jobs())
    assert any("600 different customers" in str(each.value) for each in app.error)
    assert folder.current_version() is None

    checked(app.toggle(key="one_each_0001").set_value(True).run())
    run_until(app, lambda: not any("another way" in str(each.value) for each in app.caption))
    run_until(app, lambda: has_button(app, "import_files"))
    run_until(app, lambda: not app.button(key="import_files").disabled)
    import_everything(app, folder)
    assert metric(app, "Customers") == "600"
