"""PMTiles, version 3: all tiles of a map in one file, found by reading a few kilobytes of directory.

Written clustered (tiles in the order of their Hilbert number) with equal tiles stored once; the same
tiles give the same bytes. Tiles and directories are compressed with gzip, so that a server can hand a tile
out as it lies. The format is described by its published specification.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import itertools
import json
import os
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from yiwang.connectors.basemap.errors import MapFileInvalidError
from yiwang.kernel import protobuf

_HEADER = struct.Struct("<7sB11QB5B4i1B2i")
_MAGIC, _VERSION = b"PMTiles", 3
_ROOM = 16_384 - _HEADER.size  # the root directory lies within the first 16 KiB
_GZIP, _MVT = 2, 1
_LEAF = 4096  # entries of a leaf directory
_E7 = 10_000_000
_DEEPEST = 4
_MOST_ZOOM = 26


def tile_id(z: int, x: int, y: int) -> int:
    """Return the number of a tile: those of lower zooms come first, then along the Hilbert curve."""
    number = ((1 << (2 * z)) - 1) // 3
    side = 1 << (z - 1) if z else 0
    while side > 0:
        rx, ry = int(x & side > 0), int(y & side > 0)
        number += side * side * ((3 * rx) ^ ry)
        if ry == 0:
            if rx == 1:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        side >>= 1
    return number


@dataclass(frozen=True, slots=True)
class Entry:
    """A run of equal tiles, or (run 0) a leaf directory."""

    first: int
    offset: int
    length: int
    run: int


def _pack(entries: list[Entry]) -> bytes:
    out = [len(entries)]
    last = 0
    for entry in entries:
        out.append(entry.first - last)
        last = entry.first
    out += [entry.run for entry in entries]
    out += [entry.length for entry in entries]
    end = -1
    for entry in entries:
        out.append(0 if entry.offset == end else entry.offset + 1)
        end = entry.offset + entry.length
    return compress(protobuf.varints(out))


def _unpack(data: bytes) -> list[Entry]:
    numbers = protobuf.read_varints(gzip.decompress(data))
    count = numbers[0]
    if len(numbers) != 1 + 4 * count:
        raise ValueError("the directory has the wrong length")
    firsts = list(itertools.accumulate(numbers[1 : 1 + count]))
    runs, lengths, places = (numbers[1 + k * count : 1 + (k + 1) * count] for k in (1, 2, 3))
    entries: list[Entry] = []
    end = 0
    for first, run, length, place in zip(firsts, runs, lengths, places, strict=True):
        offset = place - 1 if place else end
        entries.append(Entry(first, offset, length, run))
        end = offset + length
    return entries


def compress(data: bytes) -> bytes:
    """Return ``data`` in gzip, the same bytes at any time."""
    return gzip.compress(data, 6, mtime=0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the header says of the map: zooms, and west, south, east, north in degrees."""

    least_zoom: int
    most_zoom: int
    bounds: tuple[float, float, float, float]


