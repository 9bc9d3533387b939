"""What is proved once by ``make test`` and again, larger or in more sizes, by ``make test-long``.

``make test`` keeps one of each kind; docs/operations/testing.md lists what it leaves to the long run.
"""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

#: ``ROUNDS=long`` (``make test-long``).
LONG = os.environ.get("ROUNDS") == "long"


def at_length(always: list[T], more: list[T]) -> list[T]:
    """Return ``always``, and in the long run ``more`` after it."""
    return [*always, *more] if LONG else always
