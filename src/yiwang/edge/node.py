"""A node at work: takes in, judges, calls people on the spot, and hands in when the centre is there."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.edges import api as edges
from yiwang.base.sensing import api as sensing
from yiwang.edge.centre import Centre, Line, Thread
from yiwang.edge.doors import Names
from yiwang.edge.errors import CentreAwayError, CentreRefusedError
from yiwang.edge.folder import Folder
from yiwang.edge.journal import Journal
from yiwang.edge.judge import Judge
from yiwang.edge.local import LocalAlarm, change
from yiwang.edge.pieces import pieces_of
from yiwang.infra.group_commit import GroupCommit
from yiwang.kernel.errors import NotFoundError

log = logging.getLogger(__name__)
T = TypeVar("T")

_TICK: Final = 1.0
_KEEP_EVERY: Final = 30.0
_BEAT_EVERY: Final = 10.0
_BATCH: Final = 20_000
_LONGEST_PAUSE: Final = 30.0
_MB: Final = 1_000_000
_PAGE: Final = 4096


def micros() -> int:
    """Return now, in microseconds since 1970."""
    return time.time_ns() // 1000


class Node:
    """One node. Its journal is used by one thread, the way to the centre by another."""

    def __init__(
        self,
        folder: Folder,
        *,
        version: str = "",
        room_mb: int = 2000,
        webhook: bool = False,
        line: Line | None = None,
        clock: Callable[[], int] = micros,
    ) -> None:
        self.folder, self.clock, self.version = folder, clock, version
        self.credentials = folder.credentials()
        self.journal = Journal(folder.journal, room_mb)
        self.names = Names(clock)
        self.judge: Judge | None = None
        #: How the centre was met last: ``new``, ``connected``, ``away`` (why) or ``refused`` (why).
        self.contact: tuple[str, str] = ("new", "")
        self.contact_at = 0
        self._webhook = webhook
        self._thread = ThreadPoolExecutor(1, "journal")
        who = self.credentials
        self._line: Line = line or Thread(Centre(who.centre, who.secret, who.ca))
        self._commit: GroupCommit[sensing.Readings, None] = GroupCommit(self._append, largest=500)
        self._came, self._decided = asyncio.Event(), asyncio.Event()
        self._judging = asyncio.Lock()
        self._kept_at = time.monotonic()

    async def do(self, function: Callable[..., T], *args: Any) -> T:
        """Let the journal's thread do something."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)

    # --- taking in ---------------------------------------------------------------------------------

    async def append(self, readings: sensing.Readings) -> None:
        """Store readings; when this returns they are on the disk. Raises ``inbox_full``."""
        for one in readings.occurrences:
            sensing.check_occurrence(one)
        if sensing.count(readings):
            await self._commit.submit(readings)
            self._came.set()

    async def _append(self, items: Sequence[sensing.Readings]) -> Sequence[None]:
        now = self.clock()
        pieces = [piece for item in items for piece in pieces_of(item)]
        parcels = [(now, sensing.count(piece), sensing.pack(piece)) for piece in pieces]
        await self.do(self.journal.append, parcels)
        return [None] * len(items)

    # --- judging -----------------------------------------------------------------------------------

    async def load(self) -> None:
        """Come back as it was: the bundle, what was remembered, what was judged since, what stands."""
        body = await self.do(self.journal.get, "bundle")
        if body is None:
            return
        bundle = msgspec.json.decode(body, type=edges.Bundle)
        judge = Judge(bundle)
        seq, memory = await self.do(self.journal.checkpoint)
        if memory is not None:
            judge.recall(memory)
        for parcel in await self.do(self.journal.judged_since, seq):
            judge.feed(sensing.unpack(parcel.body), parcel.at, parcel.seq, replay=True)
        self.names.learn(bundle)
        await self._stand(judge)
        self.judge = judge

    async def _stand(self, judge: Judge) -> None:
        raised: dict[str, dict[int, int]] = {}
        for alarm in await self.do(self.journal.standing):
            raised.setdefault(alarm.rule, {})[alarm.device] = alarm.level
        judge.stand(raised)

    async def step(self) -> int:
        """Judge what came in and let time pass; return how many parcels there were."""
        async with self._judging:
            if self.judge is None:
                return 0
            judge = self.judge
            parcels = await self.do(self.journal.unjudged, _BATCH)
            said: list[alarms.EdgeSignal] = []
            for parcel in parcels:
                said += judge.feed(sensing.unpack(parcel.body), parcel.at, parcel.seq)
            said += judge.tick(self.clock())
            if parcels or said:
                await self._write(judge, said, parcels[-1].seq if parcels else None)
            if time.monotonic() - self._kept_at >= _KEEP_EVERY:
                await self.keep()
            return len(parcels)

    async def _write(self, judge: Judge, said: Sequence[alarms.EdgeSignal], judged: int | None) -> None:
        """Write what was decided; alarms, entries and position in one transaction."""
        now = self.clock()
        changed = await self._changes(judge, said)
        entries = [(now, "signal", msgspec.json.encode(one)) for one in said]
        lines = [msgspec.json.encode(alarm) for alarm in changed]
        last = {alarm.id: alarm for alarm in changed}
        await self.do(self.journal.decide, judged, entries, last.values(), lines if self._webhook else ())
        if said:
            await self.do(self.folder.note, lines)
            self._decided.set()

    async def _changes(self, judge: Judge, said: Sequence[alarms.EdgeSignal]) -> list[LocalAlarm]:
        if not said:
            return []
        standing = {(a.rule, a.device): a for a in await self.do(self.journal.standing)}
        out = []
        for one in said:
            key = one.signal.rule, one.device
            after = change(standing.get(key), one, judge.names(*key))
            if after is None:
                continue
            out.append(after)
            if after.cleared_at is None:
                standing[key] = after
            else:
                standing.pop(key, None)
        return out

    async def keep(self) -> None:
        """Store what the judge remembers."""
        if self.judge is not None:
            judged = await self.do(self.journal.number, "judged")
            await self.do(self.journal.keep, judged, self.judge.remember())
            await self.do(self.journal.forget, self.clock())
        self._kept_at = time.monotonic()

    async def take_over(self, bundle: edges.Bundle) -> None:
        """Work by another bundle from now on; rules that compute the same go on where they were."""
        async with self._judging:
            before = self.judge
            judge = Judge(bundle)
            if before is not None:
                judge.recall(before.remember())
            now = self.clock()
            handed = judge.handed_over(None if before is None else before.bundle, now)
            fresh = await self._changes(judge, handed)
            gone = await self._gone(bundle, now)
            await self.do(self.journal.decide, None, (), [*fresh, *gone], ())
            await self.do(self.journal.put, "bundle", msgspec.json.encode(bundle))
            self.names.learn(bundle)
            await self._stand(judge)
            self.judge = judge
            await self.keep()
        log.info("bundle %s: %d devices, %d rules", bundle.etag, len(bundle.devices), len(bundle.rules))

    async def _gone(self, bundle: edges.Bundle, now: int) -> list[LocalAlarm]:
        """Return what stands here of rules or devices that are no longer this node's: others see to it."""
        mine = {(rule.rule.code, device) for rule in bundle.rules for device in rule.keys}
        return [
            msgspec.structs.replace(alarm, cleared_at=now, changed_at=now)
            for alarm in await self.do(self.journal.standing)
            if (alarm.rule, alarm.device) not in mine
        ]

    async def confirm(self, alarm: str, by: str) -> LocalAlarm:
        """Note that somebody on the spot has seen an alarm; the centre hears of it. Raises ``not_found``."""
        async with self._judging:
            found = await self.do(self.journal.alarm, alarm)
            if found is None:
                raise NotFoundError(what_zh="告警", what_en="alarm", key=alarm[:40])
            if found.confirmed_at is not None:
                return found
            now = self.clock()
            seen = msgspec.structs.replace(found, confirmed_at=now, confirmed_by=by)
            at = alarms.instant(now)
            said = alarms.EdgeConfirm(
                rule=found.rule, version=found.version, device=found.device, by=by, at=at
            )
            entry = (now, "confirm", msgspec.json.encode(said))
            await self.do(self.journal.decide, None, [entry], [seen], ())
        self._decided.set()
        return seen

    # --- the centre --------------------------------------------------------------------------------

    async def _ask(self, path: str, body: Any, kind: type[T]) -> T:
        found = await self._line.ask(path, body, kind)
        self.contact, self.contact_at = ("connected", ""), self.clock()
        return found

    async def beat(self) -> None:
        """Tell the centre how this node is, and take over what it has for it."""
        waiting = await self.do(self.journal.waiting)
        number = await self.do(lambda: self.journal.id)
        standing = await self.do(self.journal.standing)
        beat = edges.Beat(
            journal=number,
            bundle=None if self.judge is None else self.judge.bundle.etag,
            program=self.version,
            waiting=waiting.entries,
            oldest=max(self.clock() - waiting.oldest, 0) / 1e6 if waiting.oldest else 0,
            memory=resident_mb(),
            disk=shutil.disk_usage(self.folder.path).free / _MB,
            alarms=len(standing),
        )
        answer = await self._ask("beat", beat, edges.Answer)
        if answer.taken > await self.do(self.journal.head):
            log.warning("the centre knows more of this journal than it has: an older copy, it begins anew")
            await self.do(self.journal.begin_anew)
        elif answer.taken:
            await self.do(self.journal.note_taken, answer.taken)
        if answer.bundle is not None:
            await self.take_over(answer.bundle)
            await self.beat()

    async def hand_in(self) -> int:
        """Hand in what waits, in order; return how many entries went."""
        entries = await self.do(self.journal.unsent)
        if not entries:
            return 0
        number = await self.do(lambda: self.journal.id)
        answer = await self._ask("journal", edges.Sent(journal=number, entries=entries), edges.Taken)
        await self.do(self.journal.note_taken, answer.taken)
        return len(entries)

    # --- tasks -------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Judge and hand in until cancelled; then remember."""
        await self.load()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._judge_on(), name="judge")
                group.create_task(self._hand_in_on(), name="hand-in")
        finally:
            async with self._judging:
                await self.keep()
            self.close()

    def close(self) -> None:
        """Let go of files and threads."""
        self._thread.submit(self.journal.close)
        self._thread.shutdown()
        self._line.close()

    async def _judge_on(self) -> None:
        while True:
            self._came.clear()
            try:
                if not await self.step():
                    await _either(self._came, _TICK)
                else:
                    self._decided.set()
            except Exception:  # what it remembers may be ahead of the journal: it comes back as it was
                log.exception("judging failed and starts again")
                self.judge = None
                await asyncio.sleep(_TICK)
                await self.load()

    async def _hand_in_on(self) -> None:
        pause, beat_at = _TICK, 0.0
        while True:
            self._decided.clear()
            try:
                if time.monotonic() >= beat_at:
                    await self.beat()
                    beat_at = time.monotonic() + _BEAT_EVERY
                sent = await self.hand_in()
                pause = _TICK
                if not sent:
                    await _either(self._decided, _TICK)
                continue
            except CentreAwayError as error:
                self.contact = ("away", str(error.details.get("why", "")))
            except CentreRefusedError as error:
                self.contact = ("refused", str(error))
                log.warning("%s", error)
                pause = _LONGEST_PAUSE
            except Exception:  # nothing is lost by it: what waits stays in the journal and is handed in later
                log.exception("handing in failed")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


async def _either(bell: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await bell.wait()
    except TimeoutError:
        pass


def resident_mb() -> float:
    """Return how much memory this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - a number, read often
            return int(file.read().split()[1]) * _PAGE / _MB
    except OSError:
        return 0.0
