"""Bringing texts in: from closed cases, and from files. Only masked words are kept."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.base.samples import store
from yiwang.base.samples.errors import SampleSetError
from yiwang.base.samples.model.rights import MANAGE
from yiwang.base.samples.model.sets import LONGEST, MOST_TEXTS, SampleSet
from yiwang.base.samples.usecases.sets import set_of
from yiwang.infra.database import Work
from yiwang.infra.tabular import read_table
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import demand

_ENDED: Final = ("closed", "rated", "archived")
_TEXT: Final = ("text", "文本", "内容", "正文", "诉求内容", "问题描述")
_LABEL: Final = ("label", "标签", "类别", "分类")


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What came of bringing texts in; ``known``: those that the set has already."""

    read: int
    added: int
    known: int
    empty: int


class _Text(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    source: str
    given: str | None = None
    report: UUID | None = None
    path: tuple[str, ...] = ()


async def collect(work: Work, code: str, asked: CaseFilter, most: int) -> Gathered:
    """Draw reports of closed cases evenly, at most ``most``; what matter or class says is kept as given.

    Within what the caller may see. Raises ``sample_set_not_found``, ``sample_set``, ``invalid_input``.
    """
    demand(work.actor, MANAGE)
    one = await set_of(work.tx, code, lock=True)
    rows = await cases.told(work, msgspec.structs.replace(asked, stages=_ENDED), most)
    catalogue = await matters.catalogue(work.tx)
    texts = []
    for row in rows:
        matter = catalogue.get(row["matter"]) if row["matter"] else None
        over = catalogue.get(matter.class_code) if matter is not None else None
        names = tuple(m.name for m in (matter, over) if m is not None)
        texts.append(
            _Text(
                text=row["text"],
                source=row["number"],
                given=_label(one, *names),
                report=row["report"],
                path=tuple(row["path"]),
            )
        )
    return await _add(work, code, texts)


async def take_file(work: Work, code: str, name: str, content: bytes) -> Gathered:
    """Take the texts of a CSV or XLSX file: a column 文本/text, and 标签/label where it has one.

    Raises ``sample_set_not_found``, ``sample_set``, ``invalid_input``, ``payload_too_large``.
    """
    demand(work.actor, MANAGE)
    one = await set_of(work.tx, code, lock=True)
    rows = await asyncio.to_thread(read_table, name, content)
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    at = next((heads.index(word) for word in _TEXT if word in heads), None)
    if at is None:
        raise SampleSetError(
            field="file", why_zh="首行没有“文本”或“text”列", why_en="its first line names no column text"
        )
    label = next((heads.index(word) for word in _LABEL if word in heads), None)
    texts = [
        _Text(
            text=row[at] if at < len(row) else "",
            source=name[:200],
            given=_label(one, row[label]) if label is not None and label < len(row) else None,
        )
        for row in rows[1:]
    ]
    return await _add(work, code, texts)


def _label(one: SampleSet, *words: str) -> str | None:
    """Return the code of the label that bears one of these words as its name or code."""
    return next((b.code for w in words for b in one.labels if w.strip() in {b.code, b.name}), None)


async def _add(work: Work, code: str, texts: Sequence[_Text]) -> Gathered:
    plain = await asyncio.to_thread(
        lambda: [language.masked(one.text[: LONGEST * 2])[:LONGEST].strip() for one in texts]
    )
    columns: list[list[Any]] = [[] for _ in range(10)]
    for one, text in zip(texts, plain, strict=True):
        if not text:
            continue
        row = (
            new_id(),
            code,
            text,
            hashlib.sha256(text.encode()).digest(),
            os.urandom(16),
            one.report,
            one.source,
            " ".join(one.path),
            one.given,
            work.now,
        )
        for column, cell in zip(columns, row, strict=True):
            column.append(cell)
    there = (await store.counted(work.tx, code))["texts"]
    if there + len(columns[0]) > MOST_TEXTS:
        raise SampleSetError(
            why_zh=f"一个样本集最多 {MOST_TEXTS} 条", why_en=f"a set has at most {MOST_TEXTS} texts"
        )
    added = await store.add(work.tx, columns)
    found = Gathered(
        read=len(texts),
        added=added,
        known=len(columns[0]) - added,
        empty=len(texts) - len(columns[0]),
    )
    await audit.record(work, "samples.gather", "samples", code, msgspec.to_builtins(found))
    return found
