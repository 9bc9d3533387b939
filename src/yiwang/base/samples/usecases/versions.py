"""Frozen versions: what training uses, what can be exported, and how erased reports leave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.samples import store
from yiwang.base.samples.errors import SampleSetError
from yiwang.base.samples.model.agreement import agreement
from yiwang.base.samples.model.rights import MANAGE
from yiwang.base.samples.model.sets import SampleSet, digest, mark
from yiwang.base.samples.usecases.sets import set_of
from yiwang.infra.database import Row, Tx, Work
from yiwang.infra.tabular import write_csv, write_excel
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import demand


def seen_by(actor: Actor, path: Sequence[str]) -> bool:
    """Tell whether somebody may see a text of a case at ``path``; texts of files have none."""
    return actor.area is None or not path or actor.area in path


async def freeze(work: Work, code: str, note: str = "") -> dict[str, Any]:
    """Make a version of all texts that have a label; raises ``sample_set`` where none has."""
    demand(work.actor, MANAGE)
    one = await set_of(work.tx, code, lock=True)
    rows = await store.usable(work.tx, code)
    if not rows:
        raise SampleSetError(why_zh="还没有标好的样本", why_en="no text has a label yet")
    kept = [(row["id"], mark(row["salt"], row["text"]), row["label"]) for row in rows]
    whole = digest(kept)
    figures = agreement(await store.pairs(work.tx, code))
    del figures["pairs"]  # who agreed with whom is no part of the data
    about = {
        "note": note,
        "body": msgspec.to_builtins(one),
        "digest": whole,
        "agreement": figures,
    }
    number = await store.freeze(work, code, about, kept)
    told = {"number": number, "texts": len(kept), "digest": whole.hex()}
    await audit.record(work, "samples.freeze", "samples", code, told)
    return told


async def version_of(tx: Tx, code: str, number: int | None) -> Row:
    """Return a version, the newest where no number is given; raises ``sample_set``."""
    await set_of(tx, code)
    if number is None:
        found = next(iter(await store.versions(tx, code)), None)
    else:
        found = await store.version(tx, code, number)
    if found is None:
        raise SampleSetError(why_zh="没有这个版本", why_en="there is no such version")
    return found


async def check(tx: Tx, code: str, number: int) -> bool:
    """Tell whether a version holds what it was frozen with; erased texts do not change the answer."""
    version = await version_of(tx, code, number)
    rows = await store.kept(tx, code, number)
    return digest((r["item"], r["mark"], r["label"]) for r in rows) == bytes(version["digest"])


async def export(work: Work, code: str, number: int, *, as_excel: bool) -> bytes:
    """Return a version as a file: text, label, name of the label, source; erased texts are left out.

    So are texts of cases outside the caller's area.
    """
    demand(work.actor, MANAGE)
    version = await version_of(work.tx, code, number)
    names = {b.code: b.name for b in msgspec.convert(version["body"], SampleSet).labels}
    rows = [["文本", "标签", "标签名称", "来源"]] + [
        [row["text"], row["label"], names.get(row["label"], ""), row["source"]]
        for row in await store.kept(work.tx, code, number)
        if row["text"] is not None and seen_by(work.actor, row["path"])
    ]
    await audit.record(work, "samples.export", "samples", code, {"number": number, "texts": len(rows) - 1})
    return write_excel("samples", rows) if as_excel else write_csv(rows)


async def forget(work: Work, reports: Sequence[UUID]) -> int:
    """Erase all texts that came of these reports, in sets and in frozen versions; return how many."""
    gone = await store.erase(work.tx, reports)
    if gone:
        await audit.record(work, "samples.erase", "samples", "*", {"texts": gone})
    return gone
