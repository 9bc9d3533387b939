"""Messages: what one module announces to others after the fact.

A message is a frozen record whose ``format`` is versioned. It is written to the outbox in the
transaction of the change it tells of, and delivered at least once; subscribers are idempotent by its id.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all messages; ``kind`` is ``module.happened`` and ``key`` is the subject's identity."""

    kind: ClassVar[str] = ""
    format: ClassVar[int] = 1
    registry: ClassVar[dict[str, type[Message]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind:
            Message.registry[cls.kind] = cls

    @property
    def key(self) -> str:
        """Return the identity of the subject, used to order and to filter live streams."""
        raise NotImplementedError
