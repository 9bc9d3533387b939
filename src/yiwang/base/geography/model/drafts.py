"""Areas as people hand them in, checked against each other and against what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from yiwang.base.geography.model.areas import Area
from yiwang.base.geography.model.codes import (
    DIGITS,
    GRADES,
    LEVEL_NAMES,
    RANK,
    code_fits,
    level_of,
    parent_of,
    prefix_parents,
)
from yiwang.kernel.rows import RowProblem

SHEET = "区域"


class AreaDraft(msgspec.Struct, frozen=True, kw_only=True):
    """One area to create or change; ``level`` and ``parent`` are derived from the code if left out.

    ``polygon`` is WKB on WGS-84; ``None`` keeps the polygon that stands. ``row`` is where it came from.
    """

    code: str
    name: str
    level: str | None = None
    parent: str | None = None
    grade: str | None = None
    polygon: bytes | None = None
    row: int | None = None


def settle(
    drafts: Sequence[AreaDraft], known: Mapping[str, Area]
) -> tuple[list[AreaDraft], list[RowProblem]]:
    """Return the drafts with level and parent filled in, and all that is wrong with them.

    ``known`` are the areas in force that are not to be retired. A parent that is given may break with
    the prefix (a development zone, 开发区), but must exist and be of a higher level; so no cycle can be.
    """
    problems: list[RowProblem] = []
    levels: dict[str, str] = {code: area.level for code, area in known.items()}
    first_row: dict[str, int | None] = {}
    sound: list[AreaDraft] = []
    for draft in drafts:
        if draft.code in first_row:
            problems.append(
                _problem(
                    draft,
                    "编码",
                    f"编码重复，与第 {first_row[draft.code]} 行相同",
                    f"the code is the same as in row {first_row[draft.code]}",
                )
            )
            continue
        first_row[draft.code] = draft.row
        found = _check_alone(draft)
        problems += found
        level = draft.level or level_of(draft.code)
        if level in RANK:
            levels[draft.code] = level
            if not found:
                sound.append(msgspec.structs.replace(draft, level=level))
    settled: list[AreaDraft] = []
    for draft in sound:
        parent, found = _parent(draft, levels)
        problems += found
        settled.append(msgspec.structs.replace(draft, parent=parent))
    return settled, problems


def _problem(draft: AreaDraft, column: str, zh: str, en: str) -> RowProblem:
    return RowProblem(sheet=SHEET, row=draft.row, column=column, zh=zh, en=en)


def _check_alone(draft: AreaDraft) -> list[RowProblem]:
    found: list[RowProblem] = []
    level = draft.level or level_of(draft.code)
    if draft.level is not None and draft.level not in RANK:
        names = "、".join(zh for zh, _ in LEVEL_NAMES.values())
        found.append(
            _problem(
                draft,
                "级别",
                f"级别应为 {names} 之一",
                f"the level must be one of {', '.join(RANK)} or their Chinese names",
            )
        )
    elif level is None or not code_fits(draft.code, level):
        expected = DIGITS.get(level or "")
        found.append(
            _problem(
                draft,
                "编码",
                f"编码应为 {expected or '6、9、12 或 15'} 位数字",
                f"the code must have {expected or '6, 9, 12 or 15'} digits",
            )
        )
    if not draft.name:
        found.append(_problem(draft, "名称", "名称不能为空", "the name must not be empty"))
    if draft.grade is not None and draft.grade not in GRADES:
        found.append(
            _problem(draft, "等级", "等级应为 A、B、C 之一或留空", "the grade must be A, B, C or empty")
        )
    return found


def _parent(draft: AreaDraft, levels: Mapping[str, str]) -> tuple[str | None, list[RowProblem]]:
    level = draft.level or ""
    if draft.parent is None:
        parent = parent_of(draft.code, level, levels)
        if parent is None and level != "city":
            tried = "、".join(prefix_parents(draft.code, level))
            return None, [
                _problem(
                    draft,
                    "编码",
                    f"按编码前缀找不到上级区域（{tried}），请先导入上级或填写“上级编码”",
                    f"no area above it by code prefix ({tried}); import it too or give the parent's code",
                )
            ]
        return _checked(draft, parent, levels) if parent else (None, [])
    if draft.parent not in levels:
        return None, [
            _problem(
                draft,
                "上级编码",
                f"上级编码“{draft.parent}”不存在",
                f"there is no area {draft.parent!r}",
            )
        ]
    return _checked(draft, draft.parent, levels)


def _checked(draft: AreaDraft, parent: str, levels: Mapping[str, str]) -> tuple[str | None, list[RowProblem]]:
    if RANK[levels[parent]] < RANK[draft.level or "grid"]:
        return parent, []
    return None, [
        _problem(
            draft,
            "上级编码",
            f"上级“{parent}”的级别不高于本区域",
            f"the parent {parent!r} is not of a higher level",
        )
    ]
