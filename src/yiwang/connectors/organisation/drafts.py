"""From records to drafts: words of people become the system's keys, borders find their areas."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from yiwang.connectors.organisation.errors import UnreadableFileError
from yiwang.connectors.organisation.sheets import (
    ACCOUNTS,
    ADDRESSES,
    AREAS,
    KIND_WORDS,
    LEVEL_WORDS,
    PERSONS,
    POSTS,
    ROLE_WORDS,
    UNITS,
)
from yiwang.connectors.organisation.table import Records
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.rows import RowProblem
from yiwang.kernel.text import clean_text
from yiwang.sdk.organisation import (
    AccountDraft,
    AddressDraft,
    AreaDraft,
    PersonDraft,
    PostDraft,
    UnitDraft,
    polygon_from_geojson,
    to_wkb,
)

_SPLIT = re.compile(r"[、,，;；\s]+")
_CODE_KEYS = ("code", "编码", "id", "adcode", "CODE", "ID")
_NAME_KEYS = ("name", "名称", "NAME")
MOST_FEATURES = 50_000
BORDERS = "边界"


@dataclass(slots=True)
class Handed:
    """Everything a set of files holds; ``None`` where a sheet was not among them."""

    areas: list[AreaDraft] | None = None
    units: list[UnitDraft] | None = None
    posts: list[PostDraft] | None = None
    persons: list[PersonDraft] | None = None
    accounts: list[AccountDraft] | None = None
    addresses: list[AddressDraft] | None = None
    borders: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)  # code: feature, name, WKB
    responsibilities: bytes | None = None
    problems: list[RowProblem] = field(default_factory=list)

    def take(self, records: Records) -> None:
        """Add the drafts of one sheet; a sheet given twice is a problem."""
        key = records.sheet.key
        if getattr(self, key) is not None:
            records.say(None, None, "这张表出现了两次", "this sheet was given twice")
        self.problems += records.problems
        told = len(records.problems)
        drafts = [_MAKERS[key](records, number, values) for number, values in records.items]
        self.problems += records.problems[told:]
        setattr(self, key, drafts)


def _word(records: Records, number: int, title: str, value: str, words: Mapping[str, str]) -> str | None:
    if not value:
        return None
    found = words.get(value.lower())
    if found is None:
        records.say(number, title, f"不认识“{value[:40]}”", f"{value[:40]!r} is not known here")
    return found


def _many(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _SPLIT.split(value) if part))


def _roles(records: Records, number: int, value: str) -> tuple[str, ...]:
    found = (_word(records, number, "角色", part, ROLE_WORDS) for part in _many(value))
    return tuple(role for role in found if role is not None)


def _area(records: Records, number: int, v: Mapping[str, str]) -> AreaDraft:
    return AreaDraft(
        code=v["code"],
        name=v["name"],
        level=_word(records, number, "级别", v.get("level", ""), LEVEL_WORDS),
        parent=v.get("parent") or None,
        grade=v.get("grade", "").upper() or None,
        row=number,
    )


def _unit(records: Records, number: int, v: Mapping[str, str]) -> UnitDraft:
    return UnitDraft(
        code=v["code"],
        name=v["name"],
        kind=_word(records, number, "类型", v.get("kind", ""), KIND_WORDS) or "department",
        parent=v.get("parent") or None,
        area=v.get("area") or None,
        row=number,
    )


def _post(records: Records, number: int, v: Mapping[str, str]) -> PostDraft:
    return PostDraft(
        code=v["code"],
        name=v["name"],
        unit=v["unit"],
        duty=v.get("duty", ""),
        roles=_roles(records, number, v.get("roles", "")),
        row=number,
    )


def _person(records: Records, number: int, v: Mapping[str, str]) -> PersonDraft:
    _ = records
    return PersonDraft(
        code=v["code"],
        name=v["name"],
        unit=v["unit"],
        posts=_many(v.get("posts", "")),
        phone=v.get("phone", ""),
        email=v.get("email", ""),
        row=number,
    )


def _account(records: Records, number: int, v: Mapping[str, str]) -> AccountDraft:
    return AccountDraft(
        name=v["name"],
        roles=_roles(records, number, v["roles"]),
        person=v.get("person") or None,
        unit=v.get("unit") or None,
        area=v.get("area") or None,
        row=number,
    )


def _address(records: Records, number: int, v: Mapping[str, str]) -> AddressDraft:
    _ = records
    return AddressDraft(
        code=v["code"],
        name=v["name"],
        lon=v["lon"],
        lat=v["lat"],
        area=v.get("area") or None,
        aliases=v.get("aliases", ""),
        row=number,
    )


_MAKERS: dict[str, Callable[[Records, int, Mapping[str, str]], Any]] = {
    AREAS.key: _area,
    UNITS.key: _unit,
    POSTS.key: _post,
    PERSONS.key: _person,
    ACCOUNTS.key: _account,
    ADDRESSES.key: _address,
}


def take_borders(handed: Handed, name: str, content: bytes, crs: str) -> None:
    """Add the polygons of a GeoJSON file; a feature finds its area by its property ``code`` (or id).

    Raises ``unreadable_file`` when it is no FeatureCollection; faults of features are problems of the
    sheet 边界, whose row is the feature's number.
    """
    try:
        body = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        body = None
    features = body.get("features") if isinstance(body, dict) else None
    if not isinstance(features, list) or len(features) > MOST_FEATURES:
        raise UnreadableFileError(
            field="file",
            name=name[:80],
            why_zh="不是 GeoJSON FeatureCollection，或要素过多",
            why_en="not a GeoJSON FeatureCollection, or too many features",
        )
    for number, feature in enumerate(features, start=1):
        try:
            code, title, wkb = _feature(feature, crs)
        except YiwangError as error:
            handed.problems.append(
                RowProblem(
                    sheet=BORDERS,
                    row=number,
                    column=error.field,
                    zh=error.sentence("zh"),
                    en=error.sentence("en"),
                )
            )
            continue
        if code in handed.borders:
            handed.problems.append(
                RowProblem(
                    sheet=BORDERS,
                    row=number,
                    column="code",
                    zh=f"编码与第 {handed.borders[code][0]} 个要素重复",
                    en=f"the code is the same as that of feature {handed.borders[code][0]}",
                )
            )
        handed.borders[code] = (number, title, wkb)


def _feature(feature: Any, crs: str) -> tuple[str, str, bytes]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    code = next((properties[k] for k in _CODE_KEYS if properties.get(k)), None) or (
        feature.get("id") if isinstance(feature, dict) else None
    )
    if not isinstance(code, str | int):
        raise InvalidInputError(
            field="code", why_zh="要素没有属性 code（编码）", why_en="the feature has no property code"
        )
    title = next((properties[k] for k in _NAME_KEYS if isinstance(properties.get(k), str)), "")
    shape = polygon_from_geojson(feature.get("geometry"), crs=crs, field="geometry")
    return (
        clean_text(str(code), field="code", longest=15, required=True),
        clean_text(title, field="name", longest=80),
        to_wkb(shape),
    )
