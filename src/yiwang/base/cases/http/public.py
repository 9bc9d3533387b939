"""The public's own doors: report, follow, rate, supplement; no account needed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, cast
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import FormData, UploadFile

from yiwang.base.cases import api
from yiwang.base.cases.http.reports import keyed
from yiwang.base.cases.model.report import CORRECTS, JOINS, PUBLIC_SOURCE, ReporterInput, ReportInput
from yiwang.infra import web
from yiwang.infra.throttle import Throttle
from yiwang.kernel.actor import PUBLIC
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.refusals import UNREADABLE, refused

router = APIRouter(prefix="/public", tags=["public"])

_SOURCE = PUBLIC_SOURCE
#: Channels that an anonymous sender may name; anything else would be a false flag.
_CHANNELS = ("web", "app")
_PHOTOS = 6
_PIECE = 256 * 1024
_BURST, _PER_HOUR = 20, 120
_LOOKS = 20  # looking is that much cheaper than handing in

Secret = Annotated[str, Query(min_length=8, max_length=64, description="the receipt's secret")]


class PublicReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report by the public; only ``text`` is needed. ``channel`` is ``web`` or ``app``.

    ``joins`` is the number of an open problem near by that the report repeats, ``corrects`` that of one
    of which something published is wrong: a person decides about it.
    """

    text: str
    address: str | None = None
    lon: float | None = None
    lat: float | None = None
    crs: str | None = None
    matter: str | None = None
    joins: str | None = None
    corrects: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    channel: str = "web"
    reporter: ReporterInput | None = None
    media: list[UUID] = []

    def as_report(self) -> ReportInput:
        """Return it as a report of the source ``public``."""
        if self.channel not in _CHANNELS:
            raise InvalidInputError(field="channel", why_zh="应为 web 或 app", why_en="must be web or app")
        about = {JOINS: self.joins, CORRECTS: self.corrects}
        values = {name: getattr(self, name) for name in self.__struct_fields__ if name not in about}
        attributes = {name: number for name, number in about.items() if number is not None}
        return ReportInput(source=_SOURCE, attributes=attributes, **values)


class Feedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The receipt's secret and the body of the action."""

    receipt: Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
    satisfaction: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    speed: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    result: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    attitude: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    comment: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    text: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    media: list[UUID] = []


_report_decoder = msgspec.json.Decoder(PublicReport)
_feedback_decoder = msgspec.json.Decoder(Feedback)


def _decode(decoder: Any, raw: bytes) -> Any:
    try:
        return decoder.decode(raw)
    except UNREADABLE as error:
        raise refused(error) from None


def _throttle(request: Request, kind: str) -> None:
    """Count the request against its address; raises ``too_many_requests``."""
    state = request.app.state
    found = getattr(state, "throttles", None)
    if found is None:
        settings = getattr(state, "settings", None)
        burst = settings.public_burst if settings is not None else _BURST
        per_hour = settings.public_per_hour if settings is not None else _PER_HOUR
        found = state.throttles = {
            "report": Throttle(burst=burst, per_hour=per_hour),
            "look": Throttle(burst=burst * _LOOKS, per_hour=per_hour * _LOOKS),
            "vote": Throttle(burst=burst, per_hour=per_hour),
            "voter": Throttle(burst=burst, per_hour=burst),  # a device needs one for good
        }
    address = request.client.host if request.client is not None else "unknown"
    cast("dict[str, Throttle]", found)[kind].take(address)


@router.post(
    "/reports",
    status_code=201,
    summary="Hand in a report as a citizen",
    openapi_extra={
        "requestBody": {
            "content": {
                "application/json": {"schema": msgspec.json.schema(PublicReport)},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            **{
                                name: {"type": "string"}
                                for name in (
                                    "text",
                                    "address",
                                    "matter",
                                    "joins",
                                    "corrects",
                                    "channel",
                                    "crs",
                                    "name",
                                    "phone",
                                    "email",
                                )
                            },
                            "lon": {"type": "number"},
                            "lat": {"type": "number"},
                            "photos": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        },
                        "required": ["text"],
                    }
                },
            }
        }
    },
    responses={429: {"description": "`too_many_requests`: wait as long as `Retry-After` says"}},
)
async def hand_in(request: Request) -> Response:
    """Store a report; the answer carries the receipt whose secret follows the case.

    JSON, or multipart with up to six ``photos``. Anonymous; each address has a rate limit. A repeat with
    the same ``Idempotency-Key`` is answered with the same id and the same secret.
    """
    _throttle(request, "report")
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=_PHOTOS, max_fields=20) as form:
            given = await _from_form(request, form)
    else:
        given = _decode(_report_decoder, await request.body())
    database, key = web.database(request), request.headers.get("idempotency-key")
    report = keyed(given.as_report(), request, "public")
    if given.joins is not None:
        async with database.reading(PUBLIC) as work:
            await api.check_joinable(work, given.joins, report)
    received = await api.intake(database).receive(report, PUBLIC, key)
    return web.json(received, 201 if received.status == "created" else 200)


