"""Service discovery: where the endpoints are, who answers for them, how to get a key."""

from __future__ import annotations

from typing import Any, Final

from yiwang.connectors.open311.render import MEDIA_TYPES

SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
#: When what is offered here last changed.
CHANGESET: Final = "2026-11-01T00:00:00Z"
PRODUCTION, TEST = "/open311/v2", "/open311/test/v2"


def discovery(base: str, contact: str) -> dict[str, Any]:
    """Return the discovery document; ``base`` is the address of this server without a slash at the end.

    The endpoint of type ``test`` checks everything as the other does and stores nothing.
    """
    return {
        "changeset": CHANGESET,
        "contact": contact,
        "key_service": (
            "Keys are given out by the operator: 'yiwang token create --role agent --label NAME'. "
            "Reading needs none."
        ),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{base}{path}",
                "changeset": CHANGESET,
                "type": kind,
                "formats": list(reversed(MEDIA_TYPES.values())),
            }
            for path, kind in ((PRODUCTION, "production"), (TEST, "test"))
        ],
    }
