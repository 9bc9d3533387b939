"""What devices of several platforms say, read from their topics and payloads."""

from __future__ import annotations

import math

import pytest

from yiwang.sdk.uplink.said import Fix, Happening, Said, UnreadableError
from yiwang.sdk.uplink.topics import route

NOW = 1_773_104_400_000_000


def said(topic: str, payload: str) -> Said:
    found = route(topic.split("/"))
    assert found is not None
    return found.said(payload.encode(), found.device or "me", NOW)


@pytest.mark.parametrize(
    ("topic", "payload", "at", "columns"),
    [
        ("yiwang/v1/d/readings", '{"values": {"a": 1, "b": true, "c": "open"}}', [NOW], {"a": [1.0], "b": [True], "c": ["open"]}),
        ("yiwang/v1/d/readings", '{"at": 1000, "values": {"a": 1}}', [1_000_000], {"a": [1.0]}),
        ("yiwang/v1/d/readings", '{"at": "1970-01-01T08:00:01.5+08:00", "values": {"a": 1}}', [1_500_000], {"a": [1.0]}),
        ("yiwang/v1/d/readings", '{"at": [1, 2], "values": {"a": [1, null], "b": [3, 4]}}', [1000, 2000], {"a": [1.0, None], "b": [3.0, 4.0]}),
        ("yiwang/v1/d/readings", '[{"at": 1, "values": {"a": 1}}, {"at": 2, "values": {"b": 2}}]', [1000, 2000], {"a": [1.0, None], "b": [None, 2.0]}),
        ("yiwang/v1/d/readings", '{"at": 1, "property": "a", "value": 7}', [1000], {"a": [7.0]}),
        ("yiwang/v1/d/readings", '{"property": "a", "times": [1, 2], "values": [7, 8]}', [1000, 2000], {"a": [7.0, 8.0]}),
        ("/p/d/properties/report", '{"timestamp": 1, "messageId": "7", "properties": {"a": 36.8}}', [1000], {"a": [36.8]}),
        ("/sys/p/d/thing/event/property/post", '{"id": "1", "version": "1.0", "params": {"a": {"value": 2, "time": 1}, "b": 3}}', [1000, NOW], {"a": [2.0, None], "b": [None, 3.0]}),
        ("/sys/p/d/thing/event/property/batch/post", '{"params": {"properties": {"a": [{"value": 1, "time": 1}, {"value": 2, "time": 2}]}}}', [1000, 2000], {"a": [1.0, 2.0]}),
        ("v1/devices/me/telemetry", '{"a": 1, "b": 2}', [NOW], {"a": [1.0], "b": [2.0]}),
        ("v1/devices/me/telemetry", '{"ts": 1, "values": {"a": 1}}', [1000], {"a": [1.0]}),
        ("v1/devices/me/telemetry", '[{"ts": 1, "values": {"a": 1}}, {"ts": 2, "values": {"a": 2}}]', [1000, 2000], {"a": [1.0, 2.0]}),
    ],
)  # fmt: skip
def test_values(topic: str, payload: str, at: list[int], columns: dict[str, list[object]]) -> None:
    found = said(topic, payload)
    assert (found.at, found.columns) == (at, columns)


@pytest.mark.parametrize(
    ("topic", "payload", "happening"),
    [
        ("yiwang/v1/d/occurrences", '{"name": "low", "at": 1, "data": {"x": 1}}', Happening("low", 1000, {"x": 1})),
        ("yiwang/v1/d/readings", '{"at": 1, "values": {"a": 1}, "happened": {"name": "low"}}', Happening("low", 1000, {})),
        ("/p/d/event/low", '{"timestamp": 1, "data": {"x": 1}}', Happening("low", 1000, {"x": 1})),
        ("/p/d/event/low", '{"timestamp": 1, "data": 5}', Happening("low", 1000, {"value": 5.0})),
        ("/sys/p/d/thing/event/low/post", '{"params": {"value": {"x": 1}, "time": 1}}', Happening("low", 1000, {"x": 1})),
    ],
)  # fmt: skip
def test_what_happened(topic: str, payload: str, happening: Happening) -> None:
    assert said(topic, payload).happenings == [happening]


def test_positions() -> None:
    found = said("yiwang/v1/d/readings", '{"at": 1, "position": {"lon": 1, "lat": 2, "speed": 30}}')
    assert found.fixes[0][:4] == (1000, 1.0, 2.0, 30.0)
    assert math.isnan(found.fixes[0].heading)
    found = said(
        "yiwang/v1/d/readings",
        '{"at": [1, 2], "position": [{"lon": 1, "lat": 2, "speed": 3, "heading": 4}, {"lon": 5, "lat": 6, "speed": 7, "heading": 8}]}',
    )
    assert found.fixes == [Fix(1000, 1, 2, 3, 4), Fix(2000, 5, 6, 7, 8)]


def test_units_come_along() -> None:
    assert said("yiwang/v1/d/readings", '{"property": "a", "value": 7, "unit": "cm"}').unit == "cm"


@pytest.mark.parametrize(
    "payload",
    [
        "", "1", "{", '{"values": 1}', '{"values": {"a": [1]}}', '{"values": {"a": {}}}', '{"values": {"": 1}}',
        '{"at": [1, 2], "values": {"a": [1]}}', '{"at": "2026-01-01T00:00:00", "values": {}}',
        '{"at": "soon", "values": {}}', '{"at": -5, "values": {}}', '{"at": 1e30, "values": {}}',
        '{"at": 99999999999999999, "values": {}}', '{"values": {"a": NaN}}', '{"unti": "cm", "values": {"a": 1}}',
        '{"times": [1], "values": [1]}', '{"property": "a", "values": {"b": 1}}', '{"values": [1]}',
        '{"at": [1], "position": []}', '{"at": [1], "position": {"lon": 1, "lat": 1}}', '[{"a": 1}]',
    ],
)  # fmt: skip
def test_what_has_no_known_form_is_refused(payload: str) -> None:
    with pytest.raises(UnreadableError):
        said("yiwang/v1/d/readings", payload)


@pytest.mark.parametrize(
    "topic", ["", "a", "yiwang/v1//readings", "yiwang/v1/d", "/sys/p/d/thing/event/post", "/p//properties/report", "v1/devices/you/telemetry", "yiwang/v1/" + "d" * 200 + "/readings"],
)  # fmt: skip
def test_other_topics_are_nobodys(topic: str) -> None:
    assert route(topic.split("/")) is None
