"""The data folder: who may use it now, and where the parts of it are."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yiwang.infra.embedded.programs import SYSTEM_HOME, ServerUser, server_user
from yiwang.infra.errors import DataFolderError, DataInUseError

#: Longest path of a unix socket on Linux, without the closing NUL.
_SOCKET_PATH = 107
_SOCKET_NAME = ".s.PGSQL.5432"
#: What may stand in a folder before it becomes a data folder.
_WELCOME = {"yiwang.toml", "media", "tls", "lost+found"}
_MARK = "yiwang-data.json"
_COMMAND_PATIENCE = 120.0


@dataclass(slots=True)
class DataFolder:
    """One installation's folder. ``root`` is absolute; ``notes`` are sentences for the log."""

    root: Path
    user: ServerUser
    cluster: Path
    notes: list[str] = field(default_factory=list)
    _lock: int | None = None

    @classmethod
    def open(cls, path: Path) -> DataFolder:
        """Make or check the folder; raise ``data_folder_refused`` if it is not ours to use."""
        root = path.expanduser().absolute()
        user = server_user()
        _claim(root, user)
        mark = _read(root / _MARK)
        notes: list[str] = []
        if "cluster" not in mark:
            mark = {"format": 1, "cluster": str(_place(root, user, notes))}
            _write(root / _MARK, mark)
        cluster = Path(mark["cluster"])
        if not cluster.is_absolute():
            cluster = root / cluster
        if cluster != root / "postgres":
            if cluster.parent.parent != SYSTEM_HOME:
                raise DataFolderError(
                    folder=root,
                    why_zh="数据位置记录不可信",
                    why_en="the record of where the database is kept is not trustworthy",
                )
            notes.append(f"the folders above {root} are private: the database files are kept in {cluster}")
        return cls(root, user, cluster, notes)

    @property
    def media(self) -> Path:
        """Return where uploaded objects are kept."""
        return self.root / "media"

    @property
    def state_file(self) -> Path:
        """Return the file that tells other commands how to reach the running server."""
        return self.root / "server.json"

    def state(self) -> dict[str, Any]:
        """Return what the running server wrote about itself, or an empty record."""
        return _read(self.state_file)

    def write_state(self, **values: Any) -> None:
        """Replace what other commands may know about the running server."""
        _write(self.state_file, values)

    def lock(self, kind: str) -> None:
        """Take the folder for this process, or raise ``data_in_use``.

        ``kind`` is ``up`` for a serving process and ``command`` for a short one; a serving process
        waits for short ones to end.
        """
        handle = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        patience = time.monotonic() + _COMMAND_PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = _read(self.root / "lock")
                if kind == "up" and holder.get("kind") == "command" and time.monotonic() < patience:
                    time.sleep(0.1)
                    continue
                os.close(handle)
                raise DataInUseError(folder=self.root, pid=holder.get("pid", "?")) from None
            break
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": os.getpid(), "kind": kind}).encode(), 0)
        self._lock = handle

    def unlock(self) -> None:
        """Give the folder free; the operating system does the same when we die."""
        if self._lock is not None:
            os.ftruncate(self._lock, 0)
            os.close(self._lock)
            self._lock = None

    def attach(self) -> int:
        """Mark this process as a user of the running server; close the returned file to end it."""
        handle = os.open(self.root / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_SH)
        return handle

    def wait_for_users(self) -> None:
        """Wait until no other command uses the server any more."""
        handle = os.open(self.root / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.close(handle)

    def socket_folder(self) -> Path:
        """Return the private folder of the server's socket, made if it is missing.

        A path that is too long for a socket is replaced by a short private one, kept on record.
        """
        preferred = self.cluster.parent / "run"
        if len(os.fsencode(preferred / _SOCKET_NAME)) <= _SOCKET_PATH:
            preferred.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.user.own(preferred, 0o700)
            return preferred
        recorded = Path(self.state().get("socket_folder", "/nonexistent"))
        if recorded.is_dir() and recorded.stat().st_uid == self.user.uid:
            return recorded
        short = Path(tempfile.mkdtemp(prefix="yiwang-", dir="/tmp"))
        self.user.own(short, 0o700)
        return short


def places(root: Path, *more: Path) -> list[Path]:
    """Return the existing folders whose file systems an installation writes to."""
    cluster = root / Path(_read(root / _MARK).get("cluster", "postgres"))
    return [path for path in (root, cluster, *more) if path.is_dir()]


def _claim(root: Path, user: ServerUser) -> None:
    """Make ``root`` a private folder of ours."""
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        present = {entry.name for entry in root.iterdir()}
        owner = root.stat().st_uid
    except OSError as error:
        raise DataFolderError(folder=root, why_zh=str(error), why_en=str(error)) from None
    if _MARK not in present and present - _WELCOME:
        raise DataFolderError(
            folder=root,
            why_zh="目录非空，且不是本系统的数据目录；请指定一个空目录",
            why_en="it is not empty and not a data folder of this system; name an empty folder",
        )
    if owner not in {os.geteuid(), user.uid}:
        raise DataFolderError(
            folder=root, why_zh="它属于别的用户", why_en="it belongs to another user of this machine"
        )
    user.own(root, 0o700)


def _place(root: Path, user: ServerUser, notes: list[str]) -> Path:
    """Choose where a new cluster lives: in the folder if its user can work there, else at home."""
    if user.can(root, "w") and user.can(root, "x"):
        return Path("postgres")
    SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    home = SYSTEM_HOME / f"{digest}-{secrets.token_hex(4)}"  # a deleted data folder must not come back
    home.mkdir(mode=0o700)
    user.own(home, 0o700)
    _write(home / "belongs-to.json", {"data": str(root)})
    notes.append(f"a new database is made in {home}")
    notes += [f"{left} belongs to no data folder any more and may be deleted" for left in _left_behind()]
    return home / "postgres"


def _left_behind() -> list[Path]:
    """Return the databases in the system's home whose data folders are gone."""
    marks = {mark.parent: _read(mark).get("data") for mark in SYSTEM_HOME.glob("*/belongs-to.json")}
    return [home for home, data in sorted(marks.items()) if data and not Path(data).exists()]


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, values: dict[str, Any]) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(values, out, default=str)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)
