"""Scenes that packs bring, and what each screen of the house shows."""

from __future__ import annotations

from typing import Any

from yiwang.base.geography import api as geography
from yiwang.base.wall.definition import WallSection
from yiwang.base.wall.messages import ScreenSwitched
from yiwang.base.wall.store import screens as store
from yiwang.base.wall.usecases.panels import scope
from yiwang.infra.database import Work


async def apply_section(work: Work, section: WallSection, pack_id: str, version: str) -> None:
    """Bring the scenes of a pack into force, in place of those it brought before."""
    await store.save_section(work, pack_id, version, section.model_dump(mode="json"))


async def scenes(work: Work) -> dict[str, Any]:
    """Return the scenes of all packs and the plan of the last pack that has one."""
    found = [row["section"] for row in await store.sections(work.tx)]
    plans = [s["plan"] for s in found if s["plan"]]
    return {"scenes": [scene for s in found for scene in s["scenes"]], "plan": plans[-1] if plans else []}


async def screen(work: Work, name: str) -> dict[str, Any]:
    """Return what was chosen for the screen ``name``; nothing yet: the plan, the whole city."""
    row = await store.screen(work.tx, name)
    nothing = {"scene": None, "area": None, "plan": None, "month": None, "changed_at": None}
    chosen = nothing if row is None else dict(row)
    return {"name": name} | chosen


async def switch(work: Work, name: str, chosen: dict[str, Any]) -> dict[str, Any]:
    """Choose scene, area, plan and month of a screen (``None``: the packs' plan, whole city, now).

    Raises ``not_found`` for an area out of sight.
    """
    scope(work.actor, await geography.areas(work.tx), chosen["area"])
    await store.put_screen(work.tx, name, chosen, work.now, work.actor.key)
    work.announce(ScreenSwitched(screen=name))
    return await screen(work, name)
