"""Giving, extending and ending watch orders, by people and by the clock; hits and who hears of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.notify import api as notify
from yiwang.base.warning import api as warning
from yiwang.base.watching import store
from yiwang.base.watching.errors import WatchOrderError, WatchOrderNotFoundError
from yiwang.base.watching.messages import WatchChanged
from yiwang.base.watching.model.order import (
    OrderDraft,
    WatchOrder,
    check_times,
    evolve,
    number_of,
    rule_of,
)
from yiwang.base.watching.model.rights import OVERSEE
from yiwang.base.watching.store import Held
from yiwang.infra.database import Work
from yiwang.infra.outbox import Delivery
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import allowed

STREAM: Final = "watch_order"
_OVER: Final = "到期"
_MOST_OPEN: Final = 1000

_HIT: Final = notify.register(
    "watching.hit",
    level="urgent",
    zh="布控 {number} 命中：{subject}（{level_zh}）",
    en="Watch order {number} was hit by {subject} ({level_en})",
)
_ENDED: Final = notify.register(
    "watching.ended", zh="布控 {number} 已结束", en="Watch order {number} has ended"
)


async def give(work: Work, says: OrderDraft) -> WatchOrder:
    """Give an order: its rule is stored now and watches from its beginning to its end.

    Raises ``watch_order`` (times, a target that names nobody), ``rule_invalid``, ``warning_receiver``.
    Announces ``watching.changed``.
    """
    starts_at = max(says.starts_at or work.now, work.now)
    check_times(starts_at, says.ends_at, work.now)
    if says.target == type(says.target)():
        raise WatchOrderError(field="target", why_zh="须指明布控对象", why_en="it must say who is watched")
    made = WatchOrder(
        id=new_id(),
        number=await store.next_number(work),
        says=says,
        starts_at=starts_at,
        ends_at=says.ends_at,
    )
    _, errors, found = await alarms.check_rule(work, rule_of(made))
    if errors:
        raise errors[0]
    if not found["devices"]:
        raise WatchOrderError(
            field="target", why_zh="没有这样的在用设备", why_en="no device in service is that"
        )
    area = says.target.area
    path = [] if area is None else list((await geography.areas(work.tx)).path(area))
    units, persons = await _receivers(work, says)
    await alarms.save_rule(work, rule_of(made))
    held = Held(made, path, units, persons, b"")
    held = await _line(work, held, None, "order", {"order": msgspec.to_builtins(made)})
    if starts_at <= work.now:
        held = await _begin(work, held)
    return held.order


async def _receivers(work: Work, says: OrderDraft) -> tuple[list[str], list[UUID]]:
    named = [warning.Receiver(kind=receiver.kind, code=receiver.code) for receiver in says.receivers]
    told = await warning.resolve(work.tx, named)
    units = [unit for unit, _ in told if unit is not None]
    return units, [person for _, person in told if person is not None]


async def extend(work: Work, order: UUID, ends_at: datetime, reason: str) -> WatchOrder:
    """Let an order last longer, or less long. Raises ``watch_order_not_found``, ``watch_order``."""
    held = await _own(work, order)
    check_times(held.order.starts_at, ends_at, work.now)
    data = {"ends_at": ends_at.isoformat(), "reason": _reason(reason)}
    after = evolve(held.order, "extend", work.now, data)
    return (await _line(work, held, after, "extend", data)).order


async def end(work: Work, order: UUID, reason: str) -> WatchOrder:
    """End an order now. Raises ``watch_order_not_found``, ``watch_order``."""
    return await _end(work, await _own(work, order), _reason(reason))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise WatchOrderError(field="reason", why_zh="须说明理由", why_en="a reason is needed")
    return reason.strip()


async def _own(work: Work, order: UUID) -> Held:
    held = await store.lock(work.tx, order)
    if held is None or not visible(work.actor, held):
        raise WatchOrderNotFoundError(order=str(order))
    if held.order.stage == "ended":
        raise WatchOrderError(why_zh="已结束", why_en="it has ended")
    return held


def visible(actor: Actor, held: Held) -> bool:
    """Tell whether the actor may see an order: who oversees the target's area, and the receivers."""
    if actor.unit in held.units or actor.person in held.persons:
        return True
    return allowed(actor, OVERSEE) and (actor.area is None or actor.area in held.path)


