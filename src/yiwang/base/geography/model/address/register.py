"""Standard addresses 标准地址 as people hand them in, taken apart and checked."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import msgspec
import numpy as np

from yiwang.base.geography.model.address.names import LONGEST, SHORTEST, word_of
from yiwang.base.geography.model.address.reading import numbered
from yiwang.base.geography.model.areas import AreaTree
from yiwang.kernel.geometry import InvalidCoordinateError, check_position, convert_many
from yiwang.kernel.rows import RowProblem
from yiwang.kernel.text import fold

SHEET = "标准地址"
_CODE = re.compile(r"[\x21-\x7e]{1,64}")
_ALIASES = re.compile(r"[、,，;；|]")


class AddressDraft(msgspec.Struct, frozen=True, kw_only=True):
    """One standard address as it was written; ``aliases`` are other names of its road or estate.

    ``lon`` and ``lat`` are words, as a cell holds them, in the coordinate system ``crs``.
    """

    code: str
    name: str
    lon: str
    lat: str
    area: str | None = None
    aliases: str = ""
    crs: str = "wgs84"
    row: int | None = None


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """One standard address taken apart: 科创路 · no · 120. ``name`` is without the areas in front."""

    code: str
    name: str
    carrier: str
    sort: str
    number: str
    aliases: list[str]
    area: str | None
    lon: float
    lat: float


def settle(drafts: Sequence[AddressDraft], tree: AreaTree) -> tuple[list[Address], list[RowProblem]]:
    """Return the addresses and all that is wrong with them; the point must lie in the area that is given."""
    problems: list[RowProblem] = []
    points = [_point(draft, problems) for draft in drafts]
    where = tree.locate_many(np.array([p[0] for p in points]), np.array([p[1] for p in points]))
    first: dict[str, int | None] = {}
    found: list[Address] = []
    for draft, (lon, lat), lies in zip(drafts, points, where, strict=True):
        if not _CODE.fullmatch(draft.code):
            _say(
                problems,
                draft,
                "编码",
                "应为 1 到 64 个可见的半角字符",
                "use 1 to 64 visible ASCII characters",
            )
        elif draft.code in first:
            _say(
                problems,
                draft,
                "编码",
                f"与第 {first[draft.code]} 行重复",
                f"same as in row {first[draft.code]}",
            )
        first.setdefault(draft.code, draft.row)
        if draft.area is not None and draft.area not in tree:
            _say(problems, draft, "区域编码", "没有这个区域", "there is no such area")
        elif tree.polygons and lies is None and math.isfinite(lon):
            _say(problems, draft, "经度", "不在任何区域内", "lies in no area")
        elif lies is not None and draft.area is not None and not tree.contains(draft.area, lies):
            _say(problems, draft, "区域编码", f"坐标不在该区域内，在 {lies}", f"its point lies in {lies}")
        name, carrier, sort, number = taken_apart(draft.name, tree)
        if not SHORTEST <= len(carrier) <= LONGEST:
            _say(problems, draft, "名称", "没有道路、小区或地名", "names no road, estate or place")
            continue
        aliases = [word for one in _ALIASES.split(draft.aliases) if (word := one.strip())]
        found.append(
            Address(
                code=draft.code,
                name=name,
                carrier=carrier,
                sort=sort,
                number=number,
                aliases=aliases,
                area=_above_grid(tree, lies) or draft.area,
                lon=lon,
                lat=lat,
            )
        )
    return found, problems


def taken_apart(name: str, tree: AreaTree) -> tuple[str, str, str, str]:
    """Return (name without areas in front, road or estate, sort, number) of an address."""
    word = word_of(name)
    names = sorted({word_of(a.name) for a in tree.all() if a.level != "grid"}, key=len, reverse=True)
    while front := next((one for one in names if one and word.startswith(one) and word != one), None):
        word = word[len(front) :]
    carrier, sort, number = numbered(word)
    return word, carrier, sort, number


def _above_grid(tree: AreaTree, code: str | None) -> str | None:
    area = tree.get(code or "")
    return area.parent if area is not None and area.level == "grid" else code


def _point(draft: AddressDraft, problems: list[RowProblem]) -> tuple[float, float]:
    try:
        lon, lat = check_position(float(fold(draft.lon)), float(fold(draft.lat)))
    except (ValueError, InvalidCoordinateError):
        _say(
            problems,
            draft,
            "经度",
            "经纬度应为度数，如 120.15、30.28",
            "use degrees, such as 120.15 and 30.28",
        )
        return math.nan, math.nan
    lons, lats = convert_many(np.array([lon]), np.array([lat]), draft.crs, "wgs84")
    return float(lons[0]), float(lats[0])


def _say(problems: list[RowProblem], draft: AddressDraft, column: str, zh: str, en: str) -> None:
    problems.append(RowProblem(sheet=SHEET, row=draft.row, column=column, zh=zh, en=en))
