"""Figures of a run: how many, how fast, how evenly; and on what machine."""

from __future__ import annotations

import os
import platform
from collections import Counter
from pathlib import Path
from typing import Any


class Tally:
    """Collects the times of calls in seconds, their failures and their SQL statements."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.errors: Counter[str] = Counter()
        self.statements: list[int] = []

    def add(self, seconds: float, statements: int | None = None) -> None:
        """Count a call that was answered as it should be."""
        self.times.append(seconds)
        if statements is not None:
            self.statements.append(statements)

    def fail(self, what: str) -> None:
        """Count a call that failed; ``what`` is the status or the error."""
        self.errors[what[:120]] += 1

    def merge(self, other: Tally) -> None:
        """Take over what another tally counted."""
        self.times += other.times
        self.errors += other.errors
        self.statements += other.statements

    def figures(self) -> dict[str, Any]:
        """Return counts, milliseconds at p50, p95, p99 and worst, and statements per call."""
        ordered = sorted(self.times)
        found: dict[str, Any] = {
            "n": len(ordered),
            "errors": sum(self.errors.values()),
            "p50_ms": _at(ordered, 0.50),
            "p95_ms": _at(ordered, 0.95),
            "p99_ms": _at(ordered, 0.99),
            "max_ms": _at(ordered, 1.0),
        }
        if self.errors:
            found["error_kinds"] = dict(self.errors.most_common(5))
        if self.statements:
            found["statements_per_call"] = round(sum(self.statements) / len(self.statements), 2)
            found["statements_most"] = max(self.statements)
        return found


def _at(ordered: list[float], share: float) -> float | None:
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 2)


def machine() -> dict[str, Any]:
    """Return what the figures depend on: processor, cores, memory, load, Python."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = lines[0].split(":", 1)[1].strip() if lines else model
    memory = None
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        memory = round(int(meminfo.read_text().split("MemTotal:")[1].split()[0]) / 1024 / 1024, 1)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": memory,
        "load_1min": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }
