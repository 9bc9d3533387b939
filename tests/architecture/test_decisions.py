"""Decisions are numbered once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"


def test_no_two_decisions_have_one_number():
    numbers = Counter(path.name[:4] for path in FOLDER.glob("*.md"))
    assert len(numbers) > 5, "nothing is read: the check is blind"
    assert [number for number, n in numbers.items() if n > 1] == []
