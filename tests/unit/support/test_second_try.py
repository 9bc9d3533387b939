"""Tests of the browser get one more try, and the summary names those that needed it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
CONFTEST = """
from tests.conftest import pytest_runtest_protocol, pytest_terminal_summary
"""
TESTS = """
import pytest
tries = []
@pytest.fixture
def nth():
    tries.append(1)
    return len(tries)
@pytest.mark.browser
def test_lucky(nth):
    assert nth == 2
@pytest.mark.browser
def test_broken(nth):
    assert nth == 99
def test_plain_and_broken(nth):
    assert nth == 99
"""


def test_what_passes_late_is_named_and_what_fails_twice_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_tries.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\npythonpath = " + str(ROOT))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 failed, 1 passed" in done.stdout, done.stdout
    named = done.stdout.partition("passed at the second try only")[2]
    assert "test_lucky" in named.partition("short test summary")[0]
    assert "test_broken" not in named.partition("short test summary")[0]
