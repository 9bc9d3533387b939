"""Keeping the counts in step with the cases: by message as it happens, by a sweep for what was silent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.wall.messages import CaseCounted, CountsRenewed
from yiwang.base.wall.model.cells import BITS, centre, place
from yiwang.base.wall.model.face import Difference, Face, Known
from yiwang.base.wall.store import counting as store
from yiwang.infra.database import Work

NOBODY = UUID(int=0)


class Told(msgspec.Struct, frozen=True):
    """What was done last on a case, and when."""

    action: str
    at: datetime


def face_of(outline: cases.Outline, zone: ZoneInfo) -> Face | None:
    """Return what is counted of a case; days are the city's. ``None``: it is shown nowhere."""
    if not outline.shown:
        return None
    closed = outline.closed_at
    return Face(
        stage=outline.stage,
        live=outline.live,
        important=outline.important,
        channel=outline.channel,
        matter=outline.matter,
        unit=outline.unit,
        path=outline.path,
        place=None if outline.lon is None or outline.lat is None else place(outline.lon, outline.lat),
        reports=outline.reports,
        opened_day=outline.opened_at.astimezone(zone).date(),
        due_at=outline.due_at if outline.live else None,
        closed_day=None if closed is None else closed.astimezone(zone).date(),
        on_time=outline.on_time,
        satisfaction=outline.satisfaction,
    )


async def count(work: Work, told: Mapping[UUID, Told]) -> None:
    """Count cases anew of which something was told, and announce each difference."""
    changed, seq = await _changes(work, await cases.outlines(work.tx, list(told)))
    if not changed:
        return
    news: list[dict[str, Any]] = []
    for was, now in sorted(changed, key=lambda c: (told[c[1].id].at, c[1].number)):
        seq += 1
        last = told[now.id]
        work.announce(
            CaseCounted(
                seq=seq,
                number=now.number,
                action=last.action,
                at=last.at,
                was=None if was is None else msgspec.to_builtins(was),
                now=None if now.face is None else msgspec.to_builtins(now.face),
                point=None if now.face is None or now.face.place is None else centre(BITS, now.face.place),
            )
        )
        if now.face is not None:
            news.append(_news(now.number, now.face, last))
    await store.advance(work.tx, seq, news)


def _news(number: str, face: Face, told: Told) -> dict[str, Any]:
    return {
        "number": number,
        "action": told.action,
        "at": msgspec.to_builtins(told.at),
        "stage": face.stage,
        "unit": face.unit,
        "matter": face.matter,
        "channel": face.channel,
        "path": face.path,
    }


async def _changes(
    work: Work, outlines: Sequence[cases.Outline]
) -> tuple[list[tuple[Face | None, Known]], int]:
    """Bring the counts in step with ``outlines``; returns what changed and the last number announced."""
    zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
    seq: int = (await store.lock(work.tx))["seq"]
    before = await store.known(work.tx, [o.id for o in outlines])
    difference = Difference()
    changed: list[tuple[Face | None, Known]] = []
    for outline in outlines:
        old = before.get(outline.id)
        now = Known(outline.id, outline.number, outline.version, face_of(outline, zone))
        if old is not None and (old.version > now.version or old == now):
            continue  # somebody counted a newer version already, or this very one
        was = None if old is None else old.face
        difference.change(was, now.face)
        changed.append((was, now))
    await store.put(work.tx, [now for _, now in changed], work.now)
    await store.add(work.tx, difference)
    return changed, seq


async def sweep(work: Work, limit: int) -> bool:
    """Look at the next ``limit`` cases for differences that no message told of (imports, old data).

    Returns whether to go on at once: until a whole round is done after the first start, after an import
    was finished or taken back, and after a difference was found. Otherwise the rounds go slowly.
    """
    state = await store.lock(work.tx)
    imports = await _imports(work)
    again = imports != state["imports"]
    last: UUID = NOBODY if again else state["swept"]
    found = await cases.outlines_after(work.tx, last, limit)
    changed, seq = await _changes(work, found)
    over = len(found) < limit
    resting = over or (bool(state["resting"]) and not changed and not again)
    await store.swept(work.tx, NOBODY if over else found[-1].id, imports, resting=resting)
    if changed:
        work.announce(CountsRenewed(seq=seq + 1))
        await store.advance(work.tx, seq + 1, [])
    return not resting


async def _imports(work: Work) -> str:
    """Return a mark that changes when an import comes to its end or is taken back."""
    found = await cases.newest_imports(work.tx, 1000)
    done = [f"{i.id}{i.finished_at}{i.undone_at}" for i in found if i.finished_at or i.undone_at]
    return hashlib.sha256("".join(done).encode()).hexdigest()
