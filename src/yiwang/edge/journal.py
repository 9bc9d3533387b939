"""The journal of a node: SQLite, every commit on the disk before anybody is answered.

One connection, used by one thread. Write-ahead log with ``synchronous=FULL``: each commit is fsynced, so what
was acknowledged survives ``kill -9`` and, with an honest disk, a loss of power.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from yiwang.base.edges import api as edges
from yiwang.base.sensing import api as sensing
from yiwang.edge.local import LocalAlarm
from yiwang.kernel.ids import new_id

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL,
    body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS alarm (
    id TEXT PRIMARY KEY, rule TEXT NOT NULL, device INTEGER NOT NULL, raised INTEGER NOT NULL,
    open INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS alarm_open ON alarm (rule, device) WHERE open;
CREATE INDEX IF NOT EXISTS alarm_raised ON alarm (raised);
CREATE TABLE IF NOT EXISTS told (seq INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
"""
_MB: Final = 1_000_000
#: Alarms that are over are shown for so long.
_SHOWN: Final = 30 * 86_400_000_000
_MOST_TOLD: Final = 10_000


class Parcel(NamedTuple):
    """Readings as they lie in the journal."""

    seq: int
    at: int
    body: bytes


class Waiting(NamedTuple):
    """What the centre has not taken yet: how many entries, when the oldest came (0: none)."""

    entries: int
    oldest: int


