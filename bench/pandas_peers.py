"""The same questions as people answer them in a notebook, with nothing but pandas."""

from datetime import date

import pandas as pd

from bench.days import BenchShop
from bench.measure import Line, timed

CRR_BY_PANDAS, COHORTS_BY_PANDAS = "CRR by pandas", "cohorts by pandas"


def crr_by_pandas(shop: BenchShop, bounds: dict[str, date]) -> Line:
    """The way of most notebooks: sets of customers from a DataFrame already in memory."""
    orders = pd.read_parquet(shop.orders_file)
    seconds = timed(lambda: retention(orders, bounds), repetitions=3)
    return Line(CRR_BY_PANDAS, seconds, CRR_BY_PANDAS)


def cohorts_by_pandas(shop: BenchShop) -> Line:
    """The notebook's pivot of distinct customers by month."""
    orders = pd.read_parquet(shop.orders_file)
    seconds = timed(lambda: cohort_customers(orders), repetitions=3)
    return Line(COHORTS_BY_PANDAS, seconds, COHORTS_BY_PANDAS)


def retention(orders: pd.DataFrame, bounds: dict[str, date]) -> dict[str, int]:
    """The parts of a period by sets of customers; ``bounds`` of lib.metrics.retention."""
    day = orders["ordered_on"]
    at = {name: pd.Timestamp(value) for name, value in bounds.items()}
    start = _buyers(orders, (day > at["start_active_after"]) & (day <= at["start_boundary"]))
    end = _buyers(orders, (day > at["end_active_after"]) & (day <= at["end_boundary"]))
    bought = _buyers(orders, (day > at["start_boundary"]) & (day <= at["end_boundary"]))
    first = orders.groupby("customer_id")["ordered_on"].min()
    is_new = (first > at["start_boundary"]) & (first <= at["end_boundary"])
    new = set(first.index[is_new])
    kept = start & end
    return {
        "customers_start": len(start),
        "customers_end": len(end),
        "customers_new": len(new),
        "retained_bought": len(kept & bought),
        "retained_quiet": len(kept - bought),
        "reactivated": len(end - start - new),
    }


def cohort_customers(orders: pd.DataFrame) -> pd.DataFrame:
    """Customers by month of first order (rows) and months since (columns), as tutorials count."""
    cohort = orders.groupby("customer_id")["ordered_on"].transform("min").dt.to_period("M")
    months = orders.assign(cohort=cohort, month=orders["ordered_on"].dt.to_period("M"))
    counts = months.groupby(["cohort", "month"])["customer_id"].nunique().reset_index(name="n")
    counts["age"] = [step.n for step in counts["month"] - counts["cohort"]]
    return counts.pivot_table(index="cohort", columns="age", values="n")


def _buyers(orders: pd.DataFrame, is_wanted: "pd.Series[bool]") -> set[int]:
    return set(orders.loc[is_wanted, "customer_id"])
