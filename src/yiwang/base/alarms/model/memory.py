"""What a program remembers, as columns by name of the member or subject: stored, loaded, handed on.

Everything is keyed by device number or place, so that it survives a restart, a rule whose circle of
devices grew, and a new version that computes the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.model.arrays import put
from yiwang.base.alarms.model.functions import Leaf
from yiwang.base.alarms.model.program import Program

_FORMAT: Final = 3


class Packed(msgspec.Struct, frozen=True):
    """A column: type, shape, bytes."""

    kind: str
    shape: tuple[int, ...]
    data: bytes


class ProgramMemory(msgspec.Struct, frozen=True, kw_only=True):
    """One program: for whom, and all columns; those of leaves are called ``leaf.name``.

    ``bodies``: what a condition remembers of each member that is no column, under the condition's prefix.
    """

    key: bytes
    subjects: Packed | list[str]
    members: list[Packed]
    leaves: dict[str, Packed]
    machine: dict[str, Packed]
    bodies: dict[str, list[bytes]] = {}


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """All programs of an engine."""

    format: int = _FORMAT
    now: int
    programs: dict[str, ProgramMemory]


def pack(column: NDArray[Any]) -> Packed:
    """Return a column as data."""
    return Packed(column.dtype.str, column.shape, column.tobytes())


def unpack(packed: Packed) -> NDArray[Any]:
    """Return the column that was packed."""
    return np.frombuffer(packed.data, dtype=np.dtype(packed.kind)).reshape(packed.shape)


def encode(programs: Sequence[Program], now: int) -> bytes:
    """Return what ``programs`` remember at ``now``."""
    memory = Memory(now=now, programs={program.code: _take(program) for program in programs})
    return zlib.compress(msgspec.msgpack.encode(memory), 1)


class _Mark(msgspec.Struct):
    format: int


def decode(data: bytes) -> Memory | None:
    """Return what :func:`encode` made; ``None`` for what another version made in another format."""
    plain = zlib.decompress(data)
    if msgspec.msgpack.decode(plain, type=_Mark).format != _FORMAT:
        return None
    return msgspec.msgpack.decode(plain, type=Memory)


def _take(program: Program, *, bodies: bool = True) -> ProgramMemory:
    return ProgramMemory(
        key=program.plan.key,
        subjects=program.keys if isinstance(program.keys, list) else pack(program.keys),
        members=[pack(m.device) for m in program.members],
        leaves={name: pack(column) for name, column, _ in _leaf_columns(program)},
        machine={name: pack(column) for name, column in _machine_columns(program)},
        bodies={name: found for name, leaf, _ in _all(program) if (found := leaf.bodies())} if bodies else {},
    )


def _all(program: Program) -> Iterator[tuple[str, Leaf, int]]:
    """Yield every condition, also those that others look through, with its prefix and its leaf's number."""
    for number, leaf in enumerate(program.leaves):
        inside: Leaf | None = leaf
        prefix = f"{number}."
        while inside is not None:
            yield prefix, inside, number
            inside, prefix = inside.inner(), prefix + "of."


def _leaf_columns(program: Program) -> Iterator[tuple[str, NDArray[Any], int]]:
    """Yield the columns of all conditions, with the leaf's number; the first axis is the member."""
    for prefix, leaf, number in _all(program):
        for name, column in leaf.state().items():
            yield prefix + name, column, number
    for number, column in enumerate(program.seen):
        yield f"{number}.seen", column, number


def _machine_columns(program: Program) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the columns of subjects; the last axis is the subject."""
    yield from program.machine.columns().items()
    yield "held", program.held
    if len(program.heard):
        yield "heard", program.heard


def recall(program: Program, memory: ProgramMemory) -> bool:
    """Load what is remembered of members and subjects that ``program`` has; ``False`` if it is another's."""
    if memory.key != program.plan.key:
        return False
    for name, column, number in _leaf_columns(program):
        old = unpack(memory.members[number])
        _, here, there = np.intersect1d(program.members[number].device, old, return_indices=True)
        column[here] = unpack(memory.leaves[name])[there]
    for prefix, leaf, number in _all(program):
        if prefix in memory.bodies:
            kept = dict(zip(unpack(memory.members[number]).tolist(), memory.bodies[prefix], strict=True))
            device = program.members[number].device.tolist()
            leaf.embody({i: kept[no] for i, no in enumerate(device) if kept.get(no)})
    old_keys = memory.subjects
    here, there = program.slots(old_keys if isinstance(old_keys, list) else unpack(old_keys))
    kept = {name: unpack(column) for name, column in memory.machine.items()}
    program.machine.take(kept, here, there)
    put(program.held, here, kept["held"][:, there])
    if len(program.heard):
        program.heard[here] = kept["heard"][there]
    for number, tally in enumerate(program.tallies):
        subject = program.members[number].subject
        if tally is not None and subject is not None:
            tally.rebuild(subject, program.leaves[number].truth)
    return True


def hand_on(old: Program, new: Program) -> bool:
    """Give ``new`` what ``old`` remembers, if they compute the same."""
    if not recall(new, _take(old, bodies=False)):
        return False
    for (_, leaf, number), (_, was, _) in zip(_all(new), _all(old), strict=True):
        devices = new.members[number].device, old.members[number].device
        _, here, there = np.intersect1d(*devices, return_indices=True)
        leaf.take_over(was, here, there)
    return True
