"""A frozen version → a model that sorts texts, measured on folds it has not seen, kept in shadow."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.algorithms import api as algorithms
from yiwang.base.algorithms.errors import NothingServesError
from yiwang.base.language import api as language
from yiwang.base.samples import store
from yiwang.base.samples.errors import SampleSetError
from yiwang.base.samples.usecases.sets import set_of
from yiwang.base.samples.usecases.storing import pack, read
from yiwang.base.samples.usecases.versions import version_of
from yiwang.infra.database import Database, Tx, Work
from yiwang.kernel.actor import SYSTEM, Actor

TASK: Final = algorithms.declare(
    algorithms.Task("sorting", "文本分类（样本库）", "sorting texts (samples)", read, {})
)
#: Texts that are trained on at most, drawn evenly: time grows with the cube of their number.
MOST: Final = 3000
FEWEST, FEWEST_EACH = 40, 5
_FOLDS: Final = 5
_CONFIDENT: Final = 0.8
_SHOWN: Final = 3


async def learn(
    database: Database, code: str, number: int | None = None, actor: Actor = SYSTEM
) -> dict[str, Any]:
    """Train on a version of a set (its newest unless named) and keep the model in shadow.

    Labels with fewer than five texts are left out and named in the card. Raises ``sample_set_not_found``
    and ``sample_set`` where there is too little to learn from.
    """
    async with database.reading(actor) as work:
        version = await version_of(work.tx, code, number)
        rows = await store.kept(work.tx, code, version["number"])
        one = await set_of(work.tx, code)
    known = [(r["text"], r["label"]) for r in rows if r["text"] is not None]
    if len(known) > MOST:
        known = [known[at] for at in np.linspace(0, len(known) - 1, MOST).astype(int)]
    texts, labels, rare = _enough(known)
    sorting, metrics = await asyncio.to_thread(_trained, texts, labels)
    card = algorithms.Card(
        title_zh=f"文本分类：{one.name}"[:80],
        title_en=f"Sorting texts: {code}",
        takes="text",
        gives="labels with chances",
        owner="yiwang",
        licence="Apache-2.0",
        code_version="1",
        data_version=f"samples {code}@{version['number']} {bytes(version['digest']).hex()[:12]}",
        measured=f"{_FOLDS} folds, each scored by what was learnt from the others"
        + (f"; too few texts, left out: {', '.join(rare)}" if rare else ""),
        metrics=metrics
        | {
            "cases": len(texts),
            "erased": len(rows) - sum(r["text"] is not None for r in rows),
            "people_agree": version["agreement"]["equal"],
            "people_alpha": version["agreement"]["alpha"],
        },
    )
    async with database.work(actor) as work:
        made = await algorithms.register(work, TASK.name, card, pack(sorting), scope=code)
        return algorithms.shown(await algorithms.promote(work, made.id, "shadow"))


async def sort(work: Work, code: str, texts: Sequence[str]) -> dict[str, Any]:
    """Return ``{model, items}``: the likeliest labels of each text with chances, by the published model.

    Raises ``sample_set_not_found``, ``algorithm_nothing_serves``.
    """
    one = await set_of(work.tx, code)
    sorting, version = await _published(work.tx, code)
    chances = await asyncio.to_thread(sorting.chances, list(texts))
    names = {b.code: b.name for b in one.labels}
    await algorithms.record(work, version.id, calls=len(texts))
    return {
        "model": {"id": version.id, "number": version.number},
        "items": [
            [
                {
                    "label": sorting.classes[at],
                    "name": names.get(sorting.classes[at], sorting.classes[at]),
                    "chance": round(float(row[at]), 4),
                }
                for at in np.argsort(-row)[:_SHOWN]
            ]
            for row in chances
        ],
    }


async def _published(tx: Tx, code: str) -> tuple[language.Sorting, algorithms.Version]:
    found = (await algorithms.serving(tx, TASK.name, code)).published
    if found is None:
        raise NothingServesError(task=f"{TASK.name}:{code}")
    return found.model, found.version


def _enough(known: Sequence[tuple[str, str]]) -> tuple[list[str], list[str], list[str]]:
    counts = Counter(label for _, label in known)
    rare = sorted(label for label, n in counts.items() if n < FEWEST_EACH)
    kept = [(text, label) for text, label in known if label not in rare]
    if len(kept) < FEWEST or len(set(counts) - set(rare)) < 2:  # noqa: PLR2004 - something to tell apart
        raise SampleSetError(
            why_zh=f"至少 {FEWEST} 条、两个标签各 {FEWEST_EACH} 条以上（现有 {len(kept)} 条）",
            why_en=f"{FEWEST} texts and two labels with {FEWEST_EACH} each are needed ({len(kept)} there)",
        )
    return [text for text, _ in kept], [label for _, label in kept], rare


def _trained(texts: list[str], labels: list[str]) -> tuple[language.Sorting, dict[str, Any]]:
    sorter = language.Sorter(language.prepare(texts), texts, labels, [])
    own = sorter.own
    fold = np.empty(len(own), dtype=np.int64)
    for label in range(len(sorter.classes)):  # each fold has its share of each label
        at = np.flatnonzero(own == label)
        fold[at] = np.arange(len(at)) % _FOLDS
    chances = np.empty((len(own), len(sorter.classes)))
    for one in range(_FOLDS):
        held = np.flatnonzero(fold == one)
        chances[held] = sorter.without(held)
    return language.settle(sorter), _figures(own, chances)


def _figures(own: NDArray[np.int64], chances: NDArray[np.float64]) -> dict[str, Any]:
    said = chances.argmax(axis=1)
    sure = np.argsort(-chances.max(axis=1), kind="stable")[: int(len(own) * _CONFIDENT)]
    scores = []
    for label in range(chances.shape[1]):
        right = int(((said == label) & (own == label)).sum())
        scores.append(2 * right / max(1, int((said == label).sum() + (own == label).sum())))
    return {
        "accuracy": round(float((said == own).mean()), 4),
        "macro_f1": round(float(np.mean(scores)), 4),
        "accuracy_sure_80": round(float((said[sure] == own[sure]).mean()), 4),
        "labels": chances.shape[1],
    }
