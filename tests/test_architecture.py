"""The laws of the house (CONTRIBUTING.md, "Laws"), held by reading the code."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.laws import layers, manners, screen, sql

ROOT = Path(__file__).parent.parent
Law = Callable[[Path], list[str]]

# Each law beside files that break it, so that a law that sees nothing is found out.
LAWS: list[tuple[Law, dict[str, str]]] = [
    (layers.imports_stay_in_their_layer, {"pages/a.py": "import pandas as pd"}),
    (layers.imports_stay_in_their_layer, {"pages/a.py": "from lib import workspace"}),
    (layers.imports_stay_in_their_layer, {"app.py": "import lib.ingest.build"}),
    (layers.imports_stay_in_their_layer, {"lib/ui/a.py": "import altair as alt"}),
    (layers.imports_stay_in_their_layer, {"lib/charts/a.py": "import streamlit as st"}),
    (
        layers.imports_stay_in_their_layer,
        {"lib/charts/a.py": "from lib.workspace import Workspace"},
    ),
    (layers.imports_stay_in_their_layer, {"lib/metrics/a.py": "def f():\n    import altair"}),
    (layers.imports_stay_in_their_layer, {"lib/metrics/a.py": "from lib.ui.state import run"}),
    (layers.imports_stay_in_their_layer, {"lib/ingest/a.py": "from streamlit import text"}),
    (layers.imports_stay_in_their_layer, {"lib/ingest/a.py": "from lib.metrics import totals"}),
    (layers.imports_stay_in_their_layer, {"lib/workspace.py": "import streamlit"}),
    (
        layers.imports_stay_in_their_layer,
        {"lib/engines/a.py": "from lib.workspace import Workspace"},
    ),
    (layers.imports_stay_in_their_layer, {"lib/period.py": "import numpy as np"}),
    (
        layers.imports_stay_in_their_layer,
        {"lib/glossary/retention.py": "from lib.workspace import Workspace"},
    ),
    (layers.imports_stay_in_their_layer, {"lib/anything_new.py": "import duckdb"}),
    (layers.imports_stay_in_their_layer, {"lib/__main__.py": "import streamlit"}),
    (layers.only_the_engine_speaks_to_duckdb, {"lib/ingest/a.py": "import duckdb"}),
    (layers.only_the_engine_speaks_to_duckdb, {"bench/a.py": "from duckdb import connect"}),
    (layers.only_the_engine_speaks_to_spark, {"lib/workspace.py": "import pyspark"}),
    (layers.imports_are_absolute, {"lib/ui/a.py": "from . import state"}),
    (sql.pages_hold_no_sql, {"pages/a.py": 'Q = "select customer_id from customers"'}),
    (sql.pages_hold_no_sql, {"pages/a.py": 'f(f"where day > {day}")'}),
    (sql.sql_is_composed_in_few_places, {"lib/metrics/a.py": 'f"select 1 from {table}"'}),
    (sql.sql_is_composed_in_few_places, {"lib/metrics/a.py": '"select * from " + table'}),
    (sql.sql_is_composed_in_few_places, {"lib/ui/a.py": '"delete from {}".format(table)'}),
    (sql.sql_is_composed_in_few_places, {"lib/workspace.py": 'q = "drop table %s" % name'}),
    (sql.sql_is_composed_in_few_places, {"lib/workspace.py": '" union all ".join(parts)'}),
    (sql.sql_files_say_their_grain, {"lib/sql/marts/a.sql": "select 1\n"}),
    (sql.sql_files_are_used, {"lib/sql/marts/orders.sql": "-- x", "lib/a.py": 'X = "orders"'}),
    (sql.sql_reads_no_clock, {"lib/sql/metrics/a.sql": "-- One row.\nselect current_date\n"}),
    (screen.pages_are_short, {"pages/a.py": "x = 1\n" * 81}),
    (screen.pages_do_not_calculate, {"pages/a.py": "crr = (end - new) / start"}),
    (screen.pages_do_not_calculate, {"pages/a.py": "total += 1"}),
    (screen.pages_do_not_calculate, {"app.py": 'title = "Bright" + name'}),
    (screen.pages_do_not_calculate, {"pages/a.py": "total = sum(values)"}),
    (screen.words_on_screen_are_translated, {"pages/a.py": 'st.header("Who came back?")'}),
    (screen.words_on_screen_are_translated, {"pages/a.py": 'left.metric("CRR", rate)'}),
    (screen.words_on_screen_are_translated, {"pages/a.py": 'st.write(f"{n} customers")'}),
    (screen.words_on_screen_are_translated, {"pages/a.py": 'st.caption(body="Kept")'}),
    (screen.words_on_screen_are_translated, {"lib/ui/a.py": 'st.tabs(["Table", "Chart"])'}),
    (screen.words_on_screen_are_translated, {"lib/ui/a.py": 'st.button(_("Go"), help="Start")'}),
    (
        screen.nothing_is_rendered_as_markup,
        {"lib/ui/a.py": "st.markdown(x, unsafe_allow_html=True)"},
    ),
    (screen.nothing_is_rendered_as_markup, {"pages/a.py": "st.html(name)"}),
    (screen.nothing_is_rendered_as_markup, {"lib/ui/a.py": "st.column_config.LinkColumn()"}),
    (manners.files_are_short, {"lib/a.py": "x = 1\n" * 301}),
    (manners.caching_has_one_place, {"lib/ui/cards.py": "@st.cache_data\ndef f(): ..."}),
    (manners.caching_has_one_place, {"pages/a.py": "from streamlit import cache_resource"}),
    (manners.nothing_reads_the_clock, {"lib/metrics/a.py": "x = datetime.now()"}),
    (manners.nothing_reads_the_clock, {"lib/metrics/a.py": "x = datetime.date.today()"}),
    (manners.nothing_reads_the_clock, {"lib/metrics/a.py": "import time\nx = time.time()"}),
    (manners.nothing_reads_the_clock, {"lib/metrics/a.py": "from time import time"}),
    (manners.no_file_names_a_private_path, {"README.md": "cd /ho" + "me/anna/shop"}),
    (manners.no_file_names_a_private_path, {"Makefile": "pip -i https://pypi." + "org/simple"}),
]

# What the laws must let pass.
A_TIDY_HOUSE = {
    "app.py": "import streamlit as st\nfrom lib.ui.shell import open_shell\nst.text('—')\n",
    "pages/answers.py": (
        '"""Select customers from a list: a docstring, not a query."""\n'
        "import streamlit as st\n"
        "from lib.i18n import _\n"
        'st.header(_("Select a period from the list"))\n'
        'st.metric(_("CRR"), value, help=_("Kept").format(n=1), key="crr")\n'
        'st.button(":material/add:", key="add")\n'
        'st.caption(f"`lib/sql/{name}.sql`")\n'
        'st.switch_page("pages/answers.py")\n'
        "flag: int | None = None\n"
    ),
    "lib/ui/state.py": "import streamlit as st\n@st.cache_data\ndef f(): ...\n",
    "lib/metrics/totals.py": 'from lib.workspace import W\nW.row("marts/orders")',
    "lib/ingest/stage.py": 'q = f"select {cells} from staged"\n',
    "lib/sql/marts/orders.sql": "-- One row per order.\nselect 1\n",
}


def distinct_laws() -> list[Law]:
    return list(dict.fromkeys(law for law, _files in LAWS))


def plant(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("law", distinct_laws(), ids=lambda law: law.__name__)
def test_the_house_keeps_the_law(law: Law) -> None:
    broken = law(ROOT)
    assert not broken, f"{law.__doc__}\n" + "\n".join(broken)


@pytest.mark.parametrize(("law", "files"), LAWS)
def test_a_planted_violation_is_named_with_its_file(
    law: Law, files: dict[str, str], tmp_path: Path
) -> None:
    broken = law(plant(tmp_path, files))
    assert broken
    assert broken[0].split(":")[0] in files


@pytest.mark.parametrize("law", distinct_laws(), ids=lambda law: law.__name__)
def test_a_tidy_house_breaks_no_law(law: Law, tmp_path: Path) -> None:
    assert law(plant(tmp_path, A_TIDY_HOUSE)) == []


def test_metrics_run_without_a_screen() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "lib" / "metrics").rglob("*.py"))
        if path.name != "__init__.py"
    ]
    assert loaded_by("\n".join(f"import {module}" for module in modules)) == set()


def test_the_command_line_starts_without_a_screen() -> None:
    start = """
import runpy
sys.argv = ["lib", "--help"]
try:
    runpy.run_module("lib", run_name="__main__", alter_sys=True)
except SystemExit as stopped:
    assert not stopped.code, stopped.code
"""
    assert loaded_by(start) == set()


def test_the_check_for_loaded_libraries_sees_them() -> None:
    assert loaded_by("import altair") == {"altair"}


def loaded_by(code: str) -> set[str]:
    """Which of the screen's libraries a fresh Python has loaded after ``code``."""
    report = "\nprint('loaded', *[m for m in ('streamlit', 'altair') if m in sys.modules], sep=',')"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}{report}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.strip().splitlines()[-1].split(",")[1:])
