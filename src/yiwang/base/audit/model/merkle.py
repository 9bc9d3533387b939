"""The Merkle tree of RFC 9162 §2.1, kept in tiles of 256 hashes.

A tile of level 0 holds 256 leaf hashes; a tile of level L holds the roots of 256 full tiles of level
L - 1 (each the root of a full subtree of height 8 L). Everything a proof needs is the root of some full
subtree, and each of those is computed from one tile: a proof reads O(log n) tiles.

An interval ``(start, end)`` of leaves names the hash ``MTH(D[start:end])`` of the RFC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

Digest: TypeAlias = Callable[[bytes], bytes]
Interval: TypeAlias = tuple[int, int]
TileId: TypeAlias = tuple[int, int]

HASH: Final = 32
TILE_HEIGHT: Final = 8
TILE: Final = 1 << TILE_HEIGHT


def leaf_hash(digest: Digest, data: bytes) -> bytes:
    """Return the hash of a leaf: ``HASH(0x00 || data)``."""
    return digest(b"\x00" + data)


def node_hash(digest: Digest, left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: ``HASH(0x01 || left || right)``."""
    return digest(b"\x01" + left + right)


def full_root(digest: Digest, hashes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of neighbouring subtree hashes."""
    level = list(hashes)
    while len(level) > 1:
        pairs = iter(level)
        level = [digest(b"\x01" + left + right) for left, right in zip(pairs, pairs, strict=True)]
    return level[0]


def _split(size: int) -> int:
    """Return the largest power of two smaller than ``size`` (the RFC's k)."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_intervals(index: int, size: int) -> list[Interval]:
    """Return the audit path of leaf ``index`` in a tree of ``size`` leaves, lowest node first (§2.1.3)."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in the tree")
    path: list[Interval] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_intervals(old: int, new: int) -> list[Interval]:
    """Return the proof that the tree of ``old`` leaves is a prefix of that of ``new`` ones (§2.1.4)."""
    if not 0 < old <= new:
        raise ValueError("sizes must be 0 < old <= new")
    proof: list[Interval] = []
    start, end = 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append((middle, end))
            end = middle
        else:
            proof.append((start, middle))
            start = middle
    if start:
        proof.append((start, end))
    return proof[::-1]


def full_subtrees(interval: Interval) -> Iterator[tuple[int, int]]:
    """Yield the full subtrees ``(height, number)`` that tile an aligned interval, left to right."""
    start, end = interval
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


def tile_of(height: int, number: int) -> tuple[TileId, int, int]:
    """Return the tile that holds a full subtree, and its slice of hashes there."""
    level, rest = divmod(height, TILE_HEIGHT)
    first = number << rest
    return (level, first // TILE), first % TILE, 1 << rest


def tiles_needed(intervals: Iterable[Interval]) -> set[TileId]:
    """Return the tiles from which the hashes of ``intervals`` can be computed."""
    return {tile_of(h, n)[0] for interval in intervals for h, n in full_subtrees(interval)}


def interval_hash(digest: Digest, interval: Interval, tiles: Mapping[TileId, bytes]) -> bytes:
    """Return ``MTH(D[start:end])`` from ``tiles`` (the concatenated hashes of each)."""
    roots: list[bytes] = []
    for height, number in full_subtrees(interval):
        tile, first, count = tile_of(height, number)
        raw = tiles[tile]
        hashes = [raw[i * HASH : (i + 1) * HASH] for i in range(first, first + count)]
        if len(hashes[-1]) != HASH:
            raise KeyError(tile)
        roots.append(full_root(digest, hashes))
    return fold(digest, roots)


def fold(digest: Digest, roots: Sequence[bytes]) -> bytes:
    """Return the hash over full subtrees of falling height, joined from the right."""
    result = roots[-1]
    for left in reversed(roots[:-1]):
        result = node_hash(digest, left, result)
    return result


def empty_root(digest: Digest) -> bytes:
    """Return the root of a tree without leaves."""
    return digest(b"")


class Edge:
    """The right edge of a growing tree: the unfinished tile of every level.

    :meth:`extend` takes leaf hashes and says which tiles have changed; the finished ones never change
    again. ``tails`` maps a level to the hashes of its unfinished tile.
    """

    def __init__(self, digest: Digest, size: int, tails: Mapping[int, bytes]) -> None:
        self._digest = digest
        self.size = size
        self._tails: list[list[bytes]] = []
        for level in range(max(tails, default=-1) + 1):
            raw = tails.get(level, b"")
            self._tails.append([raw[i : i + HASH] for i in range(0, len(raw), HASH)])

    @staticmethod
    def tail_tiles(size: int) -> list[TileId]:
        """Return the unfinished tiles of a tree of ``size`` leaves that hold at least one hash."""
        tiles: list[TileId] = []
        level, width = 0, size
        while width:
            if width % TILE:
                tiles.append((level, width // TILE))
            width //= TILE
            level += 1
        return tiles

    def extend(self, leaves: Iterable[bytes]) -> dict[TileId, bytes]:
        """Append leaf hashes; return every tile that is new or longer, as concatenated hashes."""
        changed: dict[TileId, bytes] = {}
        before = self.size
        for leaf in leaves:
            self._push(0, leaf, changed)
            self.size += 1
        if self.size != before:
            for level, tail in enumerate(self._tails):
                if tail:
                    changed[level, (self.size >> (TILE_HEIGHT * level)) // TILE] = b"".join(tail)
        return changed

    def _push(self, level: int, value: bytes, changed: dict[TileId, bytes]) -> None:
        while True:
            if level == len(self._tails):
                self._tails.append([])
            tail = self._tails[level]
            tail.append(value)
            if len(tail) < TILE:
                return
            # self.size counts the leaves before this one, so this tile is the one they were filling
            changed[level, (self.size >> (TILE_HEIGHT * level)) // TILE] = b"".join(tail)
            value = full_root(self._digest, tail)
            tail.clear()
            level += 1

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        if self.size == 0:
            return empty_root(self._digest)
        roots: list[bytes] = []
        for tail in reversed(self._tails):
            first = 0
            for bit in reversed(range(TILE_HEIGHT)):
                count = 1 << bit
                if len(tail) & count:
                    roots.append(full_root(self._digest, tail[first : first + count]))
                    first += count
        return fold(self._digest, roots)


def root_from_path(digest: Digest, index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """Return the root that an audit path implies (§2.1.3.2), or ``None`` for a path of wrong length."""
    if index >= size:
        return None
    fn, sn, result = index, size - 1, leaf
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            result = node_hash(digest, step, result)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            result = node_hash(digest, result, step)
        fn >>= 1
        sn >>= 1
    return result if sn == 0 else None


def is_consistent(
    digest: Digest, old: int, new: int, roots: tuple[bytes, bytes], proof: Sequence[bytes]
) -> bool:
    """Tell whether ``proof`` shows the tree ``(old, roots[0])`` to be a prefix of the new one (§2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and roots[0] == roots[1]
    steps = [*([roots[0]] if old & (old - 1) == 0 else []), *proof]
    if not steps:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    first = second = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first = node_hash(digest, step, first)
            second = node_hash(digest, step, second)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            second = node_hash(digest, second, step)
        fn >>= 1
        sn >>= 1
    return sn == 0 and (first, second) == roots
