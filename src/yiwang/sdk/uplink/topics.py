"""Topics that devices use: whose message it is, and how its payload reads.

A topic comes as its levels, so that a connector with another separator (subjects of NATS) can use it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yiwang.sdk.uplink import payloads
from yiwang.sdk.uplink.said import LONGEST_NAME, Said

#: Stands for the device that signed in, in topics that do not name one.
ME: Final = ""


@dataclass(frozen=True, slots=True)
class Route:
    """How messages on one topic are read."""

    device: str
    read: payloads.Reader
    name: str = ""
    product: str | None = None
    #: Where a device of this dialect expects the answer, with the levels of the topic as they were.
    reply: str | None = None

    def said(self, payload: bytes, device: str, now: int) -> Said:
        """Return what the device says; raises ``message_unreadable``."""
        said = self.read(payload, device, self.name, now)
        said.product = self.product
        return said


def route(levels: Sequence[str]) -> Route | None:
    """Return how messages on this topic are read; ``None``: no device publishes there."""
    if any(len(level) > LONGEST_NAME for level in levels):
        return None
    match list(levels):
        case ["yiwang", "v1", device, ("readings" | "occurrences") as kind] if device:
            return Route(device, payloads.readings if kind == "readings" else payloads.occurrences)
        case ["", "sys", product, device, "thing", "event", *rest] if product and device:
            return _sys(product, device, rest)
        case ["", product, device, kind, name] if product and device and name:
            return _product(product, device, kind, name)
        case ["v1", "devices", "me", "telemetry"]:
            return Route(ME, payloads.telemetry)
    return None


def _product(product: str, device: str, kind: str, name: str) -> Route | None:
    if (kind, name) == ("properties", "report"):
        return Route(device, payloads.reported, product=product)
    if kind == "event":
        return Route(device, payloads.stated, name=name, product=product)
    return None


def _sys(product: str, device: str, rest: list[str]) -> Route | None:
    match rest:
        case ["property", "post"]:
            read, name = payloads.posted, ""
        case ["property", "batch", "post"]:
            read, name = payloads.batched, ""
        case [name, "post"] if name:
            read = payloads.announced
        case _:
            return None
    reply = "/".join(["", "sys", product, device, "thing", "event", *rest[:-1], "post_reply"])
    return Route(device, read, name=name, product=product, reply=reply)


def commands(device: str) -> str:
    """Return the topic on which a device, or a gateway for those behind it, hears commands."""
    return f"yiwang/v1/{device}/commands"


def answers(device: str) -> str:
    """Return the topic on which it says what became of them."""
    return f"yiwang/v1/{device}/answers"


def own_prefixes(device: str, product: str) -> tuple[str, ...]:
    """Return the beginnings of all topics that belong to one device."""
    return (
        f"yiwang/v1/{device}/",
        f"/{product}/{device}/",
        f"/sys/{product}/{device}/",
        "v1/devices/me/",
    )
