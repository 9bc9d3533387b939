"""Starting and stopping the embedded server of one data folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

from yiwang.infra.embedded.configuration import authentication, configuration
from yiwang.infra.embedded.folder import DataFolder
from yiwang.infra.embedded.programs import Programs, find_programs
from yiwang.infra.errors import DataFolderError, DataInUseError, EmbeddedServerError

ROLE = "yiwang"
DATABASE = "yiwang"
_START_PATIENCE = 300.0  # recovery of a large log after a power cut
_STOP_PATIENCE = 120.0
_STEP = 0.02


class EmbeddedServer:
    """The PostgreSQL server of a :class:`DataFolder`; only the holder of the folder's lock makes one."""

    def __init__(self, folder: DataFolder, *, log: Callable[[str], None], durable: bool = True) -> None:
        self.folder = folder
        self._log = log
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: Path | None = None

    @property
    def url(self) -> str:
        """Return the address that asyncpg and psql accept."""
        assert self._socket is not None, "the server was not started"
        return address(self._socket)

    def start(self) -> str:
        """Bring the server up, making the cluster on first use; return its address.

        Raises ``embedded_server_failed`` with the last lines of the server's log.
        """
        cluster = self.folder.cluster
        _stop_stale(cluster, self._log)
        programs, note = find_programs(self.folder.user, _major(cluster))
        for line in [*self.folder.notes, *([note] if note else [])]:
            self._log(line)
        if not (cluster / "PG_VERSION").exists():
            self._log("a new database is being made; this takes a few seconds")
            self._make_cluster(programs)
        self._socket = self.folder.socket_folder()
        self.folder.state_file.unlink(missing_ok=True)  # of a run that was killed
        self._configure(programs)
        self._launch(programs)
        self.folder.write_state(
            url=self.url, socket_folder=str(self._socket), pid=os.getpid(), postgres=programs.version
        )
        return self.url

    def stop(self) -> None:
        """Stop the server: a fast shutdown, which ends sessions and writes a checkpoint."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(_STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                self._log("the database did not stop in time; it is ended and will recover at the next start")
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait()
        self._process = None
        self.folder.state_file.unlink(missing_ok=True)
        if self._socket is not None and self._socket.parent != self.folder.cluster.parent:
            with contextlib.suppress(OSError):  # a short stand-in: not ours to keep
                self._socket.rmdir()

    def alive(self) -> bool:
        """Tell whether the server process runs."""
        return self._process is not None and self._process.poll() is None

    def _make_cluster(self, programs: Programs) -> None:
        cluster, user = self.folder.cluster, self.folder.user
        partial = cluster.with_name("postgres.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        user.own(partial, 0o700)
        builtin = 17  # from this version on, locales of the operating system are not needed
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if programs.major >= builtin
            else ["--locale=C"]
        )
        self._run(
            [programs.bin / "initdb", "-D", partial, "-U", ROLE, "-E", "UTF8", "-A", "peer", "-k", *locale]
        )
        # one user at a time, before the server is open to anybody
        self._run(
            [programs.bin / "postgres", "--single", "-D", partial, "postgres"],
            f"CREATE DATABASE {DATABASE}\n",
        )
        partial.rename(cluster)

    def _run(self, command: list[str | Path], text: str = "") -> None:
        done = subprocess.run(  # noqa: S603 - the wheel's own programs
            command, input=text, check=False, capture_output=True, text=True, **self.folder.user.popen()
        )
        if done.returncode != 0 or "ERROR" in done.stderr:
            why = (done.stderr or done.stdout).strip()[-800:]
            raise EmbeddedServerError(why_zh=f"初始化失败：{why}", why_en=f"it could not be set up: {why}")

    def _configure(self, programs: Programs) -> None:
        cluster = self.folder.cluster
        assert self._socket is not None
        texts = {
            "postgresql.conf": configuration(cluster, self._socket, programs.major, durable=self._durable)
        } | authentication(ROLE, self.folder.user.name if self.folder.user.switch else None)
        for name, text in texts.items():
            path = cluster / name
            path.write_text(text)
            self.folder.user.own(path, 0o600)

    def _launch(self, programs: Programs) -> None:
        log = self.folder.root / "postgres.log"
        with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
            start = out.tell()
            # a session of its own: Ctrl-C on the terminal must reach us, not the database
            self._process = subprocess.Popen(  # noqa: S603 - the wheel's own program
                [programs.bin / "postgres", "-D", self.folder.cluster],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **self.folder.user.popen(),
            )
        patience = time.monotonic() + _START_PATIENCE
        while not _ready(self.folder.cluster, self._process.pid):
            if self._process.poll() is not None or time.monotonic() > patience:
                with log.open("rb") as text:
                    why = _tail(text, start)
                self.stop()
                raise EmbeddedServerError(why_zh=f"无法启动：{why}", why_en=f"it did not start: {why}")
            time.sleep(_STEP)


def address(socket: Path) -> str:
    """Return the address of the server whose socket is in the folder ``socket``."""
    return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(socket), safe='')}"


def _major(cluster: Path) -> int | None:
    try:
        return int((cluster / "PG_VERSION").read_text().strip())
    except (FileNotFoundError, ValueError):
        return None


def _lines(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _ready(cluster: Path, pid: int) -> bool:
    """Tell whether the server with ``pid`` says of itself that it takes connections."""
    lines = _lines(cluster)
    status_line = 8
    return len(lines) >= status_line and lines[0] == str(pid) and lines[7].strip() == "ready"


def _is_server(pid: int, cluster: Path) -> bool:
    """Tell whether ``pid`` is a living PostgreSQL on ``cluster`` (a number may have been reused)."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.path.basename(words[0]) == b"postgres" and os.fsencode(cluster) in words  # noqa: PTH119 - bytes


