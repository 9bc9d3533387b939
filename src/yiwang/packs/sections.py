"""The sections that packs may have: who owns each, how it is checked, how it comes into force.

A section's form belongs to its module (``definition``); here is only the list, in the order of
installation, so that what is referred to comes first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import BaseModel

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.definition import AlarmsSection
from yiwang.base.assessment import api as assessment
from yiwang.base.assessment.definition import AssessmentSection
from yiwang.base.bulletins import api as bulletins
from yiwang.base.bulletins.definition import BulletinsSection
from yiwang.base.cases import api as cases
from yiwang.base.cases.definition import CasesSection
from yiwang.base.geography import api as geography
from yiwang.base.geography.definition import AreaData, GeographySection
from yiwang.base.identity import api as identity
from yiwang.base.identity.definition import IdentitySection
from yiwang.base.indicators import api as indicators
from yiwang.base.indicators.definition import IndicatorsSection
from yiwang.base.language import api as language
from yiwang.base.language.definition import LanguageSection
from yiwang.base.matters import api as matters
from yiwang.base.matters.definition import MattersSection, ResponsibilitiesSection
from yiwang.base.plans import api as plans
from yiwang.base.plans.definition import PlansSection
from yiwang.base.stations import api as stations
from yiwang.base.stations.definition import StationsSection
from yiwang.base.wall import api as wall
from yiwang.base.wall.definition import WallSection
from yiwang.base.workflow import api as workflow
from yiwang.base.workflow.definition import CalendarData, FlowDefinition
from yiwang.infra.database import Work

Items: TypeAlias = Iterable[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its schema per file, the definitions in a file, and what installs all files."""

    name: str
    schema: type[BaseModel]
    items: Callable[[Any], Items]
    apply: Callable[[Work, list[Any], str, str], Awaitable[None]]


def _dump(model: BaseModel) -> Any:
    return model.model_dump(mode="json", exclude_defaults=True)


def _geography_items(data: GeographySection) -> Items:
    if data.city is not None:
        yield "city", _dump(data.city)
    for area in data.areas:
        yield f"area:{area.code}", _dump(area)
    for feature in data.features:
        yield f"area:{feature.properties.code}", _dump(feature)


async def _geography(work: Work, files: list[GeographySection], pack: str, version: str) -> None:
    _ = pack, version
    for data in files:
        if data.city is not None:
            await geography.save_city(work, geography.City(**data.city.model_dump()))
    drafts = [_draft(area, None) for data in files for area in data.areas]
    for data in files:
        for feature in data.features:
            shape = geography.polygon_from_geojson(
                feature.geometry, field=f"geography.{feature.properties.code}"
            )
            drafts.append(_draft(feature.properties, geography.to_wkb(shape)))
    if drafts:
        await geography.save_areas(work, drafts)


def _draft(area: AreaData, polygon: bytes | None) -> geography.AreaDraft:
    return geography.AreaDraft(**area.model_dump(), polygon=polygon)


def _identity_items(data: IdentitySection) -> Items:
    for kind in ("units", "posts", "persons"):
        for one in getattr(data, kind):
            yield f"{kind}:{one.code}", _dump(one)
    for account in data.accounts:
        yield f"accounts:{account.name}", _dump(account)


async def _identity(work: Work, files: list[IdentitySection], pack: str, version: str) -> None:
    _ = pack, version
    units = [identity.UnitDraft(**u.model_dump()) for data in files for u in data.units]
    posts = [identity.PostDraft(**p.model_dump()) for data in files for p in data.posts]
    persons = [identity.PersonDraft(**p.model_dump()) for data in files for p in data.persons]
    accounts = [identity.AccountDraft(**a.model_dump()) for data in files for a in data.accounts]
    if units:
        await identity.save_units(work, units)
    if posts:
        await identity.save_posts(work, posts)
    if persons:
        await identity.save_persons(work, persons)
    if accounts:
        await identity.save_accounts(work, accounts)


def _matters_items(data: MattersSection) -> Items:
    for entry in data.entries:
        yield f"{entry.kind}:{entry.code}", _dump(entry)
    for mapping in data.mappings:
        yield f"mapping:{mapping.source}", _dump(mapping)


async def _matters(work: Work, files: list[MattersSection], pack: str, version: str) -> None:
    joined = MattersSection(
        provenance="\n".join(data.provenance for data in files),
        entries=tuple(e for data in files for e in data.entries),
        mappings=tuple(m for data in files for m in data.mappings),
    )
    await matters.apply_section(work, joined, pack, version)


async def _responsibilities(
    work: Work, files: list[ResponsibilitiesSection], pack: str, version: str
) -> None:
    for data in files:
        await matters.apply_responsibilities(work, data, pack, version)


async def _calendars(work: Work, files: list[CalendarData], pack: str, version: str) -> None:
    _ = pack, version
    for data in files:
        await workflow.save_calendar(work, data)


def _cases_items(data: CasesSection) -> Items:
    for channel in data.channels:
        yield f"channel:{channel.code}", _dump(channel)
    yield "rules", data.model_dump(mode="json", exclude={"channels"}, exclude_defaults=True)


