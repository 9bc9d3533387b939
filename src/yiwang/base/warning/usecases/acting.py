"""What is done with warnings: written, approved by another, published, confirmed, reminded of, ended."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.warning.errors import WarningNotFoundError
from yiwang.base.warning.messages import WarningChanged
from yiwang.base.warning.model.warning import ACTS, Content, PublicWarning, check, check_content, evolve
from yiwang.base.warning.store import warnings as store
from yiwang.base.warning.usecases import telling
from yiwang.base.warning.usecases.looking import visible
from yiwang.base.warning.usecases.receivers import resolve
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id

STREAM: Final = "warning"
_MOST_REMINDERS: Final = 3


async def draft(work: Work, content: Content, alarms: tuple[UUID, ...] = ()) -> PublicWarning:
    """Store a new warning that waits to be approved, and tell those who may approve it.

    Raises ``invalid_input`` for an area that is not there, ``warning_receiver``, ``warning_act`` for its
    times. Announces ``warning.changed``.
    """
    path = await _checked(work, content)
    made = PublicWarning(
        id=new_id(),
        number=await store.next_number(work),
        alarms=alarms,
        author=work.actor.key,
        proposed=content,
        proposed_by=work.actor.key,
    )
    await _write(work, made, None, "draft", {"warning": msgspec.to_builtins(made)}, b"", path)
    await telling.to_approve(work, made, path)
    return made


async def act(
    work: Work, warning: UUID, action: str, *, content: Content | None = None, reason: str | None = None
) -> PublicWarning:
    """Do ``action`` (:data:`ACTS`) with a warning and return it as it is then.

    Raises ``warning_not_found``, ``warning_act``, ``warning_four_eyes``, and as :func:`draft`. Announces
    ``warning.changed``.
    """
    held = await store.lock(work.tx, warning)
    if held is None or not await visible(work, held[0], held[1]):
        raise WarningNotFoundError(warning=str(warning))
    before, path, entry = held
    check(before, action, work.actor.key, work.now, reason)
    if action == "confirm":
        return await _confirm(work, before, path, entry)
    data: dict[str, Any] = {} if reason is None else {"reason": reason.strip()}
    receivers = []
    if action == "revise":
        if content is None:
            raise InvalidInputError(field="content", why_zh="缺少内容", why_en="the content is missing")
        path = await _checked(work, content)
        data["content"] = msgspec.to_builtins(content)
    elif action == "publish":
        assert before.proposed is not None
        path = await _checked(work, before.proposed)
        receivers = await resolve(work.tx, before.proposed.receivers)
        data |= {"change": before.change, "receivers": len(receivers)}
    after = evolve(before, action, work.now, work.actor.key, data)
    await _write(work, after, before, action, data, entry, path)
    if action == "revise":
        await telling.to_approve(work, after, path)
    elif action == "publish":
        await store.tell(work.tx, after, receivers, work.now)
        await telling.published(work, after, before.change, receivers)
    elif after.ended is not None and after.edition:
        await telling.over(work, after)
    return after


async def _checked(work: Work, content: Content) -> list[str]:
    """Check a content; return its areas and those above them."""
    check_content(content, work.now)
    areas = await geography.areas(work.tx)
    for code in content.areas:
        if code not in areas:
            raise InvalidInputError(
                field="areas", why_zh=f"没有区域“{code}”", why_en=f"there is no area {code!r}"
            )
    await resolve(work.tx, content.receivers)
    return sorted({above for code in content.areas for above in areas.path(code)})


async def _confirm(work: Work, before: PublicWarning, path: list[str], entry: bytes) -> PublicWarning:
    found = await store.confirm(work.tx, before, work.actor, work.now)
    if not found:
        return before  # confirmed before, or not addressed: nothing to write
    data = {"receivers": found, "edition": before.edition}
    after = evolve(before, "confirm", work.now, work.actor.key, data)
    await _write(work, after, before, "confirm", data, entry, path)
    return after


async def _write(
    work: Work,
    after: PublicWarning,
    before: PublicWarning | None,
    action: str,
    data: dict[str, Any],
    prev: bytes,
    path: list[str],
) -> None:
    origin = None if before is None else before.stage
    line = audit.chain(
        STREAM, after.id, after.version, work.now, work.actor, action, origin, after.stage, data, prev
    )
    await store.put(work, after, path, line.hash)
    await audit.append(work.tx, [line])
    shown = after.shown
    work.announce(
        WarningChanged(
            warning=after.id,
            number=after.number,
            action=action,
            stage=after.stage,
            edition=after.edition,
            level=shown.level,
            areas=shown.areas,
            path=tuple(path),
            at=work.now,
        )
    )


async def tend(work: Work, warning: UUID) -> None:
    """Let time pass for a published warning: it expires, or those who have not confirmed are reminded."""
    held = await store.lock(work.tx, warning)
    if held is None or held[0].stage != "published":
        return
    before, path, entry = held
    assert before.content is not None
    if before.content.valid_until <= work.now:
        after = evolve(before, "expire", work.now, work.actor.key, {})
        await _write(work, after, before, "expire", {}, entry, path)
        await telling.over(work, after)
        return
    since = work.now - before.content.remind_after
    found = await store.remind(work.tx, before, since, work.now, _MOST_REMINDERS)
    if found:
        data = {"receivers": len(found), "edition": before.edition}
        after = evolve(before, "remind", work.now, work.actor.key, data)
        await _write(work, after, before, "remind", data, entry, path)
        await telling.reminded(work, after, [((unit, person), turn) for unit, person, turn in found])


async def rebuild(work: Work, warning: UUID) -> PublicWarning | None:
    """Return the warning that its journal tells of, ``None`` without one."""
    state: PublicWarning | None = None
    for line in await audit.history(work.tx, warning):
        state = evolve(state, line.action, line.at, line.actor, line.data)
    return state


__all__ = ["ACTS", "act", "draft", "rebuild", "tend"]
