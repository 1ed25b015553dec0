"""Another retail library on the same rows, in a virtual environment of its own.

It pins other versions of what the app uses, so it cannot live in ours. Reads the same Parquet file.
"""

import json
import subprocess
import sys
from pathlib import Path

from bench.days import BenchShop
from bench.lines import COHORTS_ELSEWHERE
from bench.measure import Line

PACKAGE = "openretailscience==0.48.0"
ENVIRONMENT = "peers"

# Run by the other environment's Python: seconds of each repetition, after one that warms up.
_PROGRAM = """
import json, sys, time
import pandas as pd
from openretailscience.analysis.cohort import CohortAnalysis
orders = pd.read_parquet(sys.argv[1]).rename(columns={"ordered_on": "transaction_date"})
orders["unit_spend"] = orders["revenue"]
seconds = []
began_all = time.perf_counter()
while len(seconds) < 4 and (len(seconds) < 2 or time.perf_counter() - began_all < 60):
    began = time.perf_counter()
    CohortAnalysis(orders, aggregation_column="customer_id", agg_func="nunique", period="month")
    seconds.append(time.perf_counter() - began)
print(json.dumps(seconds[1:]))
"""


def cohorts_by_openretailscience(shop: BenchShop) -> Line:
    """Monthly cohorts, from a DataFrame already in memory. Installs the library the first time."""
    python = _python_of_environment(shop.orders_file.parent / ENVIRONMENT)
    done = subprocess.run(
        [python, "-c", _PROGRAM, str(shop.orders_file)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds = json.loads(done.stdout.splitlines()[-1])
    return Line(COHORTS_ELSEWHERE, seconds, COHORTS_ELSEWHERE)


def _python_of_environment(environment: Path) -> Path:
    python = environment / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", PACKAGE, "pyarrow"]
        subprocess.run(install, check=True, stdout=sys.stderr)
    return python
