"""All rules of a partition at work: readings in, signals out."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np

from yiwang.base.alarms.model import memory
from yiwang.base.alarms.model.arrays import Bools, Floats, Frame, Indices, Ints, Longs
from yiwang.base.alarms.model.functions.times import Occurred
from yiwang.base.alarms.model.program import Program
from yiwang.base.alarms.model.signals import Renewal, Signal

log = logging.getLogger(__name__)

#: The settler is behind when parcels were received so long before they are seen.
_BEHIND: Final = 5_000_000


class Positions(Protocol):
    """Columns of positions, as in ``sensing``."""

    device: Ints
    at: Longs
    lon: Floats
    lat: Floats
    speed: Floats


class Happening(Protocol):
    """Something a device says has happened."""

    device: int
    name: str
    at: int


class Batch(Protocol):
    """What the settler shows, as ``sensing`` has it: sorted by series, then instant."""

    @property
    def received(self) -> int:
        """When the newest parcel came in."""
        ...

    @property
    def device(self) -> Ints:
        """Device of each reading."""
        ...

    @property
    def prop(self) -> Ints:
        """Property of each reading."""
        ...

    @property
    def at(self) -> Longs:
        """Instant of each reading."""
        ...

    @property
    def value(self) -> Floats:
        """Value of each reading."""
        ...

    @property
    def late(self) -> Bools:
        """Which readings are older than what their series had."""
        ...

    @property
    def fixes(self) -> Any:
        """Positions, as :class:`Positions`."""
        ...

    @property
    def occurrences(self) -> Sequence[Any]:
        """What devices said has happened, as :class:`Happening`."""
        ...


class _Circle:
    """From device number to member, for one set of devices; rules that watch the same share it."""

    def __init__(self, device: Ints) -> None:
        self._device = device  # held, so that no other array can have its identity
        self._map: Ints = np.full(int(device[-1]) + 2 if len(device) else 1, -1, dtype=np.int32)
        self._map[device] = np.arange(len(device), dtype=np.int32)

    def members(self, device: Ints) -> Ints:
        """Return the member of each device, -1 for those outside."""
        known = len(self._map) - 1
        return self._map[device] if not len(device) or device.max() < known else self._map[
            np.minimum(device, known)
        ]  # fmt: skip


class Engine:
    """The programs of all rules that are switched on, and the clock by which time passes for them."""

    def __init__(self) -> None:
        self.programs: dict[str, Program] = {}
        self._circles: dict[int, _Circle] = {}  # by the identity of an array that a program holds
        self._behind: int | None = None
        self._heard = False
        self.now = 0
        self._until = 0  # when somebody last listened, before a restart

    def put(self, program: Program) -> None:
        """Take a rule, or its new version; what it remembered stays if it computes the same."""
        old = self.programs.get(program.code)
        if old is program:
            return
        if old is not None:
            memory.hand_on(old, program)
        self.programs[program.code] = program
        if self.now:
            program.begin(self.now)
        used = {id(m.device) for p in self.programs.values() for m in p.members}
        self._circles = {key: circle for key, circle in self._circles.items() if key in used}

    def drop(self, code: str) -> None:
        """Stop a rule."""
        self.programs.pop(code, None)

    def feed(self, batch: Batch) -> list[Signal]:
        """Take a batch of readings; return what changed, rule by rule."""
        frames = _Frames(batch, self._circles)
        out: list[Signal] = []
        for program in self.programs.values():
            wanted = [frames.of(program, number) for number in range(len(program.leaves))]
            out += program.feed(wanted, batch.received)
        self._behind, self._heard = batch.received, True
        return out

    def tick(self, now: int) -> list[Signal]:
        """Let time pass up to ``now`` on the settler's clock; a clock that runs backwards stands still.

        While the settler works off what came in before, time is when that came in: nobody was silent who
        merely waits in the inbox.
        """
        first, self.now = self.now == 0, max(self.now, now)
        if first:
            heard = max(self._until, self._behind or 0)
            unheard = max(self.now - heard, 0) if self._until else 0
            for program in self.programs.values():
                program.begin(self.now, unheard)
        reached = self.now
        if self._heard and self._behind is not None and now - self._behind > _BEHIND:
            reached = self._behind
        self._heard = False
        return [signal for program in self.programs.values() for signal in program.tick(reached)]

    def renewals(self) -> list[Renewal]:
        """Return the raised subjects seen again since the last call."""
        return [renewal for program in self.programs.values() for renewal in program.renewals()]

    def stand(self, code: str, raised: Mapping[Any, int]) -> None:
        """Let subjects of a rule stand at the ranks that the tables say."""
        program = self.programs[code]
        for rank in set(raised.values()):
            slots, _ = program.slots([key for key, r in raised.items() if r == rank])
            program.machine.put(slots, rank)

    def remember(self) -> bytes:
        """Return what all rules remember."""
        return memory.encode(list(self.programs.values()), max(self.now, self._behind or 0))

    def recall(self, data: bytes) -> None:
        """Load what :meth:`remember` returned into the rules that compute the same.

        What another version kept in another format is left: what is raised is in the tables, and times to
        wait for begin anew.
        """
        kept_of = memory.decode(data)
        if kept_of is None:
            log.warning("what rules remembered is of another version and is not used")
            return
        self._until = kept_of.now
        for code, kept in kept_of.programs.items():
            program = self.programs.get(code)
            if program is not None:
                memory.recall(program, kept)


class _Frames:
    """The columns of one batch as conditions want them, each made once."""

    def __init__(self, batch: Batch, circles: dict[int, _Circle]) -> None:
        self._batch, self._circles = batch, circles
        self._made: dict[tuple[Any, ...], Frame | None] = {}
        self._late = bool(batch.late.any())

    def of(self, program: Program, number: int) -> Frame | None:
        """Return the readings for one condition of ``program``."""
        leaf, members = program.leaves[number], program.members[number]
        needs = leaf.needs
        if needs == "clock" or not len(members.device):
            return None
        names = _names(leaf) if needs == "occurrence" else ()
        if needs == "any" and members.props:
            needs = "value"
        key = (needs, members.props, names, id(members.device))
        if key not in self._made:
            circle = self._circle(members.device)
            self._made[key] = self._make(needs, members.props, names, circle)
        return self._made[key]

    def _circle(self, device: Ints) -> _Circle:
        found = self._circles.get(id(device))
        if found is None:
            found = self._circles[id(device)] = _Circle(device)
        return found

    def _make(
        self, needs: str, props: tuple[int, ...], names: tuple[str, ...], circle: _Circle
    ) -> Frame | None:
        batch = self._batch
        if needs == "fix":
            fixes = batch.fixes
            return _frame(
                circle.members(fixes.device), fixes.at, fixes.speed, batch.received, fixes.lon, fixes.lat
            )
        if needs == "occurrence":
            return self._occurrences(names, circle)
        if needs == "any":
            device = np.concatenate(
                [batch.device, batch.fixes.device, np.array([o.device for o in batch.occurrences], np.int32)]
            )
            member = np.unique(circle.members(device))
            member = member[member >= 0]
            at = np.full(len(member), batch.received, dtype=np.int64)
            return _frame(member, at, np.zeros(len(member)), batch.received)
        chosen = batch.prop == props[0] if len(props) == 1 else np.isin(batch.prop, props)
        if self._late:
            chosen &= ~batch.late
        if chosen.all():
            return _frame(circle.members(batch.device), batch.at, batch.value, batch.received)
        place = np.flatnonzero(chosen)
        if not len(place):
            return None
        return _frame(
            circle.members(batch.device[place]), batch.at[place], batch.value[place], batch.received
        )

    def _occurrences(self, names: tuple[str, ...], circle: _Circle) -> Frame | None:
        found = [o for o in self._batch.occurrences if o.name in names]
        if not found:
            return None
        member = circle.members(np.array([o.device for o in found], dtype=np.int32))
        at = np.array([o.at for o in found], dtype=np.int64)
        order = np.lexsort((at, member))
        value = np.array([float(names.index(o.name) > 0) for o in found])
        return _frame(member[order], at[order], value[order], self._batch.received)


def _names(leaf: Any) -> tuple[str, ...]:
    while not isinstance(leaf, Occurred):
        leaf = leaf.inner()
    return leaf.names


def _frame(
    member: Ints,
    at: Longs,
    value: Floats,
    received: int,
    lon: Floats | None = None,
    lat: Floats | None = None,
) -> Frame | None:
    """Make a frame of what belongs to members; in order even if a sender's was not."""
    inside = member >= 0
    columns: list[Any] = [member, at, value, lon, lat]
    if not inside.all():
        place = np.flatnonzero(inside)
        if not len(place):
            return None
        columns = [None if c is None else c[place] for c in columns]
    slot = columns[0]
    if len(slot) > 1 and (np.diff(slot) < 0).any():
        order: Indices = np.lexsort((columns[1], slot))
        columns = [None if c is None else c[order] for c in columns]
    return Frame.of(
        columns[0].astype(np.intp), columns[1], columns[2], received, lon=columns[3], lat=columns[4]
    )
