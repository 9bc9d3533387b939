"""Conditions of rules, by name; importing this package registers them all."""

from yiwang.base.alarms.model.functions import anomalies, places, statistics, times, values, windows
from yiwang.base.alarms.model.functions.base import Leaf, Surroundings, functions

__all__ = [
    "Leaf",
    "Surroundings",
    "anomalies",
    "functions",
    "places",
    "statistics",
    "times",
    "values",
    "windows",
]
