"""The import itself: read every file, check everything together, then bring it into force or nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import msgspec

from yiwang.connectors.organisation.drafts import BORDERS, Handed, take_borders
from yiwang.connectors.organisation.errors import UnreadableFileError
from yiwang.connectors.organisation.sheets import RESPONSIBILITIES, SHEETS, sheet_named
from yiwang.connectors.organisation.table import Grid, read_csv, read_records
from yiwang.connectors.organisation.workbook import read_workbook
from yiwang.kernel.errors import PayloadTooLargeError
from yiwang.kernel.geometry import crs as checked_crs
from yiwang.kernel.rows import ChangeSummary, RowProblem, RowsRefusedError
from yiwang.sdk import organisation as org
from yiwang.sdk.city import areas as area_tree
from yiwang.sdk.work import Work

MOST_BYTES = 50_000_000
_ZIP = b"PK\x03\x04"
_IGNORED = ("说明", "填写说明", "guide")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it came."""

    name: str
    content: bytes


class _UndoError(Exception):
    """Leaves the savepoint of a trial run."""


def _undo() -> NoReturn:
    raise _UndoError


def read(files: Sequence[Upload], crs: str = "wgs84") -> Handed:
    """Return what the files hold: an XLSX workbook, CSV files named after their sheet, GeoJSON.

    ``crs`` is the coordinate system of the GeoJSON files and of the standard addresses. Raises
    ``payload_too_large``, ``unreadable_file`` and ``unknown_crs``; faults of cells are in ``problems``.
    """
    checked_crs(crs)
    if sum(len(file.content) for file in files) > MOST_BYTES:
        raise PayloadTooLargeError(field="file", limit=f"{MOST_BYTES // 1_000_000} MB")
    handed = Handed()
    for file in files:
        if file.content.startswith(_ZIP):
            for title, grid in read_workbook(file.name, file.content).items():
                _take(handed, title, grid, alone=False)
        elif file.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            take_borders(handed, file.name, file.content, crs)
        else:
            stem = file.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
            _take(handed, stem, read_csv(file.name, file.content), alone=True)
    if handed.addresses is not None:
        handed.addresses = [msgspec.structs.replace(one, crs=crs) for one in handed.addresses]
    return handed


def _take(handed: Handed, title: str, grid: Grid, *, alone: bool) -> None:
    sheet = sheet_named(title)
    if sheet is not None:
        handed.take(read_records(sheet, grid))
    elif title.strip().lower() in RESPONSIBILITIES:
        handed.responsibilities = _as_csv(handed, grid)
    elif alone or (grid.rows and title.strip().lower() not in _IGNORED):
        known = "、".join([s.title for s in SHEETS] + [RESPONSIBILITIES[0]])
        raise UnreadableFileError(
            field="file",
            name=title[:80],
            why_zh=f"不认识这张表，应为：{known}",
            why_en=f"unknown sheet; use {', '.join([s.key for s in SHEETS] + [RESPONSIBILITIES[-1]])}",
        )


def _as_csv(handed: Handed, grid: Grid) -> bytes | None:
    """Return the sheet as the CSV that the door of responsibilities reads, row numbers kept."""
    if not grid.rows:
        return None
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    written = 0
    for number, cells in grid.rows:
        texts = [cell.text for cell in cells]
        if next((t for t in texts if t), "").startswith("说明"):
            continue
        handed.problems += [
            RowProblem(
                sheet=RESPONSIBILITIES[0],
                row=number,
                column=str(index),
                zh="是公式或错误值，请粘贴为数值",
                en="it is a formula or an error; paste it as a value",
            )
            for index, cell in enumerate(cells, start=1)
            if cell.odd in {"formula", "error"}
        ]
        while written and written < number - 1:
            writer.writerow([])
            written += 1
        writer.writerow(texts)
        written += 1
    return out.getvalue().encode()


