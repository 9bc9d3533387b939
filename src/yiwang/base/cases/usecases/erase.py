"""Erasing personal data 删除个人信息, leaving every proof valid.

The journal holds salted commitments only. Erasing takes away the words *and* the salts, so that what is
left of a person in the journal is a number nobody can test a guess against.
"""

from __future__ import annotations

from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import ReportNotFoundError
from yiwang.base.cases.messages import ReportErased, ReporterErased
from yiwang.base.cases.model.rights import ERASE
from yiwang.base.cases.model.words import title_of, words_of
from yiwang.base.cases.store import erasing as store
from yiwang.base.cases.store import media as media_store
from yiwang.base.cases.store.cases import put_words
from yiwang.base.cases.store.duplicates import forget_sketch
from yiwang.base.notify import api as notify
from yiwang.infra.database import Row, Work
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
    if await store.erase_reporter(work.tx, report, work.now) is None:
        raise ReportNotFoundError(key=str(report))
    case = await store.case_of(work.tx, report)
    number = None if case is None else case["number"]
    work.announce(ReporterErased(report=report, number=number, at=work.now))
    await notify.forget(work, [report])
    files: list[bytes] = []
    if words:
        await store.redact_report(work.tx, report, REDACTED)
        if case is not None:
            await _without(work, case)
        files = await media_store.forget(work.tx, report)
        await store.erase_notes(work.tx, report)
        work.announce(ReportErased(report=report, at=work.now))
    await audit.record(work, "cases.erase", "report", str(report), {"basis": basis, "words": words})
    return [digest.hex() for digest in files]


async def _without(work: Work, case: Row) -> None:
    """Take what came of an erased text out of its case: title and search words are those that are left."""
    left = await store.texts_left(work.tx, case["id"])
    if case["title"] in map(title_of, left):
        return
    await store.retitle(work.tx, case["id"], title_of(left[0]) if left else REDACTED)
    await forget_sketch(work.tx, case["id"])
    await put_words(work.tx, case["id"], words_of(*left, case["address"]) if left else ())
