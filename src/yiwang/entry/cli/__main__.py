"""Lets ``python -m yiwang.entry.cli`` be the same as ``yiwang``: the supervisor starts its processes so."""

from __future__ import annotations

from yiwang.entry.cli import main
from yiwang.entry.cli.tether import tether

tether()
main(prog_name="yiwang")
