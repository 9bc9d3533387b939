"""Making indicators on the desk 指标开发: checked as written, tried on the past, published by another."""

from __future__ import annotations

from typing import Any, Final

from yiwang.base.indicators.definition import IndicatorsSection, MeasureData
from yiwang.base.indicators.errors import DefinitionError
from yiwang.base.indicators.model.book import Book
from yiwang.base.indicators.model.rights import MANAGE_FIGURES
from yiwang.base.indicators.store import definitions
from yiwang.base.indicators.store import drafts as store
from yiwang.base.indicators.usecases import asking
from yiwang.base.indicators.usecases.defining import apply_section, described
from yiwang.infra.database import Work
from yiwang.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from yiwang.kernel.permissions import demand

#: What is published on the desk lies beside the packs under this name.
DESK: Final = "desk:indicators"


async def check(work: Work, section: IndicatorsSection) -> dict[str, Any]:
    """Return the indicator of a draft as the catalogue would show it.

    Raises ``indicator_definition`` where it does not hold together with all others, or would change a version
    that is in force.
    """
    return described(await _book(work, section), section.indicators[0].code, {})


async def preview(work: Work, section: IndicatorsSection, asked: asking.Asked) -> dict[str, Any]:
    """Return what a draft comes to in a past period, as ``value`` would say it; nothing is stored."""
    return await asking.value(work, asked, await _book(work, section))


async def _book(work: Work, section: IndicatorsSection) -> Book:
    """Return all definitions with those of a draft; a version in force may not mean something else."""
    if len(section.indicators) != 1 or section.sources or section.topics:
        raise InvalidInputError(
            field="indicators", why_zh="一次设计一个指标", why_en="design one indicator at a time"
        )
    one = section.indicators[0]
    found = definitions.joined([*await _others(work), section])
    known = {(row["code"], row["version"]) for row in await definitions.calibers(work.tx)}
    if (one.code, one.version) in known:
        last = max(version for code, version in known if code == one.code)
        raise DefinitionError(
            name=one.code, why_zh=f"第 {one.version} 版已在用，请用第 {last + 1} 版",
            why_en=f"version {one.version} is in force: use version {last + 1}",
        )  # fmt: skip
    return found


async def _others(work: Work) -> list[IndicatorsSection]:
    held = (await definitions.sections(work.tx)).values()
    return [definitions.standard(), *(IndicatorsSection.model_validate(one) for one in held)]


async def save_draft(work: Work, section: IndicatorsSection) -> dict[str, Any]:
    """Keep a draft, in place of the one of its code; returns what :func:`check` does."""
    demand(work.actor, MANAGE_FIGURES)
    found = await check(work, section)
    await store.save(
        work.tx,
        {"code": section.indicators[0].code, "section": section.model_dump(mode="json"),
         "by": work.actor.name, "by_account": work.actor.account, "at": work.now},
    )  # fmt: skip
    return found


async def drafts(work: Work) -> list[dict[str, Any]]:
    """Return what is on the desk: ``draft``, ``submitted`` or ``returned`` with the reason."""
    demand(work.actor, MANAGE_FIGURES)
    return [dict(row) for row in await store.drafts(work.tx)]


async def submit_draft(work: Work, code: str) -> None:
    """Ask for a draft to be published by somebody else."""
    demand(work.actor, MANAGE_FIGURES)
    row = await _draft(work, code, "draft", "returned")
    await check(work, IndicatorsSection.model_validate(row["section"]))
    await store.turn(work.tx, code, "submitted")


async def decide_draft(work: Work, code: str, *, publish: bool, why: str = "") -> None:
    """Publish a submitted draft, or return it with a reason; not by who wrote it. Older versions remain."""
    demand(work.actor, MANAGE_FIGURES)
    row = await _draft(work, code, "submitted")
    account = row["by_account"]
    own = row["by"] == work.actor.name if account is None else account == work.actor.account
    if own and not work.actor.is_system:
        raise ForbiddenError(why_zh="发布人不能是设计人", why_en="who designed it does not publish it")
    if not publish:
        if not why.strip():
            raise InvalidInputError(
                field="why", why_zh="退回须写明原因", why_en="sending back needs a reason"
            )
        await store.turn(work.tx, code, "returned", why.strip())
        return
    section = IndicatorsSection.model_validate(row["section"])
    await _book(work, section)
    held = (await definitions.sections(work.tx)).get(DESK)
    old = IndicatorsSection() if held is None else IndicatorsSection.model_validate(held)
    await apply_section(work, _merged(old, section), DESK, "1")
    await store.drop(work.tx, code)


def _merged(old: IndicatorsSection, new: IndicatorsSection) -> IndicatorsSection:
    measures: list[MeasureData] = [*old.measures, *(one for one in new.measures if one not in old.measures)]
    return IndicatorsSection(measures=tuple(measures), indicators=(*old.indicators, *new.indicators))


async def drop_draft(work: Work, code: str) -> None:
    """Take a draft off the desk."""
    demand(work.actor, MANAGE_FIGURES)
    await _draft(work, code, "draft", "submitted", "returned")
    await store.drop(work.tx, code)


async def _draft(work: Work, code: str, *states: str) -> Any:
    row = await store.lock(work.tx, code)
    if row is None or row["state"] not in states:
        raise ConflictError(why_zh="没有处于这一状态的草稿", why_en="there is no such draft in that state")
    return row
