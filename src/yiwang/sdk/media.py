"""Attached files for connectors."""

from __future__ import annotations

from yiwang.base.cases.api import upload
from yiwang.infra.objects import MediaTypeError, StoredObject, objects

__all__ = ["MediaTypeError", "StoredObject", "objects", "upload"]
