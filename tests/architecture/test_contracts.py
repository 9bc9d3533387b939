"""Canaries: a planted violation breaks each import contract, so a kept contract means something."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Contract → a file to plant (path below src/yiwang, text) that must break it.
CANARIES = {
    "The stack": ("infra/canary.py", "import yiwang.entry\n"),
    "Base modules depend downward only": ("base/audit/usecases/canary.py", "import yiwang.base.geography.api\n"),
    "Inside every base module": ("base/audit/utils.py", "X = 1\n"),
    "Domain rules and pack schemas do no I/O": ("base/geography/model/canary.py", "import yiwang.infra.database\n"),
    "Connectors do not know each other": (
        "connectors/canary/__init__.py",
        "import yiwang.connectors.open311\n",
    ),
    "Connectors see only the sdk": ("connectors/canary/__init__.py", "import yiwang.base.audit.api\n"),
    "SQL stays in store": ("base/audit/usecases/canary.py", "import sqlalchemy\n"),
    "The web framework stays": ("base/audit/usecases/canary.py", "import fastapi\n"),
}  # fmt: skip


def lint(root: Path) -> str:
    """Run the contracts on the copy below ``root`` and return what the linter said."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the source, in which a test may plant what it likes."""
    shutil.copytree(
        ROOT / "src" / "yiwang",
        tmp_path / "src" / "yiwang",
        ignore=shutil.ignore_patterns("webdist", "__pycache__"),
    )
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", CANARIES)
def test_a_planted_violation_breaks_its_contract(copy: Path, name: str) -> None:
    path, text = CANARIES[name]
    planted = copy / "src" / "yiwang" / path
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text)
    said = lint(copy)
    broken = [line for line in said.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(name) for line in broken), said
