"""Transactions for connectors: the only way a connector changes anything."""

from __future__ import annotations

from yiwang.infra.database import Database, Work

__all__ = ["Database", "Work"]
