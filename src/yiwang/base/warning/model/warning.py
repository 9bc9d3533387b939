"""A published warning 预警: what it says, its stages, and how its journal makes it what it is.

``drafted → approved → published → lifted | expired``. A published one is changed by the same road: a proposal
is written, approved by another person, published as the next edition. The state is the fold of the journal.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec

from yiwang.base.warning.errors import FourEyesError, WarningActError

Level = Literal["blue", "yellow", "orange", "red"]
#: Kinds of what is warned of, as CAP 1.2 has them (``category``).
Category = Literal[
    "Geo",
    "Met",
    "Safety",
    "Security",
    "Rescue",
    "Fire",
    "Health",
    "Env",
    "Transport",
    "Infra",
    "CBRNE",
    "Other",
]
CATEGORIES: Final = {
    "Geo": ("地质", "geophysical"),
    "Met": ("气象水文", "meteorological, floods"),
    "Safety": ("公共安全", "public safety"),
    "Security": ("治安", "security"),
    "Rescue": ("救援", "rescue"),
    "Fire": ("火灾", "fire"),
    "Health": ("公共卫生", "health"),
    "Env": ("环境", "environment"),
    "Transport": ("交通", "transport"),
    "Infra": ("市政设施", "infrastructure"),
    "CBRNE": ("危险物质", "dangerous substances"),
    "Other": ("其他", "other"),
}
#: Level → (rank, Chinese, English, minutes after which those who have not confirmed are reminded).
LEVELS: Final[dict[str, tuple[int, str, str, int]]] = {
    "blue": (1, "蓝色", "blue", 60),
    "yellow": (2, "黄色", "yellow", 30),
    "orange": (3, "橙色", "orange", 10),
    "red": (4, "红色", "red", 5),
}
STAGES: Final = {
    "drafted": ("待审批", "drafted"),
    "approved": ("已审批", "approved"),
    "published": ("已发布", "published"),
    "lifted": ("已解除", "lifted"),
    "expired": ("已到期", "expired"),
    "withdrawn": ("已撤回", "withdrawn"),
}
#: What people do: act → (Chinese, English).
ACTS: Final = {
    "revise": ("修改", "revise"),
    "approve": ("审批通过", "approve"),
    "refuse": ("退回", "refuse"),
    "withdraw": ("撤回", "withdraw"),
    "publish": ("发布", "publish"),
    "lift": ("解除", "lift"),
    "confirm": ("确认收到", "confirm receipt"),
}
#: Acts that need words.
_REASONED: Final = ("refuse", "withdraw", "lift")
_LONGEST: Final = timedelta(days=30)


class Receiver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To whom: a unit, the holders of a post, a person by staff number, or the people of an area's units."""

    kind: Literal["unit", "post", "person", "area"]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a warning says, where and how long it is true, and who is told. ``sms``: also by text message."""

    level: Level
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    areas: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=200)]
    valid_from: Annotated[datetime, msgspec.Meta(tz=True)]
    valid_until: Annotated[datetime, msgspec.Meta(tz=True)]
    receivers: Annotated[tuple[Receiver, ...], msgspec.Meta(min_length=1, max_length=200)]
    remind_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)] | None = None
    sms: bool = False
    category: Category = "Other"
    #: What is warned of, in a word (灾种), such as 内涝; the title stands for it where it is empty.
    hazard: Annotated[str, msgspec.Meta(max_length=40)] = ""

    @property
    def remind_after(self) -> timedelta:
        """Return how long a receiver is waited for before being reminded."""
        return timedelta(minutes=self.remind_minutes or LEVELS[self.level][3])


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """What was announced once: an edition, or (``reason``) that the warning was lifted."""

    number: int
    at: datetime
    content: Content
    reason: str | None = None


class PublicWarning(msgspec.Struct, frozen=True, kw_only=True):
    """A warning: the ``content`` in force (none before it is published) and the ``proposed`` one, if any."""

    id: UUID
    number: str
    alarms: tuple[UUID, ...] = ()
    author: str
    content: Content | None = None
    edition: int = 0
    proposed: Content | None = None
    proposed_by: str | None = None
    approved_by: str | None = None
    refused: str | None = None
    published_at: datetime | None = None
    ended: Literal["lifted", "expired", "withdrawn"] | None = None
    ended_at: datetime | None = None
    reason: str | None = None
    version: int = 1

    @property
    def stage(self) -> str:
        """Return where it stands; a proposal for a published one is told by :attr:`proposal`."""
        if self.ended is not None:
            return self.ended
        return "published" if self.edition else self.proposal or "drafted"

    @property
    def proposal(self) -> str | None:
        """Return ``drafted`` or ``approved`` while there is a proposal."""
        if self.proposed is None:
            return None
        return "drafted" if self.approved_by is None else "approved"

    @property
    def shown(self) -> Content:
        """Return what is in force, else what is proposed."""
        found = self.content or self.proposed
        assert found is not None, "a warning says something"
        return found

    @property
    def change(self) -> str:
        """Return what publishing the proposal is: ``publish``, ``upgrade``, ``downgrade`` or ``update``."""
        if self.content is None or self.proposed is None:
            return "publish"
        before, after = LEVELS[self.content.level][0], LEVELS[self.proposed.level][0]
        return "update" if before == after else "upgrade" if after > before else "downgrade"


def check_content(content: Content, now: datetime) -> None:
    """Raise :class:`WarningActError` unless the times make sense."""
    if content.valid_until <= max(content.valid_from, now):
        raise WarningActError(
            field="valid_until", why_zh="有效期须在将来结束", why_en="its time must end in the future"
        )
    if content.valid_until - content.valid_from > _LONGEST:
        raise WarningActError(
            field="valid_until", why_zh="有效期最长 30 天", why_en="it may be valid for 30 days at most"
        )


def check(warning: PublicWarning, act: str, actor: str, now: datetime, reason: str | None) -> None:
    """Raise :class:`WarningActError` or :class:`FourEyesError` if ``act`` of ``actor`` makes no sense now."""
    if act not in ACTS:
        raise WarningActError(why_zh=f"没有操作“{act}”", why_en=f"there is no act {act!r}")
    if warning.ended is not None and act != "confirm":
        raise WarningActError(why_zh="预警已结束", why_en="the warning is over")
    if act in _REASONED and not (reason or "").strip():
        raise WarningActError(field="reason", why_zh="须说明理由", why_en="a reason is needed")
    if act in ("approve", "refuse", "publish"):
        _check_proposal(warning, act, actor, now)
    if act in ("lift", "confirm") and not warning.edition:
        raise WarningActError(why_zh="尚未发布", why_en="it is not published")
    if act == "withdraw" and warning.edition and warning.proposed is None:
        raise WarningActError(
            why_zh="已发布的预警须解除", why_en="what is published is lifted, not withdrawn"
        )


def _check_proposal(warning: PublicWarning, act: str, actor: str, now: datetime) -> None:
    if warning.proposed is None:
        raise WarningActError(why_zh="没有待处理的稿件", why_en="nothing is proposed")
    if act == "approve" and warning.approved_by is not None:
        raise WarningActError(why_zh="已经审批", why_en="it is approved already")
    if act == "approve" and actor == warning.proposed_by:
        raise FourEyesError
    if act == "publish":
        if warning.approved_by is None:
            raise WarningActError(why_zh="尚未审批", why_en="it is not approved")
        check_content(warning.proposed, now)


def evolve(
    warning: PublicWarning | None, action: str, at: datetime, actor: str, data: dict[str, Any]
) -> PublicWarning:
    """Return the warning after one line of its journal; the one place where a warning changes."""
    if warning is None:
        return msgspec.convert(data["warning"], PublicWarning)
    changes: dict[str, Any] = {}
    if action == "revise":
        proposed = msgspec.convert(data["content"], Content)
        changes = {"proposed": proposed, "proposed_by": actor, "approved_by": None, "refused": None}
    elif action == "approve":
        changes = {"approved_by": actor, "refused": None}
    elif action == "refuse":
        changes = {"approved_by": None, "refused": data["reason"]}
    elif action == "publish":
        changes = {
            "content": warning.proposed,
            "edition": warning.edition + 1,
            "published_at": at,
            **_no_proposal(),
        }
    elif action == "withdraw" and warning.edition:
        changes = _no_proposal()
    elif action in _ENDS:
        changes = {"ended": _ENDS[action], "ended_at": at, "reason": data.get("reason")}
        if warning.edition:
            changes |= _no_proposal()
    return msgspec.structs.replace(warning, version=warning.version + 1, **changes)


_ENDS: Final = {"lift": "lifted", "expire": "expired", "withdraw": "withdrawn"}


def _no_proposal() -> dict[str, Any]:
    return {"proposed": None, "proposed_by": None, "approved_by": None, "refused": None}
