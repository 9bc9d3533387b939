"""Limits of signs: which are in force, setting others with a reason, and how they came to be."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.base.signs import store
from yiwang.base.signs.errors import LimitsChangedError
from yiwang.base.signs.messages import SignsChanged
from yiwang.base.signs.model.limits import Limits
from yiwang.infra.database import Tx, Work
from yiwang.kernel.errors import ForbiddenError, InvalidInputError

STREAM: Final = "sign_limits"
#: The one subject of that stream.
SUBJECT: Final = UUID("5f1d2b1e-6c0e-4a53-9c39-6e2f6b1a7d10")
_VERSIONS: Final = 50


async def in_force(tx: Tx) -> tuple[int, Limits]:
    """Return the version and the limits in force; version 0 are those that were delivered."""
    row = await store.limits(tx)
    return (0, Limits()) if row is None else (row["version"], msgspec.convert(row["limits"], Limits))


async def limits(work: Work) -> dict[str, Any]:
    """Return ``{version, limits, delivered, tags, versions}``; versions newest first, with who and why."""
    version, held = await in_force(work.tx)
    tags = await language.tag_names(work.tx)
    return {
        "version": version,
        "limits": held,
        "delivered": Limits(),
        "tags": [{"code": code, "name": name} for code, name in tags.items()],
        "versions": [dict(row) for row in await store.versions(work.tx, _VERSIONS)],
    }


async def set_limits(work: Work, wanted: Limits, reason: str, version: int) -> int:
    """Put other limits in force and return their version; ``version`` is the one they were made from.

    They are the whole city's, so an actor of one area may not. Raises ``forbidden``, ``invalid_input`` and
    ``sign_limits_changed``. Announces ``signs.changed``.
    """
    demand_city(work)
    await check(work, wanted)
    row = await store.limits(work.tx, lock=True)
    before = 0 if row is None else row["version"]
    if before != version:
        raise LimitsChangedError(version=before)
    line = audit.chain(
        STREAM,
        SUBJECT,
        before + 1,
        work.now,
        work.actor,
        "set",
        None if row is None else f"v{before}",
        f"v{before + 1}",
        {"limits": msgspec.to_builtins(wanted), "reason": reason},
        b"" if row is None else row["entry"],
    )
    await audit.append(work.tx, [line])
    await store.put_limits(work, before + 1, msgspec.to_builtins(wanted), reason, line.hash)
    work.announce(SignsChanged(areas=(), fresh=0, limits=before + 1, at=work.now))
    return before + 1


def demand_city(work: Work) -> None:
    """Raise ``forbidden`` for an actor of one area only."""
    if work.actor.area is not None:
        raise ForbiddenError(
            why_zh="苗头预警的界限是全市的，只负责一个区域的人员不能设置",
            why_en="limits of signs are the whole city's: who serves one area may not set them",
        )


async def check(work: Work, wanted: Limits) -> None:
    """Raise ``invalid_input`` for what the city does not have, or what can never be told."""
    tags = await language.tag_names(work.tx)
    for code in wanted.sensitive.tags:
        if code not in tags:
            raise InvalidInputError(
                field="sensitive.tags", why_zh=f"没有标签“{code}”", why_en=f"no tag {code!r}"
            )
    tree = await geography.areas(work.tx)
    catalogue = await matters.catalogue(work.tx)
    names: set[str] = set()
    for area in wanted.key_areas:
        field = f"key_areas.{area.name}"
        if area.name in names:
            raise InvalidInputError(field=field, why_zh="名称重复", why_en="the name is used twice")
        names.add(area.name)
        if area.ends < area.begins:
            raise InvalidInputError(field=field, why_zh="结束早于开始", why_en="it ends before it begins")
        if not area.is_sound:
            raise InvalidInputError(
                field=field,
                why_zh="须选区域，或给出至少三个点且不自交的边界",
                why_en="it needs areas, or a boundary of three or more points that does not cross itself",
            )
        unknown = [c for c in area.areas if c not in tree] + [
            m for m in area.matters if catalogue.get(m) is None
        ]
        if unknown:
            raise InvalidInputError(
                field=field,
                why_zh=f"没有区域或事项“{unknown[0]}”",
                why_en=f"no area or matter {unknown[0]!r}",
            )
