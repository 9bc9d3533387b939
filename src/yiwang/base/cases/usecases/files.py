"""Which files a caller may see."""

from __future__ import annotations

from uuid import UUID

from yiwang.base.cases.model.rights import SEE_REPORTS
from yiwang.base.cases.store import uploads as store
from yiwang.base.cases.usecases.explain import seen
from yiwang.base.cases.usecases.published import PublishedFile
from yiwang.infra.database import Work
from yiwang.kernel.errors import NotFoundError
from yiwang.kernel.permissions import demand


async def seen_file(work: Work, file: UUID) -> PublishedFile:
    """Return a file; raises ``not_found`` or ``case_not_found`` for what the actor may not see.

    A file of a case follows the case; one of a report that is no case yet is for those who see reports;
    one that belongs to nothing yet is for who sent it.
    """
    row = await store.get(work.tx, file)
    if row is None:
        raise NotFoundError(what_zh="文件", what_en="file", key=str(file))
    if row["number"] is not None:
        await seen(work, row["number"])
    elif row["report_id"] is not None:
        demand(work.actor, SEE_REPORTS)
    elif row["author"] != work.actor.key:
        raise NotFoundError(what_zh="文件", what_en="file", key=str(file))
    return PublishedFile(id=row["id"], digest=row["sha256"].hex(), media_type=row["type"], size=row["size"])
