"""Routes of Open311 GeoReport v2 and its extension for updates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from yiwang.connectors.open311 import parse, render
from yiwang.connectors.open311.discovery import PRODUCTION, TEST, discovery
from yiwang.connectors.open311.errors import GeoReportError, bad_request, from_yiwang, not_found
from yiwang.connectors.open311.gateway import Gateway
from yiwang.connectors.open311.model import Service, Submitted, Window
from yiwang.connectors.open311.system import MEDIA, System
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import YiwangError
from yiwang.sdk import media, process

_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_MOST_FILES: Final = 10
_MOST_FIELDS: Final = 200
_PART: Final = 64 * 1024
_CHUNK: Final = 256 * 1024


def _language(request: Request) -> str:
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def _respond(
    root: str,
    value: Any,
    form: str,
    *,
    status: int = 200,
    bare: bool = False,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return the answer; ``bare`` leaves the character set out of the content type."""
    response = Response(render.write(root, value, form), status, headers)
    response.headers["content-type"] = render.MEDIA_TYPES[form] + ("" if bare else "; charset=utf-8")
    return response


async def _guarded(request: Request, form: str, serve: Callable[[], Awaitable[Response]]) -> Response:
    """Serve, and turn refusals into GeoReport errors in the asked form."""
    known = form in render.FORMATS
    try:
        if not known:
            raise not_found(f"The format {form[:20]!r}")
        _check_jurisdiction(request, request.query_params.get("jurisdiction_id", ""))
        return await serve()
    except GeoReportError as error:
        refusal = error
    except YiwangError as error:
        refusal = from_yiwang(error, _language(request))
    except HTTPException as error:  # what the form parser makes of a broken body
        refusal = GeoReportError(error.status_code, str(error.detail))
    return _respond("errors", render.errors(refusal), form if known else render.JSON, status=refusal.status)


def _gateway(request: Request) -> Gateway:
    """Return the system; a test may set another one."""
    made: Callable[[Request], Gateway] = getattr(request.app.state, "open311", System)
    return made(request)


def _check_jurisdiction(request: Request, given: str) -> None:
    """Refuse a jurisdiction that is not ours, when the operator has named ours."""
    ours = process.setting(request, "open311_jurisdiction")
    if ours and given and given != ours:
        raise not_found("jurisdiction_id")


