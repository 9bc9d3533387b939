"""Erasing personal data 删除个人信息, leaving every proof valid.

The journal holds salted commitments only. Erasing takes away the words *and* the salts, so that what is
left of a person in the journal is a number nobody can test a guess against.
"""

from __future__ import annotations

from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import ReportNotFoundError
from yiwang.base.cases.messages import ReportErased
from yiwang.base.cases.model.rights import ERASE
from yiwang.base.cases.store import erasing as store
from yiwang.base.cases.store import media as media_store
from yiwang.base.notify import api as notify
from yiwang.infra.database import Work
from yiwang.kernel.permissions import demand
from yiwang.kernel.text import clean_text

REDACTED = "（内容已依法删除）"


async def erase_report(work: Work, report: UUID, *, basis: str, words: bool = True) -> list[str]:
    """Erase the reporter of ``report``; with ``words`` also its text, its files and its case's notes.

    ``basis`` is the legal ground and is recorded in the security trail. Returns the digests of files to
    be deleted from the object store after the commit. Place and matter stay: they are the case's, not
    the person's. Raises ``forbidden`` (role security only) and ``report_not_found``.
    """
    demand(work.actor, ERASE)
    basis = clean_text(basis, field="basis", longest=500, required=True)
    case = await store.erase_reporter(work.tx, report, work.now)
    if case is None:
        raise ReportNotFoundError(key=str(report))
    await notify.forget(work, [report])
    files: list[bytes] = []
    if words:
        await store.redact_report(work.tx, report, REDACTED)
        files = await media_store.forget(work.tx, report)
        await store.erase_notes(work.tx, report)
        work.announce(ReportErased(report=report, at=work.now))
    await audit.record(work, "cases.erase", "report", str(report), {"basis": basis, "words": words})
    return [digest.hex() for digest in files]
