"""The mapping file: which column of a foreign table means what. See ``docs/import.md``."""

from __future__ import annotations

import difflib
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from yiwang.connectors.tabular import encoding as encodings
from yiwang.connectors.tabular.errors import KeyProblem, MappingInvalidError
from yiwang.connectors.tabular.table import Table
from yiwang.connectors.tabular.targets import CRS, TARGETS
from yiwang.connectors.tabular.times import check_pattern
from yiwang.connectors.tabular.values import point_pattern
from yiwang.connectors.tabular.yamlfile import load

CREATABLE: Final = ("unit", "matter")
FOREIGN: Final = "foreign"
_SEP: Final = "｜"


def _problem(zh: str, en: str) -> ValueError:
    """Return an error with both sentences, for the validators below."""
    return ValueError(f"{zh}{_SEP}{en}")


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _map_keys(value: Any) -> Any:
    return {_key(k): v for k, v in value.items()} if isinstance(value, dict) else value


def _constant(value: Any) -> Any:
    return _key(value) if isinstance(value, bool | int | float) else value


Constant = Annotated[str, BeforeValidator(_constant), Field(max_length=500)]
Name = Annotated[str, BeforeValidator(_constant), Field(min_length=1, max_length=500)]
_strict = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class FieldSpec(BaseModel):
    """Where one target comes from: a column, several joined ones, or a constant."""

    model_config = _strict

    column: Name | None = None
    format: str | None = Field(default=None, max_length=100)
    split: str | tuple[str, int] | None = None
    map: Annotated[dict[str, Constant], BeforeValidator(_map_keys)] | None = None
    const: Constant | None = None
    join: Annotated[list[Name], Field(min_length=1, max_length=20)] | None = None
    with_: Annotated[str, Field(alias="with", max_length=20)] = " "
    default: Constant | None = None
    crs: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        given = [n for n in ("column", "join", "const") if getattr(self, n) is not None]
        if len(given) != 1:
            raise _problem(
                "须且只须给出 column、join、const 之一", "exactly one of column, join and const is needed"
            )
        if "with_" in self.model_fields_set and self.join is None:
            raise _problem("with 只与 join 一起使用", "`with` goes with `join` only")
        separator = self.split if isinstance(self.split, str) else (self.split or ("x", 1))[0]
        if separator == "" or (isinstance(self.split, tuple) and self.split[1] == 0):
            raise _problem(
                "split 须为分隔符，或 [分隔符, 第几段]（从 1 起，负数从末尾数）",
                "`split` is a separator, or [separator, which part] (from 1, negative from the end)",
            )
        return self

    @property
    def columns(self) -> list[str]:
        """Return the columns this target reads."""
        return self.join or ([self.column] if self.column is not None else [])


def _spec(value: Any) -> Any:
    return {"column": value} if isinstance(value, str | int | float) else value


class Mapping(BaseModel):
    """A whole mapping file."""

    model_config = _strict

    source: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,39}$")]
    timezone: str | None = None
    encoding: str | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: Annotated[str, Field(max_length=100)] | None = None
    crs: str = "wgs84"
    fields: dict[str, Annotated[FieldSpec, BeforeValidator(_spec)]]
    create_missing: list[str] = []

    def zone(self) -> ZoneInfo | None:
        """Return the zone of times without offset, ``None`` for the city's."""
        return ZoneInfo(self.timezone) if self.timezone else None


def parse(content: bytes) -> Mapping:
    """Return the mapping in a YAML text; raises ``mapping_invalid`` naming every bad key."""
    return validate(load(content))


def validate(data: Any) -> Mapping:
    """Return the mapping of plain data; raises ``mapping_invalid`` naming every bad key."""
    if not isinstance(data, dict):
        raise MappingInvalidError(
            [KeyProblem(path="mapping", zh="须为键值表", en="it must be a table of keys and values")]
        )
    if isinstance(data.get("fields"), dict):
        data = {**data, "fields": _map_keys(data["fields"])}
        literal = data["fields"].get("crs")
        if isinstance(literal, str) and literal.lower() in CRS:
            data["fields"]["crs"] = {"const": literal.lower()}
    try:
        mapping = Mapping.model_validate(data)
    except ValidationError as error:
        raise MappingInvalidError([_translated(e) for e in error.errors()[:100]]) from error
    problems = [*_check_top(mapping), *_check_fields(mapping)]
    if problems:
        raise MappingInvalidError(problems)
    return mapping


_SENTENCES: Final = {
    "extra_forbidden": ("未知的键", "unknown key"),
    "missing": ("缺少此键", "this key is missing"),
    "string_pattern_mismatch": (
        "须为小写字母、数字、下划线、点或横线，最长 40 个字符",
        "lower-case letters, digits, underscore, dot or hyphen, at most 40 characters",
    ),
}


def _translated(error: Any) -> KeyProblem:
    where = [str(part) for part in error["loc"]]
    path = ".".join(where) or "mapping"
    if error["type"] == "value_error":
        zh, _, en = str(error["ctx"]["error"]).partition(_SEP)
        return KeyProblem(path=path, zh=zh, en=en)
    zh, en = _SENTENCES.get(error["type"], ("值的类型或长度不对", str(error["msg"])))
    if error["type"] == "extra_forbidden":
        known = [f.alias or n for n, f in (FieldSpec if "fields" in where else Mapping).model_fields.items()]
        near = difflib.get_close_matches(where[-1], known, n=1)
        zh += f"（您是否想写 {near[0]}？）" if near else f"（可用：{'、'.join(known)}）"
        en += f" (did you mean {near[0]}?)" if near else f" (known: {', '.join(known)})"
    return KeyProblem(path=path, zh=zh, en=en)