async def _parameters(request: Request) -> tuple[parse.Parameters, list[UploadFile]]:
    """Return the parameters of a POST and the files that came with it."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORM or not kind:
        return parse.decode_form(await request.body()), []
    if kind != _MULTIPART:
        raise GeoReportError(415, f"The body is {_FORM} or {_MULTIPART}.")
    form = await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_PART)
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    return parse.Parameters(pairs), files


async def _caller(request: Request, gateway: Gateway, parameters: parse.Parameters) -> Actor:
    _check_jurisdiction(request, parameters.text("jurisdiction_id"))
    header = request.headers.get("authorization", "")
    bearer = header[7:].strip() if header[:7].lower() == "bearer " else ""
    key = parameters.text("api_key", 500) or request.query_params.get("api_key", "") or bearer
    caller = await gateway.caller(key)
    if caller is None:
        raise GeoReportError(403, "Missing or invalid API key.")
    return caller


async def _service(gateway: Gateway, code: str) -> Service:
    if not code:
        raise bad_request("service_code was not provided.")
    service = await gateway.service(code)
    if service is None:
        raise not_found("service_code")
    return service


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(_CHUNK):
        yield piece


def _paging(request: Request, window: Window, *, more: bool, count: int) -> dict[str, str]:
    """Return the headers of a page: where its neighbours are and what it covers."""
    headers = {
        "x-page": str(window.page),
        "x-page-size": str(window.page_size),
        "x-page-count": str(count),
        "x-window": f"{render.moment(window.start)}/{render.moment(window.end)}",
    }
    links = []
    for name, page in (("prev", window.page - 1), ("next", window.page + 1 if more else 0)):
        if page > 0:
            query = dict(request.query_params) | {"page": str(page), "page_size": str(window.page_size)}
            links.append(f'<{request.url.path}?{urlencode(query)}>; rel="{name}"')
    if links:
        headers["link"] = ", ".join(links)
    return headers


class _Endpoint:
    """The routes under one address; a rehearsal checks a new request and stores nothing."""

    def __init__(self, prefix: str, *, rehearsal: bool) -> None:
        self.rehearsal = rehearsal
        self.router = APIRouter(prefix=prefix, tags=["open311"], default_response_class=Response)
        add = self.router.add_api_route
        add("/discovery.{form}", discover, methods=["GET"], include_in_schema=False)
        add("/services.{form}", self.services, methods=["GET"])
        add("/services/{code}.{form}", self.definition, methods=["GET"])
        add("/requests.{form}", self.requests, methods=["GET"])
        add("/requests.{form}", self.submit, methods=["POST"], status_code=201)
        add("/requests/{request_id}.{form}", self.request, methods=["GET"])
        add("/tokens/{token}.{form}", self.token, methods=["GET"])
        add("/servicerequestupdates.{form}", self.updates, methods=["GET"])
        add("/servicerequestupdates.{form}", self.add_update, methods=["POST"], status_code=201)

    async def services(self, request: Request, form: str) -> Response:
        """List the services: every published matter."""

        async def serve() -> Response:
            found = await _gateway(request).services()
            return _respond("services", render.services(found), form)

        return await _guarded(request, form, serve)

    async def definition(self, request: Request, code: str, form: str) -> Response:
        """Return the questions that a service asks."""

        async def serve() -> Response:
            service = await _service(_gateway(request), code)
            return _respond("service_definition", render.definition(service), form)

        return await _guarded(request, form, serve)

    async def requests(self, request: Request, form: str) -> Response:
        """List requests by dates, status, services or ids; at most 90 days and 1000 at once."""

        async def serve() -> Response:
            gateway = _gateway(request)
            window = parse.window(parse.Parameters(request.query_params.multi_items()), gateway.now())
            page = await gateway.find(window)
            headers = _paging(request, window, more=page.more, count=len(page.items))
            return _respond(
                "service_requests", [render.request(item) for item in page.items], form, headers=headers
            )

        return await _guarded(request, form, serve)

    async def request(self, request: Request, request_id: str, form: str) -> Response:
        """Return one request, as a list of one."""

        async def serve() -> Response:
            found = await _gateway(request).request(request_id)
            if found is None:
                raise not_found("service_request_id")
            return _respond("service_requests", [render.request(found)], form)

        return await _guarded(request, form, serve)

    async def token(self, request: Request, token: str, form: str) -> Response:
        """Return the id of the request that a token stands for, once it has one."""

        async def serve() -> Response:
            known, request_id = await _gateway(request).id_of(token)
            if not known:
                raise not_found("token")
            answer: dict[str, Any] = {"token": token}
            if request_id is not None:
                answer["service_request_id"] = request_id
            return _respond("service_requests", [answer], form)

        return await _guarded(request, form, serve)

    async def submit(self, request: Request, form: str) -> Response:
        """Hand in a request; answered after it is stored durably."""

        async def serve() -> Response:
            gateway = _gateway(request)
            parameters, files = await _parameters(request)
            try:
                caller = await _caller(request, gateway, parameters)
                service = await _service(gateway, parameters.text("service_code", 100))
                key = request.headers.get("idempotency-key")
                new = parse.new_request(parameters, service, key)
                if self.rehearsal:
                    answer = Submitted(token="rehearsal", notice="Checked, not stored.")  # noqa: S106
                else:
                    media = [await gateway.store_media(caller, _pieces(f), f.filename or "") for f in files]
                    answer = await gateway.submit(caller, new, media)
            finally:
                for file in files:
                    await file.close()
            return _respond("service_requests", [render.submitted(answer)], form, status=201)

        return await _guarded(request, form, serve)

    async def updates(self, request: Request, form: str) -> Response:
        """List what was said in public on requests, oldest first."""

        async def serve() -> Response:
            gateway = _gateway(request)
            window = parse.window(parse.Parameters(request.query_params.multi_items()), gateway.now())
            found = await gateway.updates(window.start, window.end, window.ids)
            return _respond("service_request_updates", [render.update(item) for item in found], form)

        return await _guarded(request, form, serve)

    async def add_update(self, request: Request, form: str) -> Response:
        """Add words to a request; a comment, never a decision: its status is not changed by it."""

        async def serve() -> Response:
            gateway = _gateway(request)
            parameters, files = await _parameters(request)
            for file in files:
                await file.close()
            caller = await _caller(request, gateway, parameters)
            new = parse.new_update(parameters)
            update_id = "rehearsal" if self.rehearsal else await gateway.add_update(caller, new)
            return _respond("service_request_updates", [{"update_id": update_id}], form, status=201)

        return await _guarded(request, form, serve)


async def discover(request: Request, form: str) -> Response:
    """Return the discovery document; its content types carry no character set."""

    async def serve() -> Response:
        base = (process.setting(request, "public_url") or str(request.base_url)).rstrip("/")
        contact = process.setting(request, "open311_contact") or f"{base}/"
        return _respond("discovery", discovery(base, contact), form, bare=True)

    return await _guarded(request, form, serve)


async def picture(request: Request, file: UUID) -> Response:
    """Return a published attachment."""

    async def serve() -> Response:
        found = await System(request).file(file)
        if found is None:
            raise not_found("media")
        headers = {"content-length": str(found.size), "cache-control": "public, max-age=86400"}
        return StreamingResponse(
            media.objects().stream(found.digest), media_type=found.media_type, headers=headers
        )

    return await _guarded(request, render.JSON, serve)


def _router() -> APIRouter:
    whole = APIRouter()
    whole.add_api_route(MEDIA + "/{file}", picture, methods=["GET"], tags=["open311"])
    whole.add_api_route("/open311/discovery.{form}", discover, methods=["GET"], tags=["open311"])
    whole.include_router(_Endpoint(PRODUCTION, rehearsal=False).router)
    whole.include_router(_Endpoint(TEST, rehearsal=True).router)
    return whole


router = _router()
