"""Making a bulletin: the blocks of a template, filled from the figures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import cast

from yiwang.base.bulletins.definition import (
    EVERY,
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
from yiwang.base.bulletins.errors import BulletinPeriodError
from yiwang.base.bulletins.model.variables import Variable, parts
from yiwang.base.bulletins.usecases import spans
from yiwang.base.bulletins.usecases.asking import Figures, Scope, ground
from yiwang.base.bulletins.usecases.finding import finding, stands
from yiwang.base.bulletins.usecases.tables import cases, chart, table
from yiwang.infra.database import Work
from yiwang.infra.documents import Block, Break, Cover, Document, Heading, Paragraph, Run

_DAY = timedelta(days=1)
_Write = Callable[[Figures, AnyBlock, str], Awaitable[Sequence[Block]]]
_LISTED = {TableBlock: table, ChartBlock: chart, CasesBlock: cases}


async def make(work: Work, template: Template, scope: Scope) -> Document:
    """Return the bulletin of ``template`` about ``scope``.

    A period that is not over is told as far as it has come, and compared with as many days of others.
    Raises ``bulletin_period``, ``indicator_period``, ``indicator_out_of_sight``.
    """
    stand = await ground(work, scope)
    if template.every not in ("any", spans.grain_of(stand.asked)):
        zh, en = EVERY[template.every]
        raise BulletinPeriodError(
            field="period", name=template.code, every_zh=zh, every_en=en, period=scope.period[:40]
        )
    figures = Figures(work, scope, stand, linked=not template.public)
    maker = _Maker(figures, await _facts(figures))
    blocks: list[Block] = []
    for block in template.blocks:
        blocks += await maker.block(block)
    return Document(
        await maker.words(template.title, template.title_en),
        figures.t("subtitle", period=maker.facts["period"], as_of=maker.facts["as_of"]),
        tuple(blocks),
        "" if template.public else figures.t("sources"),
        scope.language,
        figures.t("contents") if template.contents else "",
        await maker.cover(template),
    )


async def _facts(figures: Figures) -> dict[str, str]:
    """Return what can be said of the bulletin itself."""
    stand, language = figures.ground, figures.language
    last = stand.now.end - _DAY
    period = spans.said(stand.asked, language)
    if stand.running:
        period = figures.t("running", period=period, last=spans.day(last, language))
    issue = spans.issue(stand.asked)
    moment = (await figures.value(next(iter(stand.book.indicators))))["as_of"]
    return {
        "city": stand.city, "area": stand.area, "unit": stand.unit, "period": period,
        "first": spans.day(stand.now.first, language), "last": spans.day(last, language),
        "year": str(last.year), "issue": "" if issue is None else str(issue),
        "as_of": figures.when(moment),
        "made": spans.day(figures.work.now.astimezone(stand.zone).date(), language),
    }  # fmt: skip


class _Maker:
    """Fills blocks."""

    def __init__(self, figures: Figures, facts: dict[str, str]) -> None:
        self.figures, self.facts = figures, facts

    async def cover(self, template: Template) -> Cover | None:
        """Return the red head, if the template has one."""
        head = template.cover
        if head is None:
            return None
        return Cover(
            head=await self.words(head.head, head.head_en),
            issue=await self.words(head.issue, head.issue_en),
            organ=await self.words(head.organ, head.organ_en),
            day=self.facts["made"],
        )

    async def block(self, block: AnyBlock) -> Sequence[Block]:
        """Return what a block of a template becomes."""
        match block:
            case HeadingBlock():
                found: Sequence[Block] = [Heading(await self.words(block.text, block.text_en), block.level)]
            case TextBlock():
                found = [Paragraph(tuple(await self.runs(block.text, block.text_en)), block.item)]
            case ComparisonBlock():
                lines = [
                    await stands(self.figures, one, block.against, block.flat) for one in block.indicators
                ]
                found = [Paragraph(tuple(line), item=True) for line in lines]
            case FindingBlock():
                found = await finding(self.figures, block, await self.runs(block.advice, block.advice_en))
            case BreakBlock():
                found = [Break()]
            case TableBlock() | ChartBlock() | CasesBlock():
                write = cast("_Write", _LISTED[type(block)])
                found = await write(self.figures, block, await self.words(block.title, block.title_en))
        return found

    async def words(self, zh: str, en: str) -> str:
        """Return a text with its variables filled."""
        return "".join(run.text for run in await self.runs(zh, en))

    async def runs(self, zh: str, en: str) -> list[Run]:
        """Return a text with its variables filled; figures keep their sources."""
        said = en if self.figures.language == "en" and en else zh
        return [await self._variable(one) if isinstance(one, Variable) else Run(one) for one in parts(said)]

    async def _variable(self, one: Variable) -> Run:
        if one.is_fact:
            return Run(self.facts[one.name])
        options = dict(one.options)
        part, which = options.pop("part", "value"), options.pop("period", "this")
        if which != "this":
            options["period"] = self.figures.ground.other(which).text
        return self.figures.run(await self.figures.value(one.name, **options), part)
