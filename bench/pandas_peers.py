"""The same questions as people answer them in a notebook, with nothing but pandas."""

from datetime import date

import pandas as pd


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
    """Customers by month of first order (rows) and months since (columns)."""
    month = orders["ordered_on"].dt.to_period("M")
    first = orders.groupby("customer_id")["ordered_on"].transform("min").dt.to_period("M")
    table = orders.assign(cohort=first, age=(month - first).map(lambda step: step.n))
    return table.pivot_table(index="cohort", columns="age", values="customer_id", aggfunc="nunique")


def _buyers(orders: pd.DataFrame, is_wanted: "pd.Series[bool]") -> set[int]:
    return set(orders.loc[is_wanted, "customer_id"])
