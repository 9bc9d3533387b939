"""The city for connectors: its profile and its areas."""

from __future__ import annotations

from yiwang.base.geography.api import AreaTree, City, areas

__all__ = ["AreaTree", "City", "areas"]
