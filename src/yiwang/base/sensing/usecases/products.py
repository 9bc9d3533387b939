"""Products and their thing models: created, changed version by version."""

from __future__ import annotations

from yiwang.base.audit import api as audit
from yiwang.base.sensing.errors import ThingModelInUseError
from yiwang.base.sensing.messages import ProductChanged
from yiwang.base.sensing.model.product import Product, ProductDraft, check
from yiwang.base.sensing.store import devices
from yiwang.base.sensing.store import products as store
from yiwang.base.sensing.store.products import PRODUCTS
from yiwang.infra.database import Work
from yiwang.infra.snapshots import bump


async def save_product(work: Work, draft: ProductDraft) -> Product:
    """Store a product or its next version; see ``api.save_product``."""
    check(draft)
    # before anything is read: the settler sees products by the registry's revision
    await devices.advance(work.tx)
    known = (await PRODUCTS.get(work.tx)).by_code.get(draft.code)
    if known is not None:
        if known.draft == draft:
            return known
        _same_meaning(known.draft, draft)
    no, version = await store.save(work.tx, draft, work.now, work.actor.key)
    await bump(work.tx, PRODUCTS.name)
    work.announce(ProductChanged(code=draft.code, version=version))
    await audit.record(work, "sensing.product_save", "product", draft.code, {"version": version})
    found = await PRODUCTS.get(work.tx)
    return found.by_no[no]


def _same_meaning(old: ProductDraft, new: ProductDraft) -> None:
    """Refuse what would give stored numbers another meaning: another unit, another kind, another member."""
    before = {prop.code: prop for prop in old.model.properties}
    for index, prop in enumerate(new.model.properties):
        was = before.get(prop.code)
        if was is None:
            continue
        field = f"model.properties.{index}"
        if was.unit != prop.unit:
            raise ThingModelInUseError(field=field, code=prop.code, what_zh="单位", what_en="unit")
        if was.kind != prop.kind:
            raise ThingModelInUseError(field=field, code=prop.code, what_zh="类型", what_en="kind")
        codes = {member.value: member.code for member in was.members}
        if any(codes.get(m.value, m.code) != m.code for m in prop.members):
            raise ThingModelInUseError(field=field, code=prop.code, what_zh="取值含义", what_en="members")