async def tend(work: Work, order: UUID) -> None:
    """Begin or end an order whose time has come; idempotent."""
    held = await store.lock(work.tx, order)
    if held is None or held.order.stage == "ended":
        return
    if held.order.ends_at <= work.now:
        await _end(work, held, _OVER)
    elif held.order.stage == "ordered" and held.order.starts_at <= work.now:
        await _begin(work, held)


async def _begin(work: Work, held: Held) -> Held:
    """Switch the rule on; an order whose target or receivers are gone meanwhile ends, with the reason."""
    rows = await alarms.rules(work, held.order.rule)
    try:
        await alarms.switch_rule(work, held.order.rule, rows[0]["version"])
        units, persons = await _receivers(work, held.order.says)
    except YiwangError as error:
        return Held(await _end(work, held, error.sentence("zh")), held.path, held.units, held.persons, b"")
    held = Held(held.order, held.path, units, persons, held.entry)
    after = evolve(held.order, "begin", work.now, {})
    return await _line(work, held, after, "begin", {})


async def _end(work: Work, held: Held, reason: str) -> WatchOrder:
    """Switch the rule off and close what it raised: nothing would clear it any more."""
    await alarms.switch_rule(work, held.order.rule, None)
    wanted = alarms.AlarmFilter(living=True, rule=held.order.rule)
    left = await alarms.find(work, wanted, limit=_MOST_OPEN)
    if left:
        await alarms.act(work, [alarm.id for alarm in left], "close", {})
    data = {"reason": reason}
    after = evolve(held.order, "end", work.now, data)
    await _line(work, held, after, "end", data)
    await _notify(work, held, _ENDED, "end", {"number": after.number})
    return after


async def _line(work: Work, held: Held, after: WatchOrder | None, action: str, data: dict[str, Any]) -> Held:
    """Write one line of the journal, the row and the message; ``after`` is ``None`` for the first."""
    before, order = (None, held.order) if after is None else (held.order.stage, after)
    line = audit.chain(
        STREAM, order.id, order.version, work.now, work.actor, action, before, order.stage, data, held.entry
    )
    made = Held(order, held.path, held.units, held.persons, line.hash)
    await store.put(work, made)
    await audit.append(work.tx, [line])
    _announce(work, made, action)
    return made


def _announce(work: Work, held: Held, action: str, alarm: UUID | None = None) -> None:
    work.announce(
        WatchChanged(
            order=held.order.id,
            number=held.order.number,
            action=action,
            stage=held.order.stage,
            path=tuple(held.path),
            units=tuple(held.units),
            alarm=alarm,
            at=work.now,
        )
    )


async def _notify(
    work: Work, held: Held, template: notify.Template, period: str, params: dict[str, str]
) -> None:
    targets = [notify.Target(unit=unit) for unit in held.units]
    targets += [notify.Target(person=person) for person in held.persons]
    await notify.send(
        work,
        [
            notify.NoticeDraft(
                target=t, kind=template.kind, subject=held.order.number, period=period, params=params
            )
            for t in targets
        ],
    )


async def hear(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Note hits: alarms of rules of orders, raised or raised again; a second delivery adds none."""
    told = [
        (number_of(d.payload["rule"]), d) for d in deliveries if d.payload["action"] in ("raise", "recur")
    ]
    wanted = sorted({number for number, _ in told if number is not None})
    if not wanted:
        return
    known = await store.by_number(work.tx, wanted)
    mine = [(known[number], d) for number, d in told if number in known]
    if not mine:
        return
    fresh = await store.add_hits(
        work.tx,
        [
            (
                d.id,
                held.order.id,
                UUID(d.payload["alarm"]),
                d.payload["subject"],
                d.payload["level"],
                d.payload["hushed"],
                msgspec.convert(d.payload["at"], datetime),
            )
            for held, d in mine
        ],
    )
    for held, d in mine:
        if d.id not in fresh:
            continue
        _announce(work, held, "hit", UUID(d.payload["alarm"]))
        if not d.payload["hushed"]:
            _, zh, en = alarms.LEVELS[alarms.NAMES[d.payload["level"]] or "blue"]
            params = {"number": held.order.number, "subject": d.payload["subject"]}
            await _notify(work, held, _HIT, str(d.id), params | {"level_zh": zh, "level_en": en})


async def rebuild(work: Work, order: UUID) -> WatchOrder | None:
    """Return the order that its journal tells of, ``None`` without one."""
    state: WatchOrder | None = None
    for line in await audit.history(work.tx, order):
        state = evolve(state, line.action, line.at, line.data)
    return state
