"""The figures of a bulletin: each asked once of the indicators' one outlet, each with its question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.bulletins.model.figures import absent, rounded, shown, style_of
from yiwang.base.bulletins.model.texts import text
from yiwang.base.bulletins.usecases import spans
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.indicators import api as indicators
from yiwang.base.indicators.api import Asked, Period
from yiwang.infra.database import Work
from yiwang.infra.documents import Run, Source

Language: TypeAlias = Literal["zh", "en"]
_QUESTION = ("period", "area", "unit", "matter", "channel")


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Of what a bulletin tells: its period, a part of the city, its language."""

    period: str
    area: str | None = None
    unit: str | None = None
    language: Language = "zh"


class Figures:
    """Asks the indicators, remembers the answers, writes them with their sources."""

    def __init__(self, work: Work, scope: Scope, ground: Ground, *, linked: bool) -> None:
        self.work, self.scope, self.ground = work, scope, ground
        self.language: Language = scope.language
        self._linked = linked
        self._values: dict[Asked, dict[str, Any]] = {}
        self._drills: dict[tuple[Asked, str, str], dict[str, Any]] = {}

    def t(self, key: str, **values: object) -> str:
        """Return a text of the catalogue."""
        return text(key, self.language, **values)

    def name(self, code: str) -> str:
        """Return the name of an indicator."""
        data = self.ground.book.get(code).data
        return data.zh if self.language == "zh" else data.en

    def unit(self, code: str) -> str:
        """Return what an indicator is measured in."""
        return self.ground.book.get(code).data.unit

    def direction(self, code: str) -> str:
        """Return which way an indicator is better."""
        return self.ground.book.get(code).data.direction

    def _asked(self, code: str, options: Mapping[str, str]) -> Asked:
        given = {"period": self.ground.now.text, "area": self.scope.area, "unit": self.scope.unit}
        return msgspec.convert({"code": code, **given, **options}, Asked)

    async def value(self, code: str, **options: str) -> dict[str, Any]:
        """Return the answer about an indicator in the bulletin's period and place, or in others."""
        asked = self._asked(code, options)
        if asked not in self._values:
            self._values[asked] = await indicators.value(self.work, asked)
        return self._values[asked]

    async def parts(self, code: str, by: str, grain: str = "month", **options: str) -> dict[str, Any]:
        """Return the parts of an indicator."""
        asked = self._asked(code, options)
        if (asked, by, grain) not in self._drills:
            self._drills[asked, by, grain] = await indicators.drill(self.work, asked, by, grain)
        return self._drills[asked, by, grain]

    def when(self, moment: datetime | None) -> str:
        """Return a moment in the city's time."""
        if moment is None:
            return self.t("no_moment")
        return f"{moment.astimezone(self.ground.zone):%Y-%m-%d %H:%M}"

    def source(self, answer: Mapping[str, Any]) -> Source:
        """Return where a value comes from: its question, and the time of its data."""
        given = {
            "period": answer["period"], "area": answer["area"], "unit": answer["unit_code"],
            "matter": answer["matter"], "channel": answer["channel"], "version": answer["version"],
        }  # fmt: skip
        query = f"/api/v1/indicators/{answer['code']}/value?{_query(given)}"
        said = self.t("question", query=query, version=answer["version"], as_of=self.when(answer["as_of"]))
        return self._source(said, answer["code"], given)

    def drilled(self, answer: Mapping[str, Any], by: str, grain: str) -> Source:
        """Return where the parts of a value come from."""
        whole = answer["whole"]
        given = {
            "period": whole["period"], "area": whole["area"], "unit": whole["unit_code"], "by": by,
            "grain": grain if by == "time" else None,
        }  # fmt: skip
        query = f"/api/v1/indicators/{whole['code']}/drill?{_query(given)}"
        said = self.t("drilled", query=query, as_of=self.when(whole["as_of"]))
        return self._source(said, whole["code"], given)

    def _source(self, said: str, code: str, given: Mapping[str, object]) -> Source:
        """Return a source that leads a person to the page of the indicator, asked the same."""
        return Source(said, f"/desk/indicators/{code}?{_query(given)}" if self._linked else "")

    def run(self, answer: Mapping[str, Any], part: str = "value") -> Run:
        """Return a value in words; what is not known says so and why."""
        source = self.source(answer)
        found = answer[part]
        if found is None:
            return Run(absent(answer, self.language), source)
        if part != "value":
            return Run(f"{found:,}" if isinstance(found, int) else f"{found:,.1f}", source, float(found))
        return Run(shown(found, answer["unit"]), source, *_number(found, answer["unit"]))

    def cell(self, part: Mapping[str, Any], unit: str) -> Run:
        """Return a part of a value as a cell of a table: its column says where it comes from."""
        if part["value"] is None:
            return Run(absent(part, self.language))
        return Run(shown(part["value"], unit), None, *_number(part["value"], unit))


def _number(value: float, unit: str) -> tuple[float, str]:
    """Return a number for Excel, rounded as it is shown, and how it is shown."""
    style = style_of(unit)
    return float(rounded(value, unit) / style.factor), style.form


def _query(given: Mapping[str, object]) -> str:
    return urlencode({name: value for name, value in given.items() if value is not None})


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What a bulletin stands on: definitions, names, the period asked for and as far as it has come."""

    book: indicators.Book
    zone: ZoneInfo
    city: str
    area: str
    unit: str
    asked: Period
    now: Period

    @property
    def running(self) -> bool:
        """Tell whether the period is not over."""
        return self.now.end < self.asked.end

    def other(self, which: str) -> Period:
        """Return the period ``last`` or a ``year`` ago, of as many days as this one has come to."""
        found = spans.before(self.asked) if which == "last" else spans.year_ago(self.asked)
        return spans.cut(found, self.now.days) if self.running else found


async def ground(work: Work, scope: Scope) -> Ground:
    """Return what a bulletin about ``scope`` stands on; raises ``indicator_period``."""
    tree, directory = await geography.areas(work.tx), await identity.directory(work.tx)
    zone = ZoneInfo(tree.city.timezone)
    asked = indicators.period(scope.period)
    zh = scope.language == "zh"
    city = tree.city.name if zh else tree.city.name_en
    area = tree.get(scope.area) if scope.area else None
    unit = directory.unit(scope.unit) if scope.unit else None
    return Ground(
        book=await indicators.book(work.tx),
        zone=zone,
        city=city,
        area=city if area is None else area.name,
        unit="" if scope.unit is None else scope.unit if unit is None else unit.name,
        asked=asked,
        now=spans.reached(asked, work.now.astimezone(zone).date()),
    )
