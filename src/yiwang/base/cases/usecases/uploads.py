"""Taking in files that belong to reports and cases; their bytes lie in the object store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from yiwang.base.cases.model import once
from yiwang.base.cases.model.rights import REPORT
from yiwang.base.cases.store import uploads as store
from yiwang.infra.database import Database
from yiwang.infra.objects import StoredObject, objects
from yiwang.kernel.actor import PUBLIC, Actor
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import demand
from yiwang.kernel.text import clean_text

#: What a file is: of a report, before or after handling, or another document.
ROLES = ("report", "before", "after", "document")
_LONGEST_GIVEN = 10_000
_LONGEST_NAME = 120


async def upload(
    database: Database,
    actor: Actor,
    chunks: AsyncIterator[bytes],
    *,
    name: str,
    role: str = "report",
    key: str | None = None,
) -> tuple[UUID, StoredObject]:
    """Store a file durably and return its id, to be named by a report or an action afterwards.

    The same file again under the same ``key`` of the same caller has the same id: a repeat after a lost
    answer adds nothing. ``name`` is only shown. Pictures lose their metadata. Raises ``forbidden``,
    ``media_type``, ``payload_too_large``, ``invalid_input``, ``unavailable``.
    """
    if actor is not PUBLIC:
        demand(actor, REPORT)
    if role not in ROLES:
        raise InvalidInputError(field="role", why_zh="用途不对", why_en=f"must be one of {', '.join(ROLES)}")
    shown = shown_name(name)
    stored = await objects().put(chunks)
    file = new_id() if key is None else once.file_id(actor.key, once.clean_key(key), stored.digest)
    async with database.work(actor) as work:
        await store.insert(work.tx, file, stored, name=shown, role=role, at=work.now, author=actor.key)
    return file, stored


def shown_name(name: str) -> str:
    """Return the last part of a client's file name without controls; it is never used as a path."""
    cleaned = clean_text(name.replace("\x00", ""), field="name", longest=_LONGEST_GIVEN)
    return cleaned.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:]
