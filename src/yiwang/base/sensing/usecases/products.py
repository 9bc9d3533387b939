"""Products and their thing models: created, changed version by version, and what a change would mean."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.sensing.errors import ProductChangedError
from yiwang.base.sensing.messages import ProductChanged
from yiwang.base.sensing.model.changes import Difference, differences, same_meaning
from yiwang.base.sensing.model.product import Product, ProductDraft, Property, check, faults
from yiwang.base.sensing.store import devices
from yiwang.base.sensing.store import products as store
from yiwang.base.sensing.store.products import PRODUCTS
from yiwang.base.sensing.usecases.foreseeing import Consequence, foresee
from yiwang.infra.database import Tx, Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.errors import NotFoundError, YiwangError


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What storing a product would do: ``version`` is in force (0: none), ``devices`` are registered."""

    version: int
    devices: int
    errors: list[YiwangError]
    differences: list[Difference]
    consequences: list[Consequence]


async def save_product(work: Work, draft: ProductDraft, base: int | None = None) -> Product:
    """Store a product or its next version; see ``api.save_product``."""
    check(draft)
    # before anything is read: the settler sees products by the registry's revision
    await devices.advance(work.tx)
    known = (await store.load(work.tx)).by_code.get(draft.code)
    version = 0 if known is None else known.version
    if base is not None and base != version:
        raise ProductChangedError(code=draft.code, version=version, base=base)
    if known is not None:
        if known.draft == draft:
            return known
        if clashes := await _clashes(work.tx, known, draft):
            raise clashes[0]
    no, version = await store.save(work.tx, draft, work.now, work.actor.key)
    await bump(work.tx, PRODUCTS.name)
    work.announce(ProductChanged(code=draft.code, version=version))
    await audit.record(work, "sensing.product_save", "product", draft.code, {"version": version})
    found = await PRODUCTS.get(work.tx)
    return found.by_no[no]


async def _clashes(tx: Tx, known: Product, new: ProductDraft) -> list[YiwangError]:
    """Return where stored numbers would get another meaning.

    A property that an earlier version dropped still has its numbers; without a device there are none.
    """
    if not await store.count_devices(tx, known.no):
        return []
    was: dict[str, Property] = {}
    for row in await store.versions(tx, known.no):  # newest first
        for prop in msgspec.convert(row["body"], ProductDraft).model.properties:
            was.setdefault(prop.code, prop)
    found: list[YiwangError] = []
    for index, prop in enumerate(new.model.properties):
        if prop.code in was:
            try:
                same_meaning(was[prop.code], prop, f"model.properties.{index}")
            except YiwangError as error:
                found.append(error)
    return found


async def look_ahead(work: Work, draft: ProductDraft) -> Outlook:
    """Return what is wrong with a product, how it differs from what is in force, and what would follow."""
    known = (await PRODUCTS.get(work.tx)).by_code.get(draft.code)
    errors: list[YiwangError] = [*faults(draft)]
    if known is None:
        return Outlook(version=0, devices=0, errors=errors, differences=[], consequences=[])
    return Outlook(
        version=known.version,
        devices=await store.count_devices(work.tx, known.no),
        errors=errors + await _clashes(work.tx, known, draft),
        differences=differences(known.draft, draft),
        consequences=await foresee(work.tx, known, draft),
    )


async def versions(tx: Tx, code: str) -> list[dict[str, Any]]:
    """Return all versions of a product, newest first, each with what differs from the one before."""
    found = (await PRODUCTS.get(tx)).by_code.get(code)
    if found is None:
        raise NotFoundError(what_zh="产品", what_en="product", key=code)
    rows = await store.versions(tx, found.no)
    drafts = [msgspec.convert(row["body"], ProductDraft) for row in rows]
    changes = [differences(old, new) for new, old in itertools.pairwise(drafts)]
    return [
        row | {"body": draft, "changes": made}
        for row, draft, made in zip(rows, drafts, [*changes, []], strict=True)
    ]
