"""Tables, charts and lists of a bulletin, from the parts of indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yiwang.base.bulletins.definition import CasesBlock, ChartBlock, TableBlock
from yiwang.base.bulletins.model.comparing import change, told
from yiwang.base.bulletins.model.figures import named, rounded, shown
from yiwang.base.bulletins.usecases import spans
from yiwang.base.bulletins.usecases.asking import Figures
from yiwang.base.indicators import api as indicators
from yiwang.base.indicators.api import Asked, Period
from yiwang.infra.documents import Block, Chart, Paragraph, Run, Series, Source, Table

_Parts = dict[str, Mapping[str, Any]]


async def table(figures: Figures, block: TableBlock, title: str) -> Sequence[Block]:
    """Return the parts of several indicators side by side; what has no value stands last."""
    columns: list[_Parts] = []
    sources: list[Source | None] = []
    for code in block.indicators:
        found, source = await _parts(figures, code, block.by, block.grain, figures.ground.now)
        columns.append(found)
        sources.append(source)
    keys = list(dict.fromkeys(key for column in columns for key in column))
    first, unit = columns[0], figures.unit(block.indicators[0])
    if block.rank:
        keys.sort(key=_best_first(first, figures.direction(block.indicators[0])))
    heads = [figures.t(block.by), *(_titled(figures, code) for code in block.indicators)]
    then: _Parts | None = None
    if block.change is not None:
        other = figures.ground.other(block.change)
        then, source = await _parts(figures, block.indicators[0], block.by, block.grain, other)
        heads.append(figures.t(block.change))
        sources.append(source)
    rows = []
    ranks = _ranks([first.get(key) for key in keys], unit) if block.rank else []
    for place, key in enumerate(keys[: block.most]):
        cells = [Run(_name(figures, block.by, key, [column.get(key) for column in columns]))]
        for code, column in zip(block.indicators, columns, strict=True):
            cells.append(_cell(figures, code, column.get(key)))
        if then is not None:
            cells.append(Run(_changed(figures, block.indicators[0], first.get(key), then.get(key))))
        rows.append((*((Run(ranks[place]),) if block.rank else ()), *cells))
    if block.rank:
        heads.insert(0, figures.t("rank"))
        sources.insert(0, None)
    blocks: list[Block] = [Table(title, tuple(heads), tuple(rows), (None, *sources))]
    if not rows:
        blocks = [Paragraph((Run(f"{title}："), Run(figures.t("nothing"))))]
    elif len(keys) > block.most:
        blocks.append(Paragraph((Run(figures.t("rest", all=len(keys), most=block.most)),)))
    return blocks


def _titled(figures: Figures, code: str) -> str:
    unit = named(figures.unit(code), figures.language)
    if not unit:
        return figures.name(code)
    return f"{figures.name(code)}（{unit}）" if figures.language == "zh" else f"{figures.name(code)} ({unit})"


def _best_first(column: _Parts, direction: str) -> Any:
    sign = 1 if direction == "down" else -1

    def key(one: str) -> tuple[bool, float, str]:
        part = column.get(one)
        value = None if part is None else part["value"]
        return value is None or one == "-", sign * (value or 0.0), one

    return key


def _ranks(column: Sequence[Mapping[str, Any] | None], unit: str) -> list[str]:
    """Return places; those that are shown alike share one, what has no value has none."""
    ranks: list[str] = []
    before: object = None
    for place, part in enumerate(column, start=1):
        if part is None or part["value"] is None or part["key"] == "-":
            ranks.append("—")
            continue
        value = rounded(part["value"], unit)
        ranks.append(ranks[-1] if ranks and value == before else str(place))
        before = value
    return ranks


def _cell(figures: Figures, code: str, part: Mapping[str, Any] | None) -> Run:
    """Return a cell; a part that an indicator does not know at all has no data."""
    if part is None:
        reason = {"code": "no_data", "zh": "", "en": ""}
        return figures.cell({"value": None, "reason": reason}, figures.unit(code))
    return figures.cell(part, figures.unit(code))


def _changed(
    figures: Figures, code: str, now: Mapping[str, Any] | None, then: Mapping[str, Any] | None
) -> str:
    a, b = (None if part is None else part["value"] for part in (now, then))
    found = change(a, b, figures.unit(code), figures.direction(code), figures.language)
    return "—" if found.way == "unknown" else told(found, figures.language)


def _name(figures: Figures, by: str, key: str, found: Sequence[Mapping[str, Any] | None]) -> str:
    if key == "-":
        return figures.t("none")
    if by == "time":
        return spans.said(indicators.period(key), figures.language)
    return str(next((p["name"] for p in found if p is not None and p["name"]), key))


async def _parts(figures: Figures, code: str, by: str, grain: str, period: Period) -> tuple[_Parts, Source]:
    """Return the parts of an indicator by key; pieces of time come in order, none left out."""
    answer = await figures.parts(code, by, grain, period=period.text)
    found = {str(part["key"]): part for part in answer["parts"]}
    if by == "time":
        pieces = spans.pieces(period, grain)
        for piece in pieces:
            if piece.text not in found:
                value = await figures.value(code, period=piece.text)
                found[piece.text] = value | {"key": piece.text, "name": None}
        found = {piece.text: found[piece.text] for piece in pieces}
    return found, figures.drilled(answer, by, grain)


def _short(text: str) -> str:
    """Return a piece of time as it stands under a chart: many are there side by side."""
    one = indicators.period(text)
    match spans.grain_of(one):
        case "day":
            return f"{one.first:%m-%d}"
        case "month":
            return f"{one.first:%y-%m}"
    return text


async def chart(figures: Figures, block: ChartBlock, title: str) -> Sequence[Block]:
    """Return a chart of parts, or of time up to the end of the period."""
    ground = figures.ground
    period = ground.now
    if block.by == "time":
        period = spans.up_to(ground.now, block.grain, block.back)
    columns: list[_Parts] = []
    source: Source | None = None
    for code in block.indicators:
        found, source = await _parts(figures, code, block.by, block.grain, period)
        columns.append(found)
    keys = list(dict.fromkeys(key for column in columns for key in column))
    if block.by != "time":
        keys = keys[: block.most]
    if not keys:
        return [Paragraph((Run(f"{title}："), Run(figures.t("nothing"))))]
    unit = figures.unit(block.indicators[0])
    series = []
    for code, column in zip(block.indicators, columns, strict=True):
        values = [None if (part := column.get(key)) is None else part["value"] for key in keys]
        drawn = tuple(None if v is None else float(rounded(v, unit)) for v in values)
        series.append(
            Series(figures.name(code), drawn, tuple("" if v is None else shown(v, unit) for v in values))
        )
    labels = tuple(
        _short(key) if block.by == "time" else _name(figures, block.by, key, [c.get(key) for c in columns])
        for key in keys
    )
    shape = "line" if block.by == "time" and block.shape == "bar" else block.shape
    return [Chart(title, labels, tuple(series), shape, named(unit, figures.language), source)]


async def cases(figures: Figures, block: CasesBlock, title: str) -> Sequence[Block]:
    """Return the numbers of the cases behind an indicator, each with a link to its case."""
    scope = figures.scope
    asked = Asked(code=block.indicator, period=figures.ground.now.text, area=scope.area, unit=scope.unit)
    found = await indicators.behind(figures.work, asked, block.side, "", block.most)
    rows = tuple((Run(number, link=f"/desk/cases/{number}"),) for number in found["numbers"])
    if not rows:
        return [Paragraph((Run(f"{title}："), Run(figures.t("nothing"))))]
    source = figures.source(await figures.value(block.indicator))
    return [Table(title, (figures.t("case"),), rows, (source,))]
