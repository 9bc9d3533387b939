"""The catalogue that all requests of a process share."""

from __future__ import annotations

from yiwang.base.geography import api as geography
from yiwang.base.matters import store
from yiwang.base.matters.model.catalogue import Catalogue
from yiwang.infra.database import Tx
from yiwang.infra.snapshots import Snapshot

NAME = "matters"


async def _load(tx: Tx) -> Catalogue:
    names = {area.code: area.name for area in (await geography.areas(tx)).all()}
    return Catalogue(
        await store.matters(tx), await store.responsibilities(tx), await store.mappings(tx), names
    )


CATALOGUE: Snapshot[Catalogue] = Snapshot(NAME, _load)
