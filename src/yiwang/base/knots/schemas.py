"""Shapes of requests about hard matters."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from yiwang.base.knots.api import Criteria, Handling

_Numbers: TypeAlias = Annotated[
    tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=64)], ...],
    msgspec.Meta(min_length=1, max_length=50),
]
_Words: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class _Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class AdmitBody(_Body, frozen=True, kw_only=True):
    """Cases of one matter, and how it is handled."""

    cases: _Numbers
    handling: Handling


class CasesBody(_Body, frozen=True, kw_only=True):
    """More cases."""

    cases: _Numbers


class TextBody(_Body, frozen=True, kw_only=True):
    """What is said: a note, the result of a step, why a candidate is dismissed."""

    text: _Words


class EndBody(_Body, frozen=True, kw_only=True):
    """How it ended."""

    solved: bool
    result: _Words


class CriteriaBody(_Body, frozen=True, kw_only=True):
    """Other criteria, and why."""

    criteria: Criteria
    reason: _Words
