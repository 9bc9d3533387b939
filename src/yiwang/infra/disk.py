"""The guard against a full disk: refuse new input while there is still room to work.

A database that meets a full disk stops altogether. Below the reserve we therefore take nothing new in,
by a named error and before anything is acknowledged; reading goes on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from yiwang.infra.errors import DiskFullError

_MB = 1024 * 1024


def free_megabytes(path: Path) -> int:
    """Return the space that is free for us on the file system of ``path``, in MB."""
    found = os.statvfs(path)
    return found.f_bavail * found.f_frsize // _MB


class DiskGuard:
    """Watches the file systems of ``paths``; asks them at most once in ``max_age`` seconds."""

    def __init__(
        self,
        paths: Sequence[Path],
        reserve_mb: int,
        *,
        free: Callable[[Path], int] = free_megabytes,
        max_age: float = 1.0,
    ) -> None:
        self._paths = paths
        self._reserve = reserve_mb
        self._free = free
        self._max_age = max_age
        self._asked = -max_age
        self._least = 0

    def check(self) -> None:
        """Raise ``disk_full`` if any watched file system is below the reserve."""
        if not self._paths:
            return
        now = time.monotonic()
        if now - self._asked >= self._max_age:
            self._least = min(self._free(path) for path in self._paths)
            self._asked = now
        if self._least < self._reserve:
            raise DiskFullError(free_mb=self._least, reserve_mb=self._reserve)
