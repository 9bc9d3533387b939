"""Whether a template holds together: its variables, indicators and divisions exist and go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from yiwang.base.bulletins.definition import (
    AnyBlock,
    BreakBlock,
    CasesBlock,
    ChartBlock,
    ComparisonBlock,
    FindingBlock,
    HeadingBlock,
    TableBlock,
    Template,
    TextBlock,
)
from yiwang.base.bulletins.errors import TemplateError
from yiwang.base.bulletins.model.variables import Variable, VariableProblem, parts


class Known(Protocol):
    """What a check asks of an indicator."""

    @property
    def unit(self) -> str:
        """Return what it is measured in."""
        ...

    @property
    def drill(self) -> tuple[str, ...]:
        """Return by what it can be divided."""
        ...


def check(template: Template, known: Mapping[str, Known]) -> None:
    """Raise ``bulletin_template`` that names the block and what is wrong in it."""
    for text in _texts_of_head(template):
        _text(template, None, text, known)
    for place, block in enumerate(template.blocks, start=1):
        for text in texts(block):
            _text(template, place, text, known)
        _indicators(template, place, block, known)
        if template.public and isinstance(block, CasesBlock):
            raise _wrong(template, place, "对外简报不列案件", "a public bulletin lists no cases")


def _texts_of_head(template: Template) -> Iterator[str]:
    yield from (template.title, template.title_en)
    if template.cover is not None:
        head = template.cover
        yield from (head.head, head.head_en, head.issue, head.issue_en, head.organ, head.organ_en)


def texts(block: AnyBlock) -> Iterable[str]:
    """Return the texts of a block in which variables may stand."""
    match block:
        case HeadingBlock() | TextBlock():
            return (block.text, block.text_en)
        case TableBlock() | ChartBlock() | CasesBlock():
            return (block.title, block.title_en)
        case FindingBlock():
            return (block.advice, block.advice_en)
        case ComparisonBlock() | BreakBlock():
            return ()


def _text(template: Template, place: int | None, text: str, known: Mapping[str, Known]) -> None:
    try:
        found = parts(text)
    except VariableProblem as problem:
        raise _wrong(template, place, problem.zh, problem.en) from problem
    for one in found:
        if isinstance(one, Variable) and not one.is_fact:
            _known(template, place, one.name, known)


def _known(template: Template, place: int | None, code: str, known: Mapping[str, Known]) -> Known:
    found = known.get(code)
    if found is None:
        raise _wrong(
            template, place, f"没有指标或变量“{code}”", f"there is no indicator or variable {code!r}"
        )
    return found


def _indicators(template: Template, place: int, block: AnyBlock, known: Mapping[str, Known]) -> None:
    match block:
        case ComparisonBlock():
            codes: tuple[str, ...] = block.indicators
            by = None
        case TableBlock() | ChartBlock():
            codes, by = block.indicators, block.by
        case FindingBlock():
            codes, by = (block.indicator,), block.by
        case CasesBlock():
            codes, by = (block.indicator,), None
        case _:
            return
    found = [_known(template, place, code, known) for code in codes]
    for code, one in zip(codes, found, strict=True):
        if by is not None and by not in one.drill:
            raise _wrong(template, place, f"“{code}”不能按 {by} 展开", f"{code!r} cannot be divided by {by}")
    if isinstance(block, ChartBlock) and len({one.unit for one in found}) > 1:
        raise _wrong(template, place, "一张图里的指标单位不同", "a chart draws indicators of one unit")
    if isinstance(block, TableBlock) and block.by == "time" and (block.rank or block.change):
        raise _wrong(
            template, place, "按时间展开的表不排名也不比较", "pieces of time are neither ranked nor compared"
        )


def _wrong(template: Template, place: int | None, zh: str, en: str) -> TemplateError:
    field = "title" if place is None else f"blocks.{place - 1}"
    return TemplateError(
        field=field, name=template.code, why_zh=zh, why_en=en,
        where_zh="标题" if place is None else f"第{place}块",
        where_en=" in its title" if place is None else f" in block {place}",
    )  # fmt: skip
