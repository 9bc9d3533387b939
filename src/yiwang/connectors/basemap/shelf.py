"""The map that a process serves: opened when first asked for, opened anew when the file was replaced."""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
import time
from collections import OrderedDict
from pathlib import Path

from yiwang.connectors.basemap import mvt, pmtiles
from yiwang.connectors.basemap.errors import MapFileInvalidError

_LOOK_EVERY = 2.0  # seconds
_KEPT = 1024  # tiles without their private layers

Mark = tuple[int, int, int]


class Opened:
    """One version of the map file."""

    def __init__(self, path: Path, mark: Mark) -> None:
        self.map = pmtiles.Map(path)
        self.mark = mark
        with path.open("rb") as source:
            self.version = hashlib.file_digest(source, "sha256").hexdigest()[:16]
        self.private = frozenset(str(name) for name in self.map.metadata.get("private", ()))
        self._public: OrderedDict[tuple[int, int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def tile(self, z: int, x: int, y: int, *, staff: bool) -> bytes | None:
        """Return a tile in gzip; those who did not sign in get it without the private layers."""
        packed = self.map.get(z, x, y)
        if packed is None or staff or not self.private:
            return packed
        with self._lock:
            known = self._public.get((z, x, y))
        if known is None:
            tile = gzip.decompress(packed)
            rest = mvt.without(tile, self.private)
            known = packed if rest == tile else pmtiles.compress(rest)
            with self._lock:
                self._public[z, x, y] = known
                if len(self._public) > _KEPT:
                    self._public.popitem(last=False)
        return known


class Shelf:
    """Where the map lies. Safe to be asked from many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._looked = -_LOOK_EVERY

    def current(self) -> Opened | None:
        """Return the map as it lies on disk now; ``None`` where there is none.

        A broken file does not take a map away that was being served; where none was, it raises
        ``map_file_invalid``.
        """
        with self._lock:
            now = time.monotonic()
            if now - self._looked < _LOOK_EVERY:
                return self._opened
            self._looked = now
            try:
                found = os.stat(self._path)  # noqa: PTH116
            except FileNotFoundError:
                self._opened = None
                return None
            mark = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._opened is None or self._opened.mark != mark:
                try:
                    self._opened = Opened(self._path, mark)
                except MapFileInvalidError:
                    if self._opened is None:
                        self._looked = -_LOOK_EVERY
                        raise
            return self._opened
