"""What a process knows depends on what it loads: a worker must know as much as a web process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
HEAVY = {"alembic", "duckdb", "openpyxl", "pyogrio", "pyproj", "rjieba", "sqlalchemy", "xlsxwriter"}


def test_a_process_at_rest_has_not_loaded_what_few_requests_need() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "fastapi" in loaded, "the probe sees what is loaded"
    assert loaded & HEAVY == set()


COMMAND = """
import sys
import yiwang.entry.cli.accounts
from yiwang.entry import bootstrap
from yiwang.infra import migrate
from yiwang.infra.settings import Settings
from pathlib import Path
bootstrap.configure(Settings(data=Path(sys.argv[1])))
print(*sorted(sys.modules))
"""


def test_a_small_command_loads_no_module_of_casework(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(tmp_path)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "yiwang.base.identity.api" in loaded, "the probe sees what is loaded"
    assert loaded & {"yiwang.base.cases.api", "yiwang.base.alarms.api", "sqlalchemy", "alembic"} == set()
