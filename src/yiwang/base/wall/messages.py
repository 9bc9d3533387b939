"""What the wall announces: numbered changes, so that who has an older state can bring it up to date."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from yiwang.kernel.messages import Message


class CaseCounted(Message, frozen=True, kw_only=True):
    """A case left the counts as ``was`` and entered them as ``now`` (forms of ``Face``, or null).

    ``point`` is where it is now (longitude, latitude).
    ``seq`` counts without a gap: a state that has seen ``seq`` - 1 becomes the one after ``seq``.
    """

    kind: ClassVar[str] = "wall.counted"
    seq: int
    number: str
    action: str
    at: datetime
    was: dict[str, Any] | None
    now: dict[str, Any] | None
    point: tuple[float, float] | None = None

    @property
    def key(self) -> str:
        """Return the case number."""
        return self.number


class CountsRenewed(Message, frozen=True, kw_only=True):
    """Very many cases were counted at once (an import): who shows counts reads them again."""

    kind: ClassVar[str] = "wall.renewed"
    seq: int

    @property
    def key(self) -> str:
        """Return a constant: the counts change as a whole."""
        return "counts"


class ScreenSwitched(Message, frozen=True, kw_only=True):
    """Somebody chose what the screen ``screen`` shows."""

    kind: ClassVar[str] = "wall.switched"
    screen: str

    @property
    def key(self) -> str:
        """Return the name of the screen."""
        return self.screen
