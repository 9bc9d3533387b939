"""The book of definitions: all of them read, checked against each other, and ready to be computed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from yiwang.base.indicators.definition import CASES, IndicatorData, MeasureData, SourceData, TopicData
from yiwang.base.indicators.errors import DefinitionError, FormulaError, IndicatorNotFoundError
from yiwang.base.indicators.model.composite import check_index
from yiwang.base.indicators.model.expressions import (
    COMPARISONS,
    LOGIC,
    Binary,
    Node,
    Type,
    Unary,
    parse,
    type_of,
)
from yiwang.base.indicators.model.expressions import names as names_in
from yiwang.base.indicators.model.fields import BASES, DIMENSIONS, FIELDS, TYPES
from yiwang.base.indicators.model.sources import DIMENSIONS as OTHER_DIMENSIONS
from yiwang.base.indicators.model.sources import Source, checked
from yiwang.base.indicators.model.units import Unit, powers, unit

T = TypeVar("T")
R = TypeVar("R")
_AGGREGATED: Final = {"distinct": "distinct", "percentile": "percentile"}


@dataclass(frozen=True)
class Measure:
    """A measure that can be computed."""

    data: MeasureData
    where: Node | None
    value: Node | None
    types: Mapping[str, Type] = field(default_factory=lambda: TYPES)

    @property
    def of_cases(self) -> bool:
        """Tell whether facts of cases are counted, where none found means 0; elsewhere it means unknown."""
        return self.data.source == CASES

    @property
    def adds_up(self) -> bool:
        """Tell whether what areas and units come to may be added; times are another matter (a stock)."""
        return self.data.aggregate in {"sum", "last"}

    @property
    def additive(self) -> bool:
        """Tell whether sums of parts are the sum of the whole: only these are rolled up."""
        return self.of_cases and self.data.aggregate == "sum"

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Return what must be known of a fact to count it: of other sources all that is spoken of."""
        if self.of_cases:
            return self.data.needs
        spoken = [n for tree in (self.where, self.value) if tree is not None for n in names_in(tree)]
        return tuple(dict.fromkeys((*self.data.needs, *spoken)))

    @cached_property
    def key(self) -> str:
        """Return the code with a digest of what is computed: a changed measure is another one."""
        texts = {"zh", "en", "unit"}
        content = self.data.model_dump_json(exclude=texts | {"source"} if self.of_cases else texts)
        return f"{self.data.code}@{hashlib.sha256(content.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Indicator:
    """One version of an indicator that can be computed: a quotient, one formula, or weighted parts."""

    data: IndicatorData
    numerator: Node | None
    denominator: Node | None
    formula: Node | None

    def trees(self) -> Iterator[Node]:
        """Yield what is written of it."""
        yield from (n for n in (self.numerator, self.denominator, self.formula) if n is not None)

    def names(self) -> Iterator[str]:
        """Yield the measures and indicators it is made of."""
        for tree in self.trees():
            yield from names_in(tree)
        for part in self.data.parts:
            yield part.indicator


