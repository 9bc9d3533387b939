"""The life of a responsibility entry: draft, approved, effective, ended (C007)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import store
from yiwang.base.matters.definition import ResponsibilitiesSection, ResponsibilityData
from yiwang.base.matters.errors import (
    ResponsibilityNotFoundError,
    ResponsibilityStateError,
    SelfApprovalError,
)
from yiwang.base.matters.messages import ResponsibilityApproved, ResponsibilityEnded
from yiwang.base.matters.model.records import Candidate, Gap, Responsibility, Stand
from yiwang.base.matters.usecases.entries import to_limits
from yiwang.base.matters.usecases.snapshot import CATALOGUE, NAME
from yiwang.infra.database import Tx, Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.errors import ConflictError, InvalidInputError
from yiwang.kernel.ids import new_id
from yiwang.kernel.rows import ChangeSummary, RowProblem, RowsRefusedError
from yiwang.kernel.worktime import Words

SHEET = "权责清单"
_Line = tuple[str, str, str]
_CONTENT = (
    "lead_unit",
    "assist_units",
    "limits",
    "duty_type",
    "legal_basis",
    "filing_standard",
    "closing_standard",
    "evidence_required",
    "valid_to",
)


async def draft(work: Work, data: ResponsibilityData, *, change_basis: str) -> Responsibility:
    """Store a draft; it counts only once somebody else approves it."""
    await check(work.tx, [data])
    versions = await store.line(work.tx, data.matter, data.area, data.scene)
    made = _entry(work, data, change_basis, versions[0].version + 1 if versions else 1, "manual")
    await store.insert_responsibilities(work.tx, [made])
    await _record(work, "draft", made.id, {"matter": made.matter, "area": made.area, "basis": change_basis})
    return made


async def approve(work: Work, entry: UUID) -> Responsibility:
    """Approve a draft: the version before it in its line ends on the day this one begins.

    Raises :class:`SelfApprovalError` for the applicant, :class:`ResponsibilityStateError` unless it
    is a draft, ``conflict`` if a version of the line already begins on a later day.
    """
    found = await _get(work.tx, entry)
    if found.status != Stand.DRAFT:
        raise ResponsibilityStateError(status=found.status, step_zh="审批", step_en="approved")
    if found.applicant == work.actor.key and not work.actor.is_system:
        raise SelfApprovalError
    for other in await store.line(work.tx, found.matter, found.area, found.scene):
        if other.id == found.id or other.status == Stand.DRAFT:
            continue
        if other.valid_from > found.valid_from:
            raise ConflictError(
                field="valid_from",
                why_zh=f"第{other.version}版自 {other.valid_from} 起生效，晚于本条",
                why_en=f"version {other.version} takes effect later, on {other.valid_from}",
            )
        if other.valid_to is None or other.valid_to > found.valid_from:
            await store.end(work.tx, other.id, found.valid_from, status=Stand.ENDED)
    made = msgspec.structs.replace(
        found, status=Stand.APPROVED, approver=work.actor.key, approved_at=work.now
    )
    await store.approve(work.tx, made)
    await _record(work, "approve", made.id, {"lead_unit": made.lead_unit, "from": str(made.valid_from)})
    await bump(work.tx, NAME)
    work.announce(_approved(made))
    return made


async def end(work: Work, entry: UUID, valid_to: date) -> Responsibility:
    """End an approved entry from ``valid_to`` on; a draft is withdrawn."""
    found = await _get(work.tx, entry)
    if found.status == Stand.ENDED:
        raise ResponsibilityStateError(status=found.status, step_zh="再次终止", step_en="ended again")
    if found.status == Stand.APPROVED and valid_to < found.valid_from:
        raise InvalidInputError(
            field="valid_to",
            why_zh=f"不能早于生效日 {found.valid_from}",
            why_en=f"must not be before the effective date {found.valid_from}",
        )
    day = max(valid_to, found.valid_from)
    await store.end(work.tx, entry, day, status=Stand.ENDED)
    await _record(work, "end", entry, {"valid_to": str(day)})
    await bump(work.tx, NAME)
    if found.status == Stand.APPROVED:
        work.announce(
            ResponsibilityEnded(
                responsibility=str(entry), matter=found.matter, area=found.area, valid_to=str(day)
            )
        )
    return msgspec.structs.replace(found, valid_to=day, status=Stand.ENDED)


async def apply_entries(
    work: Work, entries: Sequence[ResponsibilityData], *, change_basis: str, source: str
) -> ChangeSummary:
    """Bring approved entries into force, all or nothing: packs and imported sheets.

    An entry whose line already says the same is left alone; otherwise it becomes the line's next
    version and ends the one before. Raises :class:`RowsRefusedError` naming every unknown matter,
    area or unit.
    """
    await check(work.tx, entries)
    catalogue = await fresh(work.tx)
    versions = await store.lines(work.tx)
    open_ = {(r.matter, r.area, r.scene): r for r in catalogue if r.status == Stand.APPROVED}
    made: list[Responsibility] = []
    created = 0
    for data in entries:
        line: _Line = (data.matter, data.area, data.scene)
        entry = _entry(work, data, change_basis, versions.get(line, 0) + 1, source)
        entry = msgspec.structs.replace(
            entry, status=Stand.APPROVED, approver=work.actor.key, approved_at=work.now
        )
        standing = open_.get(line)
        if standing is not None and _same(standing, entry):
            continue
        created += line not in versions
        made.append(entry)
    await store.end_open(work.tx, [(r.matter, r.area, r.scene) for r in made], [r.valid_from for r in made])
    await store.insert_responsibilities(work.tx, made)
    if made:
        await bump(work.tx, NAME)
        work.announce(*(_approved(r) for r in made))
    return ChangeSummary(created=created, changed=len(made) - created, unchanged=len(entries) - len(made))


async def apply_section(
    work: Work, section: ResponsibilitiesSection, pack_id: str, version: str
) -> ChangeSummary:
    """Bring the responsibility list of an overlay into force."""
    return await apply_entries(
        work, section.entries, change_basis=section.change_basis, source=f"{pack_id}@{version}"
    )


async def fresh(tx: Tx) -> list[Responsibility]:
    """Return all entries as the transaction sees them, the newest of a line last."""
    return sorted(await store.responsibilities(tx), key=lambda r: r.version)


async def check(tx: Tx, entries: Sequence[ResponsibilityData], rows: Sequence[int] | None = None) -> None:
    """Raise :class:`RowsRefusedError` naming every unknown matter, area, unit and repeated line."""
    keys = {m.key for m in await store.matters(tx)}
    tree, directory = await geography.areas(tx), await identity.directory(tx)
    problems: list[RowProblem] = []
    seen: dict[_Line, int] = {}
    for index, entry in enumerate(entries):
        row = rows[index] if rows is not None else index + 1

        def bad(column: str, zh: str, en: str, row: int = row) -> None:
            problems.append(RowProblem(sheet=SHEET, row=row, column=column, zh=zh, en=en))

        if entry.matter not in keys:
            bad("事项", f"事项“{entry.matter}”不存在", f"there is no matter {entry.matter!r}")
        if entry.area not in tree:
            bad("区域", f"区域“{entry.area}”不存在", f"there is no area {entry.area!r}")
        if directory.unit(entry.lead_unit) is None:
            bad("主责单位", f"单位“{entry.lead_unit}”不存在", f"there is no unit {entry.lead_unit!r}")
        for unit in entry.assist_units:
            if directory.unit(unit) is None:
                bad("配合单位", f"单位“{unit}”不存在", f"there is no unit {unit!r}")
        line = (entry.matter, entry.area, entry.scene)
        if line in seen:
            bad("事项", f"与第 {seen[line]} 行重复", f"the same line as row {seen[line]}")
        seen.setdefault(line, row)
    if problems:
        raise RowsRefusedError(problems)


async def gaps(tx: Tx, on: date, *, area: str | None = None) -> list[Gap]:
    """Return the published leaves for which nobody is responsible, per district (or ``area``)."""
    catalogue = await CATALOGUE.get(tx)
    tree = await geography.areas(tx)
    places = [area] if area is not None else [a.code for a in tree.all() if a.level == "district"]
    if not places:
        places = [tree.city.code]
    found: list[Gap] = []
    for place in places:
        path = tree.path(place) or (place,)
        for matter in catalogue.leaves(path):
            answer = catalogue.resolve(matter.key, path, on)
            if answer.entry is None and not any(c.responsibility for c in answer.candidates):
                found.append(Gap(matter.key, matter.name, place, _why_gap(answer.candidates)))
    return found


def _why_gap(near: Sequence[Candidate]) -> Words:
    why = Words("权责清单无主责单位", "no unit is named in the responsibility list")
    if not near:
        return why
    return Words(
        f"{why.zh}；可参考 {near[0].unit}：{near[0].reason.zh}",
        f"{why.en}; near: {near[0].unit}, {near[0].reason.en}",
    )


async def _record(work: Work, action: str, entry: UUID, detail: dict[str, str]) -> None:
    await audit.record(work, f"responsibility.{action}", "responsibility", entry, detail)


async def _get(tx: Tx, entry: UUID) -> Responsibility:
    found = await store.responsibility(tx, entry, lock=True)
    if found is None:
        raise ResponsibilityNotFoundError(key=str(entry))
    return found


def _entry(
    work: Work, data: ResponsibilityData, change_basis: str, version: int, source: str
) -> Responsibility:
    return Responsibility(
        id=new_id(),
        matter=data.matter,
        area=data.area,
        scene=data.scene,
        version=version,
        status=Stand.DRAFT,
        lead_unit=data.lead_unit,
        assist_units=data.assist_units,
        limits=to_limits(data.limits),
        duty_type=data.duty_type,
        legal_basis=data.legal_basis,
        filing_standard=data.filing_standard,
        closing_standard=data.closing_standard,
        evidence_required=data.evidence_required,
        valid_from=data.valid_from,
        valid_to=data.valid_to,
        change_basis=change_basis,
        applicant=work.actor.key,
        applied_at=work.now,
        source=source,
    )


def _same(a: Responsibility, b: Responsibility) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in _CONTENT)


def _approved(entry: Responsibility) -> ResponsibilityApproved:
    return ResponsibilityApproved(
        responsibility=str(entry.id),
        matter=entry.matter,
        area=entry.area,
        lead_unit=entry.lead_unit,
        valid_from=str(entry.valid_from),
    )
