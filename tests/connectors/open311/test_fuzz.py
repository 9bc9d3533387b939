"""Broken and hostile bodies: always a refusal in the form of GeoReport, never a trace, never stored."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from defusedxml import ElementTree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.connectors.open311.fake import KEY, NOW, FakeGateway

from yiwang.connectors.open311.errors import GeoReportError
from yiwang.connectors.open311.model import Service
from yiwang.connectors.open311.parse import Parameters, decode_form, new_request, window
from yiwang.connectors.open311.render import to_xml

URL = "/open311/v2/requests.json"
_names = st.sampled_from(
    ["lat", "long", "description", "address_string", "attribute[A]", "attribute[[]", "media_url", "phone",
     "start_date", "end_date", "page", "page_size", "status", "service_request_id", "updated_after"]
)  # fmt: skip


def refusal(check: Callable[[], object]) -> int | None:
    """The status of a refusal; anything else that is raised fails the test."""
    try:
        check()
    except GeoReportError as error:
        return error.status
    return None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="lat"\r\n\r\n1'),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n"),
        ("multipart/form-data; boundary=b", b"\x00\xff" * 500),
        ("multipart/form-data; boundary=b", b"--b\r\n" * 5000),
        ("application/json", b'{"lat": 1}'),
        ("text/xml", b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>'),
        ("application/x-www-form-urlencoded", b"a=1&" * 300),
        ("application/x-www-form-urlencoded", b"\xff\xfe\x00"),
        ("application/x-www-form-urlencoded", b"description=%ff%fe"),
        ("application/x-www-form-urlencoded", b"=" * 10_000),
        ("x" * 5000, b""),
    ],
)
async def test_broken_bodies(client: httpx.AsyncClient, gateway: FakeGateway, kind: str, body: bytes) -> None:
    answer = await client.post(URL, content=body, headers={"content-type": kind})
    assert answer.status_code in {400, 403, 413, 415}
    assert answer.json()[0]["code"] == answer.status_code
    assert "Traceback" not in answer.text
    assert gateway.submitted == []


async def test_too_many_files(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    files = [("media", (f"{n}.jpg", b"x")) for n in range(11)]
    answer = await client.post(URL, data={"api_key": KEY}, files=files)
    assert (answer.status_code, answer.json()[0]["code"]) == (400, 400)
    assert gateway.media == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_names, st.text(max_size=20)), max_size=6))
def test_any_parameters_give_a_request_or_a_refusal(pairs: list[tuple[str, str]]) -> None:
    for check in (
        lambda: new_request(Parameters(pairs), Service(code="a", name="b"), None),
        lambda: window(Parameters(pairs), NOW),
    ):
        assert refusal(check) in {None, 400}


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_decode_or_are_refused(body: bytes) -> None:
    assert refusal(lambda: decode_form(body)) in {None, 400}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_any_text_makes_readable_xml(text: str) -> None:
    root = ElementTree.fromstring(to_xml("errors", [{"code": 400, "description": text}]))
    assert len(root) == 1
    assert len(root[0]) == 2
