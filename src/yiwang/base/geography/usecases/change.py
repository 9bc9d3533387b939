"""Create, change and retire areas; set the city profile."""

from __future__ import annotations

import asyncio
import zoneinfo
from collections.abc import Sequence

import msgspec
import shapely

from yiwang.base.audit import api as audit
from yiwang.base.geography import store
from yiwang.base.geography.errors import AreaInUseError
from yiwang.base.geography.messages import AreasChanged
from yiwang.base.geography.model.areas import Area, City
from yiwang.base.geography.model.codes import code_fits
from yiwang.base.geography.model.drafts import AreaDraft, settle
from yiwang.base.geography.model.polygons import size_m2
from yiwang.infra.database import Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.errors import InvalidInputError, NotFoundError
from yiwang.kernel.geometry import check_position, crs
from yiwang.kernel.ids import new_id
from yiwang.kernel.rows import ChangeSummary, RowsRefusedError
from yiwang.kernel.text import clean_text

_CODES_TOLD = 20


async def save_areas(work: Work, drafts: Sequence[AreaDraft], *, complete: bool = False) -> ChangeSummary:
    """Bring the areas to what ``drafts`` say; see :func:`yiwang.base.geography.api.save_areas`."""
    await store.lock(work.tx)
    current = {area.code: (area, wkb) for area, wkb in await store.current_areas(work.tx)}
    given = {d.code for d in drafts}
    retired = sorted(set(current) - given) if complete else []
    kept = {code: area for code, (area, _) in current.items() if code not in retired}
    settled, problems = settle(drafts, kept)
    if problems:
        raise RowsRefusedError(problems)
    created: list[AreaDraft] = []
    changed: list[AreaDraft] = []
    for draft in settled:
        if draft.code not in current:
            created.append(draft)
        elif not _same(draft, *current[draft.code]):
            changed.append(draft)
    fresh = [
        msgspec.structs.replace(d, polygon=d.polygon or current.get(d.code, (None, None))[1])
        for d in created + changed
    ]
    rows = await asyncio.to_thread(_rows, fresh)
    await store.close(work.tx, [d.code for d in changed] + retired, work.now)
    if rows:
        await store.insert(work.tx, rows, work.now, work.actor.key)
    summary = ChangeSummary(
        created=len(created),
        changed=len(changed),
        unchanged=len(settled) - len(created) - len(changed),
        retired=len(retired),
    )
    if rows or retired:
        await bump(work.tx, store.AREAS.name)
        counts = {"created": len(created), "changed": len(changed), "retired": len(retired)}
        codes = [d.code for d in fresh] + retired
        told = ", ".join(codes[:_CODES_TOLD]) + (" …" if len(codes) > _CODES_TOLD else "")
        await audit.record(work, "areas.change", "area", told, counts)
        work.announce(AreasChanged(created=len(created), changed=len(changed), retired=len(retired)))
    return summary


def _same(draft: AreaDraft, area: Area, wkb: bytes | None) -> bool:
    return (
        (draft.name, draft.level, draft.parent, draft.grade)
        == (area.name, area.level, area.parent, area.grade)
    ) and (draft.polygon is None or draft.polygon == wkb)


def _rows(drafts: Sequence[AreaDraft]) -> list[store.AreaRow]:
    rows: list[store.AreaRow] = []
    for draft in drafts:
        lon = lat = size = None
        if draft.polygon is not None:
            shape = shapely.from_wkb(draft.polygon)
            inner = shapely.point_on_surface(shape)
            lon, lat, size = float(inner.x), float(inner.y), size_m2(shape)
        rows.append(
            (
                new_id(),
                draft.code,
                draft.name,
                draft.level or "",
                draft.parent,
                draft.grade,
                draft.polygon,
                lon,
                lat,
                size,
            )
        )
    return rows


async def retire_area(work: Work, code: str) -> None:
    """End the validity of an area that has none below it."""
    await store.lock(work.tx)
    areas = [area for area, _ in await store.current_areas(work.tx)]
    if all(area.code != code for area in areas):
        raise NotFoundError(what_zh="区域", what_en="area", key=code)
    below = sum(area.parent == code for area in areas)
    if below:
        raise AreaInUseError(code=code, count=below)
    await store.close(work.tx, [code], work.now)
    await bump(work.tx, store.AREAS.name)
    await audit.record(work, "areas.retire", "area", code, {})
    work.announce(AreasChanged(created=0, changed=0, retired=1))


async def save_city(work: Work, profile: City) -> None:
    """Set the city profile after checking each of its values."""
    if not code_fits(profile.code, "city"):
        raise InvalidInputError(
            field="code", why_zh="城市编码应为 6 位数字", why_en="six digits are expected"
        )
    clean_text(profile.name, field="name", longest=60, required=True)
    clean_text(profile.name_en, field="name_en", longest=60)
    if profile.timezone not in zoneinfo.available_timezones():
        raise InvalidInputError(field="timezone", why_zh="不是 IANA 时区名", why_en="not an IANA time zone")
    crs(profile.crs)
    if profile.lon is not None and profile.lat is not None:
        check_position(profile.lon, profile.lat, field="lon")
    if profile != await store.city(work.tx):
        await store.save_city(work.tx, profile)
        await audit.record(work, "city.change", "city", profile.code, {})
        await bump(work.tx, store.AREAS.name)
