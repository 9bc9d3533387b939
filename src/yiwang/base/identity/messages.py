"""What identity announces."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class DirectoryChanged(Message, frozen=True, kw_only=True):
    """Units, posts or persons (``what``) changed; readers take the new state from the door."""

    kind: ClassVar[str] = "identity.directory_changed"
    what: str
    created: int
    changed: int
    retired: int

    @property
    def key(self) -> str:
        """Return which of the three changed."""
        return self.what


class PersonErased(Message, frozen=True, kw_only=True):
    """The personal data of ``person`` were deleted; who keeps more of that person deletes it too."""

    kind: ClassVar[str] = "identity.person_erased"
    person: UUID

    @property
    def key(self) -> str:
        """Return the person's id."""
        return str(self.person)
