"""What a device said in one message, still in its own names; and what it is told when that is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from yiwang.kernel.errors import YiwangError

#: What a property may be in a message; text is the name or code of a member of an enumeration.
Scalar: TypeAlias = float | bool | str | None

#: The longest code of a device, product or property on a wire.
LONGEST_NAME: Final = 120


class UnreadableError(YiwangError):
    """A message does not have the form that its topic or address promises; sending it again is no help."""

    code = "message_unreadable"
    status = 422
    zh = "消息无法识别：{why_zh}"
    en = "The message cannot be read: {why_en}"


class NotYoursError(YiwangError):
    """A device speaks for another one, or on a topic that no device may use."""

    code = "topic_not_allowed"
    status = 403
    zh = "该设备不得使用主题“{topic}”。"
    en = "This device may not use the topic {topic!r}."


class Fix(NamedTuple):
    """A position: instant in microseconds, degrees on WGS-84, km/h, degrees from north; NaN where unsaid."""

    at: int
    lon: float
    lat: float
    speed: float
    heading: float


class Happening(NamedTuple):
    """Something that the device says has happened."""

    name: str
    at: int
    data: dict[str, Any]


@dataclass(slots=True)
class Said:
    """One message: as many rows as ``at`` has instants (microseconds since 1970), a column per property.

    A column is as long as ``at``; ``None`` in it means that this row says nothing about the property.
    """

    device: str
    at: list[int] = field(default_factory=list)
    columns: dict[str, list[Scalar]] = field(default_factory=dict)
    fixes: list[Fix] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    product: str | None = None
    #: UCUM code of the unit of all its values; ``None``: each property's own.
    unit: str | None = None

    @property
    def size(self) -> int:
        """Return how many readings it has, at most."""
        return len(self.at) * len(self.columns) + len(self.fixes) + len(self.happenings)
