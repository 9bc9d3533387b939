"""Language models for connectors: what one answers."""

from __future__ import annotations

from yiwang.base.assist.api import Written

__all__ = ["Written"]
