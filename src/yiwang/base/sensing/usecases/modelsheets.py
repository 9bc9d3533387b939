"""A thing model as a table: what people fill in, take away, and hand in again as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from yiwang.base.sensing.model import notation
from yiwang.base.sensing.model.product import Function, Happening, Parameter, Property, ThingModel
from yiwang.base.sensing.model.units import meant_by
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.refusals import UNREADABLE, complaint

MODEL_SHEET: Final = "物模型"
#: Field → title.
_COLUMNS: Final = {
    "part": "类别*",
    "code": "编码*",
    "name": "名称*",
    "name_en": "英文名称",
    "kind": "类型",
    "unit": "单位（UCUM）",
    "low": "下限",
    "high": "上限",
    "precision": "小数位",
    "members": "取值",
    "writable": "可写",
    "max_rate": "每秒最大变化",
    "every_s": "应有间隔（秒）",
    "stuck_s": "不变算卡死（秒）",
    "late_s": "允许迟到（秒）",
    "future_s": "允许超前（秒）",
    "input": "数据或输入",
    "output": "输出",
    "dangerous": "须双人确认",
    "expires_s": "指令有效期（秒）",
}
_PARTS: Final = {"属性": "property", "事件": "event", "功能": "function", "标签": "tag"}
_KINDS: Final = {"数": "number", "整数": "integer", "是非": "boolean", "枚举": "enum"}
_YES: Final = {"是", "yes", "true", "1", "y"}
_PAIR: Final = 2


class RefusedRow(NamedTuple):
    """A row that could not be read: its number, the field, and why in both languages."""

    row: int
    field: str | None
    zh: str
    en: str


def model_lines(model: ThingModel) -> list[list[str | float]]:
    """Return a thing model as a table, its header first."""
    rows: list[list[str | float]] = [list(_COLUMNS.values())]
    kinds = {kind: zh for zh, kind in _KINDS.items()}
    for prop in model.properties:
        own = msgspec.structs.asdict(prop) | {
            "kind": kinds[prop.kind],
            "writable": "是" if prop.writable else "",
            "members": "；".join(
                f"{m.value}={m.code}:{m.name}" + (f":{m.name_en}" if m.name_en else "") for m in prop.members
            ),
        }
        rows.append(_line("属性", own))
    for happening in model.happenings:
        named = msgspec.structs.asdict(happening)
        rows.append(_line("事件", named | {"input": _pairs(happening.data)}))
    for function in model.functions:
        named = msgspec.structs.asdict(function)
        rows.append(
            _line(
                "功能",
                named
                | {
                    "input": _pairs({name: notation.written(one) for name, one in function.input.items()}),
                    "output": _pairs(function.output),
                    "dangerous": "是" if function.dangerous else "",
                },
            )
        )
    rows += [_line("标签", {"code": tag}) for tag in model.tags]
    return rows


def _line(part: str, values: Mapping[str, Any]) -> list[str | float]:
    cells = [part if field == "part" else values.get(field) for field in _COLUMNS]
    return [cell if isinstance(cell, int | float) else cell or "" for cell in cells]


def _pairs(values: Mapping[str, str]) -> str:
    return "；".join(f"{name}={words}" for name, words in values.items())


def read_model(rows: Sequence[Sequence[str]]) -> tuple[ThingModel, list[RefusedRow]]:
    """Return the thing model of a table and the rows that could not be read; only its form is checked.

    Units as people write them become their UCUM code. Raises ``invalid_input`` when a column is missing.
    """
    fields = _titles(rows[0] if rows else [])
    found: dict[str, list[Any]] = {"property": [], "event": [], "function": [], "tag": []}
    refused: list[RefusedRow] = []
    for number, cells in enumerate(rows[1:], 2):
        values = {f: c.strip() for f, c in zip(fields, cells, strict=False) if f is not None and c.strip()}
        if not values:
            continue
        try:
            part, made = _part(values)
        except (*UNREADABLE, ValueError) as error:
            refused.append(_refusal(number, error))
            continue
        found[part].append(made)
    model = ThingModel(
        properties=tuple(found["property"]),
        happenings=tuple(found["event"]),
        functions=tuple(found["function"]),
        tags=tuple(found["tag"]),
    )
    return model, refused


def _refusal(number: int, error: Exception) -> RefusedRow:
    if isinstance(error, UNREADABLE):
        said = complaint(error)
        return RefusedRow(number, said.field, said.zh, said.en)
    field, zh, en = error.args
    return RefusedRow(number, field, zh, en)


def _titles(header: Sequence[str]) -> list[str | None]:
    known = {_bare(title): field for field, title in _COLUMNS.items()} | {f: f for f in _COLUMNS}
    found = [known.get(_bare(cell)) for cell in header]
    if missing := {"part", "code", "name"} - set(found):
        names = "、".join(_COLUMNS[field].rstrip("*") for field in _COLUMNS if field in missing)
        raise InvalidInputError(
            field="file",
            why_zh=f"缺少列 {names}",
            why_en=f"columns are missing: {', '.join(sorted(missing))}",
        )
    return found


def _bare(title: str) -> str:
    """Return a title without its star and what stands in brackets."""
    return title.replace("(", "（").partition("（")[0].strip().rstrip("*＊")


def _part(values: dict[str, str]) -> tuple[str, Any]:
    """Return which part of a model a row is, and the part; a ``ValueError`` bears field and words."""
    said = values.pop("part", "")
    part = _PARTS.get(said, said)
    if part == "tag":
        return part, values.get("code", "")
    own: dict[str, Any] = dict(values)
    if part == "property":
        own.pop("input", None)
        own.pop("output", None)
        own["kind"] = _KINDS.get(values.get("kind", "数"), values.get("kind"))
        own["writable"] = values.get("writable", "").lower() in _YES
        own["unit"] = meant_by(values.get("unit", "")) or values.get("unit", "")
        if "members" in own:
            own["members"] = [_member(text) for text in _split(values["members"])]
        return part, msgspec.convert(own, Property, strict=False)
    named = {field: own[field] for field in ("code", "name", "name_en") if field in own}
    first = _named(values.get("input", ""), "input")
    if part == "event":
        return part, msgspec.convert(named | {"data": first}, Happening)
    if part == "function":
        output = _named(values.get("output", ""), "output")
        own = {
            "input": {name: _parameter(words) for name, words in first.items()},
            "output": output,
            "dangerous": values.get("dangerous", "").lower() in _YES,
        }
        if "expires_s" in values:
            own["expires_s"] = values["expires_s"]
        return part, msgspec.convert(named | own, Function, strict=False)
    raise ValueError(
        "part", f"类别须为{'、'.join(_PARTS)}", f"the part must be one of {', '.join(_PARTS.values())}"
    )


def _parameter(text: str) -> str | Parameter:
    try:
        return notation.read(text)
    except ValueError:
        raise ValueError(
            "input", f"不能读懂“{text}”，应写作 名称|类型|单位|下限..上限", f"{text!r} is no parameter"
        ) from None


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", "；").replace("\n", "；").split("；") if part.strip()]


def _named(text: str, field: str) -> dict[str, str]:
    found = {}
    for part in _split(text):
        name, sign, words = part.partition("=")
        if not sign:
            raise ValueError(field, "须写作 名称=说明；名称=说明", "must be name=words; name=words")
        found[name.strip()] = words.strip()
    return found


def _member(text: str) -> dict[str, Any]:
    value, sign, rest = text.partition("=")
    words = [part.strip() for part in rest.replace("：", ":").split(":")]
    if not sign or len(words) < _PAIR:
        raise ValueError("members", "须写作 0=编码:名称；1=编码:名称", "must be 0=code:name; 1=code:name")
    return {"value": value.strip(), "code": words[0], "name": words[1], "name_en": ":".join(words[2:])}
