from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.postgres15 import PROGRAMS, postgres15


@pytest.fixture(scope="session")
def postgres15_url() -> Iterator[str]:
    """The oldest supported server, if the operating system has it."""
    if not PROGRAMS.is_dir():
        pytest.skip("PostgreSQL 15 is not installed here: the oldest supported version goes untested")
    with postgres15() as url:
        yield url
