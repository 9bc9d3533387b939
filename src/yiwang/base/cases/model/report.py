"""Reports 来件: what is accepted from outside, and what is wrong with the rest."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.cases.model.rules import Rules
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.geometry import check_position, crs
from yiwang.kernel.refusals import UNREADABLE, refused
from yiwang.kernel.text import clean_text

LONGEST_TEXT = 10_000
LONGEST_ADDRESS = 300
LONGEST_ID = 200
MOST_MEDIA = 20
#: The sources of the public's own door and of grid workers' phones.
PUBLIC_SOURCE, GRID_SOURCE, JOINS = "public", "grid", "joins"
#: Whose reports may name, as the attribute :data:`JOINS`, the open case that they repeat.
JOINING: frozenset[str] = frozenset({PUBLIC_SOURCE, GRID_SOURCE})
#: The attribute naming a case of which a citizen says that something published is wrong: a person decides.
CORRECTS = "corrects"
#: Clocks of other systems may be ahead of ours by this much.
SKEW = timedelta(minutes=5)
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_ATTRIBUTE_BYTES = 8_000
_SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:\-]{0,59}")
_PHONE = re.compile(r"[+0-9][0-9\- ()]{2,29}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


class ReporterInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who reports; all of it personal data."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is known of the reporter."""
        return not (self.name or self.phone or self.email)


class ReportInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as a channel gives it; only ``source`` and ``text`` are needed.

    ``lon``/``lat`` are degrees in ``crs`` (the city's own if left out). ``reported_at`` without an offset
    is the city's local time. ``matter`` is a key, code or name of the catalogue, or a code of the source.
    """

    source: str
    text: str
    external_id: str | None = None
    channel: str | None = None
    reported_at: datetime | None = None
    address: str | None = None
    lon: float | None = None
    lat: float | None = None
    crs: str | None = None
    matter: str | None = None
    reporter: ReporterInput | None = None
    media: list[UUID] = []
    attributes: dict[str, Any] = {}


class CleanReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was found in order; the same fields, cleaned."""

    source: str
    text: str
    external_id: str | None
    channel: str
    reported_at: datetime | None
    address: str
    lon: float | None
    lat: float | None
    matter: str | None
    reporter: ReporterInput | None
    media: tuple[UUID, ...]
    attributes: dict[str, Any]

    def body(self, reporter_mark: str | None) -> dict[str, Any]:
        """Return what the commitment to the content is made of; the reporter only as a mark."""
        return {
            "source": self.source,
            "external_id": self.external_id,
            "channel": self.channel,
            "text": self.text,
            "reported_at": self.reported_at.isoformat() if self.reported_at else None,
            "address": self.address,
            "lon": self.lon,
            "lat": self.lat,
            "matter": self.matter,
            "media": [str(m) for m in self.media],
            "attributes": self.attributes,
            "reporter": reporter_mark,
        }

    def contact(self) -> dict[str, str | None] | None:
        """Return the reporter's data as the commitment to them is made of, ``None`` if there are none."""
        r = self.reporter
        return None if r is None else {"name": r.name, "phone": r.phone, "email": r.email}


def clean(report: ReportInput, rules: Rules, now: datetime, zone: ZoneInfo, city_crs: str) -> CleanReport:
    """Return ``report`` checked and cleaned, or raise a named error that says which field is wrong."""
    if not source_is_sound(report.source):
        raise InvalidInputError(
            field="source",
            why_zh="来源代码为1–60位字母、数字及 _ . : -",
            why_en="a source code has 1 to 60 letters, digits, or _ . : -",
        )
    channel = rules.channel(report.channel) if report.channel is not None else rules.channel_of(report.source)
    lon, lat = _position(report, city_crs)
    return CleanReport(
        source=report.source,
        text=clean_text(report.text, field="text", longest=LONGEST_TEXT, required=True),
        external_id=_line(report.external_id, "external_id", LONGEST_ID),
        channel=channel.code,
        reported_at=_instant(report.reported_at, now, zone),
        address=_line(report.address, "address", LONGEST_ADDRESS) or "",
        lon=lon,
        lat=lat,
        matter=_line(report.matter, "matter", 100),
        reporter=_reporter(report.reporter),
        media=_media(report.media),
        attributes=_attributes(report.attributes),
    )


def _line(value: str | None, field: str, longest: int) -> str | None:
    if value is None:
        return None
    return " ".join(clean_text(value, field=field, longest=longest).split()) or None


def _media(media: list[UUID]) -> tuple[UUID, ...]:
    if len(media) > MOST_MEDIA:
        raise InvalidInputError(
            field="media", why_zh=f"附件最多 {MOST_MEDIA} 个", why_en=f"at most {MOST_MEDIA} attachments"
        )
    return tuple(dict.fromkeys(media))


def _position(report: ReportInput, city_crs: str) -> tuple[float | None, float | None]:
    if report.lon is None and report.lat is None:
        return None, None
    if report.lon is None or report.lat is None:
        missing = "lon" if report.lon is None else "lat"
        raise InvalidInputError(
            field=missing, why_zh="经纬度须同时给出", why_en="longitude and latitude come together"
        )
    lon, lat = check_position(report.lon, report.lat, field="lon")
    system = crs(report.crs or city_crs)
    if system == "wgs84":
        return round(lon, 7), round(lat, 7)
    from yiwang.kernel.geometry import convert  # noqa: PLC0415 - numpy only where it is needed

    lon, lat = convert(lon, lat, system, "wgs84")
    return round(lon, 7), round(lat, 7)


def _instant(value: datetime | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    if value is None:
        return None
    at = (value if value.tzinfo is not None else value.replace(tzinfo=zone)).astimezone(UTC)
    if at > now + SKEW:
        raise InvalidInputError(
            field="reported_at", why_zh="上报时间晚于当前时间", why_en="the time lies in the future"
        )
    if at < OLDEST:
        raise InvalidInputError(
            field="reported_at", why_zh="上报时间早于1990年", why_en="the time lies before 1990"
        )
    return at


def _reporter(given: ReporterInput | None) -> ReporterInput | None:
    if given is None or given.is_empty:
        return None
    phone = _line(given.phone, "reporter.phone", 30)
    if phone is not None and not _PHONE.fullmatch(phone):
        raise InvalidInputError(
            field="reporter.phone", why_zh="不是电话号码", why_en="not a telephone number"
        )
    email = _line(given.email, "reporter.email", 254)
    if email is not None and not _EMAIL.fullmatch(email):
        raise InvalidInputError(field="reporter.email", why_zh="不是邮箱地址", why_en="not an e-mail address")
    found = ReporterInput(name=_line(given.name, "reporter.name", 60), phone=phone, email=email)
    return None if found.is_empty else found


def _attributes(given: dict[str, Any]) -> dict[str, Any]:
    if not given:
        return {}
    raw = msgspec.json.encode(given)
    if len(raw) > _ATTRIBUTE_BYTES:
        raise InvalidInputError(
            field="attributes",
            why_zh=f"附加属性最多 {_ATTRIBUTE_BYTES} 字节",
            why_en=f"at most {_ATTRIBUTE_BYTES} bytes of attributes",
        )
    clean_text(raw.decode().replace("\\u0000", "\x00"), field="attributes", longest=_ATTRIBUTE_BYTES)
    return given


def source_is_sound(source: str) -> bool:
    """Tell whether ``source`` may name a source of reports."""
    return _SOURCE.fullmatch(source) is not None


def phone_key(key: bytes, phone: str | None) -> bytes | None:
    """Return the keyed hash by which earlier reports of one caller are found."""
    digits = re.sub(r"\D", "", phone or "")
    return hmac.new(key, digits.encode(), hashlib.sha256).digest() if digits else None


_decoder = msgspec.json.Decoder(ReportInput)


def decode(raw: bytes) -> ReportInput:
    """Return the report in ``raw`` JSON; raises ``invalid_input`` naming the field."""
    try:
        return _decoder.decode(raw)
    except UNREADABLE as error:
        raise refused(error) from None
