"""HTTP for connectors that have routes of their own: who calls, and how answers are written."""

from __future__ import annotations

from yiwang.infra.web import Cursor, caller, caller_or_none, database, json, require

__all__ = ["Cursor", "caller", "caller_or_none", "database", "json", "require"]
