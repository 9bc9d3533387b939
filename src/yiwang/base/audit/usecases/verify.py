"""Check the whole journal against itself, the tree, the checkpoints and their signatures.

Two walks. By leaf: every sealed row is there, says what it said, and stands where it stood; the tree over
the leaves has the root of every signed checkpoint. By subject: the chain has no gap and no broken link.
"""

from __future__ import annotations

import asyncio
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.audit.model import merkle
from yiwang.base.audit.model.canonical import commitment, digest
from yiwang.base.audit.model.journal import JournalEntry, entry_hash
from yiwang.base.audit.model.ledger import Checkpoint, Leaf, parse_checkpoint, unpack
from yiwang.base.audit.store import checking
from yiwang.base.audit.store import journal as journal_store
from yiwang.base.audit.store import ledger as store
from yiwang.infra.database import Row, Tx
from yiwang.infra.signing import NoteError, PublicKey, open_note

#: What the trail calls the erasure of an actor's name.
FORGET: Final = "actor.forget"

_TILES_AT_ONCE: Final = 16
_ROWS_AT_ONCE: Final = 10_000
_LISTED: Final = 10_000


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it was: ``kind`` with the row it is about, as far as one is known.

    Kinds: ``changed`` (a row's content or time), ``missing``, ``reordered``, ``replaced`` (another row in
    its place), ``inserted`` (a row that was never sealed, among sealed ones), ``link`` (wrong hash of
    the entry before), ``name`` (actor's name changed), ``erased`` (name erased without a record),
    ``tile``, ``checkpoint`` (root differs), ``signature``, ``truncated``.
    """

    kind: str
    position: int | None = None
    subject: UUID | None = None
    seq: int | None = None
    leaf: int | None = None
    why: str = ""


class Verdict(msgspec.Struct, kw_only=True):
    """The outcome: ``ok`` and, if not, ``first`` and all ``problems`` (the first 10,000 are listed)."""

    ok: bool = True
    entries: int = 0
    sealed: int = 0
    unsealed: int = 0
    checkpoints: int = 0
    erased_names: int = 0
    root: str = ""
    first: Problem | None = None
    problem_count: int = 0
    problems: list[Problem] = msgspec.field(default_factory=list)


class Verifier:
    """One run over one database; ``keys`` are the public keys that may have signed.

    ``head`` is the newest checkpoint known from elsewhere (beside the keys, or published), as a note:
    a ledger shorter than it has been cut. ``progress`` is told the number of rows done.
    """

    def __init__(
        self,
        tx: Tx,
        keys: Iterable[PublicKey],
        head: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self._tx = tx
        self._keys = list(keys)
        self._head = head
        self._progress = progress
        self._named: set[tuple[UUID, int]] = set()
        self._erased: dict[str, Problem] = {}
        self._positions = array("q")
        self._highest = 0
        self._commits = lru_cache(maxsize=10_000)(commitment)
        self.verdict = Verdict()

    async def run(self) -> Verdict:
        """Walk everything and return the verdict."""
        newest = await store.newest_checkpoint(self._tx)
        log = await store.get_log(self._tx)
        size = 0 if log is None else int(log["size"])
        self.verdict.sealed = size
        self._check_heads(size, newest)
        await self._walk_leaves(size, "sha256" if log is None else log["algorithm"])
        await self._find_inserted(log)
        await self._walk_unsealed(log)
        await self._walk_chains()
        await self._check_erasures()
        return self.verdict

    # -- naming

    def _report(self, problem: Problem) -> None:
        verdict = self.verdict
        verdict.ok = False
        verdict.problem_count += 1
        if verdict.first is None:
            verdict.first = problem
        if len(verdict.problems) < _LISTED:
            verdict.problems.append(problem)
        if problem.subject is not None and problem.seq is not None:
            self._named.add((problem.subject, problem.seq))

    def _check_heads(self, size: int, newest: Row | None) -> None:
        if newest is not None and newest["size"] != size:
            self._report(
                Problem(
                    kind="truncated", leaf=size, why=f"a checkpoint says {newest['size']}, the log {size}"
                )
            )
        if self._head is None:
            return
        try:
            known = parse_checkpoint(open_note(self._head, self._keys)[0])
        except (NoteError, ValueError, KeyError) as error:
            self._report(Problem(kind="signature", why=f"the checkpoint kept outside: {error}"))
            return
        if known.size > size:
            self._report(
                Problem(
                    kind="truncated", leaf=size, why=f"a checkpoint kept outside says {known.size} entries"
                )
            )

    # -- the tree

    async def _walk_leaves(self, size: int, algorithm: str) -> None:
        hasher = digest(algorithm)
        edge = merkle.Edge(hasher, 0, {})
        upper = {(r["level"], r["number"]): r["hashes"] for r in await checking.upper_tiles(self._tx)}
        due = _Checkpoints(self._tx, size)
        await due.load()
        number, whole = 0, True
        while number * merkle.TILE < size:
            rows = await store.leaf_tiles(self._tx, number, _TILES_AT_ONCE)
            for row in rows:
                if row["number"] * merkle.TILE >= size:
                    break
                if row["number"] != number and whole:
                    whole = False
                    self._report(Problem(kind="tile", leaf=number * merkle.TILE, why="tiles are missing"))
                number = row["number"] + 1
                hashes, leaves = await self._check_tile(row, size, algorithm)
                if whole:
                    await self._extend(edge, hashes, due, upper)
                    if edge.size != min(number * merkle.TILE, size):
                        whole = False
                        self._report(Problem(kind="tile", leaf=edge.size, why="the tile is too short"))
                self._positions.extend(leaf.position for leaf in leaves)
                self._tick(len(leaves))
            if not rows:
                self._report(Problem(kind="truncated", leaf=number * merkle.TILE, why="tiles are missing"))
                break
            await asyncio.sleep(0)
        self.verdict.root = edge.root().hex()
        if due.remaining():
            self._report(
                Problem(kind="checkpoint", leaf=edge.size, why=f"{due.remaining()} checkpoints out of reach")
            )

    async def _extend(
        self, edge: merkle.Edge, hashes: list[bytes], due: _Checkpoints, upper: dict[merkle.TileId, bytes]
    ) -> None:
        """Grow the tree by one tile, stopping at every checkpoint on the way to compare roots."""
        start = 0
        while start < len(hashes):
            checkpoint = due.next
            stop = (
                len(hashes)
                if checkpoint is None
                else min(len(hashes), checkpoint["size"] - edge.size + start)
            )
            changed = edge.extend(hashes[start:stop])
            for tile, content in changed.items():
                if tile[0] and not (upper.get(tile) or b"").startswith(content):
                    self._report(Problem(kind="tile", leaf=edge.size, why=f"node tile {tile} was changed"))
                    upper[tile] = content
            start = stop
            if checkpoint is not None and edge.size == checkpoint["size"]:
                self._check_checkpoint(checkpoint, edge.root(), due.previous)
                await due.advance()

    def _check_checkpoint(self, row: Row, root: bytes, previous: int) -> None:
        self.verdict.checkpoints += 1
        try:
            stated: Checkpoint = parse_checkpoint(open_note(row["note"], self._keys)[0])
        except (NoteError, ValueError, KeyError) as error:
            self._report(Problem(kind="signature", leaf=row["size"], why=f"size {row['size']}: {error}"))
            return
        if (stated.size, stated.root) != (row["size"], row["root"]):
            self._report(
                Problem(kind="signature", leaf=row["size"], why="the row differs from its signed text")
            )
        elif stated.root != root:
            self._report(
                Problem(
                    kind="checkpoint",
                    leaf=previous,
                    why=f"leaves {previous} to {row['size'] - 1} do not give the signed root",
                )
            )

    async def _check_tile(self, row: Row, size: int, algorithm: str) -> tuple[list[bytes], list[Leaf]]:
        """Compare one tile's leaves with the rows they stand for."""
        first = row["number"] * merkle.TILE
        width = min(merkle.TILE, size - first)
        raw = row["hashes"]
        hashes = [raw[i : i + merkle.HASH] for i in range(0, len(raw), merkle.HASH)][:width]
        leaves = list(unpack(row["manifest"] or b""))[:width]
        stored = await checking.entries_at(self._tx, [leaf.position for leaf in leaves])
        hasher = digest(algorithm)
        for index, (leaf, expected) in enumerate(zip(leaves, hashes, strict=False), first):
            found = stored.get(leaf.position)
            if found is None:
                await self._absent(leaf, index, expected, hasher)
                continue
            entry, erased = found
            self._check_entry(entry, erased=erased, leaf=index)
            if merkle.leaf_hash(hasher, entry.hash) != expected:
                await self._displaced(leaf, index, entry, expected, hasher)
        if len(leaves) != len(hashes):
            self._report(Problem(kind="tile", leaf=first, why="manifest and hashes differ in length"))
        return hashes, leaves

    async def _absent(self, leaf: Leaf, index: int, expected: bytes, hasher: merkle.Digest) -> None:
        moved = await journal_store.entry(self._tx, leaf.subject, leaf.seq)
        same = moved is not None and merkle.leaf_hash(hasher, moved.hash) == expected
        why = f"now at position {moved.position}" if moved is not None and same else ""
        self._report(_row_problem("reordered" if same else "missing", leaf, index, why))

    async def _displaced(
        self, leaf: Leaf, index: int, entry: JournalEntry, expected: bytes, hasher: merkle.Digest
    ) -> None:
        if (entry.subject, entry.seq) == (leaf.subject, leaf.seq):
            if (leaf.subject, leaf.seq) not in self._named:
                self._report(_row_problem("changed", leaf, index, "not the entry that was sealed"))
            return
        moved = await journal_store.entry(self._tx, leaf.subject, leaf.seq)
        same = moved is not None and merkle.leaf_hash(hasher, moved.hash) == expected
        why = f"in its place stands {entry.subject} seq {entry.seq}"
        self._report(_row_problem("reordered" if same else "replaced", leaf, index, why))

    def _check_entry(self, entry: JournalEntry, *, erased: bool, leaf: int | None) -> None:
        self.verdict.entries += 1
        where: dict[str, Any] = {
            "position": entry.position,
            "subject": entry.subject,
            "seq": entry.seq,
            "leaf": leaf,
        }
        try:
            same = entry_hash(entry) == entry.hash
        except (ValueError, TypeError):
            same = False
        if not same:
            self._report(Problem(kind="changed", why="content does not give the stored hash", **where))
        if erased:
            self.verdict.erased_names += 1
            self._erased.setdefault(entry.actor, Problem(kind="erased", why=entry.actor, **where))
        elif not self._name_fits(entry):
            self._report(Problem(kind="name", why="the actor's name was changed", **where))

    def _name_fits(self, entry: JournalEntry) -> bool:
        if not 16 <= len(entry.actor_salt) <= 255:  # noqa: PLR2004 - what a commitment accepts
            return False
        mark = self._commits(entry.actor_salt, entry.actor_name, algorithm=entry.algorithm)
        return mark == entry.actor_mark

    # -- rows outside the tree

    async def _find_inserted(self, log: Row | None) -> None:
        """Find rows at sealed positions that no leaf stands for; compare counts first, it is cheap."""
        if log is None or not self._positions:
            return
        sealed = array("q", sorted(self._positions))
        self._highest = sealed[-1]
        pending = await checking.count_pending(self._tx, _cursor(log), log["floor"], self._highest)
        present = await checking.count_entries(self._tx, self._highest) - pending
        if present <= len(sealed) - sum(1 for p in self.verdict.problems if p.kind == "missing"):
            return
        after = -(2**63)
        while rows := await checking.positions(self._tx, after, self._highest, _ROWS_AT_ONCE):
            for row in rows:
                place = bisect_left(sealed, row["position"])
                if sealed[place] != row["position"] and not _is_pending(row, log):
                    leaf = Leaf(row["position"], row["subject"], row["seq"])
                    self._report(_row_problem("inserted", leaf, None, "among sealed rows, never sealed"))
            after = rows[-1]["position"]

    async def _walk_unsealed(self, log: Row | None) -> None:
        cursor, floor = ((0, 0), 0) if log is None else (_cursor(log), log["floor"])
        after = (-1, -1)
        while rows := await checking.unsealed(self._tx, cursor, floor, after, _ROWS_AT_ONCE):
            for row in rows:
                entry = journal_store.to_entry(row)
                self._check_entry(entry, erased=row["actor_name"] is None, leaf=None)
            self.verdict.unsealed += len(rows)
            after = (rows[-1]["xact"], rows[-1]["position"])
            self._tick(len(rows))

    # -- the chains

    async def _walk_chains(self) -> None:
        subject, seq, last = UUID(int=0), 0, b""
        after = (subject, seq)
        while rows := await checking.links(self._tx, after, _ROWS_AT_ONCE):
            for row in rows:
                if row["subject"] != subject:
                    subject, seq, last = row["subject"], 0, b""
                for absent in range(seq + 1, row["seq"]):
                    if (subject, absent) not in self._named:
                        self._report(
                            Problem(kind="missing", subject=subject, seq=absent, why="gap in the chain")
                        )
                if row["seq"] == seq + 1 and row["prev"] != last and (subject, row["seq"]) not in self._named:
                    leaf = Leaf(row["position"], subject, row["seq"])
                    self._report(_row_problem("link", leaf, None, "does not follow the entry before"))
                seq, last = row["seq"], row["hash"]
            after = (subject, seq)
            await asyncio.sleep(0)

    async def _check_erasures(self) -> None:
        if not self._erased:
            return
        allowed = await checking.forgotten_actors(self._tx, FORGET)
        for actor, problem in self._erased.items():
            if actor not in allowed:
                self._report(problem)

    def _tick(self, rows: int) -> None:
        if self._progress is not None:
            self._progress(rows)


class _Checkpoints:
    """The stored checkpoints up to ``size``, one at a time."""

    def __init__(self, tx: Tx, size: int) -> None:
        self._tx = tx
        self._size = size
        self._rows: list[Row] = []
        self.previous = 0
        self.next: Row | None = None

    async def load(self) -> None:
        """Fetch the first ones."""
        self._rows = (await store.checkpoints(self._tx, self.previous, _ROWS_AT_ONCE))[::-1]
        self._step()

    async def advance(self) -> None:
        """Go on to the next one."""
        assert self.next is not None
        self.previous = self.next["size"]
        if not self._rows:
            self._rows = (await store.checkpoints(self._tx, self.previous, _ROWS_AT_ONCE))[::-1]
        self._step()

    def _step(self) -> None:
        self.next = self._rows.pop() if self._rows else None
        if self.next is not None and self.next["size"] > self._size:
            self.next = None

    def remaining(self) -> int:
        """Return how many at least were not reached."""
        return 0 if self.next is None else 1 + len(self._rows)


def _cursor(log: Row) -> tuple[int, int]:
    return log["xact"], log["position"]


def _is_pending(row: Row, log: Row) -> bool:
    return bool((row["xact"], row["position"]) > _cursor(log) and row["position"] > log["floor"])


def _row_problem(kind: str, leaf: Leaf, index: int | None, why: str) -> Problem:
    return Problem(kind=kind, position=leaf.position, subject=leaf.subject, seq=leaf.seq, leaf=index, why=why)
