"""The filter language: what it means, and that no text breaks its reader."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.connectors.sensorthings import model, options
from yiwang.connectors.sensorthings.errors import StaError
from yiwang.connectors.sensorthings.evaluate import holds
from yiwang.connectors.sensorthings.grammar import parse, parse_order

ENTITY = {
    ("result",): 7.5,
    ("name",): "Gauge 'A'",
    ("phenomenonTime",): datetime(2026, 3, 10, 1, 30, tzinfo=UTC),
    ("location",): {"type": "Point", "coordinates": [121.5, 31.2]},
    ("properties", "unit"): "water",
    ("Datastream", "ObservedProperty", "name"): "level",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("result gt 7", True), ("result gt 7 and result lt 7.2", False), ("not (result eq 7.5)", False),
        ("result add 2.5 eq 10", True), ("result mul 2 sub 5 eq 10", True), ("result mod 2 lt 2", True),
        ("name eq 'Gauge ''A'''", True), ("substringof('auge', name)", True), ("startswith(name,'Ga')", True),
        ("endswith(tolower(name), 'a''')", True), ("length(name) eq 9", True),
        ("year(phenomenonTime) eq 2026 and minute(phenomenonTime) eq 30", True),
        ("phenomenonTime ge 2026-03-10T09:30:00+08:00", True), ("phenomenonTime lt now()", True),
        ("phenomenonTime add duration'PT1H' gt 2026-03-10T02:00:00Z", True),
        ("st_within(location, geography'POLYGON ((120 30, 122 30, 122 32, 120 32, 120 30))')", True),
        ("geo.distance(location, geography'POINT (121.5 31.3)') lt 0.05", False),
        ("properties/unit eq 'water'", True), ("Datastream/ObservedProperty/name eq 'level'", True),
        ("missing eq 1", False), ("missing eq null", True), ("missing gt 1 or result gt 1", True),
        ("result eq 'seven'", False), ("result gt 'seven'", False), ("result div 0 eq 1", False),
        ("1 eq 1 or missing gt 1 and 1 eq 2", True), ("not missing", False),
    ],
)  # fmt: skip
def test_meaning(text: str, *, expected: bool) -> None:
    assert holds(parse(text), ENTITY.get) is expected


@pytest.mark.parametrize(
    "text", ["", "result", "result gt", "result gt 7 8", "(result gt 7", "drop(name)", "name eq 'a", "a; b", "length()", "geography'nonsense' eq 1", "duration'x' eq 1", "not", "((((" * 40]
)  # fmt: skip
def test_what_is_no_filter_is_refused_or_holds_for_nothing(text: str) -> None:
    with contextlib.suppress(StaError):
        assert holds(parse(text), ENTITY.get) is False


WORDS = st.sampled_from(
    ["result", "name", "gt", "eq", "and", "or", "not", "(", ")", ",", "1", "'x'", "length(", "null", "add", "div", "now()", "geography'POINT (1 1)'", "location", "st_within(", "2026-03-10T01:00:00Z", "é", "'", "@iot.id"]
)  # fmt: skip


@settings(max_examples=2500, deadline=None)
@given(words=st.lists(WORDS, max_size=14))
def test_no_text_breaks_the_reader(words: list[str]) -> None:
    with contextlib.suppress(StaError):
        holds(parse(" ".join(words)), ENTITY.get)
    with contextlib.suppress(StaError):
        parse_order(" ".join(words))


@settings(max_examples=1000, deadline=None)
@given(text=st.text(alphabet="$expandtopfilter=&;(),/' 0T", max_size=60), path=st.text(max_size=30))
def test_no_query_and_no_path_break_their_readers(text: str, path: str) -> None:
    with contextlib.suppress(StaError):
        options.read(text)
    with contextlib.suppress(StaError):
        for step in model.steps(path):
            model.scope_of("Observations", step.id or 0)


def test_options_nest() -> None:
    found = options.read(
        "$expand=Datastreams($select=name;$expand=Observations($top=1;$orderby=result desc)),Locations"
    )
    inner = found.expand["Datastreams"].expand["Observations"]
    assert (inner.top, inner.order[0][1]) == (1, True)
    assert set(found.expand) == {"Datastreams", "Locations"}
    assert set(options.read("$expand=Datastreams/Observations").expand["Datastreams"].expand) == {
        "Observations"
    }
