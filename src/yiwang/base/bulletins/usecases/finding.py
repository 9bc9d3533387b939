"""Sentences made from figures by rules: how an indicator stands and changed, which parts weigh most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from yiwang.base.bulletins.definition import FindingBlock
from yiwang.base.bulletins.model.comparing import change, told
from yiwang.base.bulletins.model.figures import reason, shown, with_unit
from yiwang.base.bulletins.usecases.asking import Figures
from yiwang.infra.documents import Block, Heading, Paragraph, Run


async def stands(figures: Figures, code: str, against: Sequence[str], flat: float = 0.0) -> list[Run]:
    """Return a sentence: the value of an indicator, and how it changed against other periods."""
    zh, unit = figures.language == "zh", figures.unit(code)
    now = await figures.value(code)
    value = figures.run(now)
    runs = [Run(figures.name(code) if zh else f"{figures.name(code)}: "), value]
    if now["value"] is not None:
        runs.append(Run(with_unit("", unit, figures.language)))
        for which in against:
            runs += await _against(figures, code, now, which, flat)
    return [*(run for run in runs if run.text), Run("。" if zh else ".")]


async def _against(
    figures: Figures, code: str, now: Mapping[str, Any], which: str, flat: float
) -> Sequence[Run]:
    """Return the part of a sentence that compares; its figure leads to the value of the other period."""
    language = figures.language
    then = await figures.value(code, period=figures.ground.other(which).text)
    label = figures.t(f"{which}_part" if figures.ground.running else which, days=figures.ground.now.days)
    found = change(now["value"], then["value"], figures.unit(code), figures.direction(code), language, flat)
    if found.way == "unknown":
        words = figures.t("unknown", why=reason(then, language))
    else:
        words = told(found, language)
    said = Run(words, figures.source(then))
    return (Run(f"，{label}"), said) if language == "zh" else (Run(", "), said, Run(f" {label}"))


async def finding(figures: Figures, block: FindingBlock, advice: list[Run]) -> Sequence[Block]:
    """Return 现状—原因—建议 of an indicator; nothing is said that no figure says."""
    code = block.indicator
    now = await figures.value(code)
    status = await stands(figures, code, ("last", "year"))
    light = now["light"]
    if light in ("green", "yellow", "red"):
        comma = "，" if figures.language == "zh" else ", "
        status.insert(-1, Run(f"{comma}{figures.t(light)}"))
    causes = await _causes(figures, block, now)
    if light is None or (light in ("yellow", "red") and not advice):
        advised = [Run(figures.t("watch"))]
    elif light in ("yellow", "red"):
        advised = advice
    else:
        advised = [Run(figures.t("keep" if light == "green" else "unjudged"))]
    lines = (("status", status), ("causes", causes), ("advice", advised))
    return [Heading(figures.name(code), 3), *(_labelled(figures, key, runs) for key, runs in lines)]


def _labelled(figures: Figures, key: str, runs: Sequence[Run]) -> Paragraph:
    colon = "：" if figures.language == "zh" else ": "
    return Paragraph((Run(f"{figures.t(key)}{colon}"), *runs), item=True)


async def _causes(figures: Figures, block: FindingBlock, now: Mapping[str, Any]) -> list[Run]:
    """Return which parts weigh most: what fell short of a rate, what counts in an amount, else the worst."""
    if now["value"] is None:
        return [Run(figures.t("unjudged"))]
    answer = await figures.parts(block.indicator, block.by)
    data = figures.ground.book.get(block.indicator).data
    parts = [part for part in answer["parts"] if part["value"] is not None]
    if data.kind == "ratio" and data.unit == "ratio":
        lines = _falling_short(figures, parts, data.direction)
    elif data.kind in ("simple", "cumulative"):
        lines = _most(figures, parts, data.unit)
    else:
        lines = _worst(figures, parts, data.unit, data.direction)
    source = figures.drilled(answer, block.by, "month")
    zh = figures.language == "zh"
    runs: list[Run] = []
    for line in islice(lines, block.most):
        runs += [Run("；" if zh else "; "), Run(line, source)]
    if not runs:
        return [Run(figures.t("no_cause", by=figures.t(block.by)))]
    return [*runs[1:], Run("。" if zh else ".")]


_Part = Mapping[str, Any]


def _falling_short(figures: Figures, parts: Sequence[_Part], direction: str) -> Iterator[str]:
    """Yield parts of a share by how many of theirs count against it."""
    short = sorted(((_short(part, direction), part) for part in parts), key=lambda one: -one[0])
    total = sum(count for count, _ in short)
    key = "weighs_down" if direction == "down" else "weighs_up"
    for count, part in short:
        if count > 0:
            share, value = shown(count / total, "ratio"), shown(part["value"], "ratio")
            name = _name(figures, part)
            yield figures.t(key, name=name, count=f"{count:,.0f}", share=share, value=value)


def _most(figures: Figures, parts: Sequence[_Part], unit: str) -> Iterator[str]:
    """Yield parts of an amount, the largest first."""
    total = sum(part["value"] for part in parts)
    for part in sorted(parts, key=lambda one: -one["value"]):
        if part["value"] > 0:
            share = shown(part["value"] / total, "ratio")
            yield figures.t(
                "most_in", name=_name(figures, part), value=_said(figures, part, unit), share=share
            )


def _worst(figures: Figures, parts: Sequence[_Part], unit: str, direction: str) -> Iterator[str]:
    """Yield parts of what can only be compared, the worst first."""
    for part in sorted(parts, key=lambda one: one["value"], reverse=direction != "up"):
        yield figures.t("stands_out", name=_name(figures, part), value=_said(figures, part, unit))


def _said(figures: Figures, part: _Part, unit: str) -> str:
    return with_unit(shown(part["value"], unit), unit, figures.language)


def _short(part: Mapping[str, Any], direction: str) -> float:
    """Return how many of a part are to its disadvantage: outside a rate that should be high, or inside."""
    inside, of = part["numerator"] or 0, part["denominator"] or 0
    return float(inside if direction == "down" else of - inside)


def _name(figures: Figures, part: Mapping[str, Any]) -> str:
    return figures.t("none") if part["key"] == "-" else str(part["name"] or part["key"])
