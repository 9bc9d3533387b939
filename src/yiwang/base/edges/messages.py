"""What edge nodes announce to others."""

from __future__ import annotations

from typing import ClassVar

from yiwang.kernel.messages import Message


class EdgeNodeChanged(Message, frozen=True, kw_only=True):
    """A node was registered, enrolled, given other devices, or revoked."""

    kind: ClassVar[str] = "edges.node"
    node: str
    action: str

    @property
    def key(self) -> str:
        """Return the node's code."""
        return self.node
