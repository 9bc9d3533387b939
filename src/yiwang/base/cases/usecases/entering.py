"""An entry in a case's journal by a module above: what was decided about the case outside of its flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.usecases import persist
from yiwang.base.cases.usecases.reference import check_visible, context, reference
from yiwang.infra.database import Work


async def enter(
    work: Work, number: str, action: str, data: Mapping[str, Any], texts: Sequence[str] = ()
) -> tuple[CaseState, list[UUID]]:
    """Write the entry ``action`` with ``data`` into the journal of a case; its state stays as it is.

    ``data`` holds codes and figures; words of people are ``texts``: they become notes, erasable with the
    case's, and their ids are returned in order. Locks the case until the transaction ends. Raises
    ``case_not_found``, ``ValueError`` for an empty text. Publishes :class:`CaseChanged`.
    """
    ref = await reference(work.tx)
    state = check_visible(work.actor, await store.load(work.tx, number, lock=True), ref, number)
    ctx = context(work, state, ref)
    notes = [ctx.note(text, "order") for text in texts]
    if None in notes:
        raise ValueError("a note needs words")
    ctx.data |= {"origin": state.stage, **data}
    await persist.update(work, [(ctx, action)])
    return ctx.state, [note for note in notes if note is not None]
