"""The pages' security policy: what the city's settings add to it, and what they cannot."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from yiwang.entry.api.edge import policy
from yiwang.infra.settings import Settings


def _policy_of(hosts: str | None) -> dict[str, list[str]]:
    parts = policy(Settings(video_hosts=hosts)).decode().split("; ")
    return {name: rest for name, *rest in (part.split(" ") for part in parts)}


def test_video_comes_from_the_hosts_that_the_city_names_and_scripts_reach_none_of_them() -> None:
    assert _policy_of(None)["media-src"] == ["'self'"]
    named = _policy_of("https://Video.city.example, 10.1.2.3:8080,10.1.2.3:8080")
    assert named["media-src"] == ["'self'", "https://video.city.example", "10.1.2.3:8080"]
    assert {name: named[name] for name in ("default-src", "script-src", "connect-src")} == {
        name: ["'self'"] for name in ("default-src", "script-src", "connect-src")
    }
    for wrong in (
        "*",
        "*.example",
        "https:",
        "a; script-src *",
        "'unsafe-inline'",
        "a/b",
        "u@a",
        "data:",
        "a b",
    ):
        with pytest.raises(ValidationError):
            Settings(video_hosts=wrong)
