"""A watch order 布控任务: who or what is watched, by which condition, for how long, on whose authority."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec

from yiwang.base.watching.errors import WatchOrderError

STAGES: Final = {
    "ordered": ("未开始", "not begun"),
    "running": ("布控中", "running"),
    "ended": ("已结束", "ended"),
}
#: Nobody is watched for longer without a new order.
LONGEST: Final = timedelta(days=90)
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


Level = Literal["blue", "yellow", "orange", "red"]


class Receiver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is told of hits, as warnings name their receivers."""

    kind: Literal["unit", "post", "person", "area"]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is watched: devices or vehicles by code, or all of an area, of a product, with tags."""

    devices: Annotated[tuple[str, ...], msgspec.Meta(max_length=1000)] = ()
    product: str | None = None
    area: str | None = None
    tags: Annotated[tuple[str, ...], msgspec.Meta(max_length=20)] = ()


class OrderDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an order says. ``when``: a condition as rules of alarms have it, held for ``lasting`` seconds."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    reason: Text
    authority: Text
    target: Target
    when: dict[str, Any]
    lasting: Annotated[float, msgspec.Meta(ge=0, le=86_400)] = 0
    level: Level = "orange"
    starts_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    ends_at: Annotated[datetime, msgspec.Meta(tz=True)]
    receivers: Annotated[tuple[Receiver, ...], msgspec.Meta(min_length=1, max_length=50)]


class WatchOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order as it stands; ``rule`` is the rule of alarms that does the watching."""

    id: UUID
    number: str
    says: OrderDraft
    starts_at: datetime
    ends_at: datetime
    stage: Literal["ordered", "running", "ended"] = "ordered"
    ended_at: datetime | None = None
    end_reason: str | None = None
    version: int = 1

    @property
    def rule(self) -> str:
        """Return the code of its rule."""
        return rule_code(self.number)


def rule_code(number: str) -> str:
    """Return the code of the rule of an order."""
    return f"watch-{number.lower()}"


def number_of(rule: str) -> str | None:
    """Return the number of the order whose rule this is, if it is one's."""
    return rule.removeprefix("watch-").upper() if rule.startswith("watch-bk") else None


def check_times(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raise :class:`WatchOrderError` unless the end lies ahead and not too far."""
    if ends_at <= max(starts_at, now):
        raise WatchOrderError(field="ends_at", why_zh="结束时间须在将来", why_en="it must end in the future")
    if ends_at - starts_at > LONGEST:
        days = LONGEST.days
        raise WatchOrderError(
            field="ends_at", why_zh=f"最长 {days} 天", why_en=f"it may last {days} days at most"
        )


def rule_of(order: WatchOrder) -> dict[str, Any]:
    """Return the rule that does the watching."""
    says = order.says
    return {
        "code": order.rule,
        "zh": f"布控 {order.number}：{says.title}",
        "en": f"Watch order {order.number}",
        "subject": {name: v for name, v in msgspec.to_builtins(says.target).items() if v},
        "levels": [{"level": says.level, "when": says.when, "lasting": says.lasting}],
        "labels": {"watch": order.number},
    }


def evolve(order: WatchOrder | None, action: str, at: datetime, data: dict[str, Any]) -> WatchOrder:
    """Return the order after one line of its journal."""
    if order is None:
        return msgspec.convert(data["order"], WatchOrder)
    changes: dict[str, Any] = {}
    if action == "begin":
        changes = {"stage": "running"}
    elif action == "extend":
        changes = {"ends_at": msgspec.convert(data["ends_at"], datetime)}
    elif action == "end":
        changes = {"stage": "ended", "ended_at": at, "end_reason": data["reason"]}
    return msgspec.structs.replace(order, version=order.version + 1, **changes)
