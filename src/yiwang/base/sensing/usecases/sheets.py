"""Devices as a table: what people fill in, what they get out, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from yiwang.base.sensing.model.device import STATES, Device, DeviceDraft
from yiwang.base.sensing.model.product import CITY_STATES, MEANS, SOURCES
from yiwang.base.sensing.usecases.devices import save_devices
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.refusals import UNREADABLE, complaint

SHEET: Final = "设备"
#: Field → title, what to write.
COLUMNS: Final = {
    "code": ("编码*", "唯一，最多 64 个字母、数字、点、横线"),
    "product": ("产品编码*", "已登记的产品"),
    "name": ("名称*", "设备名称"),
    "lon": ("经度", "WGS-84，度"),
    "lat": ("纬度", "WGS-84，度"),
    "address": ("地址", ""),
    "area": ("区域编码", "留空则按坐标确定"),
    "unit": ("所属单位", "单位编码"),
    "keeper": ("运维单位", "单位编码"),
    "source": ("来源", "、".join(zh for zh, _ in SOURCES.values()) + "；留空同产品"),
    "means": ("感知手段", "、".join(zh for zh, _ in MEANS.values()) + "；留空同产品"),
    "city_state": ("城市状态", "、".join(zh for zh, _ in CITY_STATES.values()) + "；留空同产品"),
    "tags": ("标签", "多个用顿号分隔"),
    "gateway": ("网关编码", "经由哪台网关"),
    "state": ("生命阶段", "仅导出"),
    "online": ("在线", "仅导出"),
}
_CHOICES: Final[dict[str, Mapping[str, tuple[str, str]]]] = {
    "source": SOURCES,
    "means": MEANS,
    "city_state": CITY_STATES,
}
_READ_ONLY: Final = {"state", "online"}


class RowResult(msgspec.Struct, kw_only=True):
    """What became of a table: numbers, and per refused row why."""

    saved: int
    unchanged: int
    refused: list[dict[str, Any]]


def template() -> list[list[str]]:
    """Return the empty table: titles and a row of help."""
    shown = [field for field in COLUMNS if field not in _READ_ONLY]
    return [[COLUMNS[field][0] for field in shown], ["#" + (COLUMNS[field][1] or "-") for field in shown]]


def lines(devices: Sequence[Device]) -> list[list[str]]:
    """Return devices as a table."""
    rows = [[title for title, _ in COLUMNS.values()]]
    for device in devices:
        values = msgspec.structs.asdict(device)
        rows.append([_cell(field, values[field]) for field in COLUMNS])
    return rows


def _cell(field: str, value: Any) -> str:
    if value is None:
        return ""
    if field in _CHOICES:
        return _CHOICES[field][value][0]
    if field == "state":
        return STATES[value][0]
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _titles(header: Sequence[str]) -> list[str | None]:
    known = {title.rstrip("*"): field for field, (title, _) in COLUMNS.items()}
    known |= {field: field for field in COLUMNS}
    found = [known.get(cell.strip().rstrip("*＊")) for cell in header]
    if missing := {"code", "product", "name"} - set(found):
        names = "、".join(COLUMNS[field][0] for field in sorted(missing))
        raise InvalidInputError(
            field="file",
            why_zh=f"缺少列 {names}",
            why_en=f"columns are missing: {', '.join(sorted(missing))}",
        )
    return found


def _draft(fields: Sequence[str | None], cells: Sequence[str]) -> DeviceDraft:
    values: dict[str, Any] = {}
    for field, cell in zip(fields, cells, strict=False):
        text = cell.strip().lstrip("'")
        if field is None or field in _READ_ONLY or not text:
            continue
        if field == "tags":
            values[field] = [part for part in text.replace(",", "、").split("、") if part]
        elif field in _CHOICES:
            words = {zh: key for key, (zh, _) in _CHOICES[field].items()}
            values[field] = words.get(text, text)
        else:
            values[field] = text
    return msgspec.convert(values, DeviceDraft, strict=False)


async def import_devices(work: Work, rows: Sequence[Sequence[str]], *, trial: bool = False) -> RowResult:
    """Register or change the devices of a table (its header first) by their codes.

    A row that is refused leaves the others in; the same table handed in again changes nothing. ``trial``:
    only the form is checked, nothing is stored. Raises ``invalid_input`` when a needed column is missing.
    """
    if not rows:
        raise InvalidInputError(field="file", why_zh="文件是空的", why_en="the file is empty")
    fields = _titles(rows[0])
    drafts: list[DeviceDraft] = []
    places: list[int] = []
    refused: list[dict[str, Any]] = []
    for number, cells in enumerate(rows[1:], 2):
        if not any(cells) or cells[0].startswith("#"):
            continue
        try:
            drafts.append(_draft(fields, cells))
            places.append(number)
        except UNREADABLE as error:
            said = complaint(error)
            refused.append({"row": number, "field": said.field, "zh": said.zh, "en": said.en})
    saved: list[str] = []
    problems: list[tuple[int, YiwangError]] = []
    if not trial:
        saved, problems = await save_devices(work, drafts)
    for index, problem in problems:
        told = {"zh": problem.sentence("zh"), "en": problem.sentence("en")}
        refused.append({"row": places[index], "field": problem.field, **told})
    refused.sort(key=lambda one: int(one["row"]))
    unchanged = len(drafts) - len(saved) - len(problems)
    return RowResult(saved=len(saved), unchanged=unchanged, refused=refused)
