"""A fictional city lived through: its pack installed, its base map built, its past worked off."""

from yiwang.entry.demo.seed import seed, settle

__all__ = ["seed", "settle"]
