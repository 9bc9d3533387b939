"""The catalogue of matters for connectors."""

from __future__ import annotations

from yiwang.base.matters.api import Catalogue, Matter, catalogue

__all__ = ["Catalogue", "Matter", "catalogue"]
