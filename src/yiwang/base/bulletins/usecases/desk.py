"""The report desk: made by one, approved by another, published, read; a person's words are marked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.bulletins import store
from yiwang.base.bulletins.definition import Template
from yiwang.base.bulletins.errors import (
    BulletinBlockError,
    BulletinNotFoundError,
    BulletinOwnError,
    BulletinStateError,
)
from yiwang.base.bulletins.model.issue import STATES, STEPS, Bulletin, Deed, Edit, Step, Targets
from yiwang.base.bulletins.model.rights import APPROVE, SEE, WRITE
from yiwang.base.bulletins.usecases.asking import Scope
from yiwang.base.bulletins.usecases.making import make
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.notify import api as notify
from yiwang.infra.database import Work
from yiwang.infra.documents import Document, Heading, Paragraph, Run
from yiwang.kernel.actor import ROLES, SYSTEM, Actor
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import allowed

_WAITS: Final = notify.register(
    "bulletins.waits", zh="简报“{title}”等待审定", en="The bulletin “{title}” waits for approval"
)
_PUBLISHED: Final = notify.register(
    "bulletins.published",
    zh="简报“{title}”已发布，请阅知",
    en="The bulletin “{title}” is published: please read it",
)
_LONGEST: Final = 80
_MOST: Final = 50


async def draft(
    work: Work, template: Template, scope: Scope, targets: Targets | None = None, occasion: str | None = None
) -> Bulletin | None:
    """Make a bulletin and keep it; it waits for somebody else's approval.

    ``occasion``: made once, else ``None`` is returned. Errors as :func:`make`.
    """
    document = await make(work, template, scope)
    one = Bulletin(
        id=new_id(), template=template.code, version=template.version, name=template.zh, name_en=template.en,
        title=document.title, period=scope.period, area=scope.area, unit=scope.unit, language=scope.language,
        public=template.public, state="drafted", author=work.actor.key, at=work.now, as_of=document.subtitle,
        targets=targets or Targets(),
    )  # fmt: skip
    if not await store.add(work.tx, one, document, occasion):
        return None
    await _record(work, "make", one)
    await _tell(work, one, _WAITS.kind, [notify.Target(role="leader")])
    return one


async def _tell(work: Work, one: Bulletin, kind: str, targets: list[notify.Target]) -> None:
    title = one.title if len(one.title) <= _LONGEST else one.title[: _LONGEST - 1] + "…"
    period = f"{one.state} {len(one.deeds)}"
    await notify.send(
        work,
        [
            notify.NoticeDraft(
                target=t, kind=kind, subject=str(one.id), period=period, params={"title": title}
            )
            for t in targets
        ],
    )


async def _record(work: Work, act: str, one: Bulletin) -> None:
    detail = {"template": one.template, "version": one.version, "period": one.period, "state": one.state}
    await audit.record(work, f"bulletin.{act}", "bulletin", str(one.id), detail)


async def _taken(work: Work, key: UUID) -> tuple[Bulletin, Document]:
    found = await store.get(work.tx, key, lock=True)
    if found is None or not _may_see(work.actor, found[0]):
        raise BulletinNotFoundError
    return found


def _may_see(actor: Actor, one: Bulletin) -> bool:
    """Tell whether ``actor`` may read: writers all of their area, others what is published to them."""
    if actor.is_system or (actor.area is None and allowed(actor, WRITE)):
        return True
    if actor.area is not None and one.area != actor.area:
        return False
    if allowed(actor, WRITE):
        return True
    told = not one.targets.units and not one.targets.roles
    told = told or actor.unit in one.targets.units or bool(actor.roles & set(one.targets.roles))
    return one.state == "published" and told and allowed(actor, SEE)


async def edit(work: Work, key: UUID, block: int, text: str) -> Bulletin:
    """Rewrite a paragraph or heading; what was there and who changed it is kept, and the change is marked.

    What was approved or given back waits for approval again. Raises ``bulletin_state``, ``bulletin_block``.
    """
    one, document = await _taken(work, key)
    if one.state not in ("drafted", "returned", "approved"):
        raise _state(one)
    words = " ".join(text.split())
    old = document.blocks[block] if 0 <= block < len(document.blocks) else None
    if not isinstance(old, Paragraph | Heading) or not words:
        raise BulletinBlockError
    zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
    before = old.text if isinstance(old, Heading) else "".join(run.text for run in old.runs)
    if before == words:
        return one
    if isinstance(old, Heading):
        new: Paragraph | Heading = Heading(words, old.level)
    else:
        # no name: what is printed outlives the right to keep it; who it was stands with the edits
        at = f"{work.now.astimezone(zone):%Y-%m-%d %H:%M}"
        note = f"（{at} 人工修改）" if one.language == "zh" else f"(changed by hand, {at})"
        new = Paragraph(_kept(old, words), old.item, note)
    blocks = (*document.blocks[:block], new, *document.blocks[block + 1 :])
    made = Edit(block=block, before=before, after=words, by=work.actor.key, at=work.now)
    one = msgspec.structs.replace(one, edits=(*one.edits, made), state="drafted")
    await store.put(work.tx, one, msgspec.structs.replace(document, blocks=blocks))
    await _record(work, "edit", one)
    return one


def _kept(old: Paragraph, words: str) -> tuple[Run, ...]:
    """Return new words in which figures that still stand there, in order, keep their sources."""
    runs: list[Run] = []
    at = 0
    for run in old.runs:
        place = words.find(run.text, at) if run.source is not None else -1
        if place >= 0:
            runs += [Run(words[at:place]), run]
            at = place + len(run.text)
    return tuple(run for run in (*runs, Run(words[at:])) if run.text)


def _state(one: Bulletin) -> BulletinStateError:
    zh, en = STATES[one.state]
    return BulletinStateError(state_zh=zh, state_en=en)


async def step(
    work: Work, key: UUID, step: Step, remark: str = "", targets: Targets | None = None
) -> Bulletin:
    """Approve, give back, publish or withdraw; ``targets``: who is told when it is published.

    Raises ``bulletin_state``, ``bulletin_own`` (who wrote it does not approve it), ``invalid_input``.
    """
    one, _ = await _taken(work, key)
    wanted, state = STEPS[step]
    if one.state not in wanted:
        raise _state(one)
    if step == "approve" and work.actor.key in one.hands():
        raise BulletinOwnError
    if step in ("return", "withdraw") and not remark.strip():
        raise InvalidInputError(field="remark", why_zh="须写明理由", why_en="give a reason")
    deed = Deed(step=step, by=work.actor.key, at=work.now, remark=remark.strip())
    one = msgspec.structs.replace(one, state=state, deeds=(*one.deeds, deed))
    if step == "publish":
        told = one.targets if targets is None else targets
        await _check(work, told)
        one = msgspec.structs.replace(one, targets=told, published_at=work.now)
        found = [notify.Target(unit=unit) for unit in told.units]
        await _tell(work, one, _PUBLISHED.kind, [*found, *(notify.Target(role=r) for r in told.roles)])
    await store.put(work.tx, one)
    await _record(work, step, one)
    return one


async def _check(work: Work, targets: Targets) -> None:
    directory = await identity.directory(work.tx)
    for unit in targets.units:
        if directory.unit(unit) is None:
            raise InvalidInputError(
                field="targets.units", why_zh=f"没有单位 {unit}", why_en=f"no unit {unit}"
            )
    for role in targets.roles:
        if role not in ROLES:
            raise InvalidInputError(
                field="targets.roles", why_zh=f"没有角色 {role}", why_en=f"no role {role}"
            )


async def confirm_read(work: Work, key: UUID) -> None:
    """Note that the caller has read a published bulletin; raises ``bulletin_state``."""
    one, _ = await _taken(work, key)
    if one.state != "published":
        raise _state(one)
    await store.read(work.tx, key, work.actor.key, work.actor.unit, work.now)


async def archive(work: Work, before: tuple[datetime, UUID] | None = None) -> list[dict[str, Any]]:
    """Return what the caller may read, the newest first."""
    place = before or (datetime.max.replace(tzinfo=work.now.tzinfo), UUID(int=(1 << 128) - 1))
    found = await store.newest(work.tx, place, _MOST)
    return [await _shown(work, one) for one in found if _may_see(work.actor, one)]


async def detail(work: Work, key: UUID) -> tuple[dict[str, Any], Document]:
    """Return a bulletin with who has read it, and what it says; raises ``bulletin_not_found``."""
    found = await store.get(work.tx, key)
    if found is None or not _may_see(work.actor, found[0]):
        raise BulletinNotFoundError
    one, document = found
    directory = await identity.directory(work.tx)
    shown = await _shown(work, one)
    receipts = await store.receipts(work.tx, key) if one.state in ("published", "withdrawn") else []
    shown["receipts"] = [
        {"name": await _name(work, row["reader"]), "at": row["at"],
         "unit": None if (unit := directory.unit(row["unit"] or "")) is None else unit.name}
        for row in receipts
    ]  # fmt: skip
    shown["own"] = work.actor.key in one.hands()
    shown["read"] = any(row["reader"] == work.actor.key for row in receipts)
    return shown, document


async def _shown(work: Work, one: Bulletin) -> dict[str, Any]:
    """Return a bulletin for a page: names instead of keys."""
    found: dict[str, Any] = msgspec.to_builtins(one)
    found["by_clock"] = one.author == SYSTEM.key
    found["author"] = await _name(work, one.author)
    for kind in ("edits", "deeds"):
        for each in found[kind]:
            each["by"] = await _name(work, each["by"])
    zh, en = STATES[one.state]
    return found | {"state_zh": zh, "state_en": en}


async def _name(work: Work, key: str) -> str | None:
    """Return the name of a person; keys of accounts stay here."""
    kind, _, rest = key.partition(":")
    if kind != "person":
        return None
    person = (await identity.directory(work.tx)).person(UUID(rest))
    return None if person is None else person.name


async def published(work: Work, key: UUID) -> tuple[Bulletin, Document]:
    """Return what every citizen may read; raises ``bulletin_not_found``."""
    found = await store.get(work.tx, key)
    if found is None or found[0].state != "published" or not found[0].public:
        raise BulletinNotFoundError
    return found


async def published_list(work: Work) -> list[dict[str, Any]]:
    """Return the bulletins that citizens may read, the newest first."""
    return [
        {"id": one.id, "title": one.title, "period": one.period, "published_at": one.published_at}
        for one in await store.published(work.tx, _MOST)
    ]


def may(actor: Actor) -> dict[str, bool]:
    """Return what ``actor`` may do with bulletins."""
    return {"write": allowed(actor, WRITE), "approve": allowed(actor, APPROVE)}