class Book:
    """All definitions of a city. Made once per change; raises :class:`DefinitionError` for a wrong one."""

    def __init__(
        self,
        measures: Iterable[MeasureData],
        indicators: Iterable[IndicatorData],
        sources: Iterable[SourceData] = (),
        topics: Iterable[TopicData] = (),
    ) -> None:
        self.sources: dict[str, Source] = {}
        for source in sources:
            if source.code in self.sources:
                raise DefinitionError(
                    name=source.code,
                    why_zh="来源已有另一定义",
                    why_en="the source is defined elsewhere already",
                )
            self.sources[source.code] = _named(source.code, checked, source)
        self.measures: dict[str, Measure] = {}
        for data in measures:
            if data.code in self.measures and self.measures[data.code].data != data:
                raise DefinitionError(
                    name=data.code, why_zh="量已有另一定义", why_en="the measure is defined otherwise already"
                )
            self.measures[data.code] = _named(data.code, self._measure, data)
        self.versions: dict[tuple[str, int], Indicator] = {}
        self.indicators: dict[str, Indicator] = {}
        for each in sorted(indicators, key=lambda i: (i.code, i.version)):
            if each.code in self.measures or (each.code, each.version) in self.versions:
                raise DefinitionError(
                    name=each.code, why_zh="编码和版本已被占用", why_en="its code and version are taken"
                )
            found = _named(each.code, _indicator, each)
            self.versions[each.code, each.version] = self.indicators[each.code] = found
        for one in self.versions.values():
            _named(one.data.code, self._check, one)
        self.topics = {topic.code: topic for topic in topics}
        for topic in self.topics.values():
            lost = next((code for code in topic.indicators if code not in self.indicators), None)
            if lost is not None:
                raise DefinitionError(name=topic.code, **_wrong("indicators", lost).details)

    def get(self, code: str, version: int | None = None) -> Indicator:
        """Return an indicator, in force or of a version; raises ``indicator_not_found``."""
        found = self.indicators.get(code) if version is None else self.versions.get((code, version))
        if found is None:
            raise IndicatorNotFoundError(name=code if version is None else f"{code} v{version}")
        return found

    def measures_of(self, indicator: Indicator) -> dict[str, Measure]:
        """Return all measures that an indicator comes down to, by code."""
        found: dict[str, Measure] = {}
        for name in indicator.names():
            if name in self.measures:
                found[name] = self.measures[name]
            else:
                found |= self.measures_of(self.indicators[name])
        return found

    def sources_of(self, indicator: Indicator) -> list[str]:
        """Return the codes of all sources that an indicator comes from."""
        return sorted({m.data.source for m in self.measures_of(indicator).values()})

    def drill_of(self, indicator: Indicator) -> tuple[str, ...]:
        """Return by what an indicator can be divided: by what all its sources know."""
        other = self.sources_of(indicator) not in ([CASES], [])
        able = OTHER_DIMENSIONS if other else DIMENSIONS
        return tuple(name for name in indicator.data.drill if name in able)

    def digest(self, indicator: Indicator) -> str:
        """Return what stands for everything that is computed: texts and thresholds are not in it."""
        data = indicator.data
        parts = [data.kind, data.unit, data.numerator, data.denominator, data.formula]
        parts += [part.model_dump_json(exclude_defaults=True) for part in data.parts]
        texts = {"follows", "follows_zh", "follows_en"}
        parts += [data.index.model_dump_json(exclude_defaults=True, exclude=texts)] if data.parts else []
        parts += sorted(m.key for m in self.measures_of(indicator).values())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def rolled(self, basis: str) -> list[Measure]:
        """Return the measures of a basis that are rolled up, by key."""
        found = [m for m in self.measures.values() if m.additive and m.data.on == basis]
        return sorted(found, key=lambda m: m.key)

    def _measure(self, data: MeasureData) -> Measure:
        source = self.sources.get(data.source)
        if source is None and data.source != CASES:
            raise _wrong("source", data.source)
        types = TYPES if source is None else source.types
        if data.on not in (BASES if source is None else ("day",)):
            raise _wrong("on", data.on)
        if unit(data.unit) is None:
            raise _wrong("unit", data.unit)
        for need in data.needs:
            if need not in (FIELDS if source is None else types):
                raise _wrong("needs", need)
        where = parse(data.where) if data.where else None
        value = parse(data.value) if data.value else None
        if where is not None and type_of(where, types) != "bool":
            raise _wrong("where", data.where)
        _check_value(data, value, types)
        return Measure(data, where, value, types)

    def _check(self, indicator: Indicator) -> None:
        self._check_names(indicator, ())
        self._check_kind(indicator)
        data = indicator.data
        own = unit(data.unit)
        if own is None:
            raise _wrong("unit", data.unit)
        known = self._units(indicator.names())
        for tree in indicator.trees():
            type_of(tree, dict.fromkeys(known, "number"))
            _only_arithmetic(tree)
        if indicator.formula is not None:
            found = powers(indicator.formula, known)
        elif indicator.numerator is not None and indicator.denominator is not None:
            found = powers(Binary("/", indicator.numerator, indicator.denominator), known)
        else:
            return
        if found != own.powers:
            raise FormulaError(
                why_zh=f"算出来的单位不是“{data.unit}”", why_en=f"what comes out is not a {data.unit}"
            )

    def _check_kind(self, indicator: Indicator) -> None:
        """Hold the kind against the measures: averages of percentiles mean nothing."""
        inside = {n for n in indicator.names() if n in self.indicators}
        if any(self.indicators[name].data.kind == "cumulative" for name in inside):
            raise FormulaError(
                why_zh="累计指标不能再参与计算", why_en="a cumulative indicator covers another time"
            )
        free = {"sum"} if indicator.data.kind == "cumulative" else {"sum", "min", "max", "last"}
        aggregates = {m.data.aggregate for m in self.measures_of(indicator).values()} - free
        wanted = _AGGREGATED.get(indicator.data.kind)
        if aggregates - ({wanted} if wanted else set()):
            raise FormulaError(
                why_zh=f"“{indicator.data.kind}”不能由去重或分位数的量组成",
                why_en=f"a {indicator.data.kind} cannot be made of {', '.join(sorted(aggregates))}",
            )

    def _check_names(self, indicator: Indicator, above: tuple[str, ...]) -> None:
        code = indicator.data.code
        if code in above:
            way = " → ".join((*above, code))
            raise FormulaError(why_zh=f"循环引用：{way}", why_en=f"it refers to itself: {way}")
        for name in indicator.names():
            if name in self.indicators:
                self._check_names(self.indicators[name], (*above, code))
            elif name not in self.measures:
                raise _wrong("name", name)

    def _units(self, wanted: Iterable[str]) -> dict[str, Unit]:
        found = {name: unit(self._unit(name)) for name in wanted}
        lost = next((name for name, known in found.items() if known is None), None)
        if lost is not None:
            raise _wrong("unit", self._unit(lost))
        return {name: known for name, known in found.items() if known is not None}

    def _unit(self, name: str) -> str:
        return self.measures[name].data.unit if name in self.measures else self.indicators[name].data.unit