async def _cases(work: Work, files: list[CasesSection], pack: str, version: str) -> None:
    for data in files[:1]:  # the reader refuses a second file, as "rules" would be defined twice
        await cases.apply_section(work, data, pack, version)


def _language_items(data: LanguageSection) -> Items:
    for subject in data.subjects:
        yield f"subject:{subject.name}", _dump(subject)
    yield "words", data.model_dump(mode="json", exclude={"subjects"}, exclude_defaults=True)


async def _language(work: Work, files: list[LanguageSection], pack: str, version: str) -> None:
    for data in files[:1]:  # the reader refuses a second file, as "words" would be defined twice
        await language.apply_section(work, data, pack, version)


async def _flows(work: Work, files: list[FlowDefinition], pack: str, version: str) -> None:
    _ = pack, version
    for data in files:
        await workflow.publish(work, data)


def _wall_items(data: WallSection) -> Items:
    for scene in data.scenes:
        yield f"scene:{scene.name}", _dump(scene)
    if data.plan:
        yield "plan", [_dump(turn) for turn in data.plan]


async def _wall(work: Work, files: list[WallSection], pack: str, version: str) -> None:
    joined = WallSection(
        scenes=tuple(s for data in files for s in data.scenes),
        plan=tuple(t for data in files for t in data.plan),
    )
    await wall.apply_section(work, joined, pack, version)


async def _stations(work: Work, files: list[StationsSection], pack: str, version: str) -> None:
    joined = StationsSection(boards=tuple(board for data in files for board in data.boards))
    await stations.apply_section(work, joined, pack, version)


def _indicators_items(data: IndicatorsSection) -> Items:
    for measure in data.measures:
        yield f"measure:{measure.code}", _dump(measure)
    for indicator in data.indicators:
        yield f"indicator:{indicator.code}:{indicator.version}", _dump(indicator)


async def _indicators(work: Work, files: list[IndicatorsSection], pack: str, version: str) -> None:
    joined = IndicatorsSection(
        provenance="\n".join(data.provenance for data in files),
        measures=tuple(m for data in files for m in data.measures),
        indicators=tuple(i for data in files for i in data.indicators),
        sources=tuple(one for data in files for one in data.sources),
        topics=tuple(one for data in files for one in data.topics),
    )
    await indicators.apply_section(work, joined, pack, version)


def _assessment_items(data: AssessmentSection) -> Items:
    for scheme in data.schemes:
        yield f"scheme:{scheme.code}:{scheme.version}", _dump(scheme)


async def _assessment(work: Work, files: list[AssessmentSection], pack: str, version: str) -> None:
    joined = AssessmentSection(
        provenance="\n".join(data.provenance for data in files),
        schemes=tuple(s for data in files for s in data.schemes),
    )
    await assessment.apply_section(work, joined, pack, version)


def _alarms_items(data: AlarmsSection) -> Items:
    for kind in ("rules", "inhibitions", "mutes"):
        for one in getattr(data, kind):
            yield f"{kind}:{one.get('code')}", one


async def _alarms(work: Work, files: list[AlarmsSection], pack: str, version: str) -> None:
    _ = version
    for data in files:
        await alarms.apply_section(work, data, pack)


async def _plans(work: Work, files: list[PlansSection], pack: str, version: str) -> None:
    _ = version
    for data in files:
        await plans.apply_section(work, data, pack)


async def _bulletins(work: Work, files: list[BulletinsSection], pack: str, version: str) -> None:
    _ = version
    for data in files:
        await bulletins.apply_section(work, data, pack)


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section("geography", GeographySection, _geography_items, _geography),
        Section("identity", IdentitySection, _identity_items, _identity),
        Section("matters", MattersSection, _matters_items, _matters),
        Section("calendars", CalendarData, lambda d: [(d.code, _dump(d))], _calendars),
        Section("language", LanguageSection, _language_items, _language),
        Section("cases", CasesSection, _cases_items, _cases),
        Section("flows", FlowDefinition, lambda d: [(f"{d.id}@{d.version}", _dump(d))], _flows),
        Section(
            "responsibilities",
            ResponsibilitiesSection,
            lambda d: [(f"{e.matter}@{e.area}/{e.scene}", _dump(e)) for e in d.entries],
            _responsibilities,
        ),
        Section("alarms", AlarmsSection, _alarms_items, _alarms),
        Section("plans", PlansSection, lambda d: [(f"plan:{p['code']}", p) for p in d.plans], _plans),
        Section(
            "stations",
            StationsSection,
            lambda d: [(f"board:{b.code}", _dump(b)) for b in d.boards],
            _stations,
        ),
        Section("wall", WallSection, _wall_items, _wall),
        Section("indicators", IndicatorsSection, _indicators_items, _indicators),
        Section("assessment", AssessmentSection, _assessment_items, _assessment),
        Section(
            "bulletins",
            BulletinsSection,
            lambda d: [(f"{one['code']}@{one.get('version', 1)}", one) for one in d.templates],
            _bulletins,
        ),
    )
}
