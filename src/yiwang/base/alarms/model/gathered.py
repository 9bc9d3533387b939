"""What rules about places need of a partition's readings, as bytes: taken along, kept, seen elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.model.arrays import Bools, Ints
from yiwang.base.alarms.model.memory import Packed, pack, unpack
from yiwang.base.alarms.model.program import Program

_READING: Final = ("device", "prop", "at", "value", "late")
_FIX: Final = ("device", "at", "lon", "lat", "speed")


class Told(msgspec.Struct, frozen=True):
    """Something a device said has happened."""

    device: int
    name: str
    at: int


class Columns(msgspec.Struct, frozen=True):
    """Positions as columns."""

    device: Any
    at: Any
    lon: Any
    lat: Any
    speed: Any


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """A batch for the engine, made of what several partitions sent: by series, then instant."""

    received: int
    device: Any
    prop: Any
    at: Any
    value: Any
    late: Any
    fixes: Columns
    occurrences: tuple[Told, ...]

    def __len__(self) -> int:
        return len(self.device) + len(self.fixes.device) + len(self.occurrences)


class _Body(msgspec.Struct, frozen=True):
    received: int
    readings: dict[str, Packed]
    fixes: dict[str, Packed]
    told: tuple[Told, ...]


class Wanted:
    """What a set of rules looks at: which devices, which of their properties, positions, occurrences."""

    def __init__(self, programs: Iterable[Program]) -> None:
        pairs = [(leaf, m) for p in programs for leaf, m in zip(p.leaves, p.members, strict=True)]
        looking = [(leaf.needs, m) for leaf, m in pairs if leaf.needs != "clock" and len(m.device)]
        self._map: Bools = np.zeros(max((int(m.device[-1]) for _, m in looking), default=-1) + 2, np.bool_)
        for _, members in looking:
            self._map[members.device] = True
        self._map[-1] = False
        self._props = sorted({prop for _, m in looking for prop in m.props})
        # who asks whether anything came, asks about everything
        self._all = any(needs == "any" and not m.props for needs, m in looking)
        self._fixes = self._all or any(needs == "fix" for needs, _ in looking)
        self._told = self._all or any(needs == "occurrence" for needs, _ in looking)

    def of(self, batch: Any) -> tuple[int, bytes] | None:
        """Return how many things of ``batch`` are looked at, and them as bytes; ``None`` if nothing is."""
        chosen = self._devices(batch.device)
        if not self._all:
            chosen &= np.isin(batch.prop, self._props)
        moved = self._devices(batch.fixes.device) & self._fixes
        told = [o for o in batch.occurrences if self._told and self._devices(np.array([o.device]))[0]]
        count = int(chosen.sum()) + int(moved.sum()) + len(told)
        if not count:
            return None
        body = _Body(
            batch.received,
            {name: pack(getattr(batch, name)[chosen]) for name in _READING},
            {name: pack(getattr(batch.fixes, name)[moved]) for name in _FIX},
            tuple(Told(o.device, o.name, o.at) for o in told),
        )
        return count, msgspec.msgpack.encode(body)

    def _devices(self, device: Ints) -> Bools:
        return self._map[np.minimum(device, len(self._map) - 1)]


def join(bodies: Sequence[bytes]) -> Gathered:
    """Return what :meth:`Wanted.of` made of several batches as one, in the order the engine wants."""
    found = [msgspec.msgpack.decode(body, type=_Body) for body in bodies]
    device, prop, at, value, late = _columns([one.readings for one in found], _READING)
    by = np.lexsort((at, prop, device))
    moved = _columns([one.fixes for one in found], _FIX)
    order = np.lexsort((moved[1], moved[0]))
    return Gathered(
        received=max(one.received for one in found),
        device=device[by],
        prop=prop[by],
        at=at[by],
        value=value[by],
        late=late[by],
        fixes=Columns(*(column[order] for column in moved)),
        occurrences=tuple(o for one in found for o in one.told),
    )


def _columns(parts: Sequence[dict[str, Packed]], names: Sequence[str]) -> list[NDArray[Any]]:
    return [np.concatenate([unpack(part[name]) for part in parts]) for name in names]
