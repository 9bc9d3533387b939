"""Routes of products and their thing models."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from yiwang.base.sensing import api
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError, NotFoundError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["products"])


def _shown(product: api.Product) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(product.draft)
    return body | {"version": product.version}


@router.get("/products", summary="All products with their thing models")
async def get_products(request: Request) -> Response:
    """Return ``{items}``, by code."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        found = await api.products(work.tx)
    return web.json({"items": [_shown(product) for product in found.by_code.values()]})


@router.get("/products/{code}", summary="One product")
async def get_product(request: Request, code: str) -> Response:
    """Return the product with its thing model."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        found = (await api.products(work.tx)).by_code.get(code)
    if found is None:
        raise NotFoundError(what_zh="产品", what_en="product", key=code)
    return web.json(_shown(found))


@router.get("/products/{code}/versions", summary="All versions of a product")
async def get_versions(request: Request, code: str) -> Response:
    """Return ``{items}``, newest first."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.product_versions(work.tx, code)})


@router.put(
    "/products/{code}", summary="Create or change a product", openapi_extra=web.body_of(api.ProductDraft)
)
async def put_product(request: Request, code: str) -> Response:
    """Store the next version; an equal one changes nothing."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_PRODUCTS)
    draft = await web.read(request, api.ProductDraft)
    if draft.code != code:
        raise InvalidInputError(field="code", why_zh="与地址不一致", why_en="differs from the address")
    async with web.database(request).work(actor) as work:
        return web.json(_shown(await api.save_product(work, draft)))


@router.get("/units-of-measure", summary="Units that properties may have (UCUM)")
async def get_units(request: Request) -> Response:
    """Return ``{items: [{code, dimension}]}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    return web.json({"items": [{"code": c, "dimension": u.dimension} for c, u in api.UNITS.items()]})
