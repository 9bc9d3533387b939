"""The generator of fictional cities: land, ground, people and a past, the same for the same seed."""

from yiwang.entry.city.pack import PACK, SIZES, generate

__all__ = ["PACK", "SIZES", "generate"]
