"""The words of GeoReport v2."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

OPEN, CLOSED = "open", "closed"


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """A question that a service asks; ``values`` are (key, name) of lists.

    ``datatype``: string, number, datetime, text, singlevaluelist, multivaluelist.
    """

    code: str
    description: str
    datatype: str = "string"
    required: bool = False
    datatype_description: str = ""
    order: int = 1
    variable: bool = True
    values: tuple[tuple[str, str], ...] = ()


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of request that may be handed in: a matter of the catalogue."""

    code: str
    name: str
    description: str = ""
    group: str = ""
    keywords: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()


class ServiceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request as the public sees it."""

    id: str
    status: str
    service_code: str
    service_name: str
    requested: datetime
    updated: datetime
    expected: datetime | None = None
    status_notes: str = ""
    description: str = ""
    agency: str = ""
    notice: str = ""
    address: str = ""
    address_id: str = ""
    zipcode: str = ""
    lat: float | None = None
    long: float | None = None
    media_url: str = ""


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """What was said in public on a request, and its status then."""

    id: str
    request: str
    status: str
    at: datetime
    description: str
    media_url: str = ""


class NewRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request to be handed in, as its parameters said, checked for form only."""

    service: Service
    description: str
    lat: float | None
    long: float | None
    address: str
    address_id: str
    name: str
    phone: str
    email: str
    account_id: str
    device_id: str
    media_url: str
    attributes: dict[str, str | list[str]]
    #: The caller's own key against doing things twice (header ``Idempotency-Key``).
    key: str | None = None


class NewUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """Words to be added to a request from outside."""

    request: str
    description: str
    status: str | None
    at: datetime | None
    external_id: str | None
    name: str
    email: str
    phone: str
    media_url: str


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a new request: its id if it has one already, else a token to ask with."""

    token: str
    id: str | None = None
    notice: str = ""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Which requests are asked for; ``ids`` outdo everything else."""

    start: datetime
    end: datetime
    ids: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    status: str | None = None
    updated: bool = False
    page: int = 1
    page_size: int = 1000


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of requests; ``more`` tells whether another follows."""

    items: tuple[ServiceRequest, ...]
    more: bool = False


class Media(msgspec.Struct, frozen=True):
    """A stored attachment."""

    id: UUID
