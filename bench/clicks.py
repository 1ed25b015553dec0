"""What a reader waits for: clicks in a real browser, beside the same elements as constants."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.browsing import (
    Server,
    Tape,
    browse,
    last_drawn_at,
    new_visitor,
    rest,
    seconds_to_redraw,
    serve,
)
from bench.measure import Line, attempt, say
from bench.orders import SHOP, shop_of_orders

REPETITIONS = 3
STARTS = 3
LIMIT = 1.3
APP, CONSTANT, EMPTY = "app.py", "bench/constant_page.py", "bench/empty_page.py"
STARTING, EMPTY_START = "start of the app to its first screen", "start of an empty Streamlit app"

Act = Callable[[Page, int], None]


@dataclass(frozen=True)
class Click:
    """``turn`` 1, 2, ... chooses something else each time, so that nothing was asked before."""

    name: str
    page: str
    act: Act
    most: float | None = LIMIT
    prepare: Act = lambda page, turn: None
    """What comes before, in the app; on the constant page only ``open`` is left of it."""
    open: Callable[[Page], None] = lambda page: None
    query: Callable[[int], str] = lambda turn: ""

    @property
    def slug(self) -> str:
        return "".join(letter if letter.isalnum() else "_" for letter in self.name)


def click_lines(
    size: int, folder: Path, repetitions: int = REPETITIONS, starts: int = STARTS
) -> Iterator[Line]:
    """Start and clicks of the app with a shop of ``size`` orders, each beside its base."""
    home, importing = shop_of_orders(size, folder)
    if importing is not None:
        yield importing
    recordings = folder / f"recordings_{size}"
    app_environment = {"BRIGHT_SPOTS_HOME": str(home)}
    with browse() as browser:
        for name, script in ((EMPTY_START, EMPTY), (STARTING, APP)):
            most = 2.0 if script == APP else None

            def start(name: str = name, script: str = script, most: float | None = most) -> Line:
                seconds = [
                    _start(browser, script, app_environment, folder) for _turn in range(starts)
                ]
                return Line(name, seconds, EMPTY_START, most)

            say(name)
            yield attempt(name, start)
        constants = {"BENCH_RECORDINGS": str(recordings)}
        with (
            serve(APP, app_environment, folder / "app.log") as app,
            serve(CONSTANT, constants, folder / "constant.log") as constant,
        ):
            app.wait_until_healthy()
            constant.wait_until_healthy()
            visitor = new_visitor(browser)
            for click in CLICKS:
                yield from _both(visitor, app, constant, click, recordings, repetitions)


def _both(
    visitor: BrowserContext,
    app: Server,
    constant: Server,
    click: Click,
    recordings: Path,
    repetitions: int,
) -> Iterator[Line]:
    base = f"{click.name}, constant page"
    say(click.name)

    def in_app() -> Line:
        seconds = [
            _in_app(visitor, app, click, turn, recordings if turn == 1 else None)
            for turn in range(1, repetitions + 1)
        ]
        return Line(click.name, seconds, base, click.most, megabytes=app.megabytes())

    def on_constant() -> Line:
        _on_constant(visitor, constant, click)  # reads the recording
        return Line(
            base, [_on_constant(visitor, constant, click) for _ in range(repetitions)], base
        )

    found = attempt(click.name, in_app)
    yield found
    if found.seconds:
        yield attempt(base, on_constant)


def _in_app(
    visitor: BrowserContext, app: Server, click: Click, turn: int, recordings: Path | None
) -> float:
    page = visitor.new_page()
    try:
        tape = Tape(page)
        page.goto(f"{app.url}/{click.page}?shop={SHOP}{click.query(turn)}")
        rest(page)
        click.open(page)
        click.prepare(page, turn)
        page.wait_for_timeout(300)
        before = tape.place()
        click.act(page, turn)
        seconds = seconds_to_redraw(page)
        if recordings is not None:
            tape.keep(recordings / f"{click.slug}.pickle", before)
        return seconds
    finally:
        page.close()


def _on_constant(visitor: BrowserContext, constant: Server, click: Click) -> float:
    page = visitor.new_page()
    try:
        page.goto(f"{constant.url}/?screen={click.slug}")
        rest(page)
        click.open(page)
        page.wait_for_timeout(300)
        click.act(page, 1)
        return seconds_to_redraw(page)
    finally:
        page.close()


def _start(browser: Browser, script: str, environment: dict[str, str], folder: Path) -> float:
    """From the command to the last number of the first screen."""
    visitor = new_visitor(browser)
    page = visitor.new_page()
    began = time.time()
    with serve(script, environment, folder / "start.log") as server:
        server.wait_until_healthy()
        page.goto(server.url)
        seconds = last_drawn_at(page) - began
        visitor.close()
        return seconds


def _choose(label: str, places: tuple[int, ...] = (1, 2, 3)) -> Act:
    """Another option of a menu; the wait begins with the click on the option.

    ``places`` are those of options that are not chosen yet, one per turn.
    """

    def act(page: Page, turn: int) -> None:
        page.get_by_role("combobox", name=label).first.click()
        page.get_by_role("option").nth(places[turn - 1]).click()

    return act


def _open_window(page: Page) -> None:
    # The heading goes on with whatever else lies in there.
    page.get_by_test_id("stSidebar").get_by_text(re.compile("^Activity window")).first.click()
    page.wait_for_timeout(500)


def _move_window(page: Page, turn: int) -> None:
    """One day more, so that the answer is new every time."""
    page.get_by_role("slider").first.press("ArrowRight")


def _open_segment(page: Page) -> None:
    page.get_by_test_id("stSidebar").get_by_test_id("stPopoverButton").first.click()
    page.get_by_role("button", name="Add").first.wait_for()


def _choose_values(page: Page, turn: int) -> None:
    page.get_by_role("combobox", name="Values").click()
    page.get_by_role("option").nth(turn).click()
    # The list of values floats above the screen, so nothing on the screen changes.
    expect(page.get_by_role("button", name="Add").first).to_be_enabled(timeout=60_000)
    page.wait_for_timeout(1_000)


def _add_segment(page: Page, turn: int) -> None:
    # By key: the open list of values may lie over the button.
    page.get_by_role("button", name="Add").first.press("Enter")


def _visit(title: str) -> Act:
    def act(page: Page, turn: int) -> None:
        page.get_by_test_id("stSidebarNavLink").filter(has_text=title).first.click()

    return act


def _window_of_its_own(turn: int) -> str:
    """A view that no other turn has seen: the page that is opened then has no answer in memory."""
    return f"&window={400 + turn}"


CLICKS = (
    Click("another period, Answers", "", _choose("Period")),
    Click("another period, Retention", "retention", _choose("Period")),
    Click("another period, Compare", "compare", _choose("Period")),
    Click("another window, Retention", "retention", _move_window, open=_open_window),
    Click(
        "another segment, Retention",
        "retention",
        _add_segment,
        most=None,
        prepare=_choose_values,
        open=_open_segment,
    ),
    Click("another page: Retention", "", _visit("Retention"), None, query=_window_of_its_own),
    Click("another page: Cohorts", "", _visit("Cohorts"), None, query=_window_of_its_own),
    # Months at first, wherever the app would begin: then quarters, years and weeks.
    Click(
        "another cohort grain",
        "cohorts",
        _choose("Cohorts by", (2, 3, 0)),
        query=lambda turn: "&by=month",
    ),
    Click("another cohort measure", "cohorts", _choose("Show")),
)
