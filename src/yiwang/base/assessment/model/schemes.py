"""All schemes read and checked together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from yiwang.base.assessment.definition import AdjustMap, LinearMap, PartData, SchemeData
from yiwang.base.assessment.errors import SchemeError, SchemeNotFoundError


class Schemes:
    """The schemes of a city; made once per change, raises :class:`SchemeError` for a wrong one."""

    def __init__(self, schemes: Iterable[SchemeData]) -> None:
        self.versions: dict[tuple[str, int], SchemeData] = {}
        for data in sorted(schemes, key=lambda s: (s.code, s.version)):
            if (data.code, data.version) in self.versions:
                raise SchemeError(
                    name=data.code,
                    why_zh=f"第 {data.version} 版定义了两次",
                    why_en=f"version {data.version} is defined twice",
                )
            _check(data)
            self.versions[data.code, data.version] = data
        for data in self.versions.values():
            self._check_included(data)

    def get(self, code: str, on: date | None = None, version: int | None = None) -> SchemeData:
        """Return a version of a scheme: the one named, or the highest in force ``on`` a day."""
        found = [
            data
            for (each, number), data in self.versions.items()
            if each == code
            and (version is None or number == version)
            and (on is None or version is not None or data.valid_from <= on)
        ]
        if not found:
            raise SchemeNotFoundError(name=code)
        return found[-1]

    def latest(self) -> list[SchemeData]:
        """Return the highest version of each scheme."""
        return list({code: data for (code, _), data in self.versions.items()}.values())

    def _check_included(self, data: SchemeData) -> None:
        if data.includes is None:
            return
        above = [one for (code, _), one in self.versions.items() if code == data.includes]
        if not above:
            raise SchemeError(
                name=data.code,
                why_zh=f"没有上级方案“{data.includes}”",
                why_en=f"there is no higher scheme {data.includes!r}",
            )
        held = {(part.code, part.indicator): part.weight for part in data.parts}
        for part in above[-1].parts:
            if part.mandatory and held.get((part.code, part.indicator), 0.0) < part.weight:
                raise SchemeError(
                    name=data.code,
                    why_zh=f"缺少上级必考项“{part.zh}”，或权重低于上级",
                    why_en=f"the mandatory part {part.code!r} of the higher scheme is missing or weighs less",
                )


def digest(data: SchemeData) -> str:
    """Return what stands for everything that decides a score: names and notes are not in it."""
    content = data.model_dump_json(
        exclude={"zh": True, "en": True, "note_zh": True, "note_en": True, "appeal_days": True}
    )
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _check(data: SchemeData) -> None:
    codes = [part.code for part in data.parts]
    for code in codes:
        if codes.count(code) > 1:
            raise SchemeError(
                name=data.code, why_zh=f"考核项“{code}”重复", why_en=f"the part {code!r} is there twice"
            )
    for part in data.parts:
        _check_part(data, part)
    if not any(part.weight for part in data.parts):
        raise SchemeError(name=data.code, why_zh="没有带权重的考核项", why_en="no part has a weight")


def _check_part(data: SchemeData, part: PartData) -> None:
    adjusts = isinstance(part.mapping, AdjustMap)
    if adjusts == bool(part.weight):
        raise SchemeError(
            name=data.code,
            why_zh=f"考核项“{part.code}”：加减分项没有权重，其余须有权重",
            why_en=f"part {part.code!r}: one that adds or deducts has no weight, all others need one",
        )
    if isinstance(part.mapping, LinearMap) and part.mapping.worst == part.mapping.best:
        raise SchemeError(
            name=data.code,
            why_zh=f"考核项“{part.code}”的零分值与满分值相同",
            why_en=f"part {part.code!r}: worst and best are the same",
        )
