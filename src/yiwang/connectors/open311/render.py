"""From words of GeoReport to JSON and XML. One tree of plain values gives both."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from yiwang.connectors.open311.errors import GeoReportError
from yiwang.connectors.open311.model import Service, ServiceRequest, Submitted, Update

JSON, XML = "json", "xml"
FORMATS: Final = (JSON, XML)
MEDIA_TYPES: Final = {JSON: "application/json", XML: "text/xml"}

#: What XML 1.0 cannot hold, not even as a reference.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Names of the elements of lists, by the name of the list.
_ITEMS: Final = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}


def moment(value: datetime | None) -> str:
    """Return a time as the standard writes it, whole seconds in UTC; ``""`` for none."""
    return "" if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def services(found: Sequence[Service]) -> list[dict[str, Any]]:
    """Return the service list."""
    return [
        {
            "service_code": s.code,
            "service_name": s.name,
            "description": s.description,
            "metadata": bool(s.attributes),
            "type": "realtime",
            "keywords": ",".join(s.keywords),
            "group": s.group,
        }
        for s in found
    ]


def definition(service: Service) -> dict[str, Any]:
    """Return the definition of a service: the questions it asks."""
    return {
        "service_code": service.code,
        "attributes": [
            {
                "variable": a.variable,
                "code": a.code,
                "datatype": a.datatype,
                "required": a.required,
                "datatype_description": a.datatype_description,
                "order": a.order,
                "description": a.description,
                "values": [{"key": key, "name": name} for key, name in a.values],
            }
            for a in service.attributes
        ],
    }


def request(found: ServiceRequest) -> dict[str, Any]:
    """Return a request; what is unknown is ``None``."""
    return {
        "service_request_id": found.id,
        "status": found.status,
        "status_notes": found.status_notes,
        "service_name": found.service_name,
        "service_code": found.service_code,
        "description": found.description,
        "agency_responsible": found.agency,
        "service_notice": found.notice,
        "requested_datetime": moment(found.requested),
        "updated_datetime": moment(found.updated),
        "expected_datetime": moment(found.expected) or None,
        "address": found.address,
        "address_id": found.address_id or None,
        "zipcode": found.zipcode or None,
        "lat": found.lat,
        "long": found.long,
        "media_url": found.media_url or None,
    }


def submitted(answer: Submitted) -> dict[str, Any]:
    """Return the answer to a new request: its id or else a token, never both."""
    key, value = ("token", answer.token) if answer.id is None else ("service_request_id", answer.id)
    return {key: value, "service_notice": answer.notice, "account_id": None}


def update(found: Update) -> dict[str, Any]:
    """Return an update."""
    return {
        "update_id": found.id,
        "service_request_id": found.request,
        "status": found.status,
        "updated_datetime": moment(found.at),
        "description": found.description,
        "media_url": found.media_url or None,
    }


def errors(error: GeoReportError) -> list[dict[str, Any]]:
    """Return the error list."""
    return [{"code": error.status, "description": error.description}]


def write(root: str, value: Any, form: str) -> bytes:
    """Return ``value`` as JSON, or as XML under the element ``root``."""
    return msgspec.json.encode(value) if form == JSON else to_xml(root, value)


def to_xml(root: str, value: Any) -> bytes:
    """Return ``value`` as an XML document; characters that XML cannot hold become U+FFFD."""
    element = ET.Element(root)
    _fill(element, value)
    body: bytes = ET.tostring(element, encoding="utf-8", xml_declaration=True)
    return body


def _fill(element: ET.Element, value: Any) -> None:
    if isinstance(value, Mapping):
        for name, item in value.items():
            _fill(ET.SubElement(element, name), item)
    elif isinstance(value, list | tuple):
        for item in value:
            _fill(ET.SubElement(element, _ITEMS[element.tag]), item)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _NOT_XML.sub("\ufffd", str(value))
