"""The HTTP side of the system."""

from __future__ import annotations

from yiwang.entry.api.app import create_app

__all__ = ["create_app"]