def _check_top(mapping: Mapping) -> list[KeyProblem]:
    found = []
    if mapping.timezone is not None:
        try:
            mapping.zone()
        except (ZoneInfoNotFoundError, ValueError, OSError):
            zh = f"没有时区“{mapping.timezone}”"
            found.append(KeyProblem(path="timezone", zh=zh, en=f"there is no time zone {mapping.timezone!r}"))
    if mapping.encoding is not None:
        try:
            encodings.declared(mapping.encoding)
        except KeyError:
            names = ", ".join(encodings.DECLARED)
            zh = f"不支持编码“{mapping.encoding}”（可用：{names}）"
            en = f"the encoding {mapping.encoding!r} is not read (known: {names})"
            found.append(KeyProblem(path="encoding", zh=zh, en=en))
    found += _one_of("crs", mapping.crs, CRS)
    for position, name in enumerate(mapping.create_missing):
        found += _one_of(f"create_missing.{position}", name, CREATABLE)
    return found


def _one_of(path: str, value: str, allowed: tuple[str, ...]) -> list[KeyProblem]:
    if value in allowed:
        return []
    known = ", ".join(allowed)
    return [
        KeyProblem(path=path, zh=f"“{value}”不在可用值之内：{known}", en=f"{value!r} is not one of: {known}")
    ]


def _check_fields(mapping: Mapping) -> list[KeyProblem]:
    found = []
    for name, spec in mapping.fields.items():
        if name not in TARGETS:
            near = difflib.get_close_matches(name, TARGETS, n=1)
            zh = f"（您是否想写 {near[0]}？）" if near else f"（可用：{'、'.join(TARGETS)}）"
            en = f"(did you mean {near[0]}?)" if near else f"(known: {', '.join(TARGETS)})"
            found.append(KeyProblem(path=f"fields.{name}", zh="未知的目标" + zh, en="unknown target " + en))
            continue
        found += _check_spec(name, spec)
    has = mapping.fields.keys()
    if ("lon" in has) != ("lat" in has):
        alone = "lon" if "lon" in has else "lat"
        zh, en = "lon 与 lat 须同时给出", "lon and lat go together"
        found.append(KeyProblem(path=f"fields.{alone}", zh=zh, en=en))
    if "point" in has and "lon" in has:
        zh, en = "point 与 lon、lat 只能用一种", "use either point, or lon and lat"
        found.append(KeyProblem(path="fields.point", zh=zh, en=en))
    if "text" not in has:
        found.append(KeyProblem(path="fields.text", zh="缺少此键", en="this key is missing"))
    return found


def _check_spec(name: str, spec: FieldSpec) -> list[KeyProblem]:
    kind = TARGETS[name].kind
    found = []
    if spec.format is not None:
        found += _check_format(name, kind, spec.format)
    elif kind == "point":
        zh, en = "坐标须写明 format，如 (lat, lon)", "a point needs a format such as (lat, lon)"
        found.append(KeyProblem(path=f"fields.{name}.format", zh=zh, en=en))
    if spec.crs is not None:
        if kind not in {"point", "degrees"}:
            zh, en = "crs 只用于 lon、lat、point", "`crs` is for lon, lat and point"
            found.append(KeyProblem(path=f"fields.{name}.crs", zh=zh, en=en))
        else:
            found += _one_of(f"fields.{name}.crs", spec.crs, CRS)
    return found


def _check_format(name: str, kind: str, pattern: str) -> list[KeyProblem]:
    path = f"fields.{name}.format"
    try:
        if kind == "point":
            point_pattern(pattern)
        elif kind == "time":
            check_pattern(pattern)
        else:
            zh, en = "format 只用于时间和 point", "`format` is for times and points"
            return [KeyProblem(path=path, zh=zh, en=en)]
    except (ValueError, KeyError) as error:
        return [
            KeyProblem(path=path, zh=f"“{pattern}”不是可用的格式", en=f"{pattern!r} is not usable: {error}")
        ]
    return []


def check_columns(mapping: Mapping, table: Table, kind: str) -> None:
    """Raise ``mapping_invalid`` for columns the file does not have, and for targets ``kind`` needs."""
    found = []
    for name, spec in mapping.fields.items():
        where = "join" if spec.join else "column"
        for column in spec.columns:
            if table.position(column) is None:
                near = table.nearest(column)
                zh = f"文件中没有列“{column}”" + (f"，最接近的是“{near}”" if near else "")
                en = f"the file has no column {column!r}" + (f"; the nearest is {near!r}" if near else "")
                found.append(KeyProblem(path=f"fields.{name}.{where}", zh=zh, en=en))
            elif table.is_ambiguous(column):
                zh, en = f"文件中有多列叫“{column}”", f"several columns of the file are called {column!r}"
                found.append(KeyProblem(path=f"fields.{name}.{where}", zh=zh, en=en))
    for target in TARGETS.values():
        if kind in target.required and target.name not in mapping.fields:
            zh, en = f"导入{kind}需要此键", f"importing {kind} needs this key"
            found.append(KeyProblem(path=f"fields.{target.name}", zh=zh, en=en))
    if found:
        raise MappingInvalidError(found)
