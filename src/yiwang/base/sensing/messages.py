"""What sensing announces."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from yiwang.kernel.messages import Message


class ProductChanged(Message, frozen=True, kw_only=True):
    """A product or its thing model was created or changed."""

    kind: ClassVar[str] = "sensing.product"
    code: str
    version: int

    @property
    def key(self) -> str:
        """Return the code of the product."""
        return self.code


class DeviceChanged(Message, frozen=True, kw_only=True):
    """Devices were registered or changed; ``devices`` are codes, many at once after an import."""

    kind: ClassVar[str] = "sensing.device"
    devices: tuple[str, ...]
    action: str

    @property
    def key(self) -> str:
        """Return the first code."""
        return self.devices[0] if self.devices else ""


class DeviceStateChanged(Message, frozen=True, kw_only=True):
    """Devices were heard again, or have not been heard for longer than their product allows."""

    kind: ClassVar[str] = "sensing.state"
    devices: tuple[str, ...]
    online: bool
    at: datetime

    @property
    def key(self) -> str:
        """Return the first code."""
        return self.devices[0] if self.devices else ""


class UseRequested(Message, frozen=True, kw_only=True):
    """A unit asks to use devices of another."""

    kind: ClassVar[str] = "sensing.use_requested"
    request: str
    unit: str
    owners: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the id of the request."""
        return self.request


class UseDecided(Message, frozen=True, kw_only=True):
    """A request to use devices was granted or refused."""

    kind: ClassVar[str] = "sensing.use_decided"
    request: str
    unit: str
    granted: bool

    @property
    def key(self) -> str:
        """Return the id of the request."""
        return self.request
