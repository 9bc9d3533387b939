"""Writing the cases of a filter into a workbook."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import xlsxwriter

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import ExportTooLargeError
from yiwang.base.cases.model.filters import MOST_COUNTED, CaseFilter
from yiwang.base.cases.store import lists as store
from yiwang.base.cases.store.wanted import Wanted
from yiwang.base.cases.usecases.context import Reference
from yiwang.base.cases.usecases.lists import resolve
from yiwang.base.cases.usecases.reference import reference
from yiwang.base.geography import api as geography
from yiwang.infra.database import Row, Tx, Work

LIMIT = 100_000
_BATCH = 5_000

#: Columns: heading, width, and how the value is found in the row.
_COLUMNS = (
    ("案件编号 Number", 26),
    ("阶段 Stage", 12),
    ("标题 Title", 50),
    ("事项 Matter", 20),
    ("区域 Area", 36),
    ("地址 Address", 40),
    ("经度 Longitude", 12),
    ("纬度 Latitude", 12),
    ("主办单位 Unit", 24),
    ("渠道 Channel", 12),
    ("来源 Source", 14),
    ("紧急程度 Urgency", 10),
    ("来件数 Reports", 10),
    ("登记时间 Opened", 20),
    ("当前时限 Due", 20),
    ("处置时限 Final due", 20),
    ("结案时间 Closed", 20),
    ("按期 On time", 10),
    ("满意度 Satisfaction", 10),
    ("督办 Supervised", 10),
)


class Names(msgspec.Struct, frozen=True):
    """What turns codes into names."""

    ref: Reference
    tree: geography.AreaTree
    zone: ZoneInfo
    stages: dict[str, str]


async def export_cases(work: Work, asked: CaseFilter, path: Path) -> int:
    """Write exactly the cases of ``asked`` that the caller may see to ``path`` (xlsx); return how many.

    Rows are read in batches and written with constant memory. Every text is written as text, so nothing
    in it is ever taken for a formula. The security record says who exported how much of what. Raises
    ``export_too_large`` beyond 100,000 rows.
    """
    ref = await reference(work.tx)
    tree = await geography.areas(work.tx)
    wanted = resolve(msgspec.structs.replace(asked, cursor=None, limit=1), work.actor, ref, tree, work.now)
    names = Names(ref, tree, ZoneInfo(tree.city.timezone), _stage_names(ref))
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    try:
        sheet = _begin(book)
        count = await _copy(work.tx, wanted, sheet, names)
    finally:
        await asyncio.to_thread(book.close)
    detail = {"rows": count, "filter": msgspec.to_builtins(asked)}
    await audit.record(work, "export_cases", "cases", "list", detail)
    return count


def _begin(book: Any) -> Any:
    sheet = book.add_worksheet("案件 Cases")
    bold = book.add_format({"bold": True})
    for column, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 1)
    return sheet


async def _copy(tx: Tx, wanted: Wanted, sheet: Any, names: Names) -> int:
    found = await store.gather(tx, wanted, MOST_COUNTED)
    if found.total <= MOST_COUNTED:
        for start in range(0, len(found.keys), _BATCH):
            await _copy_batch(tx, found.keys[start : start + _BATCH], sheet, start, names)
        return len(found.keys)
    count = 0
    after = None
    while True:
        keys = await store.walk(tx, wanted, _BATCH, after)
        if count + len(keys) > LIMIT:
            raise ExportTooLargeError(limit=LIMIT)
        await _copy_batch(tx, keys, sheet, count, names)
        count += len(keys)
        if len(keys) < _BATCH:
            return count
        after = keys[-1]


async def _copy_batch(tx: Tx, keys: Sequence[store.Position], sheet: Any, done: int, names: Names) -> None:
    rows = await store.exported(tx, [case for _, case in keys])
    ordered = [rows[case] for _, case in keys if case in rows]
    await asyncio.to_thread(_write, sheet, done + 1, ordered, names)


def _write(sheet: Any, first: int, rows: Sequence[Row], names: Names) -> None:
    for at, row in enumerate(rows, first):
        for column, value in enumerate(_values(row, names)):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            else:
                sheet.write_number(at, column, value)


def _values(row: Row, names: Names) -> list[str | float | None]:
    matter = names.ref.catalogue.get(row["matter"]) if row["matter"] else None
    unit = names.ref.directory.unit(row["unit"]) if row["unit"] else None
    return [
        row["number"],
        names.stages.get(row["stage"], row["stage"]),
        row["title"],
        matter.name if matter is not None else row["matter"],
        names.tree.name_path(row["area"]) if row["area"] else "未落格 unplaced",
        row["address"],
        row["lon"],
        row["lat"],
        unit.name if unit is not None else row["unit"],
        row["channel"],
        row["source"],
        row["urgency"],
        row["reports"],
        _local(row["opened_at"], names.zone),
        _local(row["due_at"], names.zone),
        _local(row["final_due_at"], names.zone),
        _local(row["closed_at"], names.zone),
        None if row["on_time"] is None else ("是 yes" if row["on_time"] else "否 no"),
        row["satisfaction"],
        "是 yes" if row["supervised"] else "",
    ]


def _local(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def _stage_names(ref: Reference) -> dict[str, str]:
    return {
        stage.id: stage.title.zh
        for name in ref.flows.newest
        for stage in ref.flows.current(name).definition.stages
    }
