"""Nothing is handed over past a gap in what the consumer was given."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.connectors.nats.puller import MissedError, Puller, delivery
from yiwang.connectors.nats.swift import Pulled


class Wire:
    """A connection that hands over what a test says."""

    def __init__(self) -> None:
        self.stats = {"reconnects": 0}
        self.tap: Any = None

    def new_inbox(self) -> str:
        return "inbox"

    async def tapped(self, subject: str, tap: Any) -> str:
        self.tap = tap
        return subject

    async def publish(self, subject: str, payload: bytes, reply: str = "") -> None:
        """Wishes and acknowledgements go nowhere."""


def message(number: int) -> Pulled:
    return b"in.0.a", b"%d" % number, b"$JS.ACK.t-0.inbox.1.%d.%d.1700000000.0" % (number + 40, number)


@given(
    numbers=st.integers(0, 60).map(lambda n: list(range(1, n + 1))),
    lost=st.sets(st.integers(1, 60)),
    cuts=st.sets(st.integers(1, 60)),
)
async def test_what_comes_is_handed_over_up_to_the_first_gap(numbers, lost, cuts):
    wire = Wire()
    puller = Puller(wire, "t-0", "inbox")
    await puller.start()
    came: list[int] = []
    missed = False
    for number in numbers:
        if number not in lost:
            wire.tap(message(number), b"")
        if number in cuts or number == numbers[-1]:
            try:
                came += [int(payload) for _, payload, _ in await puller.next(0)]
            except MissedError:
                missed = True
                break
    assert came == list(range(1, len(came) + 1))
    assert missed == any(number < max(set(numbers) - lost, default=0) for number in lost & set(numbers))


async def test_another_connection_ends_it_even_before_a_gap_shows():
    wire = Wire()
    puller = Puller(wire, "t-0", "inbox")
    await puller.start()
    wire.tap(message(1), b"")
    wire.stats["reconnects"] = 1
    with pytest.raises(MissedError):
        await puller.next(0)


@pytest.mark.parametrize(
    ("reply", "number"),
    [
        (b"$JS.ACK.s.c.1.20.7.1700000000.0", 7),
        (b"$JS.ACK.hub.Ab3d.s.c.1.20.7.1700000000.0.x9", 7),
    ],
)
def test_deliveries_of_old_and_new_servers_are_read(reply, number):
    assert delivery(reply) == number


@pytest.mark.parametrize("reply", [b"", b"inbox.1", b"$JS.ACK.s.c.1.20.x.1700000000.0"])
def test_what_is_no_delivery_is_named(reply):
    with pytest.raises(MissedError):
        delivery(reply)
