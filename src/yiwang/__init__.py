"""Yiwang 一网: an open platform to run a city."""

__version__ = "0.1.0"
