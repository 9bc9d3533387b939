"""Who shall act on a step here and now: from the words of a plan to a unit, people or a role."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from yiwang.base.matters import api as matters
from yiwang.base.notify import api as notify
from yiwang.base.plans.definition import Who
from yiwang.base.plans.usecases.situating import Scene
from yiwang.base.presence import api as presence
from yiwang.infra.database import Work
from yiwang.kernel.actor import ROLES
from yiwang.kernel.worktime import Words


@dataclass(frozen=True, slots=True)
class Found:
    """Who acts, and how that was found; ``unit`` is empty where nobody could be named."""

    how: Words
    unit: str | None = None
    people: tuple[UUID, ...] = ()
    role: str | None = None

    def targets(self, path: tuple[str, ...]) -> list[notify.Target]:
        """Return whom a notice goes to: people where they are known, else the unit or the role there."""
        if self.people:
            return [notify.Target(person=person) for person in self.people]
        if self.role is not None:
            return [notify.Target(role=self.role, path=path)]
        return [] if self.unit is None else [notify.Target(unit=self.unit)]


async def find(work: Work, scene: Scene, who: Who) -> Found:
    """Return who ``who`` is for the case of ``scene``."""
    if who.by == "duty":
        return await _on_duty(work, scene, who.code)
    if who.by == "lead":
        return _lead(work, scene)
    if who.by == "matter":
        return _leading(work, scene, who.code)
    if who.by == "area":
        return _of_area(scene)
    if who.by == "post":
        post = scene.directory.post(who.code)
        holders = tuple(person.id for person in scene.directory.holders(who.code))
        unit = None if post is None else post.unit
        name = who.code if post is None else post.name
        return Found(Words(f"岗位“{name}”", f"holders of the post {name!r}"), unit, holders)
    return named(scene, who.code)


def named(scene: Scene, unit: str) -> Found:
    """Return the unit ``unit``, if it exists."""
    known = scene.directory.unit(unit) is not None
    return Found(Words("指定单位", "a named unit"), unit if known else None)


def _lead(work: Work, scene: Scene) -> Found:
    if scene.state.lead is not None:
        return Found(Words("本案主办单位", "the lead unit of the case"), scene.state.lead)
    if scene.state.matter is None:
        return Found(Words("事项尚未确定", "the matter is not known"))
    return _leading(work, scene, scene.state.matter)


def _leading(work: Work, scene: Scene, matter: str) -> Found:
    resolution = _resolved(work, scene, matter)
    entry = None if resolution is None else resolution.entry
    known = scene.catalogue.get(matter)
    name = matter if known is None else known.name
    if entry is None:
        return Found(
            Words(
                f"权责清单对“{name}”在此处没有唯一主责单位",
                f"no single unit leads {name!r} here",
            )
        )
    return Found(Words(f"权责清单：“{name}”主责单位", f"leads {name!r} by the list"), entry.lead_unit)


def _resolved(work: Work, scene: Scene, matter: str) -> matters.Resolution | None:
    path = scene.state.place.path
    if not path or scene.catalogue.get(matter) is None:
        return None
    return scene.catalogue.resolve(matter, path, work.now.astimezone(scene.zone).date())


def _of_area(scene: Scene) -> Found:
    for area in reversed(scene.situation.areas):
        units = scene.directory.units_in(area.code)
        offices = [unit for unit in units if unit.kind in {"street", "community"}]
        if offices:
            return Found(Words(f"属地：{area.name}", f"the office of {area.name}"), offices[0].code)
    return Found(Words("案件所在地没有属地机构", "no office serves this place"))


async def _on_duty(work: Work, scene: Scene, role: str) -> Found:
    path = scene.state.place.path
    people = await presence.on_duty(work.tx, role, path)
    zh, en = ROLES.get(role, (role, role))
    if people:
        said = Words(f"在岗{zh} {len(people)} 人", f"{len(people)} on duty as {en.lower()}")
        return Found(said, None, tuple(people))
    return Found(Words(f"此处无{zh}在岗，发给该角色", f"none on duty: all {en.lower()}s"), role=role)
