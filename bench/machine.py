"""What it was measured on: a class of machine, and versions."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

from bench.other_tools import PACKAGE

LIBRARIES = ("streamlit", "duckdb", "pandas", "numpy", "altair", "playwright")


def machine() -> str:
    """The class of machine, nothing that tells it from others of its kind."""
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
        memory = f", {gigabytes:.0f} GB of memory"
    return f"{os.cpu_count()} cores ({platform.machine()}){memory}, {platform.system()}"


def versions() -> dict[str, str]:
    found = {"Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    package, pinned = PACKAGE.split("==")
    return found | {package: pinned}
