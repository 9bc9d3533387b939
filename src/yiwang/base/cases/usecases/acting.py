"""Acts of many people at the same moment, written together.

Each act is decided by itself, with its own actor, rights and guards; what is shared is the transaction:
one statement locks the cases, one writes them, one reads their pages. An act that is refused is refused
alone, and nobody is answered before the commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import msgspec

from yiwang.base.cases.model import once
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.usecases import persist
from yiwang.base.cases.usecases.act import act, decide, done_before, others_of
from yiwang.base.cases.usecases.context import Ctx, Reference
from yiwang.base.cases.usecases.reference import check_visible, context, read_words, reference
from yiwang.base.cases.usecases.views import detail, details
from yiwang.infra.database import Database, Work
from yiwang.infra.group_commit import GroupCommit
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import YiwangError

#: More acts than this in one transaction would make the first of them wait too long for the last.
_LARGEST = 32

Page = dict[str, Any]


class Asked(msgspec.Struct, frozen=True):
    """An act that somebody asks for."""

    actor: Actor
    number: str
    action: str
    raw: Any
    mark: str | None = None


class Acting:
    """The acts of one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commit: GroupCommit[Asked, Page] = GroupCommit(self._write, largest=_LARGEST)

    async def act(
        self, actor: Actor, number: str, action: str, raw: Any = None, key: str | None = None
    ) -> Page:
        """Do ``action`` on case ``number`` and return the case's page as it is after the commit.

        A repeat under the same ``key`` of the same caller does nothing and returns the page. Raises what
        :func:`yiwang.base.cases.api.act` raises.
        """
        mark = None if key is None else once.mark_of(actor.key, once.clean_key(key), action, raw or {})
        return await self._commit.submit(Asked(actor, number, action, raw, mark))

    async def _write(self, items: Sequence[Asked]) -> Sequence[Page | YiwangError]:
        """Write ``items``: those on different cases together, those on one case one after the other."""
        answers: dict[int, Page | YiwangError] = {}
        waiting = dict(enumerate(items))
        while waiting:
            taken: set[str] = set()
            together = {}
            for at, item in waiting.items():
                if item.number not in taken:
                    taken.add(item.number)
                    together[at] = item
            for at in together:
                del waiting[at]
            answers |= await self._together(together)
        return [answers[at] for at in range(len(items))]

    async def _together(self, items: dict[int, Asked]) -> dict[int, Page | YiwangError]:
        """Do acts on different cases in one transaction; those that touch a second case follow alone."""
        answers: dict[int, Page | YiwangError] = {}
        alone: dict[int, Asked] = {}
        async with self._database.work(SYSTEM) as work:
            ref = await reference(work.tx)
            states = await store.load_many(work.tx, [item.number for item in items.values()])
            done: dict[int, Ctx] = {}
            repeated: dict[int, Ctx] = {}
            for at, item in items.items():
                beside = work.beside(item.actor)
                try:
                    ctx = _begin(beside, item, states, ref)
                    await read_words(work.tx, [ctx])
                    if done_before(ctx.state, item.mark):
                        repeated[at] = ctx
                        continue
                    if others_of(ctx, item.action, item.raw):
                        alone[at] = item
                        continue
                    decide(ctx, item.action, item.raw, item.mark)
                except YiwangError as error:
                    answers[at] = error
                else:
                    done[at] = ctx
            acted = [(ctx, items[at].action) for at, ctx in done.items()]
            await persist.update(work, acted)
            shown = done | repeated
            pages = await details(work, list(shown.values())) if shown else []
        answers |= zip(shown, pages, strict=True)
        for at, item in alone.items():
            answers[at] = await self._alone(item)
        return answers

    async def _alone(self, item: Asked) -> Page | YiwangError:
        try:
            async with self._database.work(item.actor) as work:
                await act(work, item.number, item.action, item.raw, mark=item.mark)
                return await detail(work, item.number)
        except YiwangError as error:
            return error


def _begin(work: Work, item: Asked, states: dict[str, Any], ref: Reference) -> Ctx:
    state = check_visible(item.actor, states.get(item.number), ref, item.number)
    return context(work, state, ref)


_actings: WeakKeyDictionary[Database, Acting] = WeakKeyDictionary()


def acting(database: Database) -> Acting:
    """Return what does the acts of this process on ``database``."""
    found = _actings.get(database)
    if found is None:
        found = _actings[database] = Acting(database)
    return found
