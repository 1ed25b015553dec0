"""A real browser on a Streamlit app: from the click to the last number redrawn."""

import os
import pickle
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.e2e.browser import browser_arguments, find_browser

PROJECT = Path(__file__).parent.parent
START_SECONDS, REST_SECONDS, ACTION_SECONDS = 120, 120, 60
# Notes when the reader last acted and when the screen last changed, in the page's own time.
RECORDER = """
window.benchActed = 0; window.benchDrawn = 0;
for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, () => { window.benchActed = performance.now(); }, true);
const screen = '[data-testid="stMain"], [data-testid="stSidebar"]';
new MutationObserver((changes) => {
    const isOnScreen = (change) => {
        const node = change.target;
        const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        return element !== null && element.closest(screen) !== null;
    };
    if (changes.some(isOnScreen)) window.benchDrawn = performance.now();
}).observe(document, {subtree: true, childList: true, characterData: true});
"""
# Something is on the page, nothing of it is from the run before, and nothing changed for a while.
AT_REST = """
() => {
    const has = (wanted) => document.querySelector(wanted) !== null;
    return window.benchDrawn > window.benchActed
        && performance.now() - window.benchDrawn > 1000
        && has('[data-testid="stApp"][data-test-script-state="notRunning"]')
        && has('[data-testid="stMain"] [data-testid="stElementContainer"]')
        && !has('[data-stale="true"]') && !has('[data-testid="stStatusWidget"]');
}
"""


class Server:
    """A Streamlit app in a process of its own."""

    def __init__(self, script: str, environment: dict[str, str], log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                [*command, "--server.port", str(port)],
                cwd=PROJECT,
                env=os.environ | {"PYTHONPATH": str(PROJECT)} | environment,
                stdout=file,
                stderr=file,
            )

    def wait_until_healthy(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the app did not start")

    def megabytes(self) -> int | None:
        """The most memory the process ever held; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
        return int(peaks[0]) // 1024 if peaks else None

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


@contextmanager
def serve(script: str, environment: dict[str, str], log: Path) -> Iterator[Server]:
    server = Server(script, environment, log)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def browse() -> Iterator[Browser]:
    path = find_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(path) if path else None, args=browser_arguments()
        )
        yield chromium
        chromium.close()


class Tape:
    """What the server sends to a page, so that it can be sent once more."""

    def __init__(self, page: Page) -> None:
        self._messages: list[ForwardMsg] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._take)

    def _take(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            self._messages.append(ForwardMsg.FromString(payload))

    def place(self) -> int:
        return len(self._messages)

    def keep(self, path: Path, click: int) -> None:
        """The last whole run before the message number ``click``, and all that came after it."""
        whole = {message.hash: message for message in self._messages if message.hash}
        found = [self._in_full(message, whole) for message in self._messages]
        starts = [at for at, each in enumerate(found[:click]) if each.HasField("new_session")]
        parts = {"before": found[starts[-1] : click], "after": found[click:]}
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            name: [_anywhere(each) for each in messages if _is_screen(each)]
            for name, messages in parts.items()
        }
        path.write_bytes(pickle.dumps(kept))

    @staticmethod
    def _in_full(message: ForwardMsg, whole: dict[str, ForwardMsg]) -> ForwardMsg:
        """Streamlit sends a message it sent before by its name only."""
        if not message.HasField("ref_hash"):
            return message
        full = ForwardMsg()
        full.CopyFrom(whole[message.ref_hash])
        full.metadata.CopyFrom(message.metadata)
        return full


def _is_screen(message: ForwardMsg) -> bool:
    return bool(message.HasField("delta") or message.HasField("navigation"))


def _anywhere(message: ForwardMsg) -> bytes:
    """The message as any script may send it: a part of no fragment."""
    copy = ForwardMsg()
    copy.CopyFrom(message)
    copy.hash = ""
    if copy.HasField("delta"):
        copy.delta.fragment_id = ""
    found: bytes = copy.SerializeToString()
    return found


def new_visitor(browser: Browser) -> BrowserContext:
    """Somebody whose pages share what the browser has loaded before."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 1000}, locale="en-GB", timezone_id="Asia/Bangkok"
    )
    context.set_default_timeout(ACTION_SECONDS * 1000)
    context.add_init_script(RECORDER)
    return context


def rest(page: Page) -> None:
    """Until the script has ended and nothing on the screen changes any more."""
    page.wait_for_function(AT_REST, polling=50, timeout=REST_SECONDS * 1000)


def seconds_to_redraw(page: Page) -> float:
    """From the last thing the reader did to the last change on the screen."""
    rest(page)
    milliseconds: float = page.evaluate("window.benchDrawn - window.benchActed")
    return milliseconds / 1000


def last_drawn_at(page: Page) -> float:
    """When the screen last changed, in seconds since 1970."""
    rest(page)
    milliseconds: float = page.evaluate("performance.timeOrigin + window.benchDrawn")
    return milliseconds / 1000