def write(
    path: Path, tiles: Iterable[tuple[tuple[int, int, int], bytes]], frame: Frame, metadata: dict[str, Any]
) -> int:
    """Write the map and return how many different tiles it holds.

    ``tiles`` are ((zoom, x, y), tile before compression). The file appears whole or not at all: it is
    written beside its place and then takes it, so that a serving process never reads half a map.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, spare = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w+b") as out:
            different = _write(out, tiles, frame, metadata)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(spare, 0o644)  # noqa: PTH101 - mkstemp made it for the owner alone; the base map is public
        os.replace(spare, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(spare)  # noqa: PTH108
        raise
    return different


def _write(out: Any, tiles: Iterable[Any], frame: Frame, metadata: dict[str, Any]) -> int:
    numbered = sorted(((tile_id(*place), data) for place, data in tiles), key=lambda pair: pair[0])
    stored: dict[bytes, tuple[int, int]] = {}
    entries: list[Entry] = []
    body: list[bytes] = []
    size = 0
    for number, data in numbered:
        mark = hashlib.sha256(data).digest()
        if mark not in stored:
            packed = compress(data)
            stored[mark] = (size, len(packed))
            body.append(packed)
            size += len(packed)
        offset, length = stored[mark]
        if entries and (last := entries[-1]).offset == offset and last.first + last.run == number:
            entries[-1] = Entry(last.first, offset, length, last.run + 1)
        else:
            entries.append(Entry(number, offset, length, 1))
    root, leaves = _directories(entries)
    told = compress(json.dumps(metadata, ensure_ascii=False, sort_keys=True).encode())
    at_root = _HEADER.size
    at_told = at_root + len(root)
    at_leaves = at_told + len(told)
    at_tiles = at_leaves + len(leaves)
    west, south, east, north = (round(v * _E7) for v in frame.bounds)
    header = _HEADER.pack(
        _MAGIC, _VERSION, at_root, len(root), at_told, len(told), at_leaves, len(leaves), at_tiles, size,
        len(numbered), len(entries), len(stored), 1, _GZIP, _GZIP, _MVT, frame.least_zoom, frame.most_zoom,
        west, south, east, north, frame.least_zoom, (west + east) // 2, (south + north) // 2,
    )  # fmt: skip
    out.write(header + root + told + leaves)
    out.writelines(body)
    return len(stored)


def _directories(entries: list[Entry]) -> tuple[bytes, bytes]:
    """Return the root directory and the leaf directories; the root fits into its room."""
    root = _pack(entries)
    size = _LEAF
    leaves = b""
    while len(root) > _ROOM:
        upper: list[Entry] = []
        packed: list[bytes] = []
        offset = 0
        for begin in range(0, len(entries), size):
            leaf = _pack(entries[begin : begin + size])
            upper.append(Entry(entries[begin].first, offset, len(leaf), 0))
            packed.append(leaf)
            offset += len(leaf)
        root, leaves = _pack(upper), b"".join(packed)
        size *= 2
    return root, leaves


class Map:
    """An open map file. Reading is safe from many threads; nothing of it is kept but directories.

    It is read, never mapped into memory: a file that somebody cuts short under a mapping ends the process.
    """

    def __init__(self, path: Path) -> None:
        """Open ``path``; raises :class:`MapFileInvalidError` for a file that is no whole map."""
        self.path = path
        self._file = -1
        try:
            self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise _invalid(path, str(error)) from None
        try:
            self._read_header()
        except (ValueError, struct.error, OSError, EOFError, zlib.error) as error:
            self.close()
            raise _invalid(path, str(error)) from None

    def _read(self, begin: int, length: int) -> bytes:
        return os.pread(self._file, length, begin)

    def _read_header(self) -> None:
        magic, version, *rest = _HEADER.unpack(self._read(0, _HEADER.size))
        if magic != _MAGIC or version != _VERSION:
            raise ValueError("this is no PMTiles file of version 3")
        (at_root, root, at_told, told, self._at_leaves, leaves, self._at_tiles, tiles) = rest[:8]
        if (
            max(self._at_leaves + leaves, self._at_tiles + tiles, at_told + told)
            > os.fstat(self._file).st_size
        ):
            raise ValueError("the file is broken off")
        directories, packed, kind, least, most = rest[12:17]
        if (directories, packed, kind) != (_GZIP, _GZIP, _MVT) or most > _MOST_ZOOM:
            raise ValueError("only vector tiles packed with gzip are read")
        self.frame = Frame(least, most, (rest[17] / _E7, rest[18] / _E7, rest[19] / _E7, rest[20] / _E7))
        self.count = rest[8]
        self._root = _unpack(self._read(at_root, root))
        self._leaves: dict[int, list[Entry]] = {}
        self.metadata: dict[str, Any] = json.loads(gzip.decompress(self._read(at_told, told)))

    def get(self, z: int, x: int, y: int) -> bytes | None:
        """Return a tile as it lies in the file (gzip), ``None`` where the map has none."""
        if not (self.frame.least_zoom <= z <= self.frame.most_zoom and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        number = tile_id(z, x, y)
        entries = self._root
        for _ in range(_DEEPEST):
            entry = _search(entries, number)
            if entry is None:
                return None
            if entry.run:
                if number >= entry.first + entry.run:
                    return None
                return self._read(self._at_tiles + entry.offset, entry.length)
            entries = self._leaf(entry)
        return None

    def _leaf(self, entry: Entry) -> list[Entry]:
        found = self._leaves.get(entry.offset)
        if found is None:
            found = _unpack(self._read(self._at_leaves + entry.offset, entry.length))
            self._leaves[entry.offset] = found
        return found

    def places(self) -> Iterator[tuple[int, bytes]]:
        """Yield number and content (gzip) of every tile, in the order of the file."""
        for top in self._root:
            for entry in [top] if top.run else self._leaf(top):
                content = self._read(self._at_tiles + entry.offset, entry.length)
                for step in range(entry.run):
                    yield entry.first + step, content

    def close(self) -> None:
        """Give the file back."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __del__(self) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _search(entries: list[Entry], number: int) -> Entry | None:
    low, high = 0, len(entries)
    while low < high:
        middle = (low + high) // 2
        if entries[middle].first <= number:
            low = middle + 1
        else:
            high = middle
    return entries[low - 1] if low else None


def _invalid(path: Path, why: str) -> MapFileInvalidError:
    return MapFileInvalidError(file=path.name, why=why)
