"""Logs of steps, for connectors that read and write them."""

from __future__ import annotations

from yiwang.base.insight.api import View, asked, export_log
from yiwang.base.mining.api import NOBODY, ProcessLog, make_log

__all__ = ["NOBODY", "ProcessLog", "View", "asked", "export_log", "make_log"]