def _named(code: str, make: Callable[[T], R], given: T) -> R:
    """Let an error name the definition it was found in."""
    try:
        return make(given)
    except FormulaError as error:
        raise DefinitionError(name=code, **error.details) from error


def _check_value(data: MeasureData, value: Node | None, types: Mapping[str, Type]) -> None:
    """Hold what is added up against how it is: extremes, last values and percentiles are of numbers."""
    wanted: set[Type] = {"number"}
    if data.aggregate == "distinct":
        wanted = {"number", "bool", "text"}
    elif data.aggregate == "sum":
        wanted = {"number", "bool"}
    if value is None and data.aggregate != "sum":
        raise _wrong("value", data.value)
    if value is not None and type_of(value, types) not in wanted:
        raise _wrong("value", data.value)
    if (data.aggregate == "percentile") != (data.share is not None):
        raise _wrong("share", str(data.share))
    if data.source == CASES and data.aggregate in {"min", "max", "last"}:
        raise _wrong("aggregate", data.aggregate)


def _indicator(data: IndicatorData) -> Indicator:
    ratio, composite = data.kind == "ratio", data.kind == "composite"
    if ratio != bool(data.numerator and data.denominator) or composite != bool(data.parts):
        raise _wrong("kind", data.kind)
    if (ratio or composite) == bool(data.formula):
        raise _wrong("formula", data.formula)
    if composite:
        check_index(data)
    return Indicator(
        data, *(parse(t) if t else None for t in (data.numerator, data.denominator, data.formula))
    )


def _only_arithmetic(node: Node) -> None:
    match node:
        case Unary(_, of):
            _only_arithmetic(of)
        case Binary(sign, left, right):
            if sign in LOGIC | COMPARISONS:
                raise _wrong("formula", sign)
            _only_arithmetic(left)
            _only_arithmetic(right)


def _wrong(field: str, what: str) -> FormulaError:
    return FormulaError(why_zh=f"{field} 中的“{what}”不可用", why_en=f"{what!r} cannot stand in {field!r}")
