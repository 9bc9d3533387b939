"""Ties a child process to its supervisor; imports next to nothing, because it must come first."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

PARENT = "YIWANG_PARENT"
_LOOK = 0.5
_PDEATHSIG = 1  # of prctl(2): the kernel tells the child when its parent dies


def tether() -> None:
    """Make sure that a child whose supervisor was killed ends at once.

    It may end without a farewell: nothing is acknowledged before it is committed. Were it to linger, it
    would hold the port against the next start.
    """
    parent = os.environ.get(PARENT)
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
    _look(int(parent))
    threading.Thread(target=_watch, args=(int(parent),), daemon=True, name="parent-watch").start()


def _look(parent: int) -> None:
    if os.getppid() != parent:
        os._exit(1)


def _watch(parent: int) -> None:
    while True:
        _look(parent)
        time.sleep(_LOOK)