class Journal:
    """What a node took in and decided, until the centre has it; and what it remembers."""

    def __init__(self, path: Path, room_mb: int = 2000) -> None:
        self._room_mb = room_mb
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)
        if self.get("id") is None:
            self.put("id", new_id().bytes)

    @property
    def id(self) -> UUID:
        """Return the name of this journal: another one counts its entries anew."""
        found = self.get("id")
        assert found is not None
        return UUID(bytes=found)

    def get(self, name: str) -> bytes | None:
        """Return what is remembered under ``name``."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def number(self, name: str) -> int:
        """Return a number that is remembered, 0 at first."""
        found = self.get(name)
        return 0 if found is None else int(found)

    def put(self, name: str, value: bytes | int) -> None:
        """Remember ``value``."""
        body = str(value).encode() if isinstance(value, int) else value
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, body))

    def append(self, parcels: Sequence[tuple[int, int, bytes]]) -> None:
        """Append parcels (instant, readings, body) and return when they are on the disk.

        Raises ``inbox_full`` when there is no room; then none was appended.
        """
        if self.size() >= self._room_mb * _MB:
            raise sensing.InboxFullError
        with self._transaction():
            self._db.executemany(
                "INSERT INTO entry (at, kind, n, body) VALUES (?, 'readings', ?, ?)", parcels
            )

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)

    def size(self) -> int:
        """Return how many bytes of the file are in use."""
        pages, free, size = (
            self._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def unjudged(self, readings: int) -> list[Parcel]:
        """Return the parcels that are to be judged next, about ``readings`` of them."""
        return self._parcels(self.number("judged"), 1 << 62, readings)

    def judged_since(self, seq: int) -> list[Parcel]:
        """Return the parcels after ``seq`` that were judged."""
        return self._parcels(seq, self.number("judged"), 1 << 62)

    def _parcels(self, after: int, last: int, readings: int) -> list[Parcel]:
        found, total = [], 0
        for seq, at, n, body in self._db.execute(
            "SELECT seq, at, n, body FROM entry WHERE seq > ? AND seq <= ? AND kind = 'readings' "
            "ORDER BY seq",
            (after, last),
        ):
            found.append(Parcel(seq, at, body))
            total += n
            if total >= readings:
                break
        return found

    def decide(
        self,
        judged: int | None,
        entries: Iterable[tuple[int, str, bytes]],
        alarms: Iterable[LocalAlarm],
        told: Iterable[bytes],
    ) -> None:
        """Write what was decided (instant, kind, body), the alarms it changed, and how far judging came."""
        with self._transaction():
            self._db.executemany("INSERT INTO entry (at, kind, n, body) VALUES (?, ?, 0, ?)", entries)
            self._db.executemany(
                "INSERT OR REPLACE INTO alarm VALUES (?, ?, ?, ?, ?, ?)",
                [_row(alarm) for alarm in alarms],
            )
            self._db.executemany("INSERT INTO told (body) VALUES (?)", [(body,) for body in told])
            if judged is not None:
                self.put("judged", judged)

    def keep(self, seq: int, memory: bytes) -> None:
        """Store what the judge remembers when everything up to ``seq`` was judged."""
        with self._transaction():
            self.put("memory", memory)
            self.put("kept", seq)
            self._let_go()

    def checkpoint(self) -> tuple[int, bytes | None]:
        """Return what :meth:`keep` stored last."""
        return self.number("kept"), self.get("memory")

    def unsent(self) -> list[edges.Entry]:
        """Return the entries that the centre has not taken, as many as go up at once."""
        found: list[edges.Entry] = []
        size = 0
        for seq, at, kind, body in self._db.execute(
            "SELECT seq, at, kind, body FROM entry WHERE seq > ? ORDER BY seq LIMIT ?",
            (self.number("taken"), edges.MOST_ENTRIES),
        ):
            size += len(body)
            if found and size > edges.MOST_BYTES:
                break
            found.append(edges.Entry(seq, at, kind, body))
        return found

    def note_taken(self, taken: int) -> None:
        """Note that the centre has everything up to ``taken``; what nobody needs any more is let go."""
        with self._transaction():
            self.put("taken", max(taken, self.number("taken")))
            self._let_go()

    def _let_go(self) -> None:
        """Let go of what the centre has; readings are needed until a checkpoint has passed them, too."""
        self._db.execute(
            "DELETE FROM entry WHERE seq <= ? AND (kind <> 'readings' OR seq <= ?)",
            (self.number("taken"), self.number("kept")),
        )

    def head(self) -> int:
        """Return the number of the newest entry there ever was."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").fetchone()
        return 0 if row is None else int(row[0])

    def begin_anew(self) -> None:
        """Take another name: the centre has seen more of this journal than it has itself (an older copy)."""
        with self._transaction():
            self.put("id", new_id().bytes)
            self.put("taken", 0)

    def waiting(self) -> Waiting:
        """Return what the centre has not taken yet."""
        taken = self.number("taken")
        row = self._db.execute("SELECT min(at) FROM entry WHERE seq > ?", (taken,)).fetchone()
        return Waiting(max(self.head() - taken, 0), row[0] or 0)

    def standing(self) -> list[LocalAlarm]:
        """Return the alarms that stand."""
        return self._alarms("open ORDER BY raised DESC", ())

    def shown(self, limit: int) -> list[LocalAlarm]:
        """Return the alarms that stand, then the newest that are over."""
        return self._alarms("1 ORDER BY open DESC, raised DESC LIMIT ?", (limit,))

    def alarm(self, alarm: str) -> LocalAlarm | None:
        """Return one alarm."""
        found = self._alarms("id = ?", (alarm,))
        return found[0] if found else None

    def _alarms(self, where: str, values: tuple[Any, ...]) -> list[LocalAlarm]:
        rows = self._db.execute(f"SELECT body FROM alarm WHERE {where}", values)
        return [msgspec.json.decode(row[0], type=LocalAlarm) for row in rows]

    def forget(self, now: int) -> None:
        """Let go of alarms that were over long ago, and of calls that nobody ever took."""
        with self._transaction():
            self._db.execute("DELETE FROM alarm WHERE NOT open AND raised < ?", (now - _SHOWN,))
            self._db.execute("DELETE FROM told WHERE seq <= (SELECT max(seq) FROM told) - ?", (_MOST_TOLD,))

    def next_told(self) -> tuple[int, bytes] | None:
        """Return the oldest change that the webhook has not taken."""
        row = self._db.execute("SELECT seq, body FROM told ORDER BY seq LIMIT 1").fetchone()
        return None if row is None else (row[0], row[1])

    def drop_told(self, seq: int) -> None:
        """Note that the webhook took a change."""
        self._db.execute("DELETE FROM told WHERE seq = ?", (seq,))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _row(alarm: LocalAlarm) -> tuple[Any, ...]:
    is_open = int(alarm.cleared_at is None)
    body = msgspec.json.encode(alarm)
    return str(alarm.id), alarm.rule, alarm.device, alarm.raised_at, is_open, body


class _Transaction:
    """All of the block, or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")