async def _from_form(request: Request, form: FormData) -> PublicReport:
    fields = {k: v for k, v in form.multi_items() if isinstance(v, str) and v != ""}
    files = [v for k, v in form.multi_items() if isinstance(v, UploadFile) and k == "photos"]
    contact = {name: fields.pop(name) for name in ("name", "phone", "email") if name in fields}
    body: dict[str, Any] = {**fields, **({"reporter": contact} if contact else {})}
    try:
        given = msgspec.convert(body, PublicReport, strict=False)
    except msgspec.ValidationError as error:
        raise refused(error) from None
    given.as_report()
    database, key = web.database(request), request.headers.get("idempotency-key")
    media = []
    for file in files:
        name = file.filename or "photo"
        stored, _ = await api.upload(database, PUBLIC, _pieces(file), name=name, role="report", key=key)
        media.append(stored)
    return msgspec.structs.replace(given, media=[*given.media, *media])


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(_PIECE):
        yield piece


@router.get("/reports/{report}", summary="The case number of a report just handed in")
async def follow_report(request: Request, report: UUID, receipt: Secret) -> Response:
    """Return ``{id, case}``; ``case`` is null until the report was prepared, usually within a second."""
    _throttle(request, "look")
    async with web.database(request).reading(PUBLIC) as work:
        found = await api.follow_report(work, report, receipt)
    return web.json(found)


@router.get("/cases/{number}", summary="How a case stands, for its reporter")
async def follow_case(request: Request, number: str, receipt: Secret) -> Response:
    """Return stage, unit, track and replies in public words; nothing internal, no other reporters."""
    _throttle(request, "look")
    async with web.database(request).reading(PUBLIC) as work:
        found = await api.follow_case(work, number, receipt)
    return web.json(found)


_FEEDBACK: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": msgspec.json.schema(Feedback)}},
    }
}


@router.post("/cases/{number}/rating", summary="Rate a closed case", openapi_extra=_FEEDBACK)
async def rate(request: Request, number: str) -> Response:
    """Rate with ``receipt`` and ``satisfaction`` 1 to 5; returns the public view."""
    _throttle(request, "look")
    given = _decode(_feedback_decoder, await request.body())
    if given.satisfaction is None:
        raise InvalidInputError(field="satisfaction", why_zh="请打分 1–5", why_en="rate from 1 to 5")
    names = ("satisfaction", "speed", "result", "attitude", "comment")
    body = {name: getattr(given, name) for name in names}
    async with web.database(request).work(PUBLIC) as work:
        found = await api.rate_case(work, number, given.receipt, body)
    return web.json(found)


@router.post("/cases/{number}/supplement", summary="Add what was asked for", openapi_extra=_FEEDBACK)
async def supplement(request: Request, number: str) -> Response:
    """Add ``text`` and ``media`` with ``receipt`` while the case waits for its reporter."""
    _throttle(request, "look")
    given = _decode(_feedback_decoder, await request.body())
    body = {"text": given.text, "media": [str(m) for m in given.media]}
    async with web.database(request).work(PUBLIC) as work:
        found = await api.supplement_case(work, number, given.receipt, body)
    return web.json(found)


@router.get("/near", summary="Open problems around a place, as everybody may see them")
async def near(
    request: Request,
    lon: Annotated[float, Query(ge=-180, le=180)],
    lat: Annotated[float, Query(ge=-90, le=90)],
    radius: Annotated[float, Query(ge=100, le=1000, description="metres")] = 500,
) -> Response:
    """Return ``{items}``, nearest first: matter, state, street, day, place to about 100 m; no words."""
    _throttle(request, "look")
    async with web.database(request).reading(PUBLIC) as work:
        found = await api.near(work, lon, lat, radius)
    return web.json(found)


class Vote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The device's voter, and whether the case is wanted solved too or no longer."""

    voter: Annotated[str, msgspec.Meta(min_length=16, max_length=64)]
    wanted: bool = True


_vote_decoder = msgspec.json.Decoder(Vote)


@router.post("/voters", status_code=201, summary="What a device votes with")
async def new_voter(request: Request) -> Response:
    """Return ``{voter}``, to be kept by the device; it says nothing about its owner."""
    _throttle(request, "voter")
    async with web.database(request).reading(PUBLIC) as work:
        made = await api.new_voter(work)
    return web.json({"voter": made}, 201)


@router.post(
    "/near/{number}/vote", summary="Want an open problem solved too", openapi_extra=web.body_of(Vote)
)
async def vote(request: Request, number: str) -> Response:
    """Return ``{votes, voted}``: once per device, taken back with ``wanted`` false; no report, no answer."""
    _throttle(request, "vote")
    given = _decode(_vote_decoder, await request.body())
    async with web.database(request).work(PUBLIC) as work:
        found = await api.vote(work, number, given.voter, wanted=given.wanted)
    return web.json(found)


@router.get("/heat", summary="How many cases each square of the city had, without showing anybody's home")
async def heat(
    request: Request,
    kind: Annotated[str | None, Query(max_length=20, description="code of a class of matters")] = None,
    back: Annotated[int, Query(ge=0, le=3, description="so many periods earlier")] = 0,
) -> Response:
    """Return ``{from, to, back, kind, kinds, cell_m, at_least, cells}``; squares of few people are left out.

    Periods do not overlap, and of one kind a square is left out where the other kinds are few: no
    difference of two answers tells of few people either.
    """
    _throttle(request, "look")
    database = web.database(request)
    async with database.reading(PUBLIC) as work:
        found = await api.heat(database, work, kind, back)
    return web.json(found)
