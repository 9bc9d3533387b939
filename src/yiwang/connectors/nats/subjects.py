"""Subjects of NATS and the topics they stand for; names of streams and consumers."""

from __future__ import annotations

from typing import Final

#: What the servers' mappings put in front: ``in.<partition>.<subject>``.
ROOT: Final = "in"
_HEAD: Final = 2


def stream_of(prefix: str, partition: int) -> str:
    """Return the name of a partition's stream."""
    return f"{prefix}-{partition}"


def subject_of(partition: int) -> str:
    """Return what a partition's stream takes in."""
    return f"{ROOT}.{partition}.>"


def levels(subject: str) -> list[str]:
    """Return the topic's levels of a mapped subject.

    The MQTT listener writes ``/a/b`` as ``/.a.b`` and ``a//b`` as ``a./.b``.
    """
    return ["" if token == "/" else token for token in subject.split(".")[_HEAD:]]  # noqa: S105 - a level
