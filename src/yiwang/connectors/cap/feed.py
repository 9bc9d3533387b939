"""The warnings in force as an Atom 1.0 feed: one entry for the newest message of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from yiwang.connectors.cap.alert import MEDIA_TYPE, identifier, instant
from yiwang.sdk.warnings import City, Edition, PublicWarning

_ATOM: Final = "http://www.w3.org/2005/Atom"


def feed(city: City, now: datetime, found: Sequence[tuple[PublicWarning, Edition]], base: str) -> bytes:
    """Return the feed; ``base`` is the address below which alerts are found."""
    zone = ZoneInfo(city.timezone)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _put(root, "id", f"{base}/feed")
    _put(root, "title", f"{city.name} 现行预警")
    _put(root, "updated", instant(max((edition.at for _, edition in found), default=now), zone))
    _put(ET.SubElement(root, "author"), "name", city.name)
    ET.SubElement(root, "link", {"rel": "self", "href": f"{base}/feed"})
    for warning, edition in found:
        entry = ET.SubElement(root, "entry")
        address = f"{base}/alerts/{warning.id}?edition={edition.number}"
        _put(entry, "id", f"urn:uuid:{warning.id}")
        _put(entry, "title", edition.content.title)
        _put(entry, "updated", instant(edition.at, zone))
        _put(entry, "summary", f"{identifier(warning, edition)} {edition.content.hazard}".strip())
        ET.SubElement(entry, "link", {"rel": "alternate", "type": MEDIA_TYPE, "href": address})
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
