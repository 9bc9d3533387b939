"""What a process knows depends on what it loads: a worker must know as much as a web process."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
from yiwang.entry import bootstrap
bootstrap.{what}()
from yiwang.kernel.registry import conditions, moves
assert conditions.get("placed") and moves.get("sign")
"""


@pytest.mark.parametrize("what", ["subscribers", "periodics"])
def test_a_worker_knows_the_moves_and_conditions_that_flows_name(what: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(what=what)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


LOADED = """
import sys
from yiwang.entry import bootstrap
bootstrap.routers(), bootstrap.subscribers(), bootstrap.periodics(), bootstrap.services()
print(*sorted(sys.modules))
"""
#: Each costs every process of an installation some ten megabytes or more; see docs/performance.md.
HEAVY = {"duckdb", "openpyxl", "pyogrio", "pyproj", "rjieba", "xlsxwriter"}


def test_a_process_at_rest_has_not_loaded_what_few_requests_need() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "fastapi" in loaded, "the probe sees what is loaded"
    assert loaded & HEAVY == set()
