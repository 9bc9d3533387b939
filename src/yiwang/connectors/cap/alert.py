"""One edition of a warning as an alert of CAP 1.2. Elements stand in the order of the standard's schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from yiwang.sdk.warnings import City, Content, Edition, PublicWarning

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE: Final = "application/cap+xml"
_SEVERITY: Final = {"red": "Extreme", "orange": "Severe", "yellow": "Moderate", "blue": "Minor"}
_COLOURS: Final = {"red": "红色", "orange": "橙色", "yellow": "黄色", "blue": "蓝色"}
_SOON: Final = timedelta(hours=1)
_RESTRICTION: Final = "发给指定的接收单位和人员"
#: What XML 1.0 cannot hold.
_UNKNOWN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def instant(moment: datetime, zone: ZoneInfo) -> str:
    """Return an instant as CAP writes it: the city's time with its offset, whole seconds."""
    return moment.astimezone(zone).replace(microsecond=0).isoformat()


def identifier(warning: PublicWarning, edition: Edition) -> str:
    """Return the identifier of one message."""
    return f"{warning.number}-{edition.number}"


def sender(city: City) -> str:
    """Return who sends: without spaces and commas, as the standard asks."""
    return f"yiwang-{city.code}"


def alert(
    warning: PublicWarning,
    told: Sequence[Edition],
    edition: Edition,
    city: City,
    area_name: Callable[[str], str],
) -> bytes:
    """Return the message of ``edition``, which is one of ``told``, as XML."""
    zone = ZoneInfo(city.timezone)
    before = [one for one in told if one.number < edition.number]
    kind = "Cancel" if edition.reason is not None else "Update" if before else "Alert"
    root = ET.Element("alert", {"xmlns": NAMESPACE})
    _put(root, "identifier", identifier(warning, edition))
    _put(root, "sender", sender(city))
    _put(root, "sent", instant(edition.at, zone))
    _put(root, "status", "Actual")
    _put(root, "msgType", kind)
    _put(root, "scope", "Restricted")
    _put(root, "restriction", _RESTRICTION)
    if edition.reason:
        _put(root, "note", edition.reason)
    if before:
        references = (f"{sender(city)},{identifier(warning, b)},{instant(b.at, zone)}" for b in before)
        _put(root, "references", " ".join(references))
    _info(ET.SubElement(root, "info"), warning, edition, city, area_name)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _info(
    info: ET.Element, warning: PublicWarning, edition: Edition, city: City, area_name: Callable[[str], str]
) -> None:
    zone, content = ZoneInfo(city.timezone), edition.content
    _put(info, "language", "zh-CN")
    _put(info, "category", content.category)
    _put(info, "event", content.hazard or content.title)
    _put(info, "urgency", _urgency(content, edition.at))
    _put(info, "severity", _SEVERITY[content.level])
    _put(info, "certainty", "Observed" if warning.alarms else "Unknown")
    _put(info, "effective", instant(edition.at, zone))
    _put(info, "onset", instant(content.valid_from, zone))
    _put(info, "expires", instant(content.valid_until, zone))
    _put(info, "senderName", city.name)
    _put(info, "headline", content.title)
    _put(info, "description", content.text)
    for name, value in (("level", _COLOURS[content.level]), ("edition", str(edition.number))):
        parameter = ET.SubElement(info, "parameter")
        _put(parameter, "valueName", name)
        _put(parameter, "value", value)
    for code in content.areas:
        area = ET.SubElement(info, "area")
        _put(area, "areaDesc", area_name(code))
        geocode = ET.SubElement(area, "geocode")
        _put(geocode, "valueName", "行政区划代码")
        _put(geocode, "value", code)


def _urgency(content: Content, at: datetime) -> str:
    ahead = content.valid_from - at
    return "Immediate" if ahead <= timedelta() else "Expected" if ahead <= _SOON else "Future"


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _UNKNOWN.sub("", text)
