"""Making sets and looking at them."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.identity import api as identity
from yiwang.base.samples import store
from yiwang.base.samples.errors import SampleSetNotFoundError
from yiwang.base.samples.model.agreement import agreement
from yiwang.base.samples.model.rights import MANAGE
from yiwang.base.samples.model.sets import SampleSet, check
from yiwang.infra.database import Row, Tx, Work
from yiwang.kernel.permissions import demand

_PERSON: Final = "person"


async def set_of(tx: Tx, code: str, *, lock: bool = False) -> SampleSet:
    """Return the set; raises ``sample_set_not_found``."""
    found = await store.get_set(tx, code, lock=lock)
    if found is None:
        raise SampleSetNotFoundError(code=code)
    return found


async def save_set(work: Work, code: str, one: SampleSet) -> None:
    """Make a set or change it; labels that were given stay. Raises ``sample_set``."""
    demand(work.actor, MANAGE)
    await store.get_set(work.tx, code, lock=True)
    check(one, await store.used(work.tx, code))
    await store.put_set(work, code, one)
    await audit.record(work, "samples.save", "samples", code, {"labels": sorted(one.codes)})


async def find(tx: Tx) -> list[dict[str, Any]]:
    """Return all sets with how many texts and versions each has."""
    return [
        {"code": row["code"], "name": row["body"]["name"], "texts": row["texts"], "versions": row["versions"]}
        for row in await store.sets(tx)
    ]


async def detail(tx: Tx, code: str) -> dict[str, Any]:
    """Return a set: counts, agreement of people, labels with how many texts each, versions."""
    one = await set_of(tx, code)
    directory = await identity.directory(tx)
    found = agreement(await store.pairs(tx, code))
    for pair in found["pairs"]:
        pair["who"] = [_called(directory, who) for who in pair["who"]]
    per = await store.by_label(tx, code)
    return {
        "code": code,
        "name": one.name,
        "guide": one.guide,
        "labels": [msgspec.to_builtins(label) | {"n": per.get(label.code, 0)} for label in one.labels],
        "counts": dict(await store.counted(tx, code)),
        "agreement": found,
        "versions": [shown(directory, row) for row in await store.versions(tx, code)],
    }


def shown(directory: identity.Directory, row: Row) -> dict[str, Any]:
    """Return a version as pages show it."""
    figures = {name: row["agreement"][name] for name in ("n", "equal", "alpha", "alpha_interval")}
    return {
        "number": row["number"],
        "at": row["at"],
        "by": _called(directory, row["by"]),
        "note": row["note"],
        "digest": row["digest"].hex(),
        "texts": row["texts"],
        "erased": row["erased"],
        "agreement": figures,
    }


def _called(directory: identity.Directory, key: str) -> str:
    kind, _, name = key.partition(":")
    person = directory.person(UUID(name)) if kind == _PERSON else None
    return person.name if person is not None and person.name else "—"
