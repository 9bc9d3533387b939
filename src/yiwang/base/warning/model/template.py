"""Templates of warnings: a title and a text with fields in braces, and what a draft begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final

import msgspec

from yiwang.base.warning.model.warning import Category, Level, Receiver
from yiwang.kernel.errors import InvalidInputError

#: What may stand in braces.
FIELDS: Final = {
    "area": ("区域", "area"),
    "level": ("级别", "level"),
    "from": ("开始时间", "begin"),
    "until": ("结束时间", "end"),
    "device": ("设备", "device"),
    "subject": ("对象编码", "code of what it is about"),
    "value": ("当前值", "value"),
    "count": ("告警数", "number of alarms"),
    "rule": ("规则", "rule"),
}
_FIELD: Final = re.compile(r"\{(\w+)\}")


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template: title and text, with fields in braces; the rest is what a draft says unless told otherwise.

    Without a ``level`` it is that of the alarms. A ``retired`` one is kept, but not offered.
    """

    code: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,59}$")]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    level: Level | None = None
    category: Category = "Other"
    hazard: Annotated[str, msgspec.Meta(max_length=40)] = ""
    receivers: Annotated[tuple[Receiver, ...], msgspec.Meta(max_length=200)] = ()
    hours: Annotated[int, msgspec.Meta(ge=1, le=720)] | None = None
    retired: bool = False

    def __post_init__(self) -> None:
        unknown = sorted({f for f in _FIELD.findall(self.title + self.text) if f not in FIELDS})
        if unknown:
            known = "、".join(FIELDS)
            raise InvalidInputError(
                field="text",
                why_zh=f"没有字段 {'、'.join(unknown)}；可用 {known}",
                why_en=f"no field {', '.join(unknown)}; there are {', '.join(FIELDS)}",
            )


def fill(text: str, words: Mapping[str, str]) -> str:
    """Return ``text`` with its fields filled in one pass: what a word says is no field again."""
    return _FIELD.sub(lambda found: words.get(found[1], found[0]), text)
