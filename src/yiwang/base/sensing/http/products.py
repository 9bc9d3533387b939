"""Routes of products and their thing models."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, File, Path, Query, Request, Response, UploadFile

from yiwang.base.sensing import api
from yiwang.base.sensing.http.parts import EXCEL
from yiwang.infra import tabular, web
from yiwang.kernel.errors import InvalidInputError, NotFoundError
from yiwang.kernel.permissions import demand
from yiwang.kernel.refusals import UNREADABLE, complaint, refused

router = APIRouter(tags=["products"])

_Code = Annotated[str, Path(max_length=60)]


def _shown(product: api.Product) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(product.draft)
    return body | {"version": product.version}


@router.get("/products", summary="All products with their thing models")
async def get_products(request: Request, *, count: bool = False) -> Response:
    """Return ``{items}``, by code; ``count``: with how many devices are registered of each (``devices``)."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        found = await api.products(work.tx)
        numbers = await api.devices_of_products(work.tx) if count else None
    items = [
        _shown(product) | ({} if numbers is None else {"devices": numbers.get(product.no, 0)})
        for product in found.by_code.values()
    ]
    return web.json({"items": items})


@router.post("/products/check", summary="Look ahead", openapi_extra=web.body_of(api.ProductDraft))
async def post_check(request: Request) -> Response:
    """Return what storing the product would do: ``{version, devices, errors, differences, consequences}``.

    Nothing is stored. ``version`` is the one in force (0: none); every error names its field.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    raw = await web.read(request, dict[str, Any])
    try:
        draft = msgspec.convert(raw, api.ProductDraft)
    except UNREADABLE as error:
        unread: dict[str, Any] = {"version": None, "devices": None, "differences": [], "consequences": []}
        return web.json(unread | {"errors": [refused(error).as_dict()]})
    async with web.database(request).reading(actor) as work:
        found = await api.look_ahead(work, draft)
    return web.json(msgspec.structs.asdict(found) | {"errors": [error.as_dict() for error in found.errors]})


@router.post("/products/read", summary="Read a file as a draft")
async def post_read(
    request: Request, file: Annotated[UploadFile, File(description=".json, .xlsx or .csv")]
) -> Response:
    """Return ``{product, refused}``; nothing is stored. A table gives the ``model`` only, JSON the whole."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_PRODUCTS)
    content = await file.read()
    if content.lstrip().startswith(b"{"):
        return web.json({"product": _product(content), "refused": []})
    rows = await asyncio.to_thread(tabular.read_table, file.filename or "", content)
    model, rows_refused = api.read_model(rows)
    told = [row._asdict() for row in rows_refused]
    return web.json({"product": {"model": msgspec.to_builtins(model)}, "refused": told})


def _product(content: bytes) -> dict[str, Any]:
    """Return the product in a JSON file, also one that this API has shown; raises ``invalid_input``."""
    try:
        raw = msgspec.json.decode(content, type=dict[str, Any])
        raw.pop("version", None)
        raw.pop("devices", None)
        draft: dict[str, Any] = msgspec.to_builtins(msgspec.convert(raw, api.ProductDraft))
    except UNREADABLE as error:
        said = complaint(error)
        raise InvalidInputError(field=said.field or "file", why_zh=said.zh, why_en=said.en) from None
    return draft


@router.get("/products/{code}", summary="One product")
async def get_product(request: Request, code: _Code) -> Response:
    """Return the product with its thing model."""
    return web.json(_shown(await _one(request, code)))


async def _one(request: Request, code: str) -> api.Product:
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        found = (await api.products(work.tx)).by_code.get(code)
    if found is None:
        raise NotFoundError(what_zh="产品", what_en="product", key=code)
    return found


@router.get(
    "/products/{code}/export", responses={200: {"content": {EXCEL: {}}}}, summary="A product as a file"
)
async def get_export(
    request: Request, code: _Code, form: Annotated[Literal["json", "xlsx"], Query()] = "json"
) -> Response:
    """Return the product as JSON, or its thing model as a workbook; both can be read again."""
    product = await _one(request, code)
    headers = {"content-disposition": f'attachment; filename="product-{code}.{form}"'}
    if form == "json":
        body = msgspec.json.format(msgspec.json.encode(product.draft), indent=2)
        return Response(body, media_type="application/json", headers=headers)
    rows = api.model_lines(product.draft.model)
    content = await asyncio.to_thread(tabular.write_excel, api.MODEL_SHEET, rows)
    return Response(content, media_type=EXCEL, headers=headers)


@router.get("/products/{code}/versions", summary="All versions of a product")
async def get_versions(request: Request, code: _Code) -> Response:
    """Return ``{items}``, newest first, each with what differs from the one before."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.product_versions(work.tx, code)})


@router.put(
    "/products/{code}", summary="Create or change a product", openapi_extra=web.body_of(api.ProductDraft)
)
async def put_product(
    request: Request,
    code: _Code,
    base: Annotated[int | None, Query(ge=0, description="version that was changed; 0: a new product")] = None,
) -> Response:
    """Store the next version; an equal one changes nothing. ``base`` refuses when another one is in force."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_PRODUCTS)
    draft = await web.read(request, api.ProductDraft)
    if draft.code != code:
        raise InvalidInputError(field="code", why_zh="与地址不一致", why_en="differs from the address")
    async with web.database(request).work(actor) as work:
        return web.json(_shown(await api.save_product(work, draft, base)))


@router.get("/units-of-measure", summary="Units that properties may have (UCUM)")
async def get_units(request: Request) -> Response:
    """Return ``{items: [{code, dimension, zh}]}``: ``zh`` is the dimension in Chinese."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    items = [
        {"code": code, "dimension": unit.dimension, "zh": api.DIMENSIONS[unit.dimension]}
        for code, unit in api.UNITS.items()
    ]
    return web.json({"items": items})
