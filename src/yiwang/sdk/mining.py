"""Logs of steps, for connectors that read and write them."""

from __future__ import annotations

from yiwang.base.mining.api import NOBODY, ProcessLog, make_log

__all__ = ["NOBODY", "ProcessLog", "make_log"]
