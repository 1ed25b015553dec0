"""The translations are whole, say the same as the English, and reach the screen."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from streamlit.testing.v1 import AppTest

from lib import formats
from lib.charts.bridge import Step, bridge_chart
from lib.i18n import LANGUAGES, SOURCE_LANGUAGE, set_language
from lib.locale.messages import (
    catalogue_path,
    compiled,
    found_messages,
    is_translated,
    read_catalogue,
    sentences,
)
from lib.period import Period

APP = str(Path(__file__).parent.parent / "app.py")
TRANSLATED = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
FEWEST_TRANSLATED = 0.8
# The one word for each concept; the sentence it is looked for in stands in front.
AGREED_WORDS = [
    ("CRR", "อัตราการรักษาลูกค้า", "tỷ lệ giữ chân khách hàng"),
    ("Start with the {lost} lost ones", "ลูกค้าที่หายไป", "khách hàng rời bỏ"),
    ("**{now} came back**", "ลูกค้าที่กลับมาซื้ออีก", "khách quay lại"),
    ("Bright spots", "จุดสว่าง", "điểm sáng"),
]


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    set_language(SOURCE_LANGUAGE)


def forms(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (str(words),)


def translated(language: str) -> list[Message]:
    return [message for message in sentences(read_catalogue(language)) if is_translated(message)]


def placeholders(sentence: str) -> list[tuple[str, str]]:
    found = string.Formatter().parse(sentence)
    return sorted({(name, spec or "") for _text, name, spec, _conversion in found if name})


def test_the_compiled_catalogue_is_the_one_of_the_written_words(language: str) -> None:
    written = catalogue_path(language)
    assert written.with_suffix(".mo").read_bytes() == compiled(read_catalogue(language)), (
        "run make messages"
    )


def test_most_of_the_app_is_translated(
    language: str, record_property: Callable[[str, object], None]
) -> None:
    known = {forms(message.id)[0] for message in translated(language)}
    wanted = [forms(message.id)[0] for message in sentences(found_messages())]
    coverage = sum(sentence in known for sentence in wanted) / len(wanted)
    record_property(f"coverage_{language}", round(coverage, 3))
    assert coverage >= FEWEST_TRANSLATED


def test_the_words_of_sample_shops_and_layouts_are_among_the_messages() -> None:
    found = found_messages()
    assert "Sample coffee roaster, Thailand" in found
    assert "Shopee Thailand orders" in found
    assert "CRR" in found


def test_every_translation_has_the_values_of_its_source(language: str) -> None:
    broken = [
        (message.id, form)
        for message in translated(language)
        for form in forms(message.string)
        if placeholders(form) not in [placeholders(source) for source in forms(message.id)]
    ]
    assert broken == []


def test_bold_marks_and_line_breaks_are_those_of_the_source(language: str) -> None:
    broken = [
        (message.id, form)
        for message in translated(language)
        for form in forms(message.string)
        for mark in ("**", "\n", "`")
        if form.count(mark) != forms(message.id)[0].count(mark)
    ]
    assert broken == []


def test_no_translation_waits_to_be_read(language: str) -> None:
    catalogue = read_catalogue(language)
    assert [message.id for message in sentences(catalogue) if message.fuzzy] == []
    assert not catalogue.obsolete


def test_letters_are_composed_so_that_marks_stay_in_place(language: str) -> None:
    for message in translated(language):
        for form in forms(message.string):
            assert unicodedata.is_normalized("NFC", form), form
            assert "\u0e4d\u0e32" not in form, f"SARA AM in two letters: {form}"


def test_thai_is_written_in_thai_letters() -> None:
    bare = [
        form
        for message in translated("th")
        for form in forms(message.string)
        if re.search(r"[a-z]", re.sub(r"\{[^}]*\}", "", forms(message.id)[0]), re.IGNORECASE)
        and not re.search(r"[\u0e01-\u0e5b]", form)
    ]
    assert bare == []


@pytest.mark.parametrize(("beginning", "thai", "vietnamese"), AGREED_WORDS)
def test_a_concept_has_its_agreed_word(beginning: str, thai: str, vietnamese: str) -> None:
    for language, word in (("th", thai), ("vi", vietnamese)):
        found = [
            form
            for message in translated(language)
            for form in forms(message.string)
            if beginning in forms(message.id)[0]
        ]
        assert found
        assert all(word in form.lower() for form in found), found


def test_numbers_and_days_follow_the_language() -> None:
    july = Period(date(2024, 7, 1), date(2024, 9, 30))
    set_language("vi")
    assert formats.rate(0.8333) == "83,3\u00a0%"
    assert formats.interval(0.586, 0.629) == "58,6\u2009–\u200962,9\u00a0%"
    assert formats.count(12345) == "12.345"
    assert formats.points(-0.041) == "−4,1 điểm %"
    assert formats.money(Decimal("12088.5"), "THB").replace("\u00a0", " ") == "12.088,50 ฿"
    assert formats.period(july) == "01/07 – 30/09/2024"
    set_language("th")
    assert formats.rate(0.8333) == "83.3\u00a0%"
    assert formats.short_money(Decimal(8_923_000), "THB") == "฿8.9 ล้าน"
    assert formats.period(july) == "1 ก.ค. – 30 ก.ย. 2024"


@pytest.mark.parametrize(("language", "thousands"), [("th", ","), ("vi", ".")])
def test_axes_group_numbers_as_the_language_does(language: str, thousands: str) -> None:
    set_language(language)
    chart = bridge_chart([Step("a", "total", 0, 2000, "2000")], is_dark=False).to_dict()
    assert chart["config"]["locale"]["number"]["thousands"] == thousands
    set_language("en")
    chart = bridge_chart([Step("a", "total", 0, 2000, "2000")], is_dark=False).to_dict()
    assert "locale" not in chart["config"]


@pytest.mark.parametrize(
    ("asked", "header"),
    [
        ("th", "ใครกลับมาซื้อที่ร้านของคุณบ้าง"),
        ("vi", "Ai quay lại cửa hàng của bạn?"),
        ("xx", "Who comes back to your shop?"),
    ],
)
def test_the_link_names_the_language(asked: str, header: str) -> None:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["lang"] = asked
    app.run()
    assert not app.exception
    assert app.header[0].value == header


def test_a_chosen_language_holds_on_every_page_and_in_the_link() -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert app.header[0].value == "Who comes back to your shop?"
    assert "lang" not in app.query_params
    app.segmented_control(key="language_choice").set_value("vi").run()
    assert app.header[0].value == "Ai quay lại cửa hàng của bạn?"
    app.switch_page("pages/data.py").run()
    assert app.header[0].value == "Ai quay lại cửa hàng của bạn?"
    assert app.query_params["lang"] == "vi"


def test_a_click_is_answered_in_the_language_of_the_screen() -> None:
    def script() -> None:
        import streamlit as st

        from lib.i18n import _
        from lib.ui import shell

        def answer() -> None:
            st.session_state["said"] = _("Lost")

        shell.choose_language()
        st.button("x", key="x", on_click=answer)

    app = AppTest.from_function(script)
    app.query_params["lang"] = "th"
    app.run()
    app.button(key="x").click().run()
    assert app.session_state["said"] == "หายไป"