async def import_organisation(
    work: Work, handed: Handed, *, complete: bool = False, trial: bool = False
) -> dict[str, ChangeSummary]:
    """Bring what was handed in into force, all or nothing; return what changed per sheet.

    Unchanged rows are not touched, changed ones get a new version. With ``complete`` each sheet is the
    whole truth of its kind: what is missing from it is retired (accounts never are). With ``trial``
    everything is checked and counted, and nothing is kept. Raises ``rows_refused`` with every problem by
    sheet, row and column.
    """
    if handed.problems:
        raise RowsRefusedError(handed.problems, field="file")
    await _join_borders(work, handed)
    problems = await _check(work, handed, complete=complete)
    if problems:
        raise RowsRefusedError(problems, field="file")
    announced = len(work.messages)
    summary: dict[str, ChangeSummary] = {}
    try:
        async with work.tx.savepoint():
            summary = await _save(work, handed, complete=complete)
            if trial:
                _undo()
    except _UndoError:
        del work.messages[announced:]
    return summary


async def _join_borders(work: Work, handed: Handed) -> None:
    """Give the areas their polygons; a border without a row is of an area that stands or is new."""
    if not handed.borders:
        return
    tree = await area_tree(work.tx)
    drafts = {d.code: d for d in handed.areas or ()}
    for code, (number, name, wkb) in handed.borders.items():
        held = tree.get(code)
        if code in drafts:
            drafts[code] = msgspec.structs.replace(drafts[code], polygon=wkb)
        elif held is not None:
            drafts[code] = org.AreaDraft(
                code=code,
                name=held.name,
                level=held.level,
                parent=held.parent,
                grade=held.grade,
                polygon=wkb,
            )
        elif name:
            drafts[code] = org.AreaDraft(code=code, name=name, polygon=wkb)
        else:
            handed.problems.append(
                RowProblem(
                    sheet=BORDERS,
                    row=number,
                    column="code",
                    zh=f"没有编码为“{code}”的区域，要素也没有名称",
                    en=f"there is no area {code!r} and the feature has no name",
                )
            )
    if handed.problems:
        raise RowsRefusedError(handed.problems, field="file")
    handed.areas = list(drafts.values())


async def _check(work: Work, handed: Handed, *, complete: bool) -> list[RowProblem]:
    areas = handed.areas or []
    problems = [] if complete else await org.check_drafts(work.tx, areas)
    drafts = org.Drafts(
        units=tuple(handed.units or ()),
        posts=tuple(handed.posts or ()),
        persons=tuple(handed.persons or ()),
        accounts=tuple(handed.accounts or ()),
    )
    return problems + await org.check(work, drafts, new_areas=[d.code for d in areas])


async def _save(work: Work, handed: Handed, *, complete: bool) -> dict[str, ChangeSummary]:
    steps: list[tuple[str, Sequence[Any] | None, Callable[..., Awaitable[ChangeSummary]]]] = [
        ("areas", handed.areas, org.save_areas),
        ("units", handed.units, org.save_units),
        ("posts", handed.posts, org.save_posts),
        ("persons", handed.persons, org.save_persons),
        ("addresses", handed.addresses, org.save_addresses),
    ]
    summary: dict[str, ChangeSummary] = {}
    for key, drafts, save in steps:
        if drafts is not None:
            summary[key] = await save(work, drafts)
    if complete:
        for key, drafts, save in reversed(steps):  # who uses goes before what is used
            if drafts is not None:
                retired = (await save(work, drafts, complete=True)).retired
                summary[key] = msgspec.structs.replace(summary[key], retired=retired)
    if handed.accounts is not None:
        summary["accounts"] = await org.save_accounts(work, handed.accounts)
    if handed.responsibilities is not None:
        summary["responsibilities"] = await org.import_responsibilities(
            work, "权责.csv", handed.responsibilities, change_basis="组织与权责导入"
        )
    return summary


def report(summary: dict[str, ChangeSummary]) -> dict[str, Any]:
    """Return the summary as plain values, with totals."""
    plain: dict[str, Any] = json.loads(msgspec.json.encode(summary))
    total = {k: sum(s[k] for s in plain.values()) for k in ("created", "changed", "unchanged", "retired")}
    return {"sheets": plain, **total}
