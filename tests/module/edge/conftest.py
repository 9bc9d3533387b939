"""Fixtures of edge nodes."""

from tests.support.edge_world import desk, edge, station, stored

__all__ = ["desk", "edge", "station", "stored"]
