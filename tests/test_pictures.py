"""Pictures on screen: the same facts are drawn once, other facts never share a picture."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest

from lib.i18n import SOURCE_LANGUAGE, set_language
from lib.ui.pictures import picture

drawn: list[float] = []


def heights(facts: list[float], *, title: str, is_dark: bool) -> Any:
    drawn.append(facts[0])
    table = pd.DataFrame({"height": facts})
    return alt.Chart(table, title=f"{title} {is_dark}").mark_bar().encode(y="height:Q")


@pytest.fixture(autouse=True)
def _nothing_drawn() -> Iterator[None]:
    drawn.clear()
    yield
    set_language(SOURCE_LANGUAGE)


def test_the_same_facts_are_drawn_once() -> None:
    first = picture(heights, [1.5, 2.0], title="once")
    again = picture(heights, [1.5, 2.0], title="once")
    assert drawn == [1.5]
    assert first.to_dict() == again.to_dict()
    assert first.to_dict()["title"] == "once False"


def test_other_facts_words_and_languages_are_drawn_anew() -> None:
    picture(heights, [3.0], title="one")
    picture(heights, [4.0], title="one")
    picture(heights, [3.0], title="two")
    set_language("th")
    picture(heights, [3.0], title="one")
    assert drawn == [3.0, 4.0, 3.0, 3.0]


def test_what_a_page_does_to_its_picture_stays_with_it() -> None:
    picture(heights, [5.0], title="mine").to_dict()["title"] = "changed"
    assert picture(heights, [5.0], title="mine").to_dict()["title"] == "mine False"
