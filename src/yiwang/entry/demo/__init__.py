"""The fictional city of the demo: its overlay pack and its recent past."""

from yiwang.entry.demo.seed import seed

__all__ = ["seed"]
