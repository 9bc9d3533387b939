"""The columns of an exported list: as the page shows them, and what else a workbook is wanted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.cases.usecases.context import Reference
from yiwang.base.geography import api as geography
from yiwang.infra.database import Row
from yiwang.kernel.errors import InvalidInputError

Value = str | float | None


class Names(msgspec.Struct, frozen=True):
    """What turns codes into names, in the language of the workbook (empty: both)."""

    ref: Reference
    tree: geography.AreaTree
    zone: ZoneInfo
    language: str
    now: datetime
    stages: dict[str, tuple[str, str]]
    sides: dict[str, tuple[str, str]]

    def word(self, zh: str, en: str) -> str:
        """Return a word in the chosen language, or in both."""
        return {"zh": zh, "en": en}.get(self.language, f"{zh} {en}")

    def local(self, at: datetime | None) -> str | None:
        """Return an instant in the city's zone."""
        return None if at is None else at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S")


def names_of(ref: Reference, tree: geography.AreaTree, zone: ZoneInfo, language: str, now: datetime) -> Names:
    """Return the names of the flows and areas in force."""
    current = [ref.flows.current(name).definition for name in ref.flows.newest]
    stages = {s.id: (s.title.zh, s.title.en) for flow in current for s in flow.stages}
    sides = {key: (t.zh, t.en) for flow in current for key, t in flow.sides.items()}
    return Names(ref, tree, zone, language, now, stages, sides)


class Column(msgspec.Struct, frozen=True):
    """A column: its key on the page, headings, width, and how the value is found in the row."""

    key: str
    zh: str
    en: str
    width: int
    value: Callable[[Row, Names], Value]


def _stage(row: Row, names: Names) -> Value:
    stage: str = row["stage"]
    zh, en = names.stages.get(stage, (stage, stage))
    # Two languages side by side would make the column hard to filter: the workbook's first one serves.
    return en if names.language == "en" else zh


def _side(row: Row, names: Names) -> Value:
    side: str | None = row["side"]
    if side is None:
        return None
    zh, en = names.sides.get(side, (side, side))
    return en if names.language == "en" else zh


def _matter(row: Row, names: Names) -> Value:
    key: str | None = row["matter"]
    matter = names.ref.catalogue.get(key) if key else None
    return matter.name if matter is not None else key


def _area(row: Row, names: Names) -> Value:
    return names.tree.name_path(row["area"]) if row["area"] else names.word("未落格", "unplaced")


def _unit(row: Row, names: Names) -> Value:
    code: str | None = row["unit"]
    unit = names.ref.directory.unit(code) if code else None
    return unit.name if unit is not None else code


def _overdue(row: Row, names: Names) -> Value:
    if row["due_at"] is None or row["due_at"] >= names.now:
        return None
    return names.word("已超时", "overdue")


def _on_time(row: Row, names: Names) -> Value:
    if row["on_time"] is None:
        return None
    return names.word("是", "yes") if row["on_time"] else names.word("否", "no")


def _marks(row: Row, names: Names) -> Value:
    urgency = {2: names.word("紧急", "urgent"), 3: names.word("特急", "very urgent")}
    found = [urgency.get(row["urgency"], "")]
    found += [names.word("督办", "supervised")] if row["supervised"] else []
    found += [names.word("未落格", "unplaced")] if not row["area"] else []
    return "、".join(word for word in found if word) or None


def _field(name: str) -> Callable[[Row, Names], Value]:
    return lambda row, _names: row[name]


def _time(name: str) -> Callable[[Row, Names], Value]:
    return lambda row, names: names.local(row[name])


#: In the order of a workbook of everything.
COLUMNS = (
    Column("number", "案件编号", "Number", 26, _field("number")),
    Column("stage", "环节", "Stage", 12, _stage),
    Column("title", "内容", "Text", 50, _field("title")),
    Column("matter", "事项", "Matter", 20, _matter),
    Column("area", "区域", "Area", 36, _area),
    Column("address", "地址", "Address", 40, _field("address")),
    Column("lon", "经度", "Longitude", 12, _field("lon")),
    Column("lat", "纬度", "Latitude", 12, _field("lat")),
    Column("unit", "主办单位", "Unit", 24, _unit),
    Column("channel", "渠道", "Channel", 12, _field("channel")),
    Column("source", "来源", "Source", 14, _field("source")),
    Column("urgency", "紧急程度", "Urgency", 10, _field("urgency")),
    Column("reports", "来件数", "Reports", 10, _field("reports")),
    Column("opened", "登记时间", "Opened", 20, _time("opened_at")),
    Column("due", "当前时限", "Due", 20, _time("due_at")),
    Column("final_due", "处置时限", "Final due", 20, _time("final_due_at")),
    Column("closed", "结案时间", "Closed", 20, _time("closed_at")),
    Column("on_time", "按期", "On time", 10, _on_time),
    Column("satisfaction", "满意度", "Satisfaction", 10, _field("satisfaction")),
    Column(
        "supervised",
        "督办",
        "Supervised",
        10,
        lambda row, n: n.word("是", "yes") if row["supervised"] else "",
    ),
)
#: What the page shows in one column and a workbook keeps apart.
_SHOWN: dict[str, tuple[str, ...]] = {
    "stage": ("stage", "side"),
    "left": ("due", "late"),
    "title": ("title", "address"),
}
_EXTRA = (
    Column("side", "旁路状态", "Side state", 12, _side),
    Column("late", "是否超时", "Overdue", 10, _overdue),
    Column("marks", "标记", "Marks", 18, _marks),
)
_BY_KEY = {column.key: column for column in (*COLUMNS, *_EXTRA)}


def chosen_columns(keys: Sequence[str]) -> Sequence[Column]:
    """Return the columns of a list as shown; all of them for none. Raises ``invalid_input``."""
    if not keys:
        return COLUMNS
    named = [part for key in keys for part in _SHOWN.get(key, (key,))]
    unknown = [key for key in named if key not in _BY_KEY]
    if unknown:
        raise InvalidInputError(
            field="columns",
            why_zh=f"没有这样的列：{'、'.join(unknown)}",
            why_en=f"no such column: {', '.join(unknown)}",
        )
    return [_BY_KEY[key] for key in dict.fromkeys(named)]
