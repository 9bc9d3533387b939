"""Limits of the door: beyond them it slows senders down or says no, and counts it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the door takes at once. Sizes in bytes, times in seconds."""

    connections: int = 10_000
    packet: int = 1_048_576
    #: Unanswered messages of one MQTT 5 client.
    unanswered: int = 2000
    #: Messages and bytes that wait for their commit before nothing more is read from anybody.
    waiting: int = 20_000
    waiting_bytes: int = 64_000_000
    #: Messages of one transaction.
    group: int = 4000
    sign_in: float = 10.0
    #: Between a wrong password and its answer.
    penalty: float = 1.0
    #: Sessions remembered for clients that are away, and for how long at most.
    sessions: int = 10_000
    session: float = 86_400.0
    subscriptions: int = 20
    keep_alive: int = 1200
