"""Shapes of GeoReport v2 answers as JSON Schema: facts of the public specification in our own words."""

from __future__ import annotations

from typing import Any

TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
TEXT = {"type": "string"}
SOME = {"type": "string", "minLength": 1}
MAYBE = {"type": ["string", "null"]}


def record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


SERVICES = {
    "type": "array",
    "items": record(
        {
            "service_code": SOME,
            "service_name": SOME,
            "description": TEXT,
            "metadata": {"type": "boolean"},
            "type": {"enum": ["realtime", "batch", "blackbox"]},
            "keywords": TEXT,
            "group": TEXT,
        }
    ),
}
DEFINITION = record(
    {
        "service_code": SOME,
        "attributes": {
            "type": "array",
            "items": record(
                {
                    "variable": {"type": "boolean"},
                    "code": SOME,
                    "datatype": {
                        "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
                    },
                    "required": {"type": "boolean"},
                    "datatype_description": MAYBE,
                    "order": {"type": "integer"},
                    "description": TEXT,
                    "values": {"type": "array", "items": record({"key": SOME, "name": TEXT})},
                }
            ),
        },
    }
)
REQUESTS = {
    "type": "array",
    "items": record(
        {
            "service_request_id": SOME,
            "status": {"enum": ["open", "closed"]},
            "service_name": SOME,
            "service_code": SOME,
            "requested_datetime": TIME,
            "updated_datetime": TIME,
        },
        {
            "status_notes": MAYBE,
            "description": MAYBE,
            "agency_responsible": MAYBE,
            "service_notice": MAYBE,
            "expected_datetime": {"anyOf": [TIME, {"type": "null"}]},
            "address": MAYBE,
            "address_id": MAYBE,
            "zipcode": MAYBE,
            "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
            "long": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
            "media_url": MAYBE,
        },
    ),
}
SUBMITTED = {
    "type": "array",
    "minItems": 1,
    "maxItems": 1,
    "items": {
        "oneOf": [
            record({"service_request_id": SOME, "service_notice": MAYBE, "account_id": MAYBE}),
            record({"token": SOME, "service_notice": MAYBE, "account_id": MAYBE}),
        ]
    },
}
ERRORS = {
    "type": "array",
    "minItems": 1,
    "items": record({"code": {"type": "integer", "minimum": 400}, "description": SOME}),
}
DISCOVERY = record(
    {
        "changeset": TIME,
        "contact": SOME,
        "key_service": SOME,
        "endpoints": {
            "type": "array",
            "minItems": 2,
            "items": record(
                {
                    "specification": {"const": "http://wiki.open311.org/GeoReport_v2"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "changeset": TIME,
                    "type": {"enum": ["production", "test", "acceptance", "dev"]},
                    "formats": {"type": "array", "items": {"enum": ["text/xml", "application/json"]}},
                }
            ),
        },
    }
)
UPDATES = {
    "type": "array",
    "items": record(
        {
            "update_id": SOME,
            "service_request_id": SOME,
            "status": {"enum": ["open", "closed"]},
            "updated_datetime": TIME,
            "description": TEXT,
        },
        {"media_url": MAYBE},
    ),
}
