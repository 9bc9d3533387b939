"""Processor time by role: what a message costs whom, whatever else runs on the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12  # places in /proc/<pid>/stat after the name
#: A role is known by a word of the command line.
_ROLES: Final = {
    "nats-server": "nats-server",
    "mosquitto": "mosquitto",
    "red.js": "node-red",
    "ingest": "ingest",
    "work": "worker",
    "serve": "web",
    "up": "supervisor",
}


def _processes() -> Iterator[tuple[int, int, list[str], float]]:
    """Give process id, parent, words of the command line and processor seconds of everything that runs."""
    for folder in _PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            line = (folder / "stat").read_text()
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue  # it ended while we looked
        parts = line[line.rindex(")") + 2 :].split()
        seconds = (int(parts[_USER]) + int(parts[_SYSTEM])) / _TICKS
        yield int(folder.name), int(parts[_PARENT]), words, seconds


def _role(pid: int, words: list[str]) -> str:
    if pid == os.getpid():
        return "sender"
    if "postgres" in Path(words[0].split(" ")[0]).name or words[0].startswith("postgres"):
        return "database"
    for word in words:
        name = Path(word).name
        if name in _ROLES:
            return _ROLES[name]
    return "other"


def _of(data: Path) -> Iterator[tuple[int, str, float]]:
    """Give this process, what works on ``data``, and their children: id, role, processor seconds."""
    known = list(_processes())
    mine = {os.getpid()}
    mine |= {pid for pid, _, words, _ in known if str(data) in " ".join(words)}
    while more := {pid for pid, parent, _, _ in known if parent in mine} - mine:
        mine |= more
    for pid, _, words, seconds in known:
        if pid in mine:
            yield pid, _role(pid, words), seconds


def spent(data: Path) -> dict[str, float]:
    """Return processor seconds by role."""
    found: dict[str, float] = {}
    for _, role, seconds in _of(data):
        found[role] = found.get(role, 0.0) + seconds
    return found


def resident(data: Path) -> dict[str, float]:
    """Return megabytes in memory by role; what processes share is divided among them (PSS)."""
    found: dict[str, float] = {}
    for pid, role, _ in _of(data):
        try:
            lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kib = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
        found[role] = round(found.get(role, 0.0) + kib / 1024, 1)
    return found


class Effort:
    """What each role spends from now on."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._before = spent(data)

    def figures(self, messages: int) -> dict[str, float]:
        """Return microseconds of processor time per message by role, and of all together."""
        now = spent(self._data)
        per = {role: 1e6 * (now[role] - self._before.get(role, 0)) / max(messages, 1) for role in now}
        return {role: round(each, 1) for role, each in sorted(per.items())} | {
            "together": round(sum(per.values()), 1)
        }
