from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.audit.errors import JournalValueError
from yiwang.base.audit.model.canonical import (
    canonical,
    commitment,
    digest,
    encode,
    plain,
    settled,
    spell,
    timestamp,
)

_numbers = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(
    -(2.0**53), 2.0**53, allow_nan=False, exclude_min=True, exclude_max=True
)
_values = st.recursive(
    st.none() | st.booleans() | _numbers | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text('abz\n"é', max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_values)
def test_canonical_json_is_valid_sorted_and_stable(value: object) -> None:
    once = canonical(value)
    again = json.loads(once)
    assert canonical(again) == once
    assert again == json.loads(json.dumps(value))


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=5), st.integers(0, 9), min_size=2))
def test_order_of_members_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, b"1"),
        (-0.0, b"0"),
        (0.1, b"0.1"),
        (0.0001, b"0.0001"),
        (0.00001, b"0.00001"),
        (0.000001234, b"0.000001234"),
        (1e-7, b"1e-7"),
        (1.25e-10, b"1.25e-10"),
        (2251799813685249.5, b"2251799813685249.5"),
        ('\x01\x08\t\n\f\r"\\/é\u2028', '"\\u0001\\b\\t\\n\\f\\r\\"\\\\/é\u2028"'.encode()),
        ({"b": [True, None], "a": {}}, b'{"a":{},"b":[true,null]}'),
    ],
)
def test_spelling_of_rfc_8785(value: object, text: bytes) -> None:
    assert canonical(value) == text


@given(st.floats(-1e-4, 1e-4, allow_subnormal=True).filter(lambda x: x != 0))
def test_small_doubles_survive(value: float) -> None:
    assert float(spell(value)) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, -(2**53), 1e300, 2.0**53, {1: object()}])
def test_values_without_one_form_are_refused(value: object) -> None:
    with pytest.raises(JournalValueError):
        canonical({"x": value})


def test_times_are_utc_with_microseconds() -> None:
    at = datetime(2026, 3, 10, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    assert timestamp(at) == "2026-03-10T01:00:00.000005Z"
    assert canonical({"id": UUID(int=1), "at": at.astimezone(UTC)}) == (
        b'{"at":"2026-03-10T01:00:00.000005Z","id":"00000000-0000-0000-0000-000000000001"}'
    )


def test_commitment_needs_its_salt() -> None:
    salt = bytes(range(16))
    assert commitment(salt, {"phone": "13800138000"}) == commitment(salt, {"phone": "13800138000"})
    assert commitment(salt, {"phone": "13800138000"}) != commitment(salt[::-1], {"phone": "13800138000"})
    assert commitment(salt, "a") != commitment(salt, "b")
    with pytest.raises(JournalValueError):
        commitment(b"short", "a")


def test_digests() -> None:
    assert digest("sm3")(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert (
        digest("sha256")(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    with pytest.raises(JournalValueError):
        digest("md5")


class _Point(msgspec.Struct, frozen=True, omit_defaults=True, tag="point"):
    z: float
    a: float | None = None
    m: int = 3


_odd = st.sampled_from([0.00001, -3e-7, 5.0, -0.0, 12.00001, 1e15, 123456789012345678 // 100, 0.1, 42.310332])


@given(_values)
def test_the_short_way_gives_what_the_long_way_gives(value: object) -> None:
    built, raw = settled(value)
    assert built == plain(value)
    assert raw == encode(plain(value)) == canonical(value)


@given(_odd, _odd | st.none(), st.integers(0, 9))
def test_structs_are_hashed_as_their_plain_form(z: float, a: float | None, m: int) -> None:
    value = {"z": [_Point(z, a, m)], "at": datetime(2026, 3, 10, tzinfo=UTC), "id": UUID(int=5)}
    built, raw = settled(value)
    assert built == plain(value)
    assert raw == canonical(value)


@pytest.mark.parametrize("value", [math.nan, [math.inf], {"a": [1, -math.inf]}, [2**70], {"a": 1e17}])
def test_numbers_without_one_form_are_refused_at_any_depth(value: object) -> None:
    for settle in (plain, settled):
        with pytest.raises(JournalValueError):
            settle(value)
