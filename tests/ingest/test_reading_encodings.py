"""Letters come out right in every encoding, and doubts are said."""

from pathlib import Path

import pytest

from lib.ingest.reading.encodings import detect_encoding, guess_encoding, looks_garbled
from tests.ingest.hostile_files import ORDERS, hostile_file
from tests.ingest.reading_support import read_bytes, read_case


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp874", ["สมหญิง รักไทย", "เชียงใหม่", "ชำระเงินแล้ว", "ยอดรวม", "ถนนสุขุมวิท"]),
        ("cp1252", ["Jürgen Groß", "Peña", "però così", "Chloë", "façade", "Åse Sørensen", "€ 9"]),
        (
            "cp1258",
            ["Phạm".replace("ạ", "a\u0323"), "Đư\u0301c", "Trâ\u0300n Thi\u0323 Hô\u0300ng"],
        ),
        ("gb18030", ["陈静", "上海市", "订单状态", "已付款", "赵敏"]),
        ("shift_jis", ["鈴木一郎", "ハナコ", "注文日時", "ひかり"]),
    ],
)
def test_a_few_words_are_enough_to_tell_the_encoding(encoding: str, words: list[str]) -> None:
    for word in words:
        lines = f"7001,2025-01-04,{word},0811,paid\n" * 2
        assert guess_encoding(lines.encode(encoding)).name == encoding, word


@pytest.mark.parametrize(
    ("name", "encoding", "cell"),
    [
        ("cp874", "cp874", "มาลี แก้วใส"),
        ("cp1252", "cp1252", "Nina Köhler"),
        ("gb18030", "gb18030", "王小明"),
        ("shift_jis", "shift_jis", "佐藤花子"),
    ],
)
def test_a_guess_gives_the_right_letters_and_is_said(
    tmp_path: Path, name: str, encoding: str, cell: str
) -> None:
    outcome = read_case(tmp_path, name)
    assert outcome.reading.encoding == encoding
    assert cell in {row[3] for row in outcome.rows}
    assert outcome.codes == {"encoding_guessed"}


def test_a_choice_of_encoding_is_obeyed(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "cp874", encoding="cp1252")
    assert outcome.reading.encoding == "cp1252"
    assert outcome.rows[0][3] == "มาลี แก้วใส".encode("cp874").decode("cp1252")


def test_one_bad_byte_spoils_one_cell_only(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "one_bad_byte")
    assert outcome.reading.encoding == "utf-8"
    assert [row[3] for row in outcome.rows if "\ufffd" in "".join(row)] == ["Dara O'N\ufffdill"]
    (warning,) = outcome.reading.warnings
    assert warning.code == "bad_bytes"
    assert "row 9" in warning.sentence


def test_letters_encoded_twice_are_said_and_not_repaired(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "mojibake")
    assert outcome.codes == {"garbled_letters"}
    assert outcome.rows[0][3] == "Nina KÃ¶hler"
    assert not looks_garbled("São Paulo, Ângela, Nina Köhler, naïve, €5")


def test_null_bytes_are_removed_and_counted(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "null_bytes")
    assert outcome.codes == {"null_bytes"}
    assert "3 zero bytes" in outcome.reading.warnings[0].sentence


def test_a_letter_cut_between_two_blocks_is_still_utf8(tmp_path: Path) -> None:
    source = tmp_path / "long.csv"
    for shift in range(3):
        source.write_bytes(b"x" * (shift + (1 << 20) - 1) + "สมชาย\n".encode() * 10)
        assert detect_encoding(source).name == "utf-8"


def test_thai_far_down_in_a_long_file_is_found(tmp_path: Path) -> None:
    lines = b"7001,2025-01-04,Nina,9.50,paid\n" * 60_000
    content = (
        b"id,day,name,total,state\n" + lines + "7002,2025-01-05,มาลี,8.00,paid\n".encode("cp874")
    )
    outcome = read_bytes(tmp_path, content)
    assert outcome.reading.encoding == "cp874"
    assert outcome.rows[-1][2] == "มาลี"


def test_ascii_is_utf8(tmp_path: Path) -> None:
    source = tmp_path / "plain.csv"
    source.write_bytes(b"a,b\n1,2\n")
    assert detect_encoding(source).name == "utf-8"
    assert detect_encoding(source).confidence == 1.0


def test_close_candidates_are_offered() -> None:
    found = guess_encoding("王芳".encode("gb18030") + b"\n")
    assert found.name == "gb18030"
    assert "cp874" in found.alternatives
    assert found.confidence < 0.9


def test_the_marked_file_of_two_marks_has_a_clean_first_name(tmp_path: Path) -> None:
    outcome = read_bytes(tmp_path, hostile_file("utf8_bom_twice"))
    assert outcome.reading.columns[0] == "order_id"


def test_two_exports_in_one_file_are_each_read_in_their_own_encoding(tmp_path: Path) -> None:
    lines = hostile_file("crlf").decode().splitlines(keepends=True)
    thai = "".join(line for line in lines if "malee" in line or "rung" in line)
    content = hostile_file("crlf") + thai.encode("cp874") * 2
    outcome = read_bytes(tmp_path, content)
    assert outcome.reading.encoding == "utf-8+cp874"
    assert outcome.codes == {"encoding_guessed"}
    assert tuple(outcome.rows[:12]) == ORDERS
    assert {row[3] for row in outcome.rows[12:]} == {"มาลี แก้วใส", "รุ้ง, ร้านดอกไม้"}
    # the name, as an import remembers it, gives the same again
    again = read_bytes(tmp_path, content, encoding=outcome.reading.encoding)
    assert again.rows == outcome.rows


def test_a_table_of_figures_keeps_a_first_row_that_counts(tmp_path: Path) -> None:
    outcome = read_bytes(tmp_path, b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n")
    assert outcome.rows[0] == ("1", "2", "3")
