"""The elements of a recorded screen, sent as they were: what Streamlit itself costs for a click.

``?screen=NAME`` names a recording of bench.clicks. The first run of a session sends the screen
before the click, every later run the one after it; nothing is computed in between.
"""

import os
import pickle
from pathlib import Path

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import enqueue_message


@st.cache_resource
def recording(screen: str) -> dict[str, list[bytes]]:
    path = Path(os.environ["BENCH_RECORDINGS"]) / f"{screen}.pickle"
    found: dict[str, list[bytes]] = pickle.loads(path.read_bytes())  # our own file
    return found


def draw() -> None:
    """Every page of the menu is this one: which screen is sent depends on the run alone."""


st.set_page_config(page_title="Constant", layout="wide")
# A click on the menu leaves the question mark behind.
screen = st.query_params.get("screen") or st.session_state["screen"]
st.session_state["screen"] = screen
when = "after" if st.session_state.get("is_drawn") else "before"
st.session_state["is_drawn"] = True
messages = [ForwardMsg.FromString(each) for each in recording(screen)[when]]
menu = [each.navigation for each in messages if each.HasField("navigation")]
if menu:
    pages = [
        st.Page(
            draw,
            title=page.page_name,
            icon=page.icon or None,
            url_path=page.url_pathname or f"page{place}",
            default=page.is_default,
        )
        for place, page in enumerate(menu[-1].app_pages)
    ]
    st.navigation(pages, expanded=True)
for message in messages:
    if message.HasField("delta"):
        enqueue_message(message)
