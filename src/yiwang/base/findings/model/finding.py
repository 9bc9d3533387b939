"""A raw finding: what an algorithm says it sees, checked before anything is made of it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

import msgspec

from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.geometry import Crs, check_position, convert, crs
from yiwang.kernel.text import clean_text

_Short = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]*$")]
#: A report's source is ``finding.`` and this, sixty characters in all: none may be cut to another's.
_Source = Annotated[str, msgspec.Meta(min_length=1, max_length=52, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]*$")]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
#: Clocks of senders may be ahead by this much; what is older than a month says nothing of now.
SKEW: Final = timedelta(minutes=5)
OLDEST: Final = timedelta(days=31)


class Finding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding. ``box`` is x, y, width, height as shares of the picture; ``picture`` names where it lies.

    ``lon`` and ``lat`` are degrees in ``crs`` (WGS-84 unless said). ``model`` is a version of the registry.
    """

    source: _Source
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    kind: _Short
    site: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    confidence: _Share
    box: tuple[_Share, _Share, _Share, _Share] | None = None
    lon: float | None = None
    lat: float | None = None
    crs: str = "wgs84"
    picture: Annotated[str, msgspec.Meta(max_length=500)] = ""
    model: UUID | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what names it for ever."""
        return self.source, self.id


def clean(finding: Finding, now: datetime) -> Finding:
    """Return ``finding`` with clean words and its position in WGS-84; raises ``invalid_input`` by field."""
    if not now - OLDEST <= finding.at <= now + SKEW:
        raise InvalidInputError(
            field="at", why_zh="时间在未来或早于31天", why_en="it lies ahead or more than 31 days back"
        )
    if (finding.lon is None) != (finding.lat is None):
        raise InvalidInputError(field="lon", why_zh="经纬度须成对", why_en="lon and lat come together")
    lon, lat = finding.lon, finding.lat
    if lon is not None and lat is not None:
        lon, lat = convert(*check_position(lon, lat, field="lon"), crs(finding.crs), Crs.WGS84)
    return msgspec.structs.replace(
        finding,
        id=clean_text(finding.id, field="id", longest=120, required=True),
        site=clean_text(finding.site, field="site", longest=80, required=True),
        picture=clean_text(finding.picture, field="picture", longest=500),
        lon=lon,
        lat=lat,
        crs="wgs84",
    )


def digest(finding: Finding) -> bytes:
    """Return what tells two findings of one id apart."""
    return hashlib.sha256(msgspec.json.encode(finding)).digest()
