"""Labelling: two persons a text, blind to each other, and a third where they differ."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from yiwang.base.samples import store
from yiwang.base.samples.errors import SampleDoneError, SampleNotFoundError, SampleSetError
from yiwang.base.samples.model.rights import LABEL, SETTLE
from yiwang.base.samples.model.sets import UNCLEAR
from yiwang.base.samples.usecases.sets import set_of
from yiwang.base.samples.usecases.versions import seen_by
from yiwang.infra.database import Row, Work
from yiwang.kernel.permissions import demand

#: So many first labels a text has.
FIRST: Final = 2


async def next_text(work: Work, code: str, *, settles: bool) -> dict[str, Any]:
    """Return ``{item: {id, text} | None, left}`` for the caller; what others chose is not told.

    Texts of cases outside the caller's area are left out.
    """
    demand(work.actor, SETTLE if settles else LABEL)
    await set_of(work.tx, code)
    asked = (work.tx, code, work.actor.key, work.actor.area)
    row = await store.next_text(*asked, settles=settles)
    left = 0 if row is None else await store.left(*asked, settles=settles)
    return {"item": None if row is None else {"id": row["id"], "text": row["text"]}, "left": left}


async def judge(work: Work, item: UUID, label: str, *, settles: bool) -> None:
    """Give a text the caller's label; raises ``sample_not_found``, ``sample_done``, ``sample_set``."""
    demand(work.actor, SETTLE if settles else LABEL)
    row = await _item(work, item)
    one = await set_of(work.tx, row["set"])
    if label != UNCLEAR and label not in one.codes:
        raise SampleSetError(field="label", why_zh="没有这个标签", why_en="it has no such label")
    given = await store.judgements(work.tx, item)
    if any(g["who"] == work.actor.key for g in given):
        raise SampleDoneError(why_zh="您已标过", why_en="you have given one")
    first = [g["label"] for g in given if not g["settles"]]
    if settles and (len(first) < FIRST or len(set(first)) == 1 or len(given) > FIRST):
        raise SampleDoneError(why_zh="没有待裁定的分歧", why_en="there is nothing to settle")
    if not settles and len(first) >= FIRST:
        raise SampleDoneError(why_zh="已有两人标注", why_en="two have given theirs")
    await store.judge(work, item, label, settles=settles)


async def undo(work: Work, item: UUID) -> None:
    """Take the caller's label of a text back; nobody's after it was settled but the settling one's.

    Frozen versions keep what they hold. Raises ``sample_not_found``, ``sample_done``.
    """
    demand(work.actor, LABEL)
    await _item(work, item)
    given = await store.judgements(work.tx, item)
    mine = next((g for g in given if g["who"] == work.actor.key), None)
    if mine is None:
        raise SampleDoneError(why_zh="您没有标过", why_en="you have given none")
    if not mine["settles"] and any(g["settles"] for g in given):
        raise SampleDoneError(why_zh="分歧已裁定", why_en="the difference is settled")
    await store.undo(work.tx, item, work.actor.key)


async def _item(work: Work, item: UUID) -> Row:
    row = await store.get(work.tx, item)
    if row is None or not seen_by(work.actor, row["path"]):
        raise SampleNotFoundError
    return row