def _stop_stale(cluster: Path, log: Callable[[str], None]) -> None:
    """Stop a server that a killed process of ours left behind.

    It is stopped rather than adopted, so that sessions of orphaned processes end too and the settings
    of this start apply.
    """
    lines = _lines(cluster)
    if not lines or not lines[0].isdigit() or not _is_server(int(lines[0]), cluster):
        return
    pid = int(lines[0])
    log(f"a database server left by an earlier run (process {pid}) is being stopped")
    os.kill(pid, signal.SIGINT)
    patience = time.monotonic() + _STOP_PATIENCE
    while _is_server(pid, cluster):
        if time.monotonic() > patience:
            os.kill(pid, signal.SIGQUIT)
            patience = float("inf")
        time.sleep(_STEP)


def _tail(text: IO[bytes], start: int) -> str:
    text.seek(0, os.SEEK_END)
    text.seek(max(start, text.tell() - 2000))
    return text.read().decode(errors="replace").strip()


def running_url(folder: DataFolder) -> str | None:
    """Return the address of the server that now runs on ``folder``, if one does."""
    url = folder.state().get("url")
    return url if isinstance(url, str) else None


@contextmanager
def temporary_server(folder: DataFolder, *, log: Callable[[str], None]) -> Iterator[str]:
    """Give the address of the folder's server, starting it for the duration if none runs."""
    try:
        folder.lock("command")
    except DataInUseError:
        yield from _borrowed(folder)
        return
    server = EmbeddedServer(folder, log=log)
    try:
        yield server.start()
    finally:
        folder.wait_for_users()
        server.stop()
        folder.unlock()


def _borrowed(folder: DataFolder) -> Iterator[str]:
    users = folder.attach()
    try:
        patience = time.monotonic() + _START_PATIENCE
        while (url := running_url(folder)) is None:
            if time.monotonic() > patience:
                raise DataFolderError(
                    folder=folder.root, why_zh="服务尚未就绪", why_en="its server is not ready yet"
                )
            time.sleep(_STEP)
        yield url
    finally:
        os.close(users)
