"""Tables from outside 外部数据表: a file with declared columns, whole or not at all, in versions."""

from __future__ import annotations

import hashlib
from typing import Any, Final
from uuid import UUID

from yiwang.base.geography import api as geography
from yiwang.base.indicators.model.entries import read_sheet
from yiwang.base.indicators.model.rights import MANAGE_FIGURES
from yiwang.base.indicators.model.sources import Source
from yiwang.base.indicators.store import readings as store
from yiwang.base.indicators.store.readings import Change, Reading
from yiwang.base.indicators.usecases import collecting
from yiwang.infra.database import Work
from yiwang.infra.tabular import read_table, write_excel
from yiwang.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import demand
from yiwang.kernel.rows import RowsRefusedError

_LONGEST_NAME: Final = 120


async def take_file(work: Work, code: str, name: str, content: bytes, why: str = "") -> dict[str, Any]:
    """Take the rows of a CSV or XLSX file; of a source that units report to, as if they were typed in.

    Returns ``{number, rows, changed, first, last}``. A row of a day and area that was there says something
    else from now on; what it said before is in its trace. Raises ``rows_refused`` with every wrong cell,
    ``conflict`` for a file that was imported already, ``invalid_input``.
    """
    one = await collecting.source(work.tx, code, "manual", "table")
    tree = await geography.areas(work.tx)
    entries, problems = read_sheet(one, tree, read_table(name, content), name[:_LONGEST_NAME])
    if problems:
        raise RowsRefusedError(problems, field="file")
    if not entries:
        raise InvalidInputError(field="file", why_zh="没有数据行", why_en="there are no rows of data")
    if one.data.kind == "manual":
        done = await collecting.hand_in(work, one, entries, [why.strip()] * len(entries))
        return done | {"rows": len(entries)}
    demand(work.actor, MANAGE_FIGURES)
    sha = hashlib.sha256(content).hexdigest()
    if any(
        row["sha256"] == sha and row["withdrawn_at"] is None for row in await store.imports(work.tx, code)
    ):
        raise ConflictError(why_zh="这个文件已经导入过", why_en="this file was imported already")
    batch, days = new_id(), [entry.day for entry in entries]
    number = await store.keep_import(
        work.tx,
        {"id": batch, "source": code, "file": name[:_LONGEST_NAME], "sha256": sha, "rows": len(entries),
         "first": min(days), "last": max(days), "by": work.actor.name, "at": work.now},
    )  # fmt: skip
    rows = [Reading(day=e.day, series=e.series, path=e.path, unit=_owner(one), said=e.said) for e in entries]
    act = Change(act="import", by=work.actor.name, at=work.now, why=why.strip(), batch=batch)
    await store.put(work.tx, code, rows, act)
    changed = await store.changed(work.tx, batch)
    return {
        "id": batch, "number": number, "rows": len(entries), "changed": changed, "first": min(days),
        "last": max(days),
    }  # fmt: skip


def _owner(one: Source) -> str:
    return one.data.owner


async def imports(work: Work, code: str) -> list[dict[str, Any]]:
    """Return the imports of a source, the newest first: file, digest, rows, by whom, when."""
    await collecting.source(work.tx, code, "table")
    return [dict(row) for row in await store.imports(work.tx, code)]


async def withdraw(work: Work, code: str, batch: UUID, why: str) -> int:
    """Take an import back: its rows say what they said before, unless a later one changed them."""
    demand(work.actor, MANAGE_FIGURES)
    await collecting.source(work.tx, code, "table")
    if not why.strip():
        raise InvalidInputError(field="why", why_zh="撤回须写明原因", why_en="taking back needs a reason")
    act = Change(act="withdraw", by=work.actor.name, at=work.now, why=why.strip())
    done = await store.withdraw(work.tx, code, batch, act)
    if done is None:
        raise NotFoundError(what_zh="可撤回的导入", what_en="import that can be taken back", key=str(batch))
    return done


async def template(work: Work, code: str, period: str | None = None) -> bytes:
    """Return an Excel file with the titles of a source, and rows for what the caller owes in a period."""
    one = await collecting.source(work.tx, code, "manual", "table")
    titles = [one.data.date_header, one.data.area_header, *(c.header or c.zh for c in one.columns.values())]
    rows: list[list[str | float]] = [list(titles)]
    if one.data.kind == "manual" and period is not None:
        owed = await collecting.collection(work, code, period)
        blank = [""] * len(one.columns)
        rows += [
            [item["period"], item["area"], *blank]
            for item in owed["items"]
            if item["state"] in {"missing", "overdue"}
        ]
    return write_excel(one.data.zh[:31], rows)
