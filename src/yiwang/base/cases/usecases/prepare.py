"""Preparing reports 事件预处置: from what was handed in to numbered cases, a batch per transaction."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from yiwang.base.cases.model.likeness import Sighting, rank
from yiwang.base.cases.model.matcher import Weights
from yiwang.base.cases.model.rules import DuplicateRule, Rules
from yiwang.base.cases.model.sketch import keys_of, sketches
from yiwang.base.cases.store import duplicates
from yiwang.base.cases.store import preparing as store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.joining import join_reports
from yiwang.base.cases.usecases.merging import Similar, merge_alike
from yiwang.base.cases.usecases.opening import open_cases
from yiwang.base.cases.usecases.reference import reference
from yiwang.base.cases.usecases.telling import kept
from yiwang.base.cases.usecases.understanding import Understood, understand
from yiwang.base.cases.usecases.weighing import weights_in_force
from yiwang.base.geography import api as geography
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.infra.database import Row, Work

_METRES_PER_DEGREE = 111_195.0
_MOST_NEAR = 50  # open cases looked at per report; more at one place tell nothing more
_PER_BAND, _MOST_WORDED = 32, 30  # newest cases looked at per band of words; cases compared per report


async def prepare_reports(work: Work, reports: Sequence[UUID]) -> dict[UUID, UUID]:
    """Prepare ``reports`` and return the case of each that was still waiting.

    Place → area, matter, urgency and missing elements; the same caller's repeat joins the open case;
    everything else becomes a case, with possible duplicates named for people. The number of statements
    does not depend on the number of reports, but for those that join. Reports that were prepared before
    are left alone, so a message may come twice.
    """
    rows = await store.waiting(work.tx, reports)
    if not rows:
        return {}
    rules, _ = await RULES.get(work.tx)
    book = await geography.gazetteer(work.tx)
    catalogue = await matters.catalogue(work.tx)
    readings = await language.read(work.tx, [row["text"] for row in rows])
    understood = _sketched(understand(rows, rules, book, catalogue, readings))
    known = await _known(work, understood, rules)
    weights = await weights_in_force(work.tx)
    joining, fresh, follow, similar = _sort_out(understood, known, rules, weights)
    bound, left = await join_reports(work, joining, await reference(work.tx))
    fresh += [u for u in understood if u.report in left]
    fresh.sort(key=lambda u: (u.draft.opened_at, u.report))
    opened = await open_cases(work, [u.draft for u in fresh])
    bound |= {u.report: state.id for u, state in zip(fresh, opened, strict=True)}
    numbers = {u.report: state.number for u, state in zip(fresh, opened, strict=True)}
    followers: dict[str, list[UUID]] = defaultdict(list)
    for report, first in follow.items():
        followers[numbers[first]].append(report)
    more, _ = await join_reports(work, followers, await reference(work.tx))
    bound |= more
    await store.bind(work.tx, list(bound.items()), [u.report for u in understood if u.has_media])
    await _keep(work, understood, similar, bound)
    await duplicates.keep_sketches(work.tx, [_drawn(u, s.id) for u, s in zip(fresh, opened, strict=True)])
    await merge_alike(work, rules, [(u, similar.get(u.report, [])) for u in fresh], bound, numbers)
    return bound


def _sketched(understood: list[Understood]) -> list[Understood]:
    """Return the same with sketches of their words, drawn for all at once."""
    drawn = sketches([u.draft.words for u in understood])
    replace = msgspec.structs.replace
    return [
        replace(u, sighting=replace(u.sighting, sketch=s)) for u, s in zip(understood, drawn, strict=True)
    ]


def _drawn(item: Understood, case: UUID) -> tuple[UUID, datetime, bytes, list[int]]:
    sketch = item.sighting.sketch or b""
    return case, item.draft.opened_at, sketch, keys_of(sketch) if sketch else []


async def _known(work: Work, understood: Sequence[Understood], rules: Rules) -> list[Sighting]:
    """Return the open cases that any of the reports might be about."""
    widest = max([rules.duplicates, *rules.duplicates_by_class.values()], key=lambda r: r.days)
    asked = [(u.sighting, _rule(u, rules).radius_m) for u in understood]
    return await known_near(work, asked, widest.days)


async def known_near(work: Work, asked: Sequence[tuple[Sighting, float]], days: float) -> list[Sighting]:
    """Return open cases within the radius (metres) of any sighting, reported by its caller, or in like words.

    Words are asked for only where there is no position. Only those opened within ``days`` before the
    earliest of them; at most three statements.
    """
    since = min(sighting.at for sighting, _ in asked) - timedelta(days=days)
    boxes = [
        store.Box(*_box(s.lon, s.lat, radius), s.matter)
        for s, radius in asked
        if s.lon is not None and s.lat is not None
    ]
    near = await store.near(work.tx, boxes, since, _MOST_NEAR)
    phones = sorted({key for s, _ in asked for key in s.phones})
    called = await store.called(work.tx, phones, since)
    keys = [keys_of(s.sketch) for s, _ in asked if s.lon is None and s.sketch]
    worded = await duplicates.worded(work.tx, keys, since, _PER_BAND, _MOST_WORDED)
    return _sightings([*near, *worded], called)


def _box(lon: float, lat: float, radius: float) -> tuple[float, float, float, float]:
    up = radius / _METRES_PER_DEGREE
    aside = up / max(math.cos(math.radians(lat)), 0.01)
    return lon - aside, lat - up, lon + aside, lat + up


def _sightings(near: Sequence[Row], called: Sequence[Row]) -> list[Sighting]:
    phones: dict[UUID, set[bytes]] = defaultdict(set)
    for row in called:
        phones[row["id"]].add(row["phone_key"])
    distinct = {row["id"]: row for row in (*near, *called)}
    return [
        Sighting(
            case=case,
            number=row["number"],
            matter=row["matter"],
            lon=row["lon"],
            lat=row["lat"],
            address=row["address"],
            at=row["opened_at"],
            phones=frozenset(phones[case]),
            title=row["title"],
            path=tuple(row["path"]),
            sketch=row["sketch"],
        )
        for case, row in distinct.items()
    ]


def _rule(item: Understood, rules: Rules) -> DuplicateRule:
    return rules.duplicate_rule(item.class_code, item.draft.matter)


def _sort_out(
    understood: Sequence[Understood], known: Sequence[Sighting], rules: Rules, weights: Weights
) -> tuple[dict[str, list[UUID]], list[Understood], dict[UUID, UUID], Similar]:
    """Decide for each report: join an open case, follow an earlier one of the batch, or be a new case.

    Returns (number → reports), the new ones, (report → earlier report) and what looks similar.
    """
    joining: dict[str, list[UUID]] = defaultdict(list)
    fresh: list[Understood] = []
    follow: dict[UUID, UUID] = {}
    similar: Similar = {}
    index = _Nearby(known)
    for item in understood:
        if item.joins is not None:
            joining[item.joins].append(item.report)
            continue
        rule = _rule(item, rules)
        found = rank(item.sighting, index.around(item.sighting, rule), rule, weights)
        first = found[0] if found else None
        if first is not None and first[1].same_caller and rule.join_same_reporter:
            other = first[0]
            if other.number is not None:
                joining[other.number].append(item.report)
                continue
            follow[item.report] = index.report_of(other)
            continue
        fresh.append(item)
        if found:
            similar[item.report] = [(s if s.case else index.report_of(s), like) for s, like in found]
        index.add(item.sighting, item.report)
    return joining, fresh, follow, similar


class _Nearby:
    """Sightings by square of about a hundred metres, so that a batch is not compared all with all."""

    _SIDE = 0.001

    def __init__(self, known: Sequence[Sighting]) -> None:
        self._squares: dict[tuple[int, int], list[Sighting]] = defaultdict(list)
        self._placeless: dict[bytes | int, list[Sighting]] = defaultdict(list)
        self._reports: dict[int, UUID] = {}
        for sighting in known:
            self._put(sighting)

    def _put(self, sighting: Sighting) -> None:
        if sighting.lon is not None and sighting.lat is not None:
            self._squares[self._square(sighting.lon, sighting.lat)].append(sighting)
        for key in self._keys(sighting):
            self._placeless[key].append(sighting)

    def _keys(self, sighting: Sighting) -> list[bytes | int]:
        """Return what a sighting is met by besides its place: its callers, and without a place its words."""
        words = keys_of(sighting.sketch) if sighting.lon is None and sighting.sketch else []
        return [*sighting.phones, *words]

    def _square(self, lon: float, lat: float) -> tuple[int, int]:
        return math.floor(lon / self._SIDE), math.floor(lat / self._SIDE)

    def add(self, sighting: Sighting, report: UUID) -> None:
        """Let later reports of the batch meet this one."""
        self._put(sighting)
        self._reports[id(sighting)] = report

    def report_of(self, sighting: Sighting) -> UUID:
        """Return the report of a sighting that has no case yet."""
        return self._reports[id(sighting)]

    def around(self, sighting: Sighting, rule: DuplicateRule) -> list[Sighting]:
        """Return what lies in the squares that the rule's radius touches, and what shares caller or words."""
        found = {id(s): s for key in self._keys(sighting) for s in self._placeless.get(key, ())}
        if sighting.lon is not None and sighting.lat is not None:
            west, south, east, north = _box(sighting.lon, sighting.lat, rule.radius_m)
            left, bottom = self._square(west, south)
            right, top = self._square(east, north)
            for x in range(left, right + 1):
                for y in range(bottom, top + 1):
                    found.update((id(s), s) for s in self._squares.get((x, y), ()))
        return list(found.values())


async def _keep(
    work: Work, understood: Sequence[Understood], similar: Similar, bound: dict[UUID, UUID]
) -> None:
    """Keep hints, possible duplicates and unmapped codes for the people who go on."""
    hints = [
        (u.report, u.missing, u.suggestions, u.urgent_words, u.notes, kept(u.reading))
        for u in understood
        if u.is_telling
    ]
    await store.keep_hints(work.tx, hints, work.now)
    pairs: dict[tuple[UUID, UUID], tuple[float, dict[str, str], tuple[float, ...]]] = {}
    for report, found in similar.items():
        for other, likeness in found:
            other_case = other.case if isinstance(other, Sighting) else bound.get(other)
            if other_case is not None and other_case != bound[report]:
                pairs[bound[report], other_case] = (likeness.score, likeness.reasons, likeness.signs)
    await duplicates.suggest(work.tx, [(*pair, *value) for pair, value in pairs.items()], work.now)
    unmapped: dict[tuple[str, str], int] = defaultdict(int)
    for item in understood:
        if item.unmapped is not None:
            unmapped[item.unmapped] += 1
    if unmapped:
        counted = [(source, code, "", n) for (source, code), n in sorted(unmapped.items())]
        await matters.count_unmapped_many(work, counted)
