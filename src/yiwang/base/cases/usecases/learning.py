"""Learning to dispatch from the city's own closed cases, and watching that what was promised holds."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from yiwang.base.algorithms import api as algorithms
from yiwang.base.cases.store import dispatches as store
from yiwang.base.dispatching import api as dispatching
from yiwang.base.dispatching.api import Asked, Example
from yiwang.base.geography import api as geography
from yiwang.base.matters import api as matters
from yiwang.base.notify import api as notify
from yiwang.infra.database import Database, Row, Work
from yiwang.kernel.actor import SYSTEM, Actor

#: The newest closed cases that are learnt from, and how many are read at once.
MOST: Final = 1_000_000
_BATCH: Final = 20_000
#: A dispatch counts towards the error once it is so old: a unit has eight working hours to give it back.
SETTLED: Final = timedelta(days=3)
#: Evidence (:func:`dispatching.evidence`) at which a model only suggests: by mistake once in twenty.
ENOUGH: Final = 20.0
_RECOUNTED: Final = timedelta(days=60)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST: Final = UUID(int=2**128 - 1)

_FALLEN = notify.register(
    "cases.dispatch_fallback",
    level="urgent",
    zh="智能分拨第 {number} 版自动派错率超过限值（{n} 件中 {wrong} 件），已改为只提建议",
    en="Dispatch model v{number} was wrong too often ({wrong} of {n}): it now only suggests",
)


async def examples(work: Work, most: int = MOST) -> list[Example]:
    """Return the newest closed cases with the unit that handled them, in the order of time.

    Everything in them is told by the journal: rows are its projection. What the responsibility list says is
    what it says now, for the day of opening.
    """
    tree = await geography.areas(work.tx)
    catalogue = await matters.catalogue(work.tx)
    reader = _Reader(catalogue, ZoneInfo(tree.city.timezone))
    found: list[Example] = []
    before, last = datetime.max.replace(tzinfo=UTC), _LAST
    while len(found) < most:
        rows = await store.examples(work.tx, before, last, min(_BATCH, most - len(found)))
        found += [reader.read(row) for row in rows]
        if len(rows) < _BATCH:
            break
        before, last = rows[-1]["closed_at"], rows[-1]["id"]
    return found[::-1]


class _Reader:
    """Rows as examples; equal texts are kept once, or a million cases would not fit."""

    def __init__(self, catalogue: matters.Catalogue, zone: ZoneInfo) -> None:
        self._catalogue = catalogue
        self._zone = zone
        self._texts: dict[str, str] = {}
        self._paths: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._resolved: dict[tuple[str, tuple[str, ...], int], matters.Resolution] = {}

    def read(self, row: Row) -> Example:
        """Return the example of a closed case."""
        opened = row["opened_at"].astimezone(self._zone)
        path = self._paths.setdefault(tuple(row["path"]), tuple(row["path"]))
        asked_for = (row["matter"], path, opened.date().toordinal())
        resolution = self._resolved.get(asked_for)
        if resolution is None:
            resolution = self._catalogue.resolve(row["matter"], path, opened.date())
            self._resolved[asked_for] = resolution
        known = self._catalogue.get(row["matter"])
        entry = resolution.entry
        scenes = () if entry else tuple(c.unit for c in resolution.candidates if c.responsibility is not None)
        keep = self._texts.setdefault
        return Example(
            Asked(
                matter=keep(row["matter"], row["matter"]),
                klass=known.class_code if known is not None else None,
                path=path,
                channel=keep(row["channel"], row["channel"]),
                weekday=opened.weekday(),
                hour=opened.hour,
                words=tuple(keep(w, w) for w in row["words"] if w[1:2] != ":"),
                allowed=scenes,
            ),
            keep(row["unit"], row["unit"]),
            (row["closed_at"] - _EPOCH) / timedelta(days=1),
            choice=entry is None,
            listed=entry.lead_unit if entry is not None else None,
        )


async def learn(database: Database, actor: Actor = SYSTEM, most: int = MOST) -> dict[str, Any]:
    """Train a model of dispatch, measure it and the published one on the same later cases, keep it in shadow.

    Raises ``dispatch_too_few``. Nothing that runs changes: a person publishes it.
    """
    async with database.reading(actor) as work:
        history = await examples(work, most)
        champion = (await algorithms.serving(work.tx, dispatching.TASK.name)).published
    trained = await asyncio.to_thread(dispatching.train, history)
    settings = {} if champion is None else champion.version.card.settings
    limit = settings.get("limit", dispatching.LIMIT)
    metrics = await asyncio.to_thread(dispatching.measure, trained.ranker, trained.later, limit)
    against: dict[str, Any] = {}
    if champion is not None:
        against = await asyncio.to_thread(dispatching.measure, champion.model, trained.later, limit)
        against["version"] = champion.version.number
    card = algorithms.Card(
        title_zh="智能分拨",
        title_en="Dispatch",
        takes="matter, area path, channel, weekday, hour, search words, units of scenes",
        gives="units with score and chance",
        owner="yiwang",
        licence="Apache-2.0",
        code_version="1",
        data_version=_span(history),
        measured="last tenth of the history in time, unseen; error among automatic dispatches",
        metrics=trained.metrics | metrics,
        against=against,
        settings={"limit": limit},
    )
    content = dispatching.pack(trained.ranker)
    async with database.work(actor) as work:
        made = await algorithms.register(work, dispatching.TASK.name, card, content)
        made = await algorithms.promote(work, made.id, "shadow")
        return algorithms.shown(made)


def _span(history: Sequence[Example]) -> str:
    first, last = (_EPOCH + timedelta(days=history[i].day) for i in (0, -1))
    return f"{len(history)} cases closed {first.date()} – {last.date()}"


async def watch(database: Database) -> None:
    """Count what the models did; one that was wrong too often only suggests, and supervisors hear of it.

    Looked at every hour: :func:`dispatching.evidence` allows for any number of looks.
    """
    async with database.work(SYSTEM) as work:
        rows = await store.days(work.tx, work.now - _RECOUNTED)
        await algorithms.recount(
            work, [(r["model"], r["day"], r["calls"], r["acted"], r["right"], r["wrong"]) for r in rows]
        )
        guide = await dispatching.guide(work.tx)
        opened = guide.serving.published
        if opened is None or guide.only_suggests:
            return
        version = opened.version
        n, wrong = await store.acted(work.tx, version.id, version.changed_at, work.now - SETTLED)
        if dispatching.evidence(wrong, n, guide.limit) < ENOUGH:
            return
        why = f"{wrong}/{n} > {guide.limit:g}"
        await algorithms.tune(work, version.id, {dispatching.SUGGEST_ONLY: 1.0}, why)
        notice = notify.NoticeDraft(
            target=notify.Target(role="supervisor"),
            kind="cases.dispatch_fallback",
            subject=str(version.id),
            period=str(version.changed_at),
            params={"number": str(version.number), "n": str(n), "wrong": str(wrong)},
        )
        await notify.send(work, [notice])
