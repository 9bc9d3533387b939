"""Changing the catalogue and the mappings of foreign codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from yiwang.base.matters import store
from yiwang.base.matters.definition import LimitsData, MappingData, MatterData, MattersSection
from yiwang.base.matters.errors import MatterNotFoundError, MatterScopeError
from yiwang.base.matters.messages import CatalogueChanged
from yiwang.base.matters.model.records import Matter, Question, Status
from yiwang.base.matters.usecases.snapshot import NAME
from yiwang.infra.database import Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.rows import ChangeSummary
from yiwang.kernel.worktime import Limit


async def apply_section(work: Work, section: MattersSection, pack_id: str, version: str) -> ChangeSummary:
    """Bring the entries and mappings of a pack into force; what is the same already is left alone."""
    source = f"{pack_id}@{version}"
    summary = await save_entries(work, section.entries, source=source)
    await _save_mappings(work, section.mappings, origin=source)
    await bump(work.tx, NAME)
    if summary.created or summary.changed:
        work.announce(CatalogueChanged(pack=pack_id, changed=summary.created + summary.changed))
    return summary


async def save_entries(work: Work, entries: Sequence[MatterData], *, source: str) -> ChangeSummary:
    """Create entries or give them a new version.

    Raises :class:`MatterScopeError` where a lower level redefines what a higher one or another area
    defined (C003), ``invalid_input`` for an unknown parent.
    """
    held = {m.key: m for m in await store.matters(work.tx)}
    ahead: dict[str, Matter | MatterData] = {**held, **{f"{e.kind}:{e.code}": e for e in entries}}
    created: list[Matter] = []
    changed: list[Matter] = []
    for entry in entries:
        made = _matter(entry, ahead, source)
        known = held.get(made.key)
        if known is None:
            created.append(made)
            continue
        if made.scope_area is not None and known.scope_area != made.scope_area:
            raise MatterScopeError(key=made.key, area=made.scope_area)
        if msgspec.structs.replace(made, version=known.version, source=known.source) != known:
            changed.append(msgspec.structs.replace(made, version=known.version + 1))
    await store.insert_matters(work, [*created, *changed])
    return ChangeSummary(
        created=len(created), changed=len(changed), unchanged=len(entries) - len(created) - len(changed)
    )


async def set_status(work: Work, key: str, status: Status) -> Matter:
    """Publish or retire an entry: a new version of it. Raises :class:`MatterNotFoundError`."""
    versions = await store.versions(work.tx, key)
    if not versions:
        raise MatterNotFoundError(key=key)
    newest = versions[0]
    if newest.status == status:
        return newest
    made = msgspec.structs.replace(newest, status=status, version=newest.version + 1, source="manual")
    await store.insert_matters(work, [made])
    await bump(work.tx, NAME)
    work.announce(CatalogueChanged(pack="manual", changed=1))
    return made


def _matter(entry: MatterData, ahead: Mapping[str, Matter | MatterData], source: str) -> Matter:
    """Return the entry with its class, found by walking up its parents."""
    key = f"{entry.kind}:{entry.code}"
    top: Matter | MatterData = entry
    seen = {key}
    while top.parent is not None:
        above = top.parent if ":" in top.parent else f"{entry.kind}:{top.parent}"
        found = ahead.get(above)
        if found is None or above in seen:
            raise InvalidInputError(
                field=f"matters.entries.{key}.parent",
                why_zh=f"“{key}”的上级“{above}”不存在或成环",
                why_en=f"the parent {above!r} of {key!r} does not exist or is its own child",
            )
        seen.add(above)
        top = found
    return Matter(
        key=key,
        kind=entry.kind,
        code=entry.code,
        name=entry.name,
        class_code=top.code,
        class_name=top.name,
        parent=None if entry.parent is None else f"{entry.kind}:{entry.parent}",
        leaf=entry.leaf,
        scope_area=entry.scope_area,
        urgency=entry.urgency,
        dispatch_mode=entry.dispatch_mode,
        filing_standard=entry.filing_standard,
        closing_standard=entry.closing_standard,
        evidence_required=entry.evidence_required,
        limits=to_limits(entry.limits),
        synonyms=entry.synonyms,
        questions=tuple(
            Question(
                code=q.code,
                label=q.label,
                kind=q.kind,
                required=q.required,
                hint=q.hint,
                answers=tuple((a.key, a.name) for a in q.answers),
            )
            for q in entry.questions
        ),
        status=Status(entry.status),
        source=source,
    )


def to_limits(data: LimitsData) -> dict[str, dict[str, Limit]]:
    """Return limits as they are computed with."""
    return {
        clock: {grade: msgspec.convert(limit, Limit, from_attributes=True) for grade, limit in grades.items()}
        for clock, grades in data.items()
    }


async def _save_mappings(work: Work, mappings: Sequence[MappingData], *, origin: str) -> None:
    by_source = {m.source: m for m in mappings}
    rows: list[tuple[str, str, str, str]] = []
    for mapping in mappings:
        rows += [(mapping.source, c, key, origin) for c, key in _inherited(mapping, by_source).items()]
    if not rows:
        return
    known = {m.key for m in await store.matters(work.tx)}
    missing = sorted({row[2] for row in rows} - known)
    if missing:
        raise InvalidInputError(
            field="matters.mappings",
            why_zh=f"映射到不存在的事项：{'、'.join(missing[:5])}",
            why_en=f"mapped to matters that do not exist: {', '.join(missing[:5])}",
        )
    await store.save_mappings(work.tx, rows)


def _inherited(mapping: MappingData, by_source: Mapping[str, MappingData]) -> dict[str, str]:
    chain = [mapping]
    while (above := chain[-1].extends) is not None and by_source[above] not in chain:
        chain.append(by_source[above])
    codes: dict[str, str] = {}
    for link in reversed(chain):
        codes |= link.codes
    return codes


async def map_code(work: Work, source: str, code: str, key: str) -> None:
    """Say what one foreign code means from now on, and forget it as unmapped."""
    if not await store.versions(work.tx, key):
        raise MatterNotFoundError(key=key)
    await store.save_mappings(work.tx, [(source, code, key, "manual")])
    await bump(work.tx, NAME)


async def count_unmapped(work: Work, codes: Iterable[tuple[str, str, str, int]]) -> None:
    """Count codes (source, code, name, how often) that no mapping knew (C004)."""
    rows = [(source, code[:100], name[:200], n) for source, code, name, n in codes]
    if rows:
        await store.count_unmapped(work, rows)


async def save_manually(work: Work, data: Sequence[MatterData], *, source: str) -> ChangeSummary:
    """Store entries that people made, and tell of it."""
    summary = await save_entries(work, data, source=source)
    await bump(work.tx, NAME)
    work.announce(CatalogueChanged(pack=source, changed=summary.created + summary.changed))
    return summary
