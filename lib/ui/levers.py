"""Sliders and amounts that live in the link: a copied address shows the same scenario."""

import math

import streamlit as st


def lever(
    key: str, label: str, low: float, high: float, *, step: float, unit: str, usual: float = 0.0
) -> float:
    """A number between two ends; left out of the link while it is the usual one."""
    if key not in st.session_state:
        st.session_state[key] = min(max(_of_link(key, usual), low), high)
    value = st.slider(
        label, low, high, step=step, format=f"%+g {unit}" if low < 0 else f"%g {unit}", key=key
    )
    _keep(key, value, usual)
    return float(value)


def amount(key: str, label: str, *, step: float, help: str = "") -> float:
    """An amount of money from zero on."""
    if key not in st.session_state:
        st.session_state[key] = max(_of_link(key, 0.0), 0.0)
    value = st.number_input(label, min_value=0.0, step=step, key=key, help=help or None)
    _keep(key, value, 0.0)
    return float(value)


def clear(keys: tuple[str, ...]) -> None:
    """Back to today: for a button's callback."""
    for key in keys:
        st.session_state[key] = 0.0
        st.query_params.pop(key, None)


def _of_link(key: str, usual: float) -> float:
    try:
        value = float(st.query_params.get(key, ""))
    except ValueError:
        return usual
    return value if math.isfinite(value) else usual


def _keep(key: str, value: float, usual: float) -> None:
    if value == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = f"{value:g}"
