"""Counting the statements that a block sends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from yiwang.infra.database import statement_tally


@contextlib.contextmanager
def counting() -> Iterator[list[str]]:
    """Yield a list that fills with the statements sent while the block runs."""
    tally: list[str] = []
    token = statement_tally.set(tally)
    try:
        yield tally
    finally:
        statement_tally.reset(token)
