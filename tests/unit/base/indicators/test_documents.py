"""The page on indicators names everything that may be asked, used and read."""

from __future__ import annotations

from pathlib import Path

from yiwang.base.cases.readmodel import FACTS
from yiwang.base.indicators.model.fields import BASES, FIELDS
from yiwang.base.indicators.store.definitions import standard

PAGE = (Path(__file__).parents[4] / "docs/indicators.md").read_text(encoding="utf-8")


def test_every_indicator_field_day_and_column_is_named():
    names = {*FACTS, *FIELDS, *BASES, *(one.code for one in standard().indicators)}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()
