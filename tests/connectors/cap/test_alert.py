"""Alerts of CAP 1.2 against the structure of the standard's schema: order, counts, words, times."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree as ET

import msgspec
import pytest

from yiwang.connectors.cap.alert import NAMESPACE, alert
from yiwang.connectors.cap.feed import feed
from yiwang.sdk.warnings import City, Content, Edition, PublicWarning

AT = datetime(2026, 7, 20, 1, 30, 15, 123456, tzinfo=UTC)
CITY = City(code="999901", name="示例市")
MANY = 10_000
#: CAP-v1.2.xsd as a table: element → children in their order with least and most.
SCHEMA = {
    "alert": [
        ("identifier", 1, 1), ("sender", 1, 1), ("sent", 1, 1), ("status", 1, 1), ("msgType", 1, 1),
        ("source", 0, 1), ("scope", 1, 1), ("restriction", 0, 1), ("addresses", 0, 1), ("code", 0, MANY),
        ("note", 0, 1), ("references", 0, 1), ("incidents", 0, 1), ("info", 0, MANY),
    ],
    "info": [
        ("language", 0, 1), ("category", 1, MANY), ("event", 1, 1), ("responseType", 0, MANY), ("urgency", 1, 1),
        ("severity", 1, 1), ("certainty", 1, 1), ("audience", 0, 1), ("eventCode", 0, MANY),
        ("effective", 0, 1), ("onset", 0, 1), ("expires", 0, 1), ("senderName", 0, 1), ("headline", 0, 1),
        ("description", 0, 1), ("instruction", 0, 1), ("web", 0, 1), ("contact", 0, 1), ("parameter", 0, MANY),
        ("resource", 0, MANY), ("area", 0, MANY),
    ],
    "area": [
        ("areaDesc", 1, 1), ("polygon", 0, MANY), ("circle", 0, MANY), ("geocode", 0, MANY),
        ("altitude", 0, 1), ("ceiling", 0, 1),
    ],
    "parameter": [("valueName", 1, 1), ("value", 1, 1)],
    "geocode": [("valueName", 1, 1), ("value", 1, 1)],
}  # fmt: skip
WORDS = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}
TIMES = {"sent", "effective", "onset", "expires"}
TIME = re.compile(r"\d\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


def check(element: ET.Element) -> None:
    """Raise unless ``element`` is as the standard's schema says."""
    assert element.tag.startswith(f"{{{NAMESPACE}}}"), element.tag
    name = element.tag.partition("}")[2]
    assert not element.attrib
    if name not in SCHEMA:
        assert len(element) == 0, name
        text = element.text or ""
        assert name not in WORDS or text in WORDS[name].split(), (name, text)
        assert name not in TIMES or TIME.fullmatch(text), (name, text)
        if name in {"identifier", "sender"}:
            assert not re.search(r"[\s,<&]", text), text
        return
    allowed = SCHEMA[name]
    order = [one for one, _, _ in allowed]
    children = [child.tag.partition("}")[2] for child in element]
    assert [order.index(child) for child in children] == sorted(order.index(child) for child in children)
    for one, least, most in allowed:
        assert least <= children.count(one) <= most, (name, one)
    for child in element:
        check(child)


def content(**more) -> Content:
    values = {
        "level": "orange",
        "title": "内涝橙色预警",
        "text": "积水 < 30 cm & 上涨\x0b",
        "areas": ("999901",),
    }
    values |= {"valid_from": AT, "valid_until": AT + timedelta(hours=6), "receivers": ()}
    return Content(**values | more)


WARNING = PublicWarning(
    id=UUID(int=7), number="YJ202607200001", author="person:1", content=content(), edition=1
)
TOLD = [
    Edition(number=1, at=AT, content=content()),
    Edition(
        number=2, at=AT + timedelta(minutes=30), content=content(level="red", category="Met", hazard="内涝")
    ),
    Edition(number=3, at=AT + timedelta(hours=1), content=content(), reason="积水已退"),
]


def written(number: int, warning: PublicWarning = WARNING) -> ET.Element:
    root = ET.fromstring(alert(warning, TOLD, TOLD[number - 1], CITY, lambda code: f"示例市 {code}"))
    check(root)
    return root


def said(root: ET.Element, path: str) -> str | None:
    return root.findtext("/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/")))


def test_a_first_edition_an_update_and_an_end() -> None:
    first, second, end = written(1), written(2), written(3)
    assert [said(one, "msgType") for one in (first, second, end)] == ["Alert", "Update", "Cancel"]
    assert said(first, "references") is None
    one = "yiwang-999901,YJ202607200001-1,2026-07-20T09:30:15+08:00"
    assert said(second, "references") == one
    assert said(end, "references") == f"{one} yiwang-999901,YJ202607200001-2,2026-07-20T10:00:15+08:00"
    assert said(end, "note") == "积水已退"
    assert (said(first, "scope"), said(first, "restriction")) == ("Restricted", "发给指定的接收单位和人员")


def test_what_it_says() -> None:
    first, second = written(1), written(2)
    assert said(first, "info/description") == "积水 < 30 cm & 上涨"
    assert [said(one, "info/severity") for one in (first, second)] == ["Severe", "Extreme"]
    assert (said(first, "info/event"), said(second, "info/event")) == ("内涝橙色预警", "内涝")
    assert (said(first, "info/category"), said(second, "info/category")) == ("Other", "Met")
    assert (said(first, "info/area/geocode/value"), said(first, "info/area/areaDesc")) == (
        "999901",
        "示例市 999901",
    )
    alarmed = msgspec.structs.replace(WARNING, alarms=(UUID(int=1),))
    assert [said(written(1, one), "info/certainty") for one in (WARNING, alarmed)] == ["Unknown", "Observed"]


@pytest.mark.parametrize(
    ("ahead", "urgency"), [(-5, "Immediate"), (0, "Immediate"), (60, "Expected"), (61, "Future")]
)
def test_urgency_is_when_it_begins(ahead: int, urgency: str) -> None:
    edition = Edition(number=1, at=AT, content=content(valid_from=AT + timedelta(minutes=ahead)))
    root = ET.fromstring(alert(WARNING, [edition], edition, CITY, str))
    assert said(root, "info/urgency") == urgency


@pytest.mark.parametrize("break_it", ["order", "word", "time", "missing", "name"])
def test_the_check_can_fail(break_it: str) -> None:
    root = written(1)
    info = root[-1]
    if break_it == "order":
        root.remove(root[0])
        root.append(ET.Element(f"{{{NAMESPACE}}}identifier"))
    elif break_it == "missing":
        info.remove(next(one for one in info if one.tag.endswith("category")))
    elif break_it == "name":
        info[0].tag = "language"
    else:
        root[{"word": 3, "time": 2}[break_it]].text = "2026-07-20T09:30:15Z"
    with pytest.raises((AssertionError, ValueError)):
        check(root)


def test_the_feed_lists_what_is_in_force() -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(feed(CITY, AT, [(WARNING, TOLD[1])], "https://city/api/v1/cap"))
    [entry] = root.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}updated") == root.findtext(f"{atom}updated") == "2026-07-20T10:00:15+08:00"
    link = entry.find(f"{atom}link")
    assert link is not None
    assert link.attrib["href"] == f"https://city/api/v1/cap/alerts/{WARNING.id}?edition=2"
    assert ET.fromstring(feed(CITY, AT, [], "https://city")).findtext(f"{atom}updated") is not None
