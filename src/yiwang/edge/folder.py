"""A node's folder: who it is, in a file that only its user reads, and its journal beside it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from yiwang.edge.errors import FolderTakenError, NotEnrolledError

_CREDENTIALS: Final = "credentials.json"
_PRIVATE: Final = 0o600
_LARGEST_TOLD: Final = 10_000_000


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """Where the centre is, who this node is, and what opens its console."""

    centre: str
    code: str
    name: str
    secret: str
    console: str
    ca: str | None = None


class Folder:
    """The files of one node."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    @property
    def journal(self) -> Path:
        """Return where the journal lies."""
        return self.path / "journal.db"

    @property
    def told(self) -> Path:
        """Return the file in which every change of an alarm is a line of JSON."""
        return self.path / "alarms.jsonl"

    def note(self, lines: Sequence[bytes], largest: int = _LARGEST_TOLD) -> None:
        """Add lines to the file of changes; a full one becomes ``alarms.jsonl.1``."""
        if self.told.exists() and self.told.stat().st_size >= largest:
            self.told.replace(self.path / "alarms.jsonl.1")
        with self.told.open("ab") as out:
            out.writelines(line + b"\n" for line in lines)

    def make(self) -> None:
        """Have the folder, for its user only."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def lock(self) -> None:
        """Keep every other process out until this one ends; raises ``edge_folder_taken``."""
        self.make()
        self._lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, _PRIVATE)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FolderTakenError(folder=self.path) from None

    def unlock(self) -> None:
        """Let others in."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def keep(self, credentials: Credentials) -> None:
        """Store the credentials whole or not at all, readable by their user only."""
        self.make()
        fresh = self.path / f"{_CREDENTIALS}.new"
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
        with os.fdopen(file, "wb") as out:
            out.write(msgspec.json.encode(credentials))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self.path / _CREDENTIALS)

    def credentials(self) -> Credentials:
        """Return the credentials; raises ``edge_not_enrolled``."""
        try:
            return msgspec.json.decode((self.path / _CREDENTIALS).read_bytes(), type=Credentials)
        except FileNotFoundError:
            raise NotEnrolledError(folder=self.path) from None
