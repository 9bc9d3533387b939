"""What matters announces."""

from __future__ import annotations

from typing import ClassVar

from yiwang.kernel.messages import Message


class CatalogueChanged(Message, frozen=True, kw_only=True):
    """Entries of the catalogue were added, published or retired."""

    kind: ClassVar[str] = "matters.catalogue_changed"
    pack: str
    changed: int

    @property
    def key(self) -> str:
        """Return the pack (or ``manual``) that changed it."""
        return self.pack


class ResponsibilityApproved(Message, frozen=True, kw_only=True):
    """A responsibility entry takes effect on ``valid_from``."""

    kind: ClassVar[str] = "matters.responsibility_approved"
    responsibility: str
    matter: str
    area: str
    lead_unit: str
    valid_from: str

    @property
    def key(self) -> str:
        """Return the matter."""
        return self.matter


class ResponsibilityEnded(Message, frozen=True, kw_only=True):
    """A responsibility entry ends on ``valid_to``."""

    kind: ClassVar[str] = "matters.responsibility_ended"
    responsibility: str
    matter: str
    area: str
    valid_to: str

    @property
    def key(self) -> str:
        """Return the matter."""
        return self.matter
