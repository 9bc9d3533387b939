"""A real installation: the program's own processes on a data folder of a test."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any, Self

from tests.support.patience import PATIENCE, wait_until

_FIRST_PORT, _LAST_PORT = 15_000, 30_000
_given: set[int] = set()
YIWANG = [sys.executable, "-m", "yiwang.entry.cli"]


def environment() -> dict[str, str]:
    """Return the environment without settings of whoever runs the tests."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("YIWANG_", "COV_"))}


def free_port() -> int:
    """Return a free port below those that clients get.

    A client that knocks while the server is down could otherwise be given this very port, meet itself
    there and keep the server from coming back. Test processes beside each other draw from ranges of their
    own, and none gives a port twice: what it gave may be free only because its server is being killed.
    """
    beside = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    width = (_LAST_PORT - _FIRST_PORT) // beside
    first = _FIRST_PORT + width * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    while True:
        port = random.randrange(first, first + width)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


class Installation:
    """One data folder and the ``yiwang up`` that serves it; used as a context manager."""

    def __init__(self, folder: Path, *options: str, patience: float = 3 * PATIENCE) -> None:
        self.data = folder / "data"
        self.port = free_port()
        self.log = folder / "up.log"
        self._options = options
        self._patience = patience
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.remove()

    def start(self) -> None:
        """Start it and wait until it answers."""
        greetings = self._greetings()
        command = [*YIWANG, "up", "--data", str(self.data), "--port", str(self.port), *self._options]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env=environment())

        def up() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()
            return self.answers() and self._greetings() > greetings

        wait_until(up, self.log.read_text, self._patience)

    def _greetings(self) -> int:
        return self.log.read_text().count("一网 Yiwang: http") if self.log.exists() else 0

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/api/v1/health", timeout=5) as found:
                return bool(found.status == 200)
        except OSError:
            return False

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End the whole tree by a signal to its head; return the exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.process = None
        return code

    def remove(self) -> None:
        """Delete what root keeps elsewhere for a private folder."""
        mark = json.loads((self.data / "yiwang-data.json").read_text())
        cluster = Path(mark["cluster"])
        if cluster.is_absolute():
            shutil.rmtree(cluster.parent)

    def children(self, word: str) -> list[int]:
        """Return the process numbers of our children whose command line holds ``word``."""
        assert self.process is not None
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                    words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
                except OSError:
                    continue
                if parent == self.process.pid and word in words:
                    found.append(int(entry.name))
        return found

    def kill(self, word: str) -> int:
        """Kill a child whose command line holds ``word``; return its number.

        One killed before may not have been started again yet: wait for it.
        """
        number: int = wait_until(lambda: self.children(word), self.log.read_text)[0]
        os.kill(number, signal.SIGKILL)
        return number

    def run(self, *words: str) -> str:
        """Run a command of the program on this data folder and return what it prints."""
        done = subprocess.run(
            [*YIWANG, *words, "--data", str(self.data)],
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout.strip()

    def json(self, *words: str) -> Any:
        """Run a command with ``--json`` and return its last line, decoded."""
        return json.loads(self.run(*words, "--json").splitlines()[-1])
