"""The weights of the matcher of duplicates: a task of the registry, learnt from the verdicts of people."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.algorithms import api as algorithms
from yiwang.base.algorithms.errors import ArtefactError
from yiwang.base.cases.model.matcher import DAY_ONE, NAMES, Weights, learn
from yiwang.base.cases.store import duplicates as store
from yiwang.infra.database import Database, Tx, Work
from yiwang.kernel.actor import SYSTEM

#: Verdicts that are learnt from: the newest.
_LEARNT_FROM: Final = 20_000
_RECOUNTED: Final = timedelta(days=60)
#: From this probability on a pair is said to be about one thing.
_SAME: Final = 0.5


def read(content: bytes) -> Weights:
    """Return the weights of an artefact; raises ``algorithm_artefact``."""
    raw, _ = algorithms.unpack(content)
    try:
        return msgspec.json.decode(raw, type=Weights)
    except (msgspec.DecodeError, ValueError) as error:
        raise ArtefactError(why_zh="不是重复案件模型", why_en=f"it is no matcher ({error})") from error


TASK: Final = algorithms.declare(
    algorithms.Task("duplicates", "重复案件识别", "matching duplicates", read, {})
)


async def weights_in_force(tx: Tx) -> Weights:
    """Return the published weights, else those of the first day; ``version`` is the registry's number."""
    found = (await algorithms.serving(tx, TASK.name)).published
    if found is None:
        return DAY_ONE
    model: Weights = found.model
    return msgspec.structs.replace(model, version=found.version.number)


async def learn_duplicates(work: Work) -> dict[str, Any]:
    """Fit weights to this city's verdicts and keep them in shadow, beside those in force on the same folds.

    A person publishes them; retiring all goes back to the weights of the first day. Raises
    ``too_few_verdicts``.
    """
    rows = await store.verdicts(work.tx, _LEARNT_FROM)
    before = await weights_in_force(work.tx)
    learnt = learn([row["signs"] for row in rows], [row["same"] for row in rows], before)
    card = algorithms.Card(
        title_zh="重复案件识别",
        title_en="Matching duplicates",
        takes=", ".join(NAMES),
        gives="probability that two reports are about one thing",
        owner="yiwang",
        licence="Apache-2.0",
        code_version="1",
        data_version=f"{len(rows)} verdicts until {work.now.date()}",
        measured="mean log loss of five folds of verdicts, unseen; the weights in force on the same folds",
        metrics={
            "cases": len(rows),
            "said_same": learnt.same,
            "said_different": learnt.different,
            "loss": learnt.loss,
        },
        against={"cases": len(rows), "loss": learnt.before, "version": before.version},
    )
    made = await algorithms.register(work, TASK.name, card, algorithms.pack(learnt.weights, {}))
    return algorithms.shown(await algorithms.promote(work, made.id, "shadow"))


async def watch_duplicates(database: Database) -> None:
    """Count how published and shadow weights judge what people judged since they were made."""
    async with database.work(SYSTEM) as work:
        held = await algorithms.serving(work.tx, TASK.name)
        watched = [one for one in (held.published, held.shadow) if one is not None]
        if not watched:
            return
        rows = await store.verdicts_since(work.tx, work.now - _RECOUNTED)
        counts: dict[tuple[UUID, date], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for one in watched:
            for row in rows:
                if row["at"] <= one.version.made_at:
                    continue
                said = one.model.probability(row["signs"]) >= _SAME
                tally = counts[one.version.id, row["day"]]
                tally[0] += 1
                tally[1] += row["automatic"] and one is held.published
                tally[2 if said == row["same"] else 3] += 1
        await algorithms.recount(
            work, [(version, day, n[0], n[1], n[2], n[3]) for (version, day), n in counts.items()]
        )
