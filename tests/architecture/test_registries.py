"""Whatever part of the system a process loads, flows find the functions that they name."""

import subprocess
import sys

import pytest
import yaml
from tests.support.world import FLOW_FILE

SHOWS = "from yiwang.kernel.registry import conditions, moves; print(*(n.name for r in (conditions, moves) for n in r))"


def known_after(statement: str) -> set[str]:
    """The names registered in a fresh process that runs only ``statement``."""
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{SHOWS}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("part", ["subscribers", "jobs", "http", "api"])
def test_each_part_of_cases_brings_all_moves_and_conditions(part):
    flow = yaml.safe_load(FLOW_FILE.read_text(encoding="utf-8"))
    named = {a["move"] for a in flow["actions"]}
    named |= {g["name"] for a in flow["actions"] for g in a.get("guards", ())}
    named |= {c["name"] for s in flow["stages"] for c in s.get("skip_when", ())}
    assert named <= known_after(f"import yiwang.base.cases.{part}")


def test_the_check_can_fail():
    assert "placed" not in known_after("import yiwang.kernel.errors")
