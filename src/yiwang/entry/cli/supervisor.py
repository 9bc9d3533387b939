"""The supervisor: starts the processes of one installation and starts again those that die."""

from __future__ import annotations

import contextlib
import signal
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from yiwang.entry.cli.common import note
from yiwang.infra.settings import Settings

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 30.0
_STEADY = 60.0  # after so many seconds of life a process has proved itself
_GRACE = 30.0
_START_PATIENCE = 120.0


@dataclass(slots=True)
class Child:
    """One process of the tree, as it is now."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    files: tuple[int, ...]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the process; a session of its own keeps the terminal's Ctrl-C with the supervisor."""
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            pass_fds=self.files,
            start_new_session=True,
        )
        self.started = time.monotonic()

    def look(self) -> None:
        """Start the process again if it died, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            self.pause = _FIRST_PAUSE if now - self.started > _STEADY else min(self.pause * 2, _LONGEST_PAUSE)
            note(f"{self.name} ended with {code} and is started again in {self.pause:.1f} s")
            self.process = None
            self.again_at = now + self.pause
        if self.process is None and now >= self.again_at:
            self.start()


class Supervisor:
    """Keeps ``children`` running until it is stopped."""

    def __init__(self, children: Sequence[Child], *, stop_asked: Callable[[], bool]) -> None:
        self._children = children
        self._stop_asked = stop_asked

    def start(self) -> None:
        """Start all processes."""
        for child in self._children:
            child.start()

    def look(self) -> None:
        """Start again what died."""
        for child in self._children:
            child.look()

    def wait_until_serving(self, settings: Settings) -> bool:
        """Wait until the installation answers; tell whether it does (not: it was told to stop)."""
        context = ssl.create_default_context()  # made once: reading the certificates takes a while
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # we ask ourselves; the certificate is for others
        patience = time.monotonic() + _START_PATIENCE
        while not self._stop_asked():
            if _answers(f"{settings.address}/api/v1/health", context):
                return True
            if time.monotonic() > patience:
                note("the web processes do not answer yet; see the log above")
                patience = float("inf")
            self.look()
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        """Stop all processes, the impatient way after a while."""
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        patience = time.monotonic() + _GRACE
        for process in running:
            try:
                process.wait(max(0.1, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(address: str, context: ssl.SSLContext) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5, context=context) as found:  # noqa: S310 - our own
            return bool(found.status == 200)  # noqa: PLR2004 - the status itself
    except (OSError, urllib.error.URLError):
        return False
